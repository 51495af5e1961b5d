"""``import``: look at what a file of another program would become, then make it, as one operation."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from claudeprojects.cli.groups import AppCommand, pass_invocation
from claudeprojects.cli.text import count, size
from claudeprojects.core.errors import Cancelled, ImportFailed

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

POLL: Final = 0.1
SHOWN: Final = 20
"""How many files and losses are shown to a person; ``--json`` has all."""
WORKING: Final = ("reading", "writing")


@click.command("import", cls=AppCommand)
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "kind", help="What it is; found out by the file when left out.")
@click.option("--to", "folder", help="The folder of the vault to import into.")
@click.option("--map", "mapping", multiple=True, metavar="FIELD=COLUMN", help="Of a table: a column's field.")
@click.option("--leave-out", multiple=True, metavar="COLUMN", help="Of a table: a column that is not wanted.")
@click.option("--formats", is_flag=True, help="List what can be imported.")
@click.option("--dry-run", is_flag=True, help="Only say what would be made.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_invocation
def import_(
    invocation: Invocation, file: Path | None, kind: str | None, folder: str | None, mapping: tuple[str, ...],
    leave_out: tuple[str, ...], formats: bool, dry_run: bool, yes: bool,
) -> None:  # fmt: skip
    """Import FILE: an export of Notion, Evernote, Todoist or Trello, a table of tasks, or a calendar.

    First it says what would be made and what cannot be kept; nothing is written before you agree. Everything is one
    operation, which `claudeprojects note undo` takes back. What an earlier import made is left as it is.
    """
    if formats:
        with invocation.workbench(fresh=False) as bench:
            found = bench.api.get("imports", "formats")["items"]
        invocation.show(found, _show_formats)
        return
    if file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    with invocation.workbench() as bench:
        body = {
            "path": str(file.absolute()), "format": kind, "folder": folder, "mapping": _mapping(mapping),
            "leave_out": list(leave_out),
        }  # fmt: skip
        job = _finished(bench.api, bench.api.post("imports", body=body))
        result = _described(bench.api, job)
        if not invocation.as_json:
            _show_report(invocation.output, result)
        if not dry_run and _has_new(job) and (yes or _agreed(invocation)):
            result["operation"] = _finished(bench.api, bench.api.post("imports", job["id"], "apply"))["operation"]
        else:
            bench.api.delete("imports", job["id"])
    invocation.show(result, _show_end)


def _mapping(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in given]
    if any(not equals for _, equals, _ in pairs):
        raise click.UsageError("--map takes FIELD=COLUMN, such as due=Deadline.")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _finished(api: Any, job: dict[str, Any]) -> dict[str, Any]:
    try:
        while job["state"] in WORKING:
            time.sleep(POLL)
            job = api.get("imports", job["id"])
    except KeyboardInterrupt:
        api.delete("imports", job["id"])
        raise
    if job["state"] == "failed":
        error = ImportFailed(job["source"], "", job["hint"] or "")
        Exception.__init__(error, job["problem"])
        raise error
    if job["state"] == "cancelled":
        raise Cancelled("The import")
    return job


def _described(api: Any, job: dict[str, Any]) -> dict[str, Any]:
    """The report of a dry run, JSON-ready."""
    return {
        "format": job["format"], "source": job["source"], "folder": job["folder"], "counts": job["counts"],
        "columns": api.get("imports", job["id"], "columns")["columns"],
        "files": list(api.items("imports", job["id"], "files", limit=1000)),
        "losses": list(api.items("imports", job["id"], "losses", limit=1000)), "operation": None,
    }  # fmt: skip


def _has_new(job: dict[str, Any]) -> bool:
    counts = job["counts"]
    return bool(counts["notes"] or counts["attachments"] or counts["additions"])


def _agreed(invocation: Invocation) -> bool:
    if invocation.as_json or not sys.stdin.isatty():
        return False
    return click.confirm("Import this?", err=True)


def _show_formats(output: Output, found: list[dict[str, Any]]) -> None:
    output.table(("Name", "What", "Files", "How to get it"), [_format_row(one) for one in found])


def _format_row(one: dict[str, Any]) -> tuple[str, ...]:
    return one["name"], one["title"], " ".join(one["suffixes"]), one["hint"]


def _show_report(output: Output, result: dict[str, Any]) -> None:
    counts = result["counts"]
    for file in result["files"][:SHOWN]:
        note = {"addition": "  (tasks are added)"}.get(file["role"], "  (name was taken)" if file["renamed"] else "")
        output.line(f"{file['path']}{note}")
    _more(output, len(result["files"]), "file")
    for loss in result["losses"][:SHOWN]:
        output.aside(f"Not kept of {loss['item']}: {loss['what']} ({loss['why']}).")
    _more(output, len(result["losses"]), "thing that cannot be kept")
    if result["columns"]:
        output.aside("Columns: " + ", ".join(f"{name} as {field}" for name, field in result["columns"].items()))
    parts = [
        count(counts["notes"], "note"),
        count(counts["attachments"], "attachment"),
        count(counts["tasks"], "task"),
    ]
    parts += [f"{counts['links']:,} links", size(counts["bytes"])]
    already = f"; {count(counts['already'], 'file')} there already" if counts["already"] else ""
    output.aside(f"{', '.join(parts)}{already}.")


def _more(output: Output, total: int, what: str) -> None:
    if total > SHOWN:
        output.aside(f"… and {count(total - SHOWN, what)} more.")


def _show_end(output: Output, result: dict[str, Any]) -> None:
    if result["operation"] is not None:
        output.aside(f"Imported. `claudeprojects note undo {result['operation']}` takes all of it back.")
    elif not _has_new(result):
        output.aside("There is nothing new in it; nothing was written.")
    else:
        output.aside("Nothing was written. `--yes` imports it.")
