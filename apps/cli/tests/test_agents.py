"""``agent lint`` finds what is wrong and says so to scripts too; plugins are trusted by a person."""

from __future__ import annotations

import io
import json
import sys

import pytest


def put(vault, path, text):
    (vault / path).parent.mkdir(parents=True, exist_ok=True)
    (vault / path).write_text(text, encoding="utf-8")


def test_lint_says_what_is_not_used_and_why(run, vault):
    put(vault, ".claude/agents/README.md", "# About\n")
    put(vault, ".claude/agents/a.md", "---\nname: a\ndescription: b\npermissionMode: bypassPermissions\n---\nx")
    put(vault, ".claude/skills/s/SKILL.md", "---\nname: other\ndescription: b\n---\nx")
    ran = run("agent", "lint")
    assert ran.code == 0
    assert ".claude/agents/README.md" in ran.out
    assert "documentation and no agent" in ran.out
    assert ".claude/agents/a.md:4" in ran.out
    assert "cannot grant itself" in ran.out
    assert "1 warning, 1 note" in ran.err


def test_lint_ends_with_findings_when_something_meant_to_be_used_cannot_be(run, vault):
    put(vault, ".mcp.json", '{"mcpServers": {"a": {}}')
    ran = run("agent", "lint", "--json")
    assert ran.code == 9
    report = json.loads(ran.out)
    assert report["errors"] == 1
    (place,) = (place for place in report["places"] if place["path"] == ".mcp.json")
    assert place["problems"][0]["level"] == "error"


def test_files_that_are_not_used_are_listed_on_demand(run, vault):
    put(vault, ".claude/agents/writer.md", "---\nname: writer\ndescription: Ours. Really.\n---\nx")
    assert "1 file not used" in run("agent", "list").err
    shown = run("agent", "list", "--all").out
    assert "built in/writer.md: .claude/agents/writer.md has the same name and is nearer." in shown
    assert "writer        this vault  Ours.\n" in shown


@pytest.mark.parametrize(("answer", "state"), [("y\n", "loaded"), ("n\n", "untrusted")])
def test_a_plugin_is_trusted_after_a_question(run, vault, monkeypatch, answer, state):
    run("plugin", "new", "hello", "--kind", "commands")
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    ran = run("plugin", "trust", "hello")
    assert ".claudeprojects/plugins/hello/plugin.py" in ran.err
    assert json.loads(run("plugin", "list", "--json").out)[0]["state"] == state
