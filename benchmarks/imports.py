"""Imports: a realistic export of Notion with 5,000 pages, as HTML and as Markdown: dry run, writing, memory, undo."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

from claudeprojects.core.testing.words import english

from benchmarks.places import ROOT
from benchmarks.sampling import PeakMemory

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.places import Place
    from benchmarks.report import Report

PAGES = 5_000
ROWS = 1_500
"""How many of the pages are rows of a database."""

CHILD = """
import json, sys, time
from pathlib import Path
from claudeprojects.core.exchange.imports import Imports
from claudeprojects.core.workspace import Workspace

with Workspace.open(Path(sys.argv[1]), data_dir=Path(sys.argv[2])) as workspace, Imports(workspace) as imports:
    workspace.sync(embed=False)
    started = time.perf_counter()
    draft = imports.read(Path(sys.argv[3]))
    read = time.perf_counter()
    operation = imports.apply(draft)
    written = time.perf_counter()
    found = {"read": read - started, "write": written - read, "notes": draft.report.counts.notes}
    found["links"] = draft.report.counts.links
    again = imports.read(Path(sys.argv[3]))
    found["again"], found["new"] = time.perf_counter() - written, again.report.counts.notes
    undone = time.perf_counter()
    workspace.undo(operation.id)
    found["undo"] = time.perf_counter() - undone
    found["left"] = sum(1 for entry in workspace.vault.walk() if not entry.path.startswith(".claudeprojects/"))
print(json.dumps(found))
"""


def measure(place: Place, report: Report) -> None:
    """Import both kinds of export into empty vaults."""
    for kind in ("html", "md"):
        folder = place.home("off") / "imports"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "vault").mkdir(parents=True)
        archive = folder / f"Export-{kind}.zip"
        write_export(archive, kind)
        found, memory = _import(folder, archive)
        seconds = found["read"] + found["write"]
        shape = "HTML" if kind == "html" else "Markdown"
        report.add(
            "imports", f"{PAGES:,} Notion pages as {shape}, searchable", PAGES / seconds, "pages/s",
            goal=200.0, at_least=True, beside=f"dry run {found['read']:.1f} s, writing {found['write']:.1f} s",
        )  # fmt: skip
        report.add("imports", f"peak memory, {shape}", memory, "MB", goal=500.0)
        report.add("imports", f"the same again, {shape}", found["again"], "s", beside=f"{found['new']:.0f} new notes")
        report.add("imports", f"undo of all, {shape}", found["undo"], "s", beside=f"{found['left']:.0f} files left")
        shutil.rmtree(folder)


def write_export(path: Path, kind: str, pages: int = PAGES, rows: int = ROWS) -> None:
    """A zip as Notion writes it: nested pages, a database with rows, pictures, links between pages."""
    chance = random.Random(20261123)
    titles = [f"{_words(chance, 3).title()} {number}" for number in range(pages)]
    ids = [f"{chance.getrandbits(128):032x}" for _ in range(pages)]
    database = f"{chance.getrandbits(128):032x}"
    places = [_place(number, rows, titles, ids, database) for number in range(pages)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(pages):
            content = (_html if kind == "html" else _markdown)(chance, number, titles, places, rows)
            archive.writestr(f"{places[number]}.{kind}", content)
            if number % 10 == 0:
                archive.writestr(f"{places[number]}/picture.png", chance.randbytes(20_000))
        table = [
            "Name,Status,Due,Tags",
            *(f'{titles[n]},Doing,"January {n % 28 + 1}, 2026","a, b"' for n in range(rows)),
        ]
        archive.writestr(f"Tasks {database}_all.csv", "\n".join(table))


def _place(number: int, rows: int, titles: list[str], ids: list[str], database: str) -> str:
    name = f"{titles[number]} {ids[number]}"
    if number < rows:
        return f"Tasks {database}/{name}"
    if number % 20 == 0:
        return name
    parent = number - number % 20
    return f"{titles[parent]} {ids[parent]}/{name}" if parent >= rows else name


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(english().pool, k=count))


def _up(place: str) -> str:
    return "../" * place.count("/")


def _markdown(chance: random.Random, number: int, titles: list[str], places: list[str], rows: int) -> str:
    lines = [f"# {titles[number]}", ""]
    if number < rows:
        lines += ["Status: Doing", f"Due: January {number % 28 + 1}, 2026", "Tags: a, b", ""]
    for _ in range(4):
        other = chance.randrange(len(titles))
        target = f"{_up(places[number])}{places[other]}.md".replace(" ", "%20")
        lines += [f"## {_words(chance, 3)}", "", _words(chance, 60), "", f"See [{titles[other]}]({target}).", ""]
        lines += [f"- [{chance.choice(' x')}] {_words(chance, 6)}" for _ in range(4)] + [""]
    if number % 10 == 0:
        lines.append(f"![picture]({places[number].rpartition('/')[2].replace(' ', '%20')}/picture.png)")
    return "\n".join(lines)


def _html(chance: random.Random, number: int, titles: list[str], places: list[str], rows: int) -> str:
    body, header = list[str](), ""
    if number < rows:
        header = (
            '<table class="properties"><tbody><tr class="property-row property-row-status"><th>Status</th><td><span '
            'class="status-value">Doing</span></td></tr><tr class="property-row property-row-date"><th>Due</th><td>'
            f"<time>@January {number % 28 + 1}, 2026</time></td></tr></tbody></table>"
        )
    for _ in range(4):
        other = chance.randrange(len(titles))
        target = f"{_up(places[number])}{places[other]}.html".replace(" ", "%20")
        body.append(f'<h2 id="x" class="">{_words(chance, 3)}</h2><p class="">{_words(chance, 60)}</p>')
        body.append(f'<p class="">See <a href="{target}"><strong>{titles[other]}</strong></a>.</p>')
        body += [_todo(chance) for _ in range(4)]
    if number % 10 == 0:
        source = f"{places[number].rpartition('/')[2].replace(' ', '%20')}/picture.png"
        body.append(f'<figure class="image"><a href="{source}"><img src="{source}"/></a></figure>')
    style = "<style>" + "body{color:red}\n" * 400 + "</style>"
    head = f"<html><head><title>{titles[number]}</title>{style}</head>"
    article = f'<article class="page sans"><header><h1 class="page-title">{titles[number]}</h1>{header}</header>'
    return f'{head}<body>{article}<div class="page-body">{"".join(body)}</div></article></body></html>'


def _todo(chance: random.Random) -> str:
    box = chance.choice(("on", "off"))
    return (
        f'<ul class="to-do-list"><li><div class="checkbox checkbox-{box}"></div> '
        f"<span>{_words(chance, 6)}</span></li></ul>"
    )


def _import(folder: Path, archive: Path) -> tuple[dict[str, float], float]:
    command = [sys.executable, "-c", CHILD, str(folder / "vault"), str(folder / "data"), str(archive)]
    with (
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process,
        PeakMemory(process.pid) as memory,
    ):
        output, _ = process.communicate()
    if process.returncode:
        raise SystemExit("The export could not be imported; see the error above.")
    found: dict[str, float] = json.loads(output)
    print(f"  {archive.name}: {found}, {memory.megabytes:.0f} MB", flush=True)
    return found, memory.megabytes
