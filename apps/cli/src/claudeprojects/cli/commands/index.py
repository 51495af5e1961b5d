"""``index``: bring the index up to date, build it anew, or show its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from claudeprojects.cli.commands.status import show_status
from claudeprojects.cli.groups import AppCommand, pass_invocation

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation


@click.command("index", cls=AppCommand)
@click.option("--rebuild", is_flag=True, help="Throw the index away and build it anew from the files.")
@click.option("--status", "only_status", is_flag=True, help="Show the state, and the files that are not indexed.")
@pass_invocation
def index(invocation: Invocation, *, rebuild: bool, only_status: bool) -> None:
    """Compare the index with the disk and mend it.

    Every command does so when no engine runs, and a running engine does so all the time; this shows it happen.
    Ctrl-C stops it cleanly, and the next run goes on from there.
    """
    if rebuild and only_status:
        raise click.UsageError("Give either --rebuild or --status.")
    with invocation.workbench(embed=True, fresh=only_status) as bench:
        found = bench.status() if only_status else bench.update_index(rebuild=rebuild)
        result = {"root": str(invocation.root), "engine": bench.engine, **found}
        if only_status:
            result["skipped_files"] = bench.skipped()
    invocation.show(result, show_status)
