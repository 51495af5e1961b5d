"""Agents at a phase, on the screen: begun, watched, stopped at the gate with a summary, handed over to a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from claudeprojects.agents.testing.fake_models import FakeProvider
from claudeprojects.core.sample import create_sample
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

PROJECT = "Projects/Pier/Pier.md"
BRIEF = "Projects/Pier/00 Prepare/Brief.md"
ANSWERS = {"project": "Pier", "challenge": "Wet feet", "decider": "Mara", "start": "2026-11-23"}
STAKE = {"path": BRIEF, "old": "## What is at stake\n", "new": "## What is at stake\n\nTwo months of work.\n"}
REFUSED = "The model is out to lunch."


def practitioner(request: Any) -> dict[str, Any]:
    """Writes one section of the brief, and refuses to look for people."""
    prompt = next(message["text"] for message in request["messages"] if message["role"] == "user")
    if prompt.startswith("Carry out the activity “Recruit"):
        return {"error": {"status": 400, "message": REFUSED}}
    if prompt.startswith("Carry out the activity “Write the brief”") and request["messages"][-1]["role"] == "user":
        return {"tools": [{"name": "patch", "arguments": STAKE}]}
    return {"text": "Nothing to mend."}


@pytest.fixture(scope="module")
def engine(start_engine: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """An engine whose remote model is the fake, on a sample workspace with a project by a methodology."""
    vault = tmp_path_factory.mktemp("phases") / "Tide water"
    create_sample(vault, date(2026, 11, 22))
    with pytest.MonkeyPatch.context() as patched, FakeProvider(practitioner) as fake:
        patched.setenv("CLAUDEPROJECTS_OPENAI_KEY", "of a fake")
        engine = start_engine(vault).ready()
        values = {"models.openai_url": f"{fake.url}/v1", "models.remote": "openai:fake"}
        for method, address, body in (
            ("PATCH", "settings", {"values": values, "scope": "user"}),
            ("POST", "methodologies/design-sprint/instantiate", {"answers": ANSWERS}),
        ):
            status, answer = engine.request(method, f"/api/v1/{address}", body)
            assert status < 300, answer
        yield engine


def test_agents_stop_at_the_gate_with_a_summary_and_a_person_takes_what_they_could_not(desk: Any) -> None:
    page = desk.page
    desk.go(f"/projects/{quote(PROJECT)}")
    phases = page.get_by_role("region", name="Phases and gates")
    phases.get_by_role("button", name="Let agents do this phase").click()
    expect(page.get_by_role("heading", name="Prepare: Pier")).to_be_visible(timeout=60_000)
    activities = page.get_by_role("region", name="Activities of the phase")
    expect(activities.get_by_role("listitem")).to_have_count(2)

    summary = page.get_by_role("region", name="At the gate")
    expect(summary.get_by_text("What needs a person")).to_be_visible(timeout=60_000)
    expect(summary).to_contain_text("Nothing was signed, waived or moved on.")
    expect(summary).not_to_contain_text("claudeprojects gate")
    expect(activities.get_by_role("listitem").filter(has_text="Recruit")).to_contain_text(REFUSED)
    assert "Two months of work." not in desk.on_disk(BRIEF)

    summary.get_by_role("button", name="To the gate").click()
    expect(phases.get_by_text("not all done")).to_be_visible()
    phases.get_by_role("button", name=re.compile("^More for Recruit")).click()
    page.get_by_role("menuitem", name="Hand over to a person…").click()
    page.get_by_role("combobox", name="Who does it").fill("Mara")
    page.get_by_role("button", name="Hand over", exact=True).click()
    theirs = phases.get_by_role("list", name="Activities").get_by_role("listitem").filter(has_text="Recruit")
    expect(theirs).to_contain_text("Mara")
    expect(phases.get_by_text("at the gate", exact=True)).to_be_visible()

    phases.get_by_role("link", name="Review 1 change").click()
    expect(page.get_by_text("Two months of work.")).to_be_visible()
