"""(b) Query latency: bare tantivy, FTS5, our library (keyword and hybrid), and the API."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claudeprojects.core.workspace import Workspace

from benchmarks.engine import Engine
from benchmarks.peers import BareTantivy, Fts5
from benchmarks.sampling import latencies, percentile
from benchmarks.vocabulary import queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.places import Place
    from benchmarks.report import Report


def measure(place: Place, report: Report) -> None:
    """Ask everyone the same queries; goals are the 95th percentile over all of them."""
    kinds = queries(place)
    everything = [query for found in kinds.values() for query in found]
    tantivy, fts5 = BareTantivy(place), Fts5(place)
    tantivy.open()
    if not fts5.path.is_file():
        fts5.build()
    fts5.open()
    with Engine(place) as engine:
        engine.wait_ready()  # brings the index up to date as well
        api_keyword = latencies(lambda query: engine.search(query, "keyword"), everything)
        api = latencies(engine.search, everything)
    floor = latencies(tantivy.search, everything)
    shown = latencies(tantivy.search_with_snippets, everything)
    peer = latencies(fts5.search, everything)
    keyword, hybrid, slowest = in_library(place, kinds)

    bare = percentile(floor, 0.95)
    note = f"bare tantivy p50 {percentile(floor, 0.5):.2f}, p95 {bare:.2f} ms"
    row(report, "library, keyword", keyword, 3.0, f"{note}; slowest kind: {slowest}")
    report.add("b", "library, keyword p95 / bare tantivy p95", percentile(keyword, 0.95) / bare, "×", goal=3.0)
    ratio = percentile(keyword, 0.95) / percentile(shown, 0.95)
    report.add("b", "library, keyword p95 / bare tantivy with snippets p95", ratio, "×")
    row(report, "library, hybrid", hybrid, 10.0, "")
    row(report, "API, keyword", api_keyword, 20.0, "")
    row(report, "API, hybrid", api, 20.0, "one client, kept connection")
    row(report, "peer: bare tantivy", floor, None, "paths only, no snippets")
    row(report, "peer: bare tantivy with snippets", shown, None, "20 files read, tantivy's own snippets")
    row(report, "peer: SQLite FTS5", peer, None, "paths only, no snippets")


def row(report: Report, name: str, values: list[float], goal: float | None, beside: str) -> None:
    """Record a median for reading and the 95th percentile against its goal."""
    middle = f"p50 {percentile(values, 0.5):.2f}, worst {max(values):.1f} ms"
    report.add(
        "b", f"{name}, p95", percentile(values, 0.95), "ms", goal=goal, beside=f"{middle}; {beside}".rstrip("; ")
    )


def in_library(place: Place, kinds: dict[str, list[str]]) -> tuple[list[float], list[float], str]:
    """Keyword and hybrid latencies of the library call, and the kind of query that is slowest by keyword."""
    os.environ["CLAUDEPROJECTS_HOME"] = str(place.home("static"))
    workspace = Workspace.open(place.vault)
    try:

        def ask(mode: str) -> Callable[[str], object]:
            return lambda query: workspace.searcher.search(query, mode=mode, limit=20)  # type: ignore[arg-type]

        keyword = {kind: latencies(ask("keyword"), found) for kind, found in kinds.items()}
        hybrid = [value for found in kinds.values() for value in latencies(ask("hybrid"), found)]
    finally:
        workspace.close()
    worst = max(keyword, key=lambda kind: percentile(keyword[kind], 0.95))
    for kind, values in keyword.items():
        print(f"  {kind}: p50 {percentile(values, 0.5):.2f}, p95 {percentile(values, 0.95):.2f} ms", flush=True)
    return [value for values in keyword.values() for value in values], hybrid, worst
