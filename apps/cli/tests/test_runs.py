"""``run`` watches an agent to its end; ``runs`` and ``schedule`` show and change what there is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from claudeprojects.agents.testing.fake_models import FakeProvider

MODEL = ("--model", "openai:fake-model")


@pytest.fixture
def said(run: Callable[..., Any], vault: Any) -> Iterator[list[dict[str, Any]]]:
    """What the model behind the real client says next."""
    replies: list[dict[str, Any]] = []
    with FakeProvider(lambda _request: replies.pop(0)) as fake:
        assert run("config", "set", "models.openai_url", f"{fake.url}/v1").code == 0
        yield replies


def test_an_agent_is_watched_its_change_shown_and_its_steps_listed(run, vault, said):
    (vault / "Boat.md").write_text("A boat.\n")
    patch = {"path": "Boat.md", "old": "A boat.", "new": "A red boat."}
    said += [{"tools": [{"name": "patch", "arguments": patch}]}, {"text": "It is red now."}]
    ran = run("run", "writer", "Make the boat red.", *MODEL)
    assert ran.code == 0
    assert ran.out == "It is red now.\n"
    assert "· patch Boat.md" in ran.err
    assert "1 file would change" in ran.err
    assert (vault / "Boat.md").read_text() == "A boat.\n"
    run_id = re.search(r"Run (\w+): done", ran.err)[1]
    shown = run("runs", "show", run_id)
    assert "→ patch" in shown.out
    assert "2 model calls, 1 tool call" in shown.err
    assert "Make the boat red." in run("runs", "show", run_id, "--step", "1").out
    assert "Make the boat red." in run("runs", "list", "--review").out
    assert run("changes", "accept", run_id).code == 0
    assert "Make the boat red." not in run("runs", "list", "--review").out


def test_a_run_that_fails_says_why_and_ends_with_a_code(run, vault, said):
    said += [{"error": {"status": 401, "message": "no"}}]
    ran = run("run", "writer", "Do it.", *MODEL, "--json")
    assert ran.code == 5
    assert json.loads(ran.out)["state"] == "failed"


def test_a_run_that_has_ended_is_told_more_and_forked(run, vault, said):
    said += [{"text": "One."}, {"text": "Two."}, {"text": "Another."}]
    run_id = json.loads(run("run", "writer", "Count.", *MODEL, "--json").out)["id"]
    assert run("runs", "tell", run_id, "Go on.").out == "Two.\n"
    assert run("runs", "fork", run_id, "1").out == "Another.\n"
    assert run("runs", "cancel", run_id).code == 0
    assert run("runs", "show", "nothing").code == 3


def test_the_same_task_again_is_answered_from_the_cache_until_told_not_to_or_cleared(run, vault, said):
    said += [{"text": "One."}, {"text": "Two."}, {"text": "Three."}]
    asked = ("run", "writer", "Count.", *MODEL)
    assert [run(*asked).out, run(*asked).out, run(*asked, "--no-cache").out] == ["One.\n", "One.\n", "Two.\n"]
    assert run("runs", "cache").out == "Kept replies: 1, each for 7 days.\n"
    assert "forgotten: 1" in run("runs", "cache", "--clear").err
    assert run(*asked).out == "Three.\n"


def test_schedules_are_added_in_words_listed_and_removed(run, vault):
    added = run("schedule", "add", "reviewer", "Review the week.", "every friday at 16:00")
    assert "every Friday at 16:00" in added.err
    listed = run("schedule", "list").out
    assert "every Friday at 16:00" in listed
    assert "reviewer" in listed
    assert run("schedule", "remove", added.out.strip()).code == 0
    assert "0 schedules" in run("schedule", "list").err
    assert run("schedule", "add", "reviewer", "x", "when it rains").code == 2


def test_a_note_that_is_misspelt_and_an_empty_prompt_start_nothing(run, vault, said):
    ran = run("run", "writer", "Do it.", "--note", "Nothing/There", *MODEL)
    assert ran.code == 3
    assert "Nothing/There" in ran.err
    assert run("run", "writer", " ", *MODEL).code == 2
    assert "There are no runs" in run("runs", "list").err


def test_what_waits_for_an_answer_says_so_and_a_model_that_was_passed_over_too(run, vault, said):
    said += [{"tools": [{"name": "shell", "arguments": {"command": "ls"}}]}]
    waiting = run("run", "analyst", "Count.", *MODEL)
    assert "It waits for an answer: `claudeprojects approvals list`." in waiting.err
    run_id = re.search(r"Run (\w+): waiting", waiting.err)[1]
    assert "It has not ended" in run("undo", run_id).err
    agents = vault / ".claude" / "agents"
    agents.mkdir(parents=True)
    (agents / "short.md").write_text("---\nname: short\ndescription: d\nmaxTurns: 1\n---\nWork.\n")
    said += [{"tools": [{"name": "list", "arguments": {}}]}]
    assert "It stopped after 1 turn," in run("run", "short", "List.", *MODEL).err


def test_changes_in_a_file_with_windows_line_ends_show_no_signs_for_them(run, vault, said):
    (vault / "Boat.md").write_bytes(b"A boat.\r\nAnd a sail.\r\n")
    patch = {"path": "Boat.md", "old": "A boat.", "new": "A red boat."}
    said += [{"tools": [{"name": "patch", "arguments": patch}]}, {"text": "Red."}]
    run_id = json.loads(run("run", "writer", "Paint it.", *MODEL, "--json").out)["id"]
    shown = run("changes", "show", run_id).out
    assert "{+red" in shown
    assert "\N{REPLACEMENT CHARACTER}" not in shown


def test_a_privacy_rule_for_a_folder_that_is_not_there_says_so(run, vault):
    assert "There is no folder 'Clinets'" in run("privacy", "set", "private", "--folder", "Clinets").err
