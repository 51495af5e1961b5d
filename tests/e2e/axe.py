"""axe over a page as it is shown, in one theme or in both: what it finds, one line a violation."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
INK = "() => getComputedStyle(document.body).color"
AT_REST = "() => document.getAnimations().every((each) => each.effect.getComputedTiming().endTime === Infinity)"


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return [
        f"{one['id']} ({one['impact']}): {json.dumps([node['target'] for node in one['nodes']][:3])} {one['help']}"
        for one in page.evaluate(RUN)
    ]


def violations_in_both_themes(page: Page) -> list[str]:
    """What axe finds on a light page, and after the system turned dark while it was open; it is light again then."""
    light, ink = violations(page), page.evaluate(INK)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(AT_REST)
    assert page.evaluate(INK) != ink, "the page did not follow the system"
    dark = violations(page)
    page.emulate_media(color_scheme="light")
    return [*(f"light: {one}" for one in light), *(f"dark: {one}" for one in dark)]
