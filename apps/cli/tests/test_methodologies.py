"""``methodology lint`` of files that cannot be named or read; ``gate show`` of what is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

OWN = ".claudeprojects/methodologies"


def test_a_file_that_is_not_utf_8_is_a_finding_and_no_crash(run: Callable[..., Ran], vault: Path) -> None:
    (vault / OWN).mkdir(parents=True)
    (vault / OWN / "odd.md").write_bytes(b"---\ntype: methodology\ntitle: \xff\n---\n")
    ran = run("methodology", "lint", str(vault / OWN / "odd.md"))
    assert ran.code == Exit.FINDINGS
    assert f"{OWN}/odd.md:1:1: error: The file is not UTF-8." in ran.out


def test_a_methodology_that_calls_itself_otherwise_is_found_by_its_file(run: Callable[..., Ran], vault: Path) -> None:
    (vault / OWN).mkdir(parents=True)
    (vault / OWN / "ours.md").write_text("---\ntype: methodology\nname: theirs\ncolour: red\n---\n")
    ran = run("methodology", "lint", "ours")
    assert ran.code == Exit.FINDINGS
    assert "[unknown-key]" in ran.out


def test_a_project_that_is_done_is_not_said_to_move_on(run: Callable[..., Ran]) -> None:
    assert run("methodology", "new", "brief-only").code == Exit.OK
    assert run("methodology", "begin", "brief-only", "--set", "project=Boat").code == Exit.OK
    assert run("gate", "waive", "Boat", "--by", "Mara", "--because", "It is on paper.").code == Exit.OK
    assert "may move on" in run("gate", "show", "Boat").err
    assert run("gate", "advance", "Boat").code == Exit.OK
    shown = run("gate", "show", "Boat").err
    assert "Boat is done." in shown
    assert "may move on" not in shown
