"""The table of exit codes: complete, documented, and what the program does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from claudeprojects.agents import errors as agent_errors
from claudeprojects.cli.exits import EXIT_OF, MEANING, Exit, exit_of
from claudeprojects.core import errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Ran

DOCUMENT = Path(__file__).parents[3] / "docs" / "cli.md"


def classes(kind: type[errors.ClaudeProjectsError]) -> Iterator[type[errors.ClaudeProjectsError]]:
    yield kind
    for child in kind.__subclasses__():
        if child.__module__.startswith((errors.__name__, agent_errors.__name__)):
            yield from classes(child)


def test_every_error_has_an_exit_code() -> None:
    codes = {kind.code for kind in classes(errors.ClaudeProjectsError)}
    assert codes | {"usage", "invalid_request"} == set(EXIT_OF)


def test_every_exit_code_says_what_it_means() -> None:
    assert set(MEANING) == set(Exit)


def test_an_error_of_a_newer_engine_is_unexpected() -> None:
    assert exit_of("from_the_future") is Exit.UNEXPECTED


def test_the_document_shows_the_same_table() -> None:
    section = DOCUMENT.read_text(encoding="utf-8").partition("### Exit codes")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", section, re.MULTILINE)
    assert rows == [(str(int(code)), meaning) for code, meaning in MEANING.items()]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["search", "tide"], Exit.OK),
        (["search", "nothing-like-this-anywhere", "--mode", "keyword"], Exit.OK),
        (["--help"], Exit.OK),
        (["note"], Exit.OK),
        ([], Exit.OK),
        (["serch"], Exit.USAGE),
        (["search"], Exit.USAGE),
        (["search", "x", "--limit", "0"], Exit.USAGE),
        (["ask", ""], Exit.USAGE),
        (["gate", "waive", "Anything", "--by", "", "--because", "A reason."], Exit.USAGE),
        (["ask", "why", "--project", "Missing"], Exit.NOT_FOUND),
        (["config", "set", "search.mode", "fuzzy"], Exit.USAGE),
        (["config", "get", "no.such"], Exit.USAGE),
        (["--vault", "nowhere", "status"], Exit.NOT_FOUND),
        (["note", "read", "Missing"], Exit.NOT_FOUND),
        (["note", "restore", "Missing"], Exit.NOT_FOUND),
        (["note", "write", "Alone", "--text", "new"], Exit.CONFLICT),
        (["note", "write", "Alone", "--text", "new", "--base-hash", "0" * 32], Exit.CONFLICT),
        (["note", "patch", "Alone", "--replace", "not there", "x"], Exit.CONFLICT),
        (["note", "move", "Alone", "Start"], Exit.CONFLICT),
        (["note", "write", "../outside.md", "--text", "x"], Exit.REFUSED),
        (["note", "read", "/etc/hostname"], Exit.REFUSED),
        (["note", "write", "Latin", "--text", "x", "--replace"], Exit.REFUSED),
        (["note", "undo"], Exit.REFUSED),
        (["search", '"open'], Exit.QUERY),
    ],
)
def test_a_run_ends_with_its_code(run: Callable[..., Ran], arguments: list[str], code: Exit) -> None:
    ran = run(*arguments)
    assert ran.code == code, ran.err
    assert bool(ran.err.startswith(("Error: ", "Usage: "))) == (code != Exit.OK), ran.err


def test_settings_that_cannot_be_read_are_a_matter_of_storage(run: Callable[..., Ran], home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("[search\n", encoding="utf-8")
    ran = run("search", "tide")
    assert ran.code == Exit.STORAGE
    assert "config.toml" in ran.err
    assert (home / "config.toml").read_text(encoding="utf-8") == "[search\n"


def test_a_fault_of_ours_is_said_to_be_one(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by design")

    monkeypatch.setattr("claudeprojects.core.settings.effective_settings", broken)
    ran = run("config", "list")
    assert ran.code == Exit.UNEXPECTED
    assert "ZeroDivisionError: by design" in ran.err
    assert "report" in ran.err
