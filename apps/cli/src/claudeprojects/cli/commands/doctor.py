"""``doctor``: look for trouble, and say how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.exits import Exit
from claudeprojects.cli.groups import AppCommand, pass_invocation
from claudeprojects.cli.text import count

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

MARKS = {"ok": ("ok", "green"), "note": ("note", "yellow"), "problem": ("problem", "bold red")}


@click.command("doctor", cls=AppCommand)
@pass_invocation
def doctor(invocation: Invocation) -> int:
    """Look at the machine, the vault, the settings and the index; change nothing.

    Ends with exit code 9 when there is a problem. A note alone is none.
    """
    from claudeprojects.cli.checks import examine

    findings = [finding._asdict() for finding in examine(invocation.root)]
    problems = sum(finding["level"] == "problem" for finding in findings)
    invocation.show({"problems": problems, "findings": findings}, _show)
    return Exit.FINDINGS if problems else Exit.OK


def _show(output: Output, report: dict[str, Any]) -> None:
    from rich.text import Text

    rows = [(Text(*MARKS[found["level"]]), found["check"], _words(found)) for found in report["findings"]]
    output.table((), rows)
    problems = report["problems"]
    output.aside(f"{count(problems, 'problem')} found." if problems else "No problems found.")


def _words(found: dict[str, Any]) -> str:
    hint = f"\n→ {found['hint']}" if found["hint"] else ""
    return f"{found['message']}{hint}"
