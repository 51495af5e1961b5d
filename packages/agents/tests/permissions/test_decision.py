"""Decisions: the order of the rules, the modes, and what no rule opens."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from claudeprojects.agents.definitions.records import AgentDefinition
from claudeprojects.agents.permissions.decision import DEFAULTS, decide, may_use
from claudeprojects.agents.permissions.modes import TIGHTEST_FIRST, in_force, tighter
from claudeprojects.agents.permissions.policy import Policy
from claudeprojects.agents.permissions.rules import Rule
from claudeprojects.agents.values import Effect

AGENT = AgentDefinition("helper", "Helps", "Help.")
NOTE = Effect("write", "Change a.md", ("a.md",))
COMMAND = Effect("shell", "Run ls", detail="ls")
SENDING = Effect("web", "Fetch https://a.org", detail="https://a.org", leaves_machine=True)


def policy(**rules: list[str]) -> Policy:
    return Policy(
        **{action: tuple(Rule.parse(text, action, "user") for text in texts) for action, texts in rules.items()}
    )


def action(effect: Effect, tool: str, mode="default", agent=AGENT, **rules: list[str]) -> str:
    return decide(agent, mode, effect, tool, policy(**rules)).action


@pytest.mark.parametrize("mode", TIGHTEST_FIRST)
def test_a_rule_that_denies_wins_in_every_mode_over_every_other_rule(mode):
    assert action(NOTE, "write", mode, allow=["*", "Edit(a.md)"], ask=["*"], deny=["Edit(*.md)"]) == "deny"


def test_a_rule_that_asks_wins_over_one_that_allows():
    assert action(COMMAND, "shell", allow=["Bash"], ask=["Bash(ls:*)"]) == "ask"
    assert action(COMMAND, "shell", "bypassPermissions", ask=["Bash(ls:*)"]) == "ask"


def test_changes_that_are_staged_are_made_without_asking_and_say_so():
    decision = decide(AGENT, "default", NOTE, "write", Policy())
    assert (decision.action, decision.why) == (
        "allow",
        "The change waits for your review before it reaches the disk.",
    )


@pytest.mark.parametrize("kind", [kind for kind in DEFAULTS if kind not in ("read", "agent")])
def test_planning_changes_and_sends_nothing_whatever_is_allowed(kind):
    assert action(Effect(kind, "x", ("a.md",), "x"), "x", "plan", allow=["*"]) == "deny"


def test_what_is_not_allowed_is_refused_when_nobody_is_to_be_asked():
    assert action(COMMAND, "shell", "dontAsk") == "deny"
    assert action(COMMAND, "shell", "dontAsk", allow=["Bash(ls)"]) == "allow"


def test_accepting_edits_still_asks_for_deletions_memory_and_instructions():
    assert action(NOTE, "write", "acceptEdits") == "allow"
    for effect in (
        Effect("delete", "Delete a.md", ("a.md",)),
        Effect("memory", "Remember", ("Memory/x.md",)),
        Effect("write", "Change", ("Work/AGENTS.md",)),
        Effect("move", "Move", ("a.md", "Claude.md")),
    ):
        assert action(effect, "x", "acceptEdits") == "ask"


def test_bypassing_is_for_the_users_own_agents_and_never_beyond_the_vault():
    own, foreign = replace(AGENT, origin="user"), replace(AGENT, origin="vault")
    assert action(COMMAND, "shell", "bypassPermissions", own) == "allow"
    assert action(COMMAND, "shell", "bypassPermissions", foreign) == "ask"
    assert action(SENDING, "fetch", "bypassPermissions", own) == "ask"
    assert action(Effect("mcp", "Ask", leaves_machine=True), "mcp__a__b", "bypassPermissions", own) == "ask"


@pytest.mark.parametrize("mode", TIGHTEST_FIRST)
@pytest.mark.parametrize("path", [".claudeprojects/privacy.toml", ".obsidian/plugins/x/data.json", "a/.git/hooks/x"])
def test_hidden_files_are_neither_read_nor_changed(mode, path):
    for kind in ("read", "write", "delete"):
        assert action(Effect(kind, "x", (path,)), "x", mode, allow=["*"]) == "deny"


def test_a_command_that_nothing_confines_is_asked_for_each_time():
    open_ = replace(COMMAND, unconfined=True)
    for mode in ("default", "acceptEdits", "bypassPermissions"):
        assert action(open_, "shell", mode, allow=["*"]) == "ask"
    assert action(open_, "shell", "plan", allow=["*"]) == "deny"


def test_an_agents_file_limits_it_and_grants_nothing():
    reader = replace(AGENT, tools=("Read", "Grep", "Bash(git:*)"))
    assert action(NOTE, "write", agent=reader, allow=["*"]) == "deny"
    assert action(COMMAND, "shell", agent=reader, allow=["*"]) == "deny"
    assert action(Effect("shell", "x", detail="git log"), "shell", agent=reader) == "ask"
    assert [name for name in ("read", "grep", "search", "write", "shell") if may_use(reader, name)] == [
        "read", "grep", "search", "shell",
    ]  # fmt: skip
    without = replace(AGENT, disallowed_tools=("Write", "mcp__github"))
    assert action(NOTE, "write", agent=without) == "deny"
    assert not may_use(without, "mcp__github__get_issue")
    assert may_use(without, "mcp__other__x")


def test_an_entry_of_an_agent_that_cannot_be_read_takes_away_and_gives_nothing():
    assert not may_use(replace(AGENT, tools=("Bash(git",)), "shell")
    assert not may_use(replace(AGENT, disallowed_tools=("Bash(git",)), "shell")


def test_no_mode_lets_through_what_a_tighter_one_asks_or_refuses():
    order = {"deny": 0, "ask": 1, "allow": 2}
    staged = [mode for mode in TIGHTEST_FIRST if in_force(AGENT, mode) in ("plan", "dontAsk", "default")]
    for kind, (one, other) in itertools.product(DEFAULTS, itertools.pairwise(staged)):
        effect = Effect(kind, "x", ("a.md",), "x")
        assert order[action(effect, "x", one)] <= order[action(effect, "x", other)]
    assert tighter("acceptEdits", "plan") == tighter("plan", "acceptEdits") == "plan"
