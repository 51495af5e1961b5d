"""The watcher: a thread that says which paths of a vault changed, in batches that have settled.

A single save is told within some 20 to 40 ms. A burst (a checkout, an unpacked archive) is gathered until it is
quiet, so that it becomes one batch. The operating system may lose events, so a large burst, a watch that failed
and a root that was replaced all ask for a rescan. What happens in hidden folders is only counted, and git and editors
write there all the time, so it is told by itself and later.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claudeprojects.core.vault.paths import IGNORE_FILE, OBSIDIAN_SETTINGS, is_hidden, is_temporary, name_of
from claudeprojects.core.vault.presence import Presence
from watchfiles import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_log = logging.getLogger(__name__)

STEP_MS = 10
"""A small batch is settled when nothing happens for one to two of these."""
BURST = 32
"""From this many paths on a batch is a burst."""
BURST_QUIET_SECONDS = 0.15
"""A burst is over after this long without a change, …"""
BURST_MAX_SECONDS = 5.0
"""… and is told after this long in any case."""
RESCAN_FROM = 500
"""So many changes may have overflowed a queue below us; the batch asks for a rescan."""
HIDDEN_QUIET_SECONDS = 1.0
"""Hidden paths are told after this long without a change of one, …"""
HIDDEN_MAX_SECONDS = 10.0
"""… and after this long in any case."""
HIDDEN_NAMED = 200
"""So many hidden paths are told one by one; of more, the hidden folders they lie in."""
_TIMEOUT_MS = 50
_DEBOUNCE_MS = 200
_RETRY_SECONDS = 5.0
_RULE_FILES = frozenset({IGNORE_FILE, OBSIDIAN_SETTINGS})
_RULE_FOLDERS = frozenset(path.partition("/")[0] for path in _RULE_FILES)
_GIT_LOCK = ".git/index.lock"


@dataclass(frozen=True, slots=True)
class Batch:
    """What changed. A path may be a file or a folder (then all below it), present or gone."""

    paths: frozenset[str] = frozenset()
    """Vault paths. Hidden ones come in batches of their own, but for those that hold ignore rules."""
    rescan: bool = False
    """Anything may have changed: compare the whole vault."""


class Watcher:
    """Watches ``root`` in a thread of its own and calls back from that thread, one call at a time.

    After ``offline`` nothing is told until ``online``, and then a rescan. An exception of a callback is logged and
    the watch goes on.
    """

    def __init__(
        self,
        root: Path,
        on_batch: Callable[[Batch], None],
        *,
        on_offline: Callable[[], None] = lambda: None,
        on_online: Callable[[], None] = lambda: None,
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        self._root = root.resolve()
        self._on_batch, self._on_offline, self._on_online = on_batch, on_offline, on_online
        self._retry_seconds = retry_seconds
        self._presence = Presence(self._root)
        self._stopping = threading.Event()
        self._ready = threading.Event()
        self._owes_rescan = False
        self._thread = threading.Thread(target=self._run, name="vault-watcher", daemon=True)

    def start(self, timeout: float = 0.5) -> None:
        """Begin to watch: what changes after this returns is told.

        A vault of very many folders may take longer than ``timeout`` seconds; then a rescan is told once it is ready.
        """
        self._thread.start()
        if not self._ready.wait(timeout):
            self._owes_rescan = True

    def stop(self) -> None:
        """Stop within 200 ms, or as soon as a callback that is running returns."""
        self._stopping.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            identity = self._presence.identity()
            if identity is None:
                self._sit_out()
                continue
            try:
                self._watch(identity)
            except (RuntimeError, OSError) as error:
                self._after_failure(error)
            self._owes_rescan = True

    def _sit_out(self) -> None:
        """Wait, offline, until the root is back."""
        self._tell(self._on_offline)
        while self._presence.identity() is None:
            if self._stopping.wait(0.1):
                return
        self._owes_rescan = True
        self._tell(self._on_online)

    def _watch(self, identity: tuple[int, int]) -> None:
        """Tell of changes until the root is gone or replaced, or we are to stop.

        A rescan that is owed is told as soon as new changes are seen, so that none falls between the two.
        """
        pending = _Pending(self._root)
        changes = watch(
            self._root,
            watch_filter=None,
            debounce=_DEBOUNCE_MS,
            step=STEP_MS,
            rust_timeout=_TIMEOUT_MS,
            yield_on_timeout=True,
            stop_event=self._stopping,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        for changed in changes:
            self._ready.set()
            self._tell_rescan_owed()
            if changed:
                pending.add(path for _, path in changed)
            if self._presence.identity() != identity:
                return
            for batch in pending.settled():
                self._tell(self._on_batch, batch)

    def _after_failure(self, error: Exception) -> None:
        """A name that is not text ends one watch; a system out of watches ends all: then we look now and then."""
        if self._presence.identity() is None:
            return
        _log.warning("Watching %s failed, trying again: %s", self._root, error)
        if isinstance(error, OSError) or "limit" in str(error):
            self._owes_rescan = True
            self._tell_rescan_owed()
            self._stopping.wait(self._retry_seconds)

    def _tell_rescan_owed(self) -> None:
        if self._owes_rescan:
            self._owes_rescan = False
            self._tell(self._on_batch, Batch(rescan=True))

    def _tell(self, callback: Callable[..., None], *arguments: object) -> None:
        if self._stopping.is_set():
            return
        try:
            callback(*arguments)
        except Exception:  # noqa: BLE001 - whatever it is, changes must still be told
            _log.exception("A callback of the watcher failed")


class _Pending:
    """The changes that have not been told yet. ``now`` gives the time in seconds, from any start."""

    def __init__(self, root: Path, now: Callable[[], float] = time.monotonic) -> None:
        self._prefix = str(root).rstrip(os.sep) + os.sep
        self._git_lock = root / _GIT_LOCK
        self._now = now
        self._hidden = _Hidden()
        self._paths: set[str] = set()
        self._count = 0
        self._first = self._last = 0.0
        self._git_works = False

    def add(self, paths: Iterable[str]) -> None:
        now = self._now()
        if not self._count:
            self._first = now
        self._last = now
        for path in paths:
            self._count += 1
            relative = path[len(self._prefix) :]
            if os.sep != "/":
                relative = relative.replace(os.sep, "/")
            self._git_works = self._git_works or relative == _GIT_LOCK
            self._sort(relative, now)

    def settled(self) -> Iterator[Batch]:
        """Yield the batches that may go out, and forget them."""
        now = self._now()
        if self._is_settled(now):
            batch = self._take()
            if batch.rescan:
                self._hidden = _Hidden()  # the rescan counts them too
            if batch.paths or batch.rescan:
                yield batch
        if self._hidden.is_settled(now):
            yield Batch(self._hidden.take())

    def _sort(self, path: str, now: float) -> None:
        if path in _RULE_FILES or path in _RULE_FOLDERS:
            self._paths.add(path)
        elif path and not is_temporary(name_of(path)):
            if is_hidden(path):
                self._hidden.add(path, now)
            else:
                self._paths.add(path)

    def _is_settled(self, now: float) -> bool:
        """Tell whether the batch may go out. What just came has been quiet for a step."""
        if not self._count:
            return False
        if now - self._first > BURST_MAX_SECONDS:
            return True
        if self._git_works and self._git_lock.exists():
            return False
        is_burst = self._git_works or self._count >= BURST
        return not is_burst or now - self._last >= BURST_QUIET_SECONDS

    def _take(self) -> Batch:
        rescan = self._count >= RESCAN_FROM or any(
            path in _RULE_FILES or path in _RULE_FOLDERS for path in self._paths
        )
        paths = frozenset(self._paths - _RULE_FOLDERS)
        self._paths, self._count, self._git_works = set(), 0, False
        return Batch(paths, rescan)


class _Hidden:
    """The hidden paths that have not been told yet: few by name, many by their outermost hidden folders."""

    def __init__(self) -> None:
        self._paths: set[str] = set()
        self._folders: set[str] = set()
        self._first = self._last = 0.0

    def add(self, path: str, now: float) -> None:
        if not self._folders:
            self._first = now
        self._last = now
        self._folders.add(_hidden_part(path))
        if len(self._paths) <= HIDDEN_NAMED:
            self._paths.add(path)

    def is_settled(self, now: float) -> bool:
        if not self._folders:
            return False
        return now - self._last >= HIDDEN_QUIET_SECONDS or now - self._first >= HIDDEN_MAX_SECONDS

    def take(self) -> frozenset[str]:
        taken = frozenset(self._paths if len(self._paths) <= HIDDEN_NAMED else self._folders)
        self._paths, self._folders = set(), set()
        return taken


def _hidden_part(path: str) -> str:
    """Return ``path`` up to its first name that begins with a dot."""
    start = 0 if path.startswith(".") else path.index("/.") + 1
    end = path.find("/", start)
    return path if end < 0 else path[:end]
