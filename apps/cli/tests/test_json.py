"""``--json`` everywhere: one document, on standard output, whatever happens."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

COMMANDS = [
    ["status"],
    ["status", "--skipped"],
    ["index"],
    ["index", "--rebuild"],
    ["index", "--status"],
    ["search", "tide", "--explain"],
    ["ask", "xyzzy"],
    ["chats", "list"],
    ["task", "list"],
    ["note", "read", "Start"],
    ["note", "write", "New", "--text", "x"],
    ["note", "patch", "Start", "--set", "a=1"],
    ["note", "move", "Alone", "Together"],
    ["note", "trash", "Alone"],
    ["note", "restore"],
    ["note", "history"],
    ["graph", "backlinks", "Start"],
    ["graph", "outgoing", "Start"],
    ["graph", "mentions", "Start"],
    ["graph", "similar", "Start"],
    ["graph", "neighbourhood", "Start"],
    ["graph", "orphans"],
    ["graph", "broken"],
    ["graph", "tags"],
    ["config", "list"],
    ["config", "get", "search.mode"],
    ["config", "set", "search.limit", "5"],
    ["config", "unset", "search.limit"],
    ["config", "path"],
    ["doctor"],
    ["completion", "bash"],
    ["stop"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_answer_is_one_document_and_nothing_else(run: Callable[..., Ran], command: list[str]) -> None:
    ran = run(*command, "--json")
    json.loads(ran.out)
    assert ran.err == ""
    assert ran.code == 0


def test_the_option_may_stand_before_the_command_too(run: Callable[..., Ran]) -> None:
    assert json.loads(run("--json", "config", "get", "ui.theme").out)["value"] == "system"
    assert json.loads(run("config", "--json", "get", "ui.theme").out)["value"] == "system"


@pytest.mark.parametrize(
    ("command", "code", "fields"),
    [
        (["note", "read", "Missing"], "note_not_found", {"path": "Missing.md", "exit_code": 3}),
        (["search", "tide (", "--mode", "keyword"], "query_syntax", {"query": "tide (", "exit_code": 6}),
        (["config", "set", "search.limit", "x"], "setting_invalid", {"name": "search.limit", "exit_code": 2}),
        (["note", "nonsense"], "usage", {"exit_code": 2}),
        (["search"], "usage", {"exit_code": 2}),
    ],
)
def test_a_failure_is_a_problem_document(
    run: Callable[..., Ran], command: list[str], code: str, fields: dict[str, object]
) -> None:
    ran = run(*command, "--json")
    problem = json.loads(ran.out)
    assert problem["code"] == code
    assert problem["type"] == f"urn:claudeprojects:problem:{code}"
    assert problem["detail"]
    assert "hint" in problem
    assert {name: problem[name] for name in fields} == fields
    assert ran.code == problem["exit_code"]
    assert ran.err == ""


def test_a_conflict_carries_both_versions(run: Callable[..., Ran], vault: Path) -> None:
    old = json.loads(run("note", "read", "Alone", "--json").out)["hash"]
    (vault / "Alone.md").write_text("theirs", encoding="utf-8")
    ran = run("note", "write", "Alone", "--text", "mine", "--base-hash", old, "--json")
    problem = json.loads(ran.out)
    assert (problem["mine"], problem["theirs"]) == ("mine", "theirs")
    done = run("note", "write", "Alone", "--text", "merged", "--base-hash", problem["current_hash"], "--json")
    assert done.code == 0
    assert (vault / "Alone.md").read_text(encoding="utf-8") == "merged"
