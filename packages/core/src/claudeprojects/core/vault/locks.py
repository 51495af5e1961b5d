"""Locks of a vault: many writers of different files at once, one at a time for a file, or one alone for all.

Writing a note takes the note's lock and shares the vault; moving, deleting and undoing hold the whole vault.
"""

from __future__ import annotations

import threading
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class VaultLocks:
    """The locks of one vault within this process; none of them is re-entrant."""

    def __init__(self) -> None:
        self._state = threading.Condition()
        self._sharing = 0
        self._waiting_alone = 0
        self._alone = False
        self._files: dict[str, _CountedLock] = {}

    @contextmanager
    def one_file(self, path: str) -> Iterator[None]:
        """Hold ``path``: no other writer of it, and nothing that holds the whole vault."""
        key = unicodedata.normalize("NFC", path).casefold()
        with self._shared():
            lock = self._borrow(key)
            try:
                with lock.lock:
                    yield
            finally:
                self._give_back(key, lock)

    @contextmanager
    def whole_vault(self) -> Iterator[None]:
        """Hold everything; waiting comes before new writers, so that it is not starved."""
        with self._state:
            self._waiting_alone += 1
            self._state.wait_for(lambda: not self._alone and self._sharing == 0)
            self._waiting_alone -= 1
            self._alone = True
        try:
            yield
        finally:
            with self._state:
                self._alone = False
                self._state.notify_all()

    @contextmanager
    def _shared(self) -> Iterator[None]:
        with self._state:
            self._state.wait_for(lambda: not self._alone and not self._waiting_alone)
            self._sharing += 1
        try:
            yield
        finally:
            with self._state:
                self._sharing -= 1
                if not self._sharing:
                    self._state.notify_all()

    def _borrow(self, key: str) -> _CountedLock:
        with self._state:
            lock = self._files.setdefault(key, _CountedLock())
            lock.holders += 1
            return lock

    def _give_back(self, key: str, lock: _CountedLock) -> None:
        with self._state:
            lock.holders -= 1
            if not lock.holders:
                del self._files[key]


class _CountedLock:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.holders = 0
