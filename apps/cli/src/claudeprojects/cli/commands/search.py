"""``search``: find notes, and see where and why they fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, pass_invocation
from claudeprojects.cli.text import count, one_line, one_line_with_spans, place

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output
    from rich.text import Text

MODES = ("hybrid", "keyword", "semantic")


@click.command("search", cls=AppCommand)
@click.argument("query", nargs=-1, required=True)
@click.option("--mode", type=click.Choice(MODES), help="Rank by words, by meaning, or both (search.mode).")
@click.option("--limit", type=click.IntRange(1, 200), help="The most results to show (search.limit).")
@click.option("--explain", is_flag=True, help="Show how each score came about.")
@pass_invocation
def search(
    invocation: Invocation, query: tuple[str, ...], mode: str | None, limit: int | None, *, explain: bool
) -> None:
    """Find notes that fit QUERY.

    Words must all occur; "a phrase", -not, OR, tag:x, path:x, file:x, line:(…), task:todo and [property:value] work
    as in Obsidian. Put a query that starts with a minus after `--`.
    """
    from claudeprojects.core.settings import load_settings

    settings = load_settings(invocation.root)
    words = " ".join(query)
    mode, limit = mode or settings.search_mode, limit or settings.search_limit
    with invocation.workbench(embed=mode != "keyword") as bench:
        result = bench.search(words, mode=mode, limit=limit, explain=explain)
    invocation.show(result, lambda output, found: show_results(output, words, found))


def show_results(output: Output, query: str, found: dict[str, Any]) -> None:
    """Write the hits, best first, and below them how many there are."""
    for number, hit in enumerate(found["items"]):
        if number:
            output.line()
        _show_hit(output, hit)
    output.aside(_summary(query, found))
    if found["notice"]:
        output.aside(found["notice"])


def _show_hit(output: Output, hit: dict[str, Any]) -> None:
    from claudeprojects.cli.output import highlighted
    from rich.text import Text

    where = place(hit["path"], hit["line"], hit["page"])
    headings = [part for part in hit["heading_path"] if part != hit["title"]]
    output.line(Text.assemble((where, "bold cyan"), *[(f" › {one_line(part)}", "dim") for part in headings]))
    snippet, spans = one_line_with_spans(hit["snippet"], hit["highlights"])
    if snippet:
        output.indented(highlighted(snippet, spans))
    if hit["score_parts"] is not None:
        output.indented(_score(hit))


def _score(hit: dict[str, Any]) -> Text:
    from rich.text import Text

    parts = ", ".join(f"{name} {value:.4g}" for name, value in hit["score_parts"].items())
    return Text(f"score {hit['score']:.4g}: {parts}", style="dim")


def _summary(query: str, found: dict[str, Any]) -> str:
    shown = len(found["items"])
    if not shown:
        return f"Nothing fits {query!r}. Fewer words find more; `--mode semantic` finds what means the same."
    total = found["total"]
    of = f"{shown} of {count(total, 'result')}" if total is not None and total > shown else count(shown, "result")
    return f"\n{of}, {found['mode']}, {found['took_ms']:.1f} ms"
