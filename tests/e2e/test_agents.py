"""Agents on the screen: a question and the line it rests on; a run approved, reviewed, accepted and undone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from claudeprojects.agents.testing.fake_models import FakeProvider
from claudeprojects.core.sample import create_sample
from playwright.sync_api import Page, expect

from .axe import violations_in_both_themes

pytestmark = pytest.mark.e2e

SETTLED = "() => document.querySelector('main [aria-busy=true], main [role=status][aria-label^=Loading]') === null"

QUESTION = "Why is the case made of teak?"
QUOTE = "walnut opened at the mitre in three of five cases"
TASK = "Tidy the start page and count the words of the projects."
NEW = "Projects/Open questions.md"
BEFORE = "Nothing here is precious: edit it, break it, delete it."
AFTER = "Nothing here is precious."

HANDYMAN = """---
name: handyman
description: Repairs notes and runs commands.
---
You repair notes.
"""


PANEL = """from claudeprojects.agents.plugins.hooks import Panel, hookimpl
HTML = "<!doctype html><title>Tides</title><p id=said>Waiting</p><script>"
HTML += "fetch('/api/v1/notes').then(() => 'something', () => 'nothing')"
HTML += ".then(what => { said.textContent = origin + ' reaches ' + what })</script>"
@hookimpl
def panels():
    return [Panel("tides", "Tides", HTML)]
