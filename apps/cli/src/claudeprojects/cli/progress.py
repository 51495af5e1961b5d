"""Progress of indexing, drawn on standard error while a person watches; it disappears when the work is done."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console
    from rich.progress import Progress

MEANING = "Reading meaning"

PHASES = {
    "scanning": "Looking for files",
    "indexing": "Indexing",
    "embedding": MEANING,
}
"""What the phases of a status are called here; an unknown one is shown as it is."""


@contextmanager
def drawn_progress(console: Console | None) -> Iterator[Callable[[dict[str, Any]], None] | None]:
    """A function that draws a status, for the block; ``None`` without a console."""
    if console is None:
        yield None
        return
    bar = _Bar(console)
    try:
        yield bar.draw
    finally:
        bar.close()


class _Bar:
    """One line with a bar; it appears with the first status that has something to show."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress: Progress | None = None

    def draw(self, status: dict[str, Any]) -> None:
        shown = _shown(status)
        if shown is None:
            return
        if self._progress is None:
            self._progress = _made(self._console)
            self._progress.add_task("")
            self._progress.start()
        phase, done, total = shown
        self._progress.update(self._progress.task_ids[0], description=phase, completed=done, total=total)

    def close(self) -> None:
        if self._progress is not None:
            self._progress.stop()


def _shown(status: dict[str, Any]) -> tuple[str, int, int | None] | None:
    """What of a status is worth drawing: the job under way, else the embeddings."""
    job = status["progress"]
    if job is not None:
        return PHASES.get(job["phase"], job["phase"].capitalize()), job["done"], job["total"]
    embeddings = status["embeddings"]
    if embeddings["state"] == "working":
        return MEANING, embeddings["done"], embeddings["total"]
    return None


def _made(console: Console) -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(separator=" of "),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
