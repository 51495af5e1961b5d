"""Gathering: what one thread changes in a block becomes searchable at once at its end, as if it were one change."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Gathering:
    """Passes paths on to ``index``: at once, or inside of ``together`` all of them when the thread leaves it."""

    def __init__(self, index: Callable[[Iterable[str]], None]) -> None:
        self._index = index
        self._of_thread = threading.local()

    def __call__(self, paths: Iterable[str]) -> None:
        """``paths`` may have changed."""
        gathered = self._gathered
        if gathered is None:
            self._index(paths)
        else:
            gathered.update(paths)

    def settle(self) -> None:
        """Index what this thread has gathered so far; for what has to know of it."""
        if gathered := self._gathered:
            self._index(tuple(gathered))
            gathered.clear()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Gather in this block; one inside another ends with the outer one."""
        if self._gathered is not None:
            yield
            return
        self._of_thread.paths = set()
        try:
            yield
        finally:
            try:
                self.settle()
            finally:
                self._of_thread.paths = None

    @property
    def _gathered(self) -> set[str] | None:
        return getattr(self._of_thread, "paths", None)