"""


def says(request: Any) -> dict[str, Any]:
    """The script of the fake: claims for a question, a command and two changes for the task."""
    asked = " ".join(message["text"] for message in request["messages"] if message["role"] == "user")
    if QUESTION in asked:
        cited = [{"passage": 1, "quote": QUOTE}]
        claims = {"claims": [{"text": "Walnut does not stand damp air.", "citations": cited}]}
        return {"text": str(claims).replace("'", '"')}
    results = sum(message["role"] == "tool" for message in request["messages"])
    if TASK not in asked:
        return {"text": "Tidying up"}
    if results == 0:
        return {
            "text": "First the words.",
            "tools": [{"name": "shell", "arguments": {"command": "wc -w Projects/*"}}],
        }
    if results == 1:
        write = {"name": "write", "arguments": {"path": NEW, "text": "# Open questions\n\n- Who signs off?\n"}}
        patch = {"name": "patch", "arguments": {"path": "Start here.md", "old": BEFORE, "new": AFTER}}
        return {"text": "Now the notes.", "tools": [write, patch]}
    return {"text": "Both are proposed; see [[Start here]]."}


@pytest.fixture(scope="module")
def engine(start_engine: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """An engine whose remote model is the fake, on a sample workspace with an agent of its own."""
    vault = tmp_path_factory.mktemp("agents") / "Tide water"
    create_sample(vault, date(2026, 11, 22))
    (vault / ".claude/agents").mkdir(parents=True)
    (vault / ".claude/agents/handyman.md").write_text(HANDYMAN, encoding="utf-8")
    plugin = vault / ".claudeprojects/plugins/tides"
    plugin.mkdir(parents=True)
    (plugin / "plugin.toml").write_text('name = "tides"\n', encoding="utf-8")
    (plugin / "plugin.py").write_text(PANEL, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched, FakeProvider(says) as fake:
        patched.setenv("CLAUDEPROJECTS_OPENAI_KEY", "of a fake")
        engine = start_engine(vault).ready()
        values = {"models.openai_url": f"{fake.url}/v1", "models.remote": "openai:fake"}
        status, body = engine.request("PATCH", "/api/v1/settings", {"values": values, "scope": "user"})
        assert status == 200, body
        yield engine


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("navigation", name="Screens").get_by_role("link", name=name, exact=True).click()


def a_run(desk: Any) -> str:
    """The latest run of the handyman, or a new one that has nothing to ask."""
    runs = desk.engine.get("/api/v1/runs")["items"]
    if done := [run for run in runs if run["agent"] == "handyman"]:
        return str(done[0]["id"])
    status, run = desk.engine.request("POST", "/api/v1/runs", {"agent": "handyman", "prompt": "Say something."})
    assert status == 201, run
    desk.engine.wait(lambda: desk.engine.get(f"/api/v1/runs/{run['id']}")["state"] == "done")
    return str(run["id"])


def test_a_question_is_answered_with_a_quote_that_opens_at_its_line(desk: Any) -> None:
    follow(desk.page, "Ask")
    desk.page.get_by_role("textbox", name="Ask your notes").fill(QUESTION)
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("heading", level=1, name=re.compile("teak", re.IGNORECASE))).to_be_visible()
    quote = desk.page.get_by_role("link", name=re.compile("Teak, not walnut.*line 10"))
    expect(quote.first).to_contain_text(QUOTE)
    assert desk.engine.get("/api/v1/chats")["items"], "the chat is a note of the vault"
    quote.first.click()
    expect(desk.page.get_by_role("article", name="Teak, not walnut")).to_be_visible()
    assert re.search(r"[?&]line=\d+", desk.page.url)
    expect(desk.page.get_by_text(QUOTE)).to_be_in_viewport()


def test_what_the_notes_do_not_say_is_not_answered(desk: Any) -> None:
    desk.go("/ask")
    desk.page.get_by_role("textbox", name="Ask your notes").fill("xyzzyplugh quuxfrobnicate?")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_text(re.compile("not in your notes", re.IGNORECASE)).first).to_be_visible()


def test_a_run_is_approved_reviewed_accepted_in_part_and_undone(desk: Any) -> None:
    page = desk.page
    start = desk.on_disk("Start here.md")
    follow(page, "Agents")
    page.get_by_role("textbox", name="What should be done?").fill(TASK)
    page.get_by_role("combobox", name="Agent").click()
    page.get_by_role("option", name="handyman").click()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", level=1, name=re.compile("Tidy the start page"))).to_be_visible()

    expect(page.get_by_text("First the words.")).to_be_visible()
    expect(page.get_by_role("contentinfo", name="Status").get_by_text("1 approval waits")).to_be_visible()
    follow(page, re.compile("Inbox"))
    question = page.get_by_role("article", name=re.compile("wc -w"))
    expect(question.get_by_text("wc -w Projects/*").last).to_be_visible()
    question.get_by_role("button", name="Approve").click()
    expect(question).to_have_count(0)
    changed = page.get_by_role("region", name="Changes to review").get_by_role("link", name=re.compile("2 changes"))
    expect(changed).to_be_visible()
    expect(page.get_by_role("contentinfo", name="Status").get_by_text("2 changes to review")).to_be_visible()

    page.go_back()
    expect(page.get_by_text("Both are proposed")).to_be_visible()
    expect(page.get_by_text("Done", exact=True).first).to_be_visible()
    assert desk.on_disk("Start here.md") == start, "nothing reaches the disk before it is accepted"
    page.get_by_role("link", name=re.compile("2 changes wait for your review")).click()
    review = page.get_by_role("article", name="Start here.md")
    expect(review.get_by_role("table").get_by_text("edit it").first).to_be_visible()
    review.get_by_role("button", name="Accept Start here.md").click()
    expect(page.get_by_text("1 to review, 1 accepted")).to_be_visible()
    desk.engine.wait(lambda: AFTER in desk.on_disk("Start here.md") and BEFORE not in desk.on_disk("Start here.md"))
    assert not (desk.engine.vault / NEW).exists()

    page.get_by_role("button", name="Undo the run").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo the run").click()
    expect(page.get_by_text(re.compile("undone")).first).to_be_visible()
    desk.engine.wait(lambda: desk.on_disk("Start here.md") == start)
    assert not (desk.engine.vault / NEW).exists()


def test_a_note_is_given_to_an_agent_with_limits_of_its_own(desk: Any) -> None:
    page = desk.page
    desk.open_note("Start here.md")
    page.get_by_role("button", name="More about this note").click()
    page.get_by_role("menuitem", name="Give this note to an agent…").click()
    expect(page.get_by_role("list", name="Notes handed over")).to_contain_text("Start here")
    expect(page.get_by_text("works on this machine; nothing leaves it")).to_be_visible()
    page.get_by_role("button", name=re.compile("At most")).click()
    page.get_by_role("textbox", name="Dollars").fill("0.5")
    page.get_by_role("textbox", name="What should be done?").fill("Say what is in it.")
    page.keyboard.press("ControlOrMeta+Enter")
    expect(page.get_by_text("Tidying up").first).to_be_visible()
    run = desk.engine.get(f"/api/v1/runs/{page.url.split('/')[-1]}")
    assert (run["paths"], run["budget"]["dollars"]) == (["Start here.md"], 0.5)


def test_an_agent_is_made_by_a_form_and_used_at_once(desk: Any) -> None:
    page = desk.page
    desk.go("/agents/library")
    page.get_by_role("button", name="Create agent").click()
    page.get_by_role("textbox", name="Name").fill("Log keeper")
    page.get_by_role("textbox", name="What it is for, and when to use it").fill("Keeps the log.")
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="log-keeper")).to_be_visible()
    before = desk.on_disk(".claude/agents/log-keeper.md")
    assert "Keeps the log." in before
    page.get_by_role("button", name="Edit").click()
    text = page.get_by_role("textbox", name="The file .claude/agents/log-keeper.md")
    text.fill("It keeps the log.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("would define no agent")).to_be_visible()
    assert desk.on_disk(".claude/agents/log-keeper.md") == before
    text.fill(before.replace("name: log-keeper", "name: log-writer"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1, name="log-writer")).to_be_visible()
    assert "name: log-writer" in desk.on_disk(".claude/agents/log-keeper.md")
    desk.complaints.clear()  # the browser tells of the refused text, too


def test_the_page_of_a_plugin_reaches_nothing(desk: Any) -> None:
    found = desk.engine.get("/api/v1/plugins")["items"]
    tides = next(plugin for plugin in found if plugin["name"] == "tides")
    desk.engine.request("POST", "/api/v1/plugins/tides/trust", {"hash": tides["hash"]})
    desk.go("/agents/library")
    desk.page.get_by_role("link", name="Tides").click()
    frame = desk.page.frame_locator("iframe[title=Tides]")
    expect(frame.get_by_text("null reaches nothing")).to_be_visible()
    assert all("Content Security Policy" in text for text in desk.complaints)
    desk.complaints.clear()


def test_the_model_that_comes_along_answers_from_home_with_a_quote(desk: Any) -> None:
    page = desk.page
    everyone = {"scope": "user"}
    desk.engine.request("PATCH", "/api/v1/settings", {**everyone, "values": {"models.remote": "off"}})
    try:
        page.get_by_role("textbox", name="Ask your notes anything").fill(QUESTION)
        page.keyboard.press("Enter")
        # Said below the answer when all of it is there.
        expect(page.get_by_text(re.compile("smollm2", re.IGNORECASE)).first).to_be_visible(timeout=60_000)
        page.get_by_role("link", name=re.compile("Teak, not walnut.*line")).first.click()
    finally:
        values = {"models.remote": "openai:fake"}
        desk.engine.request("PATCH", "/api/v1/settings", {**everyone, "values": values})
    expect(page.get_by_role("article", name="Teak, not walnut")).to_be_visible()
    assert re.search(r"[?&]line=\d+", page.url)


def test_what_a_step_was_sent_can_be_read(desk: Any) -> None:
    desk.go(f"/agents/runs/{a_run(desk)}")
    desk.page.get_by_role("button", name="What step 1 was sent").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog.get_by_text("You repair notes.").first).to_be_visible()
    expect(dialog.get_by_text("openai:fake").first).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


SCREENS = {
    "ask": "/ask",
    "home": "/",
    "runs": "/agents",
    "a new run with a note": "/agents?note=Start%20here.md",
    "a page of no plugin": "/agents/panels/none/none",
    "run": "/agents/runs/{run}",
    "changes of a run": "/agents/runs/{run}?view=changes",
    "a run that is not there": "/agents/runs/none",
    "inbox": "/inbox",
    "library": "/agents/library",
    "agent": "/agents/library/researcher",
    "models": "/agents/models",
    "servers": "/agents/servers",
    "permissions": "/agents/permissions",
    "privacy": "/agents/privacy",
}


@pytest.mark.parametrize("width", [1280, 380])
def test_every_screen_of_agents_is_usable_by_everyone(make_desk: Callable[..., Any], width: int) -> None:
    desk = make_desk(width=width)
    run = a_run(desk)
    found: dict[str, list[str]] = {}
    for name, place in SCREENS.items():
        show(desk, place.format(run=run))
        found[name] = violations_in_both_themes(desk.page)
        if desk.page.evaluate("document.documentElement.scrollWidth") > width:
            found[name].append("it is wider than the screen")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def show(desk: Any, place: str) -> None:
    desk.go(place)
    expect(desk.page.get_by_role("main")).to_be_visible()
    desk.page.wait_for_load_state("networkidle")
    desk.page.wait_for_function(SETTLED)
    desk.complaints = [text for text in desk.complaints if "404" not in text]  # the run that is missing on purpose
