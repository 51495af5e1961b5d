"""A real Chromium over a real engine on a copy of the sample workspace."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import pytest
from claudeprojects.core.sample import create_sample
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
"""No network of the browser's own."""

ONE_RENDERER = "--renderer-process-limit=1"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

Theme = Literal["light", "dark"]

expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium that `make test` found, or the one on the path, or Playwright's own.

    One a module: while Playwright runs, its event loop keeps tests of another folder from running theirs.
    """
    program = os.environ.get("CLAUDEPROJECTS_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*as_root, *QUIET, ONE_RENDERER])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def engine(start_engine: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """An engine on a new sample workspace in a folder with a space in its name."""
    vault = tmp_path_factory.mktemp("e2e") / "Tide water"
    create_sample(vault, date.today())
    return start_engine(vault).ready()


@pytest.fixture(scope="module")
def context(browser: Browser, engine: Any) -> Iterator[BrowserContext]:
    """One cache for all pages of a module, signed in.

    Its first page runs no program and stays open: with a limit of one renderer, the pages after it are drawn by the
    same process, which need not load and compile the program anew for each.
    """
    with browser.new_context(reduced_motion="reduce") as context:
        first = context.new_page()
        first.route("**/*.js", lambda route: route.abort())
        first.goto(engine.url)
        yield context


@dataclass
class Desk:
    """One browser page on a workspace, and what a person does with it."""

    page: Page
    engine: Any
    complaints: list[str] = field(default_factory=list)

    def note_complaint(self, message: ConsoleMessage) -> None:
        """Keep errors and warnings of the console; there should be none."""
        if message.type in {"error", "warning"} and "WebGL" not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")

    def go(self, place: str) -> None:
        """Open a place of the app, such as ``/search``."""
        self.page.goto(f"{self.engine.address}{place}")

    def open_note(self, path: str, *, edit: bool = False) -> None:
        """Show a note, or edit it."""
        self.go(f"/note/{quote(path)}{'?mode=edit' if edit else ''}")
        expect(self.page.get_by_role("article", name=Path(path).stem).first).to_be_visible()

    @property
    def editor(self) -> Any:
        """The text being edited."""
        return self.page.get_by_role("textbox", name="Text of ")

    def type_at_end(self, text: str) -> None:
        """Type a line at the end of the note being edited."""
        self.editor.click()
        self.page.keyboard.press("ControlOrMeta+End")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def on_disk(self, path: str) -> str:
        """A file of the vault as it is now."""
        return (self.engine.vault / path).read_text(encoding="utf-8")


@pytest.fixture
def make_desk(context: BrowserContext, engine: Any) -> Iterator[Callable[..., Desk]]:
    """Opens desks at home or at a ``place``; at the end none may have complained, loaded from elsewhere or thrown.

    A desk remembers nothing of those before it: what the browser stored for the workspace is cleared.
    """
    desks: list[Desk] = []

    def make(width: int = 1280, height: int = 800, theme: Theme = "light", place: str = "") -> Desk:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        stored = {"origin": engine.address, "storageTypes": "local_storage,indexeddb,service_workers"}
        context.new_cdp_session(page).send("Storage.clearDataForOrigin", stored)
        desk = Desk(page, engine)
        desks.append(desk)
        desk.page.on("console", desk.note_complaint)
        desk.page.on("pageerror", lambda error: desk.complaints.append(f"thrown: {error}"))
        desk.page.on("request", lambda request: watch(desk, request.url))
        desk.page.goto(f"{engine.address}{place}" if place else engine.url)
        # What the engine says is on the screen, so the app listens to keys by now.
        expect(desk.page.get_by_text(" indexed").first).to_be_visible()
        return desk

    yield make
    for desk in desks:
        desk.page.close()
    assert [desk.complaints for desk in desks if desk.complaints] == []


def watch(desk: Desk, url: str) -> None:
    if not url.startswith((desk.engine.address, "data:", "blob:", "about:", "ws:")):
        desk.complaints.append(f"loaded from elsewhere: {url}")


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """One desk of usual size."""
    return make_desk()
