"""Rules: what each form matches, and that allowing is always read more strictly than refusing."""

from __future__ import annotations

import pytest
from claudeprojects.agents.errors import RuleInvalid
from claudeprojects.agents.permissions.rules import Rule
from claudeprojects.agents.values import Effect
from hypothesis import given
from hypothesis import strategies as st


def allow(text: str) -> Rule:
    return Rule.parse(text, "allow", "user")


def deny(text: str) -> Rule:
    return Rule.parse(text, "deny", "user")


def command(text: str) -> Effect:
    return Effect("shell", f"Run {text}", detail=text)


@pytest.mark.parametrize(
    ("rule", "line", "matches"),
    [
        ("Bash(git log:*)", "git log", True),
        ("Bash(git log:*)", "git  log -3", True),
        ("Bash(git log:*)", "git logs", False),
        ("Bash(git log:*)", "git push", False),
        ("Bash(ls)", "ls", True),
        ("Bash(ls)", "ls -l", False),
        ("Bash(wc * notes.md)", "wc -l notes.md", True),
        ("Bash", "anything at all", True),
        ("Bash(*)", "anything at all", True),
    ],
)
def test_a_command_is_allowed_by_its_beginning_or_its_shape(rule, line, matches):
    assert allow(rule).matches("shell", command(line)) is matches


@pytest.mark.parametrize(
    "line",
    [
        "git log; rm -r .",
        "git log && rm x",
        "git log | sh",
        "git log > x",
        "git log $(rm x)",
        "git log `rm x`",
        "git log\nrm x",
        "git log & rm x",
        "git log <(rm x)",
    ],
)
def test_a_command_with_another_in_it_is_never_allowed_by_its_beginning(line):
    assert not allow("Bash(git log:*)").matches("shell", command(line))


@pytest.mark.parametrize("line", ["rm x", "true; rm x", "true && rm -r .", "echo $(rm x)", "echo `rm x`", "(rm x)"])
def test_a_command_is_refused_for_any_part_of_it(line):
    assert deny("Bash(rm:*)").matches("shell", command(line))


def test_reading_rules_are_about_every_tool_that_reads_and_editing_rules_about_every_change():
    for tool in ("read", "grep", "list"):
        assert deny("Read(Private/**)").matches(tool, Effect("read", "", ("Private/a.md",)))
    for kind in ("write", "move", "delete", "memory"):
        assert deny("Edit(Private/**)").matches("x", Effect(kind, "", ("Private/a.md",)))
    assert not deny("Edit(Private/**)").matches("read", Effect("read", "", ("Private/a.md",)))


def test_refusing_ignores_case_and_composition_and_knows_folders():
    for path in ("private/a.md", "PRIVATE/A.md", "Private"):
        assert deny("Read(Private/)").matches("read", Effect("read", "", (path,)))
    assert deny("Read(Caf\u00e9/**)").matches("read", Effect("read", "", ("Cafe\u0301/a.md",)))
    assert not allow("Read(Private/**)").matches("read", Effect("read", "", ("private/a.md",)))


def test_allowing_covers_every_path_and_refusing_any():
    both = Effect("move", "", ("Notes/a.md", "Private/a.md"))
    assert not allow("Edit(Notes/**)").matches("move", both)
    assert deny("Edit(Private/**)").matches("move", both)


@pytest.mark.parametrize(
    ("rule", "url", "matches"),
    [
        ("WebFetch(domain:example.org)", "https://example.org/a", True),
        ("WebFetch(domain:example.org)", "https://www.example.org/a", True),
        ("WebFetch(domain:example.org)", "https://example.org.evil.net/", False),
        ("WebFetch(domain:example.org)", "https://notexample.org/", False),
        ("WebFetch(domain:example.org)", "https://evil.net/?example.org", False),
        ("WebFetch(domain:example.org)", "https://example.org@evil.net/", False),
    ],
)
def test_a_domain_is_the_host_and_what_is_below_it(rule, url, matches):
    assert allow(rule).matches("fetch", Effect("web", "", detail=url)) is matches


def test_servers_tools_and_agents_are_named():
    sending = Effect("mcp", "Ask github", leaves_machine=True)
    assert allow("mcp__github").matches("mcp__github__get_issue", sending)
    assert allow("mcp__github__get_*").matches("mcp__github__get_issue", sending)
    assert not allow("mcp__github").matches("mcp__githubbed__get_issue", sending)
    assert deny("Task(writer)").matches("agent", Effect("agent", "Start the agent writer"))
    assert not deny("Agent(writer)").matches("agent", Effect("agent", "Start the agent planner"))


@pytest.mark.parametrize("text", ["", "(x)", "Bash(git", "1x", "Read(a)b"])
def test_a_rule_of_no_form_is_refused_by_its_text(text):
    with pytest.raises(RuleInvalid, match="cannot be read"):
        allow(text)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    try:
        rule = Rule.parse(text, "deny", "vault")
    except RuleInvalid:
        return
    rule.matches("read", Effect("read", "", ("a/b.md",)))
    rule.matches("shell", command("ls; rm x"))
