"""What commands work on: the API of the engine that runs for the vault, or the same API over the vault itself.

A command cannot tell the two apart. Without an engine the vault is opened here, its index is brought up to date
first, with a progress bar when a person is watching, and closed at the end.
"""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from claudeprojects.cli.progress import drawn_progress
from claudeprojects.core.errors import EngineUnreachable, IndexBusy, NoteNotFound
from claudeprojects.engine.client import Client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from claudeprojects.cli.output import Output
    from claudeprojects.cli.watching import Events
    from claudeprojects.core.workspace import Workspace

Document = dict[str, Any]
"""A JSON object as the API describes it."""

PATIENCE = 15.0
"""Seconds to wait for another command, or for an engine that is just starting, to let us at the vault."""

PAUSE = 0.1
POLL = 0.2

NEAR = 3
"""How many near names an error offers."""


class Workbench:
    """The verbs of the API. Paths are vault paths; every verb raises from ``claudeprojects.core.errors``."""

    def __init__(
        self, client: Client, progress: Callable[[Document], None] | None, workspace: Workspace | None = None
    ) -> None:
        self._client = client
        self._progress = progress
        self._workspace = workspace
        self.engine = client.info.address if client.info else None
        """Where the engine answers, or ``None`` when the vault is worked on directly."""

    @property
    def api(self) -> Client:
        """The API as it is, for commands with verbs of their own."""
        return self._client

    def events(self) -> AbstractContextManager[Events]:
        """What happens from now on, as it happens."""
        from claudeprojects.cli.watching import events_from, events_of

        if self._workspace is not None:
            return events_of(self._workspace)
        if self._client.info is None:
            raise EngineUnreachable("", "there is no engine to tell of events")
        return events_from(self._client.info)

    def status(self) -> Document:
        """The exact coverage of the index."""
        found: Document = self._client.get("status")
        return found

    def skipped(self) -> list[Document]:
        """The files that are not indexed."""
        return list(self._client.items("status", "skipped", limit=1000))

    def search(self, query: str, *, mode: str, limit: int, explain: bool) -> Document:
        """The best hits."""
        found: Document = self._client.get("search", q=query, mode=mode, limit=limit, explain=explain)
        return found

    def read_note(self, path: str) -> Document:
        """One file and what is known of it. When there is none, the error names files that come close."""
        try:
            found: Document = self._client.get("notes", path)
        except NoteNotFound as error:
            raise NoteNotFound(error.path, error.suggestions or self._near(error.path)) from error
        return found

    def _near(self, path: str) -> tuple[str, ...]:
        name = PurePosixPath(path).stem
        return tuple(found["path"] for found in self._client.get("files", "suggest", q=name, limit=NEAR)["items"])

    def write_note(self, path: str, text: str, base_hash: str | None) -> Document:
        """Write the whole text; ``None`` as base makes a new note only."""
        found: Document = self._client.put("notes", path, body={"text": text, "base_hash": base_hash})
        return found

    def patch_note(self, path: str, changes: Document) -> Document:
        """Make small edits, together or not at all."""
        found: Document = self._client.patch("notes", path, body=changes)
        return found

    def move(self, source: str, target: str, *, update_links: bool) -> Document:
        """Move or rename a file or folder; the operation."""
        body = {"source": source, "target": target, "update_links": update_links}
        found: Document = self._client.post("moves", body=body)
        return found

    def trash(self, path: str) -> Document:
        """Move to the trash; the operation."""
        found: Document = self._client.delete("notes", path)
        return found

    def trash_entries(self) -> list[Document]:
        """What can be restored, newest first."""
        return list(self._client.items("trash"))

    def restore(self, entry_id: str) -> Document:
        """Bring back from the trash; the operation."""
        found: Document = self._client.post("trash", entry_id, "restore")
        return found

    def operations(self, limit: int) -> list[Document]:
        """What was changed, newest first."""
        found: list[Document] = self._client.get("operations", limit=limit)["items"]
        return found

    def undo(self, operation_id: str) -> Document:
        """Take an operation back; the operation that did it."""
        found: Document = self._client.post("operations", operation_id, "undo")
        return found

    def graph(self, kind: str, **options: object) -> Any:
        """One view of the graph: nodes and edges for a neighbourhood, else a whole list."""
        if kind == "neighbourhood":
            return self._client.get("graph", kind, **options)
        return list(self._client.items("graph", kind, **options))

    def update_index(self, *, rebuild: bool) -> Document:
        """Bring the index up to date, or build it anew; the status when that is done. Ctrl-C stops the work."""
        if self._workspace is not None:
            if rebuild:
                self._workspace.rebuild()
            _bring_up_to_date(self._workspace, self._progress, embed=True)
            return self.status()
        before = self.status()["reconciled_at"]
        self._client.post("index", "rebuild" if rebuild else "reconcile")
        try:
            return self._wait_for_index(before)
        except KeyboardInterrupt:
            self._client.post("index", "cancel")
            raise

    def _wait_for_index(self, reconciled_before: str | None) -> Document:
        while True:
            status = self.status()
            if not _is_working(status, reconciled_before):
                return status
            if self._progress is not None:
                self._progress(status)
            time.sleep(POLL)


def _is_working(status: Document, reconciled_before: str | None) -> bool:
    if status["state"] in {"offline", "failed"}:
        return False
    unfinished = status["progress"] is not None or status["reconciled_at"] == reconciled_before
    return unfinished or status["embeddings"]["state"] == "working"


@contextmanager
def open_workbench(root: Path, output: Output | None, *, embed: bool, fresh: bool) -> Iterator[Workbench]:
    """The workbench of the vault at ``root``, for the block.

    Without an engine, ``fresh`` brings the index up to date first, and ``embed`` the vectors too. ``output`` is
    where progress is drawn; ``None`` draws nothing. Raises ``IndexBusy`` when another program keeps the index and
    does not answer.
    """
    with drawn_progress(output.progress_console if output else None) as progress, ExitStack() as opened:
        workspace = _engine_or_workspace(root)
        if isinstance(workspace, Client):
            yield Workbench(opened.enter_context(workspace), progress)
            return
        opened.enter_context(workspace)
        if fresh:
            _bring_up_to_date(workspace, progress, embed=embed)
        yield Workbench(opened.enter_context(Client.in_process(workspace)), progress, workspace)


def _engine_or_workspace(root: Path) -> Client | Workspace:
    """A client of the engine that runs, else the vault opened here; waits while another program starts or ends."""
    from claudeprojects.core.workspace import Workspace

    deadline = time.monotonic() + PATIENCE
    while True:
        with suppress(EngineUnreachable):
            return Client.connect(root)
        try:
            workspace = Workspace.open(root)
        except IndexBusy:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE)
        else:
            return workspace


def _bring_up_to_date(workspace: Workspace, progress: Callable[[Document], None] | None, *, embed: bool) -> None:
    report = None if progress is None else (lambda status: progress(status.to_json()))
    try:
        workspace.sync(progress=report, embed=embed)
    except KeyboardInterrupt:
        workspace.cancel_indexing()
        raise
