"""Approvals on the command line: what waits is shown exactly, and answered once."""

from __future__ import annotations

import json

import pytest
from claudeprojects.agents.permissions.approvals import ApprovalStore
from claudeprojects.agents.permissions.decision import Decision
from claudeprojects.agents.store import AgentStore
from claudeprojects.agents.values import Effect
from claudeprojects.core.settings import data_dir

COMMAND = Effect("shell", "Run in the sandbox: ls", detail="ls -la\nwc *.md")
PAGE = Effect("web", "Fetch https://example.org/", detail="https://example.org/", leaves_machine=True)


@pytest.fixture
def asked(vault):
    """Two questions that a run left in the inbox."""
    store = AgentStore(data_dir(vault))
    approvals = ApprovalStore(store.database)
    why = Decision("ask", "default mode", "No rule speaks of it.")
    found = [
        approvals.request("run", "run/1/0", COMMAND, "shell", {"command": COMMAND.detail}, why),
        approvals.request("run", "run/1/1", PAGE, "fetch", {"url": PAGE.detail}, why),
    ]
    store.close()
    return [approval.id for approval in found]


def test_the_inbox_lists_what_waits_the_longest_first(run, asked):
    out = run("approvals", "list").out
    assert out.index("Run in the sandbox: ls") < out.index("Fetch https://example.org/")


def test_an_approval_is_shown_exactly_and_answered_by_the_beginning_of_its_id(run, asked):
    shown = run("approvals", "show", asked[0][:8]).out
    assert "ls -la\nwc *.md" in shown
    assert "It leaves this machine." in run("approvals", "show", asked[1]).out
    assert run("approvals", "approve", asked[0][:8]).out == "Approved: Run in the sandbox: ls\n"
    assert run("approvals", "deny", asked[1], "--note", "not now").out == "Refused: Fetch https://example.org/\n"
    assert "Nothing waits for you" in run("approvals", "list").err
    answered = json.loads(run("--json", "approvals", "list", "--state", "all").out)
    assert {(each["tool"], each["state"], each["note"]) for each in answered} == {
        ("shell", "approved", ""), ("fetch", "denied", "not now"),
    }  # fmt: skip


def test_an_answer_cannot_be_turned_round(run, asked):
    run("approvals", "deny", asked[0])
    turned = run("approvals", "approve", asked[0])
    assert (turned.code, "denied already" in turned.err) == (4, True)
