"""``graph``: what links to what, what could, and what leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.completing import note_paths
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.notepath import note_path
from claudeprojects.cli.text import count, one_line, one_line_with_spans, place

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.graph"
_ONE, _ALL = "Around one note", "Across the vault"

graph = AppGroup(
    "graph",
    help="See what links to what, and what could.",
    no_args_is_help=True,
    lazy={
        "backlinks": Lazy(f"{_HERE}:backlinks", "Links that lead to a note.", _ONE),
        "outgoing": Lazy(f"{_HERE}:outgoing", "Links a note holds.", _ONE),
        "mentions": Lazy(f"{_HERE}:mentions", "Places that name a note without a link.", _ONE),
        "similar": Lazy(f"{_HERE}:similar", "Notes close in meaning that are not linked yet.", _ONE),
        "neighbourhood": Lazy(f"{_HERE}:neighbourhood", "Everything within a few links of a note.", _ONE),
        "orphans": Lazy(f"{_HERE}:orphans", "Notes without any link.", _ALL),
        "broken": Lazy(f"{_HERE}:broken", "Links that lead nowhere, with near names.", _ALL),
        "tags": Lazy(f"{_HERE}:tags", "Tags, and how many notes carry them.", _ALL),
    },
)

_path = click.argument("path", shell_complete=note_paths)


@click.command("backlinks", cls=AppCommand)
@_path
@pass_invocation
def backlinks(invocation: Invocation, path: str) -> None:
    """List the links that lead to the note PATH."""
    _list(invocation, "backlinks", path, "Nothing links to {} yet.", _show_places, "link")


@click.command("mentions", cls=AppCommand)
@_path
@pass_invocation
def mentions(invocation: Invocation, path: str) -> None:
    """List the places that name the note PATH without a link."""
    _list(invocation, "mentions", path, "No other note names {} without a link.", _show_places, "mention")


@click.command("outgoing", cls=AppCommand)
@_path
@pass_invocation
def outgoing(invocation: Invocation, path: str) -> None:
    """List the links in the note PATH."""
    _list(invocation, "outgoing", path, "{} links to nothing.", _show_outgoing, "link")


@click.command("similar", cls=AppCommand)
@_path
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="The most notes to show.")
@pass_invocation
def similar(invocation: Invocation, path: str, limit: int) -> None:
    """List notes close in meaning to the note PATH that are not linked with it."""
    _list(invocation, "similar", path, "No unlinked note is close to {}.", _show_similar, "note", limit=limit)


@click.command("neighbourhood", cls=AppCommand)
@_path
@click.option("--depth", type=click.IntRange(1, 5), default=1, show_default=True, help="How many links away.")
@click.option("--tags", is_flag=True, help="Treat tags as places in the graph.")
@pass_invocation
def neighbourhood(invocation: Invocation, path: str, depth: int, *, tags: bool) -> None:
    """List everything within DEPTH links of the note PATH."""
    with invocation.workbench() as bench:
        found = bench.graph("neighbourhood", path=note_path(invocation, path), depth=depth, tags=tags)
    invocation.show(found, _show_neighbourhood)


@click.command("orphans", cls=AppCommand)
@pass_invocation
def orphans(invocation: Invocation) -> None:
    """List the notes that nothing links to and that link to nothing."""
    _list(invocation, "orphans", None, "Every note is linked.", _show_orphans, "note")


@click.command("broken", cls=AppCommand)
@pass_invocation
def broken(invocation: Invocation) -> None:
    """List the links that lead nowhere, with names that come close."""
    _list(invocation, "broken", None, "Every link leads somewhere.", _show_broken, "missing target")


@click.command("tags", cls=AppCommand)
@pass_invocation
def tags(invocation: Invocation) -> None:
    """List the tags, those on most notes first."""
    _list(invocation, "tags", None, "No note carries a tag.", _show_tags, "tag")


def _list(
    invocation: Invocation,
    kind: str,
    path: str | None,
    empty: str,
    render: Any,
    noun: str,
    **options: object,
) -> None:
    """Ask for one list of the graph and show it, or say that it is empty."""
    if path is not None:
        options["path"] = path = note_path(invocation, path)
    with invocation.workbench(embed=kind == "similar") as bench:
        found = bench.graph(kind, **options)
    if kind == "tags":
        found.sort(key=lambda item: (-item["count"], item["tag"].casefold()))

    def show(output: Output, items: list[dict[str, Any]]) -> None:
        if items:
            render(output, items)
        output.aside(count(len(items), noun) if items else empty.format(path))

    invocation.show(found, show)


def _show_places(output: Output, items: list[dict[str, Any]]) -> None:
    from claudeprojects.cli.output import highlighted

    for item in items:
        spans = [item["highlight"]] if item["highlight"] else []
        context, moved = one_line_with_spans(item["context"], spans)
        output.line(place(item["path"], item["line"]), style="bold cyan")
        if context:
            output.indented(highlighted(context, moved))


def _show_outgoing(output: Output, items: list[dict[str, Any]]) -> None:
    rows = []
    for item in items:
        written = ("!" if item["embed"] else "") + one_line(item["target"] + item["subpath"])
        rows.append((str(item["line"] + 1), written, item["path"] or "nowhere"))
    output.table(("Line", "Link", "Leads to"), rows, right=(0,))


def _show_similar(output: Output, items: list[dict[str, Any]]) -> None:
    output.table(("Close", "Note"), [(f"{item['score']:.2f}", item["path"]) for item in items])


def _show_orphans(output: Output, items: list[dict[str, Any]]) -> None:
    for item in items:
        output.line(item["path"])


def _show_broken(output: Output, items: list[dict[str, Any]]) -> None:
    from rich.text import Text

    for item in items:
        near = ", ".join(one_line(name) for name in item["suggestions"])
        output.line(
            Text.assemble((one_line(item["target"]), "bold"), (f"  did you mean {near}?" if near else "", "dim"))
        )
        for source in item["sources"]:
            output.indented(place(source["path"], source["line"]))


def _show_tags(output: Output, items: list[dict[str, Any]]) -> None:
    rows = [(f"{item['count']:,}", f"#{item['tag']}") for item in items]
    output.table(("Notes", "Tag"), rows, right=(0,))


def _show_neighbourhood(output: Output, found: dict[str, Any]) -> None:
    label = {node["id"]: one_line(node["path"] or node["label"]) for node in found["nodes"]}
    output.table(
        ("From", "To"), [(label.get(source, source), label.get(target, target)) for source, target in found["edges"]]
    )
    output.aside(f"{count(len(found['nodes']), 'node')}, {count(len(found['edges']), 'edge')}")
