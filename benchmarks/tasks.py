"""(t) Tasks: queries, boards and single edits over 50,000 tasks in 10,000 notes of 100 projects.

The vault is generated beside the others; it does not depend on the place's size, which only lends its folder.
"""

from __future__ import annotations

import os
import random
import shutil
from datetime import date, timedelta
from threading import Thread
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from claudeprojects.core.projects.editing import TaskEdit
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.testing.words import english
from claudeprojects.core.workspace import Workspace

from benchmarks.places import BUILD
from benchmarks.sampling import percentile

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.places import Place
    from benchmarks.report import Report

NOTES, EACH, PROJECTS = 10_000, 5, 100
PEOPLE = ("mara", "jonas", "lin", "léa", "park")
TODAY = date(2026, 6, 1)
QUERIES = (
    "",
    "is:open",
    "is:overdue",
    "due:today",
    "due:week is:open",
    "due:<2026-12-01 status:todo",
    "status:in-progress",
    'project:"Project 7"',
    'project:"Project 7" is:open',
    "sprint:current",
    "sprint:current assignee:mara",
    "assignee:mara is:open",
    "tag:#area/home",
    "tag:#area is:overdue",
    "is:blocked",
    "priority:>=high is:open",
    "the",
    "harbour OR market",
    '"of the"',
    "path:Project is:open",
    "-is:done -tag:#area",
    "has:estimate estimate:>3",
    "is:ready assignee:lin",
)


def measure(place: Place, report: Report) -> None:
    """Goals are 95th percentiles; every query is asked ten times, each board opened ten times."""
    root = BUILD / "tasks" / "vault"
    if not (root / "done").exists():
        shutil.rmtree(root.parent, ignore_errors=True)
        generate(root)
    os.environ["CLAUDEPROJECTS_HOME"] = str(place.home("off"))
    with Workspace.open(root, data_dir=root.parent / "data") as workspace:
        workspace.sync(embed=False)
        projects = Projects(workspace, lambda: TODAY)
        slowest, found = "", []
        for query in QUERIES:
            taken = [timed(lambda query=query: projects.find(query, limit=100)) for _ in range(10)]
            if percentile(taken, 0.95) >= max(found, default=0.0):
                slowest = query
            found += taken
            print(f"  {query or '(all)'}: {percentile(taken, 0.5):.1f} ms", flush=True)
        beside = f"p50 {percentile(found, 0.5):.1f}, worst {max(found):.1f} ms; slowest: {slowest or '(all)'}"
        report.add("t", "task query, p95", percentile(found, 0.95), "ms", goal=10.0, beside=beside)
        boards = [
            timed(lambda query=query: projects.board(query))
            for query in ("", 'project:"Project 7"')
            for _ in range(10)
        ]
        report.add(
            "t", "board open, p95", percentile(boards, 0.95), "ms", goal=100.0, beside="all 50,000, and one project"
        )
        lists = [timed(lambda: projects.projects()) for _ in range(10)]
        report.add("t", "all projects with progress, p95", percentile(lists, 0.95), "ms")
        written, searchable = drag(projects)
        beside = f"p50 {percentile(written, 0.5):.0f}, worst {max(written):.0f} ms"
        report.add("t", "drag to file, p95", percentile(written, 0.95), "ms", goal=50.0, beside=beside)
        report.add("t", "drag until searchable, p95", percentile(searchable, 0.95), "ms")


def drag(projects: Projects) -> tuple[list[float], list[float]]:
    """Give 40 items of one board another status, one after another: until the file has it, until a search has it."""
    written, searchable = [], []
    for number, item in enumerate(projects.find('project:"Project 7" status:todo', limit=40).items):
        watch = FileWatch(projects.workspace.vault.root / item.path)
        searchable.append(
            timed(lambda item=item, number=number: projects.edit(item, TaskEdit(symbol="/x"[number % 2])))
        )
        written.append(watch.milliseconds())
        projects.edit(projects.item(item.key), TaskEdit(symbol=" "))
    return written, searchable


class FileWatch:
    """Notes when a file becomes another one; looks every half millisecond from the moment it is made."""

    def __init__(self, path: Path) -> None:
        self._path, self._before = path, path.stat().st_ino
        self._started, self._changed = perf_counter(), 0.0
        self._thread = Thread(target=self._look)
        self._thread.start()

    def milliseconds(self) -> float:
        """From the beginning to the change."""
        self._thread.join()
        return (self._changed - self._started) * 1000

    def _look(self) -> None:
        while self._path.stat().st_ino == self._before:
            sleep(0.0005)
        self._changed = perf_counter()


def timed(work: object) -> float:
    """Milliseconds that calling ``work`` takes."""
    assert callable(work)
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000


def generate(root: Path) -> None:
    """Write the vault: projects that own folders with a sprint each, notes with tasks in both notations."""
    print(f"· generating {NOTES * EACH:,} tasks in {NOTES:,} notes", flush=True)
    rng = random.Random(7)
    for number in range(PROJECTS):
        folder = root / f"Projects/Project {number}"
        folder.mkdir(parents=True)
        (folder / f"Project {number}.md").write_text("---\ntype: project\nstatus: active\n---\n", encoding="utf-8")
        first = TODAY + timedelta(days=rng.randrange(-14, 14))
        (folder / f"Sprint {number}.md").write_text(
            f'---\ntype: sprint\nproject: "[[Project {number}]]"\nstart: {first}\n'
            f"end: {first + timedelta(days=13)}\n---\n", encoding="utf-8",
        )  # fmt: skip
    for number in range(NOTES):
        folder = root / (f"Projects/Project {number % PROJECTS}" if number % 10 < 7 else f"Notes/{number % 50}")
        folder.mkdir(parents=True, exist_ok=True)
        lines = "".join(task_line(rng, number, place) for place in range(EACH))
        (folder / f"Note {number}.md").write_text(f"# Note {number}\n\n{lines}", encoding="utf-8")
    (root / "done").touch()


def task_line(rng: random.Random, number: int, place: int) -> str:
    """One task line."""
    words = " ".join(rng.choices(english().pool, k=rng.randrange(4, 10)))
    parts = [f"- [{rng.choice('   /xx-')}] {words}"]
    if rng.random() < 0.5:
        parts.append(f"@{rng.choice(PEOPLE)}")
    if rng.random() < 0.3:
        parts.append(f"#{rng.choice(('area', 'area/home', 'urgent'))}")
    if rng.random() < 0.3:
        parts.append(f"[estimate:: {rng.randrange(1, 9)}]")
    if rng.random() < 0.2:
        parts.append(f"[sprint:: [[Sprint {number % PROJECTS}]]]")
    due = TODAY + timedelta(days=rng.randrange(-100, 200))
    parts.append(rng.choice(("", f"📅 {due}", f"[due:: {due}]", f"⏳ {due} 🔼", f"⏫ 📅 {due}")))
    if rng.random() < 0.1:
        parts.append(f"🆔 t{number}-{place}" if place else f"⛔ t{number}-1")
    return " ".join(filter(None, parts)) + "\n"
