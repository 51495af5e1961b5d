"""``status``: exactly what is indexed, what is not and why, and how far the embeddings are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, pass_invocation
from claudeprojects.cli.text import count, moment, size

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

REASONS = {
    "ignored": "ignored",
    "too_large": "too large",
    "unreadable": "unreadable",
    "not_utf8": "not UTF-8",
    "symlink": "symbolic link",
    "bad_name": "name cannot be used",
}
"""Why a file is not indexed, in words; an unknown reason is shown as it is."""

STATES = {
    "starting": "starting",
    "indexing": "indexing",
    "ready": "ready",
    "offline": "offline: the folder is not reachable, and nothing was dropped",
    "failed": "failed",
}

SKIPPED_SHOWN = 20


@click.command("status", cls=AppCommand)
@click.option("--skipped", is_flag=True, help="Also list the files that are not indexed.")
@pass_invocation
def status(invocation: Invocation, *, skipped: bool) -> None:
    """Show what is indexed, what is not and why, and how far the embeddings are."""
    with invocation.workbench(embed=True) as bench:
        result = {"root": str(invocation.root), "engine": bench.engine, **bench.status()}
        if skipped:
            result["skipped_files"] = bench.skipped()
    invocation.show(result, show_status)


def show_status(output: Output, status: dict[str, Any]) -> None:
    """Write the coverage as a table of facts."""
    files = status["files"]
    by_kind = sorted(files["by_kind"].items(), key=lambda item: (-item[1], item[0]))
    kinds = ", ".join(_kind_count(kind, number) for kind, number in by_kind if number)
    rows = [
        ("Vault", status["root"]),
        ("State", STATES.get(status["state"], status["state"]) + _progress(status["progress"])),
        ("Indexed", f"{files['indexed']:,} of {count(files['total'], 'file')}" + (f": {kinds}" if kinds else "")),
        *([("Pending", f"{files['pending']:,} not looked into yet")] if files.get("pending") else []),
        *(
            [("Templates", f"{count(files['templates'], 'note')}; their tasks do not count")]
            if files["templates"]
            else []
        ),
        ("Skipped", _skipped(status["skipped"])),
        ("Read", _read(status["rules"])),
        ("Embeddings", _embeddings(status["embeddings"])),
        ("Checked", moment(status["reconciled_at"])),
        ("Engine", status["engine"] or "not running"),
    ]
    output.table((), rows)
    for problem in status["rules"]["problems"]:
        output.aside(problem)
    if status.get("problem"):
        output.aside(status["problem"])
    if "skipped_files" in status:
        show_skipped(output, status["skipped_files"])
    elif files["skipped"]:
        output.aside("`claudeprojects status --skipped` lists the skipped files.")


def show_skipped(output: Output, files: list[dict[str, Any]]) -> None:
    """Write the files that are not indexed, each with its reason."""
    if not files:
        return
    output.line()
    rows = [(f["path"], _reason(f), "" if f["size"] is None else size(f["size"])) for f in files]
    output.table(("Not indexed", "Why", "Size"), rows, right=(2,))


def _kind_count(kind: str, number: int) -> str:
    uncounted = kind in {"audio", "video"}
    return f"{number:,} {kind}" if uncounted else count(number, kind, "canvases" if kind == "canvas" else None)


def _reason(file: dict[str, Any]) -> str:
    reason = REASONS.get(file["reason"], file["reason"])
    return f"{reason}: {file['detail']}" if file["detail"] else reason


def _skipped(reasons: list[dict[str, Any]]) -> str:
    parts = [f"{entry['count']:,} {REASONS.get(entry['reason'], entry['reason'])}" for entry in reasons]
    return ", ".join(parts) or "none"


def _read(rules: dict[str, Any]) -> str:
    return f"files up to {rules['max_file_mb']:,} MB, " + ("PDF text too" if rules["pdf"] else "no PDF text")


def _progress(progress: dict[str, Any] | None) -> str:
    if progress is None:
        return ""
    of = f" of {progress['total']:,}" if progress["total"] is not None else ""
    return f" ({progress['phase']}: {progress['done']:,}{of})"


def _embeddings(found: dict[str, Any]) -> str:
    words = {
        "off": "off",
        "working": f"{found['done']:,} of {count(found['total'], 'passage')}",
        "ready": f"ready, {count(found['total'], 'passage')}",
        "failed": "failed",
    }[found["state"]]
    model = f" ({found['model']})" if found["model"] and found["state"] != "off" else ""
    return words + model + (f": {found['detail']}" if found["detail"] else "")
