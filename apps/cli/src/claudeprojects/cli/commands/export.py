"""``export``: projects as folders and reports, tasks as tables and calendars, the feed for calendar programs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.invocation import write_bytes
from claudeprojects.cli.text import count, size
from claudeprojects.core.errors import NoteExists, StorageFailed

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.export"

export = AppGroup(
    "export",
    help="Give out projects and tasks in formats of other programs.",
    no_args_is_help=True,
    lazy={
        "project": Lazy(f"{_HERE}:project", "A project as a folder, a zip, or one report."),
        "tasks": Lazy(f"{_HERE}:tasks", "Tasks as a table or a calendar."),
        "feed": Lazy(f"{_HERE}:feed", "The address at which calendar programs read tasks."),
    },
)

FORMATS = ("folder", "zip", "markdown", "html", "pdf")
SUFFIX = {"markdown": ".md"}


@click.command("project", cls=AppCommand)
@click.argument("name")
@click.option("--as", "kind", type=click.Choice(FORMATS), default="folder", show_default=True, help="What to make.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="Where; beside you when left out, - prints it.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@pass_invocation
def project(invocation: Invocation, name: str, kind: str, target: Path | None, force: bool) -> None:
    """Export the project NAME (its path, title or alias) with its notes and the attachments they use."""
    wanted = "zip" if kind == "folder" else kind
    with invocation.workbench() as bench:
        data = bench.api.download("exports", "project", project=name, format=wanted)
    title = Path(name).stem
    if kind == "folder":
        made = _unpack(data, target or Path(title), force=force)
        result = {"written": str(target or title), "files": made}
        invocation.show(
            result, lambda output, r: output.aside(f"{count(len(r['files']), 'file')} in {r['written']}.")
        )
        return
    _write(invocation, data, target or Path(title + SUFFIX.get(kind, f".{kind}")), force=force)


@click.command("tasks", cls=AppCommand)
@click.argument("query", default="")
@click.option(
    "--as",
    "kind",
    type=click.Choice(("csv", "ics", "events")),
    default="csv",
    show_default=True,
    help="What to make.",
)
@click.option("--to", "target", type=click.Path(path_type=Path), default="-", help="Where; printed when left out.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@pass_invocation
def tasks(invocation: Invocation, query: str, kind: str, target: Path, force: bool) -> None:
    """Export the tasks that QUERY asks for, in the language of search; all of them without.

    As a table (csv), or as a calendar of to-dos (ics) or of events, for programs that show no to-dos.
    """
    with invocation.workbench() as bench:
        data = bench.api.download("exports", "tasks", query=query, format=kind)
    _write(invocation, data, target, force=force)


@click.command("feed", cls=AppCommand)
@click.option("--new", "query", is_flag=False, flag_value="is:open", help="Turn it on at a new address, for a query.")
@click.option("--off", is_flag=True, help="Turn it off.")
@pass_invocation
def feed(invocation: Invocation, query: str | None, off: bool) -> None:
    """Show, begin or end the feed of tasks for calendar programs.

    Whoever knows the address can read the tasks in it and nothing else; the engine must run.
    """
    with invocation.workbench(fresh=False) as bench:
        if off:
            found = bench.api.delete("exports", "feed")
        elif query is not None:
            found = bench.api.post("exports", "feed", body={"query": query})
        else:
            found = bench.api.get("exports", "feed")
        address = bench.engine
    for name, path in (("address", found["path"]), ("events_address", found["events_path"])):
        found[name] = f"{address.rstrip('/')}{path}" if path and address else None
    invocation.show(found, _show_feed)


def _show_feed(output: Output, found: dict[str, Any]) -> None:
    if not found["on"]:
        output.aside("There is no feed. `claudeprojects export feed --new` begins one.")
        return
    output.line(found["address"] or found["path"])
    output.line(found["events_address"] or found["events_path"])
    output.aside(f"They hold the tasks of `{found['query']}`, as to-dos and as events, while the engine runs.")


def _write(invocation: Invocation, data: bytes, target: Path, *, force: bool) -> None:
    if str(target) == "-":
        write_bytes(data.removeprefix(b"\xef\xbb\xbf"))  # a mark that spreadsheets need and terminals do not
        return
    _check_free(target, force=force)
    try:
        target.write_bytes(data)
    except OSError as error:
        raise StorageFailed(str(target), error.strerror or str(error)) from error
    result = {"written": str(target), "bytes": len(data)}
    invocation.show(result, lambda output, r: output.aside(f"{r['written']}: {size(len(data))}."))


def _unpack(data: bytes, target: Path, *, force: bool) -> list[str]:
    """Write the files of our own zip, whose names are paths of the vault, below ``target``."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            _check_free(target / name, force=force)
        try:
            archive.extractall(target)  # the engine wrote it
        except OSError as error:
            raise StorageFailed(str(target), error.strerror or str(error)) from error
        return archive.namelist()


def _check_free(path: Path, *, force: bool) -> None:
    if path.exists() and not force:
        error = NoteExists(str(path))
        error.hint = "Choose another place with --to, or write over it with --force."
        raise error
