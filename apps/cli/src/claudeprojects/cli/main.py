"""The program's entry: runs a command and turns every way it can end into an exit code and a clear message."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click
from claudeprojects.cli.exits import Exit, exit_of
from claudeprojects.cli.groups import PipeClosed
from claudeprojects.cli.invocation import Invocation, print_json
from claudeprojects.cli.tree import root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.core.errors import ClaudeProjectsError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with ``arguments`` (the process's own by default) and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _accept_every_terminal()
    invocation = Invocation()
    try:
        code = _run(given, invocation)
        sys.stdout.flush()
    except (PipeClosed, BrokenPipeError):
        return _leave_closed_pipe()
    return code


def _run(given: list[str], invocation: Invocation) -> int:
    """Run the command line; every failure is reported here and nowhere else."""
    from claudeprojects.core.errors import ClaudeProjectsError

    try:
        result = root.main(args=given, prog_name="claudeprojects", standalone_mode=False, obj=invocation)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return Exit.OK
    except click.ClickException as error:
        return _report_usage(error, as_json=invocation.as_json or "--json" in given)
    except (click.Abort, KeyboardInterrupt):
        return _report_interrupt(as_json=invocation.as_json)
    except ClaudeProjectsError as error:
        return _report(error, invocation)
    except PipeClosed:
        raise
    except Exception as error:  # noqa: BLE001 - the outermost handler: report, and end with a code
        return _report_unexpected(error, as_json=invocation.as_json)
    return result if isinstance(result, int) else Exit.OK


def problem_of(
    code: str, detail: str, hint: str | None, fields: dict[str, object] | None = None
) -> dict[str, object]:
    """The problem object printed with ``--json``: the members the API's problems have, and the exit code."""
    return {
        **(fields or {}),
        "type": f"urn:claudeprojects:problem:{code}",
        "code": code,
        "detail": detail,
        "hint": hint,
        "exit_code": int(exit_of(code)),
    }


def _report(error: ClaudeProjectsError, invocation: Invocation) -> int:
    if invocation.as_json:
        print_json(problem_of(error.code, error.message, error.hint, error.fields()))
    else:
        from claudeprojects.cli.output import describe_error

        invocation.output.error(*describe_error(error))
    return exit_of(error.code)


def _report_usage(error: click.ClickException, *, as_json: bool) -> int:
    context = getattr(error, "ctx", None)
    hint = f"`{context.command_path} --help` shows how." if context else None
    if as_json:
        print_json(problem_of("usage", error.format_message(), hint))
    else:
        if context:
            click.echo(context.get_usage(), err=True)
        click.echo(f"Error: {error.format_message()}", err=True)
        if hint:
            click.echo(f"Hint: {hint}", err=True)
    return Exit.USAGE


def _report_interrupt(*, as_json: bool) -> int:
    if as_json:
        print_json({**problem_of("cancelled", "Stopped.", "Start it again to go on where it stopped.")})
    else:
        click.echo("Stopped.", err=True)
    return Exit.INTERRUPTED


def _report_unexpected(error: Exception, *, as_json: bool) -> int:
    detail = f"Unexpected {type(error).__name__}: {error}"
    hint = "Please report this; with CLAUDEPROJECTS_DEBUG=1 the whole trace is shown."
    if os.environ.get("CLAUDEPROJECTS_DEBUG"):
        import traceback

        traceback.print_exception(error)
    if as_json:
        print_json(problem_of("error", detail, hint))
    else:
        click.echo(f"Error: {detail}", err=True)
        click.echo(f"Hint: {hint}", err=True)
    return Exit.UNEXPECTED


def _accept_every_terminal() -> None:
    """A character the terminal cannot show, or half a surrogate pair in a file's name, is replaced, not fatal."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _leave_closed_pipe() -> int:
    """End without a word; what is still buffered goes nowhere, so that closing the stream cannot fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return Exit.PIPE_CLOSED


if __name__ == "__main__":
    sys.exit(main())
