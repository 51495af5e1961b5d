"""Pulls: jobs that fetch a model, with progress, resumed when asked for again, cancelled at any time."""

from __future__ import annotations

import json
import logging
import shutil
import threading
import time
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

from claudeprojects.agents.errors import ModelCorrupt, ModelError, PullFailed
from claudeprojects.agents.models.download import fetch, file_hash, unpack
from claudeprojects.agents.models.local.gguf import read_gguf
from claudeprojects.agents.models.shelf import FILE
from claudeprojects.agents.models.sources import Source, find_download
from claudeprojects.agents.network import why_unreached
from claudeprojects.core.errors import Cancelled, ClaudeProjectsError
from claudeprojects.core.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx
    from claudeprojects.agents.models.shelf import Shelf

    Progress = Callable[[int, int], None]

logger = logging.getLogger(__name__)

State = Literal["running", "done", "failed", "cancelled"]

_SET_ADDRESS: Final = "claudeprojects config set models.ollama_url ADDRESS"

TELL_EVERY: Final = 0.2
"""Seconds between two events of progress."""


@dataclass(frozen=True, slots=True)
class PullChanged(Event):
    """A pull has moved on, ended or failed."""

    type: ClassVar[str] = "model_pull"
    id: str
    model: str
    source: str
    state: State = "running"
    done_bytes: int = 0
    total_bytes: int = 0
    problem: str | None = None
    hint: str | None = None


class Pulls:
    """Fetches models onto ``shelf``; ``publish`` hears of every change."""

    def __init__(self, shelf: Shelf, publish: Callable[[Event], None], ollama_address: Callable[[], str]) -> None:
        self._shelf = shelf
        self._publish = publish
        self._ollama_address = ollama_address
        self._lock = threading.Lock()
        self._jobs: dict[str, _Job] = {}

    def start(self, model: str, source: Source) -> PullChanged:
        """Begin to fetch ``model``; one that is being fetched already is joined."""
        with self._lock:
            for job in self._jobs.values():
                if job.state.model == model and job.state.state == "running":
                    return job.state
            state = PullChanged(uuid.uuid4().hex[:12], model, str(source))
            job = _Job(state, threading.Event())
            self._jobs[state.id] = job
        job.thread = threading.Thread(target=self._run, args=(job, source), name=f"pull {model}", daemon=True)
        job.thread.start()
        return state

    def all(self) -> list[PullChanged]:
        """Every pull since the start, as it stands."""
        with self._lock:
            return [job.state for job in self._jobs.values()]

    def cancel(self, pull_id: str) -> bool:
        """Stop a pull; what came is kept, to go on from. Tells whether there was one of that id."""
        with self._lock:
            job = self._jobs.get(pull_id)
        if job is None:
            return False
        job.cancelled.set()
        return True

    def wait(self, pull_id: str, timeout: float | None = None) -> PullChanged:
        """Wait for the end of a pull."""
        job = self._jobs[pull_id]
        if job.thread is not None:
            job.thread.join(timeout)
        return job.state

    def close(self) -> None:
        """Stop all and wait for it."""
        for job in list(self._jobs.values()):
            job.cancelled.set()
        for job in list(self._jobs.values()):
            if job.thread is not None:
                job.thread.join()

    def _run(self, job: _Job, source: Source) -> None:
        def progress(done: int, total: int) -> None:
            job.state = replace(job.state, done_bytes=done, total_bytes=total)
            if time.monotonic() - job.told >= TELL_EVERY:
                job.told = time.monotonic()
                self._publish(job.state)

        self._publish(job.state)
        try:
            self._fetch(job.state.model, source, progress, job.cancelled)
            job.state = replace(job.state, state="done")
        except Cancelled:
            job.state = replace(job.state, state="cancelled")
        except ModelCorrupt as error:
            hint = "Choose another file or source; nothing of this one was kept."
            job.state = replace(job.state, state="failed", problem=error.reason, hint=hint)
        except ClaudeProjectsError as error:
            reason = error.reason if isinstance(error, PullFailed) else error.message.rstrip(".")
            job.state = replace(job.state, state="failed", problem=reason, hint=error.hint)
        except Exception:
            logger.exception("a pull of %s failed", job.state.model)
            job.state = replace(job.state, state="failed", problem="something failed that was not foreseen")
        self._publish(job.state)

    def _fetch(self, model: str, source: Source, progress: Progress, cancelled: threading.Event) -> None:
        if source.kind == "ollama":
            self._from_ollama(model, source, progress, cancelled)
        elif source.kind == "file":
            self._from_a_file(model, source, progress, cancelled)
        else:
            self._from_the_net(model, source, progress, cancelled)

    def _from_the_net(self, model: str, source: Source, progress: Progress, cancelled: threading.Event) -> None:
        with _client() as http:
            download = find_download(source, http)
            place = self._shelf.place(model)
            part = place / f"{download.sha256[:32]}.part"
            fetch(download, part, model, http, progress, cancelled)
        if download.packed:
            unpack(part, place / f"{FILE}.new", model)
            part.unlink()
        else:
            part.replace(place / f"{FILE}.new")
        self._keep(model, source, download.sha256)

    def _from_a_file(self, model: str, source: Source, progress: Progress, cancelled: threading.Event) -> None:
        path = Path(source.rest).expanduser()
        if not path.is_file():
            raise PullFailed(model, f"there is no file {str(path)!r}", "Check the path.")
        read_gguf(path, model)
        place = self._shelf.place(model)
        place.mkdir(parents=True, exist_ok=True)
        progress(0, path.stat().st_size)
        shutil.copyfile(path, place / f"{FILE}.new")
        progress(path.stat().st_size, path.stat().st_size)
        self._keep(model, source, file_hash(place / f"{FILE}.new", cancelled))

    def _keep(self, model: str, source: Source, sha256: str) -> None:
        place = self._shelf.place(model)
        fresh = place / f"{FILE}.new"
        try:
            read_gguf(fresh, model)
        except ModelError:
            shutil.rmtree(place)
            raise
        fresh.replace(place / FILE)
        self._shelf.record(model, str(source), sha256)

    def _from_ollama(self, model: str, source: Source, progress: Progress, cancelled: threading.Event) -> None:
        """The server fetches it for itself, checks it and goes on where it stopped; it tells how far it is."""
        import httpx

        address = self._ollama_address()
        try:
            with _client() as http, http.stream("POST", f"{address}/api/pull", json={"model": source.rest}) as answer:
                answer.raise_for_status()
                for line in answer.iter_lines():
                    if cancelled.is_set():
                        raise Cancelled("the download")
                    told: dict[str, Any] = json.loads(line)
                    if "error" in told:
                        raise PullFailed(model, str(told["error"]))
                    if "total" in told:
                        progress(told.get("completed", 0), told["total"])
        except httpx.HTTPError as error:
            hint = f"Start Ollama there, or name another address: `{_SET_ADDRESS}`."
            raise PullFailed(model, why_unreached(error, f"Ollama's address {address}"), hint) from error
        except (ValueError, AttributeError) as error:
            raise PullFailed(model, f"what answers at {address} is no Ollama", f"`{_SET_ADDRESS}`.") from error


class _Job:
    def __init__(self, state: PullChanged, cancelled: threading.Event) -> None:
        self.state = state
        self.cancelled = cancelled
        self.told = 0.0
        self.thread: threading.Thread | None = None


def _client() -> httpx.Client:
    import httpx

    return httpx.Client(follow_redirects=True, timeout=httpx.Timeout(60, connect=15))
