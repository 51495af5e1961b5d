"""Projects and tasks of the workspace that is served, and the recorder of their history, which runs along."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from claudeprojects.core.projects.blocks.blocks import Blocks
    from claudeprojects.core.projects.figures.figures import Figures
    from claudeprojects.core.projects.history.recorder import Recorder
    from claudeprojects.core.projects.history.store import HistoryStore
    from claudeprojects.core.projects.projects import Projects
    from claudeprojects.core.workspace import Workspace

RECORD_AFTER: Final = 2.0
"""Seconds after the engine's start when the history is caught up: windows are served first."""


class Work:
    """What people do in one workspace. Everything is made when it is first asked for. Safe in any thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._making = threading.Lock()
        self._soon: threading.Timer | None = None
        self._running: tuple[Recorder, HistoryStore] | None = None

    @cached_property
    def projects(self) -> Projects:
        """Projects, sprints and work items."""
        from claudeprojects.core.projects.projects import Projects

        return Projects(self._workspace)

    @cached_property
    def figures(self) -> Figures:
        """Burndown, velocity, flow and the like."""
        from claudeprojects.core.projects.figures.figures import Figures

        recorder, store = self._recording()
        return Figures(self.projects, store, recorder.settle)

    @cached_property
    def blocks(self) -> Blocks:
        """Query blocks of other programs."""
        from claudeprojects.core.projects.blocks.blocks import Blocks

        return Blocks(self.projects)

    def record_soon(self) -> None:
        """Begin to record the history a little later."""
        self._soon = threading.Timer(RECORD_AFTER, self._recording)
        self._soon.daemon = True
        self._soon.start()

    def close(self) -> None:
        """Write what waits into the history, and close it."""
        if self._soon is not None:
            self._soon.cancel()
        with self._making:
            if self._running is not None:
                recorder, store = self._running
                recorder.close()
                store.close()

    def _recording(self) -> tuple[Recorder, HistoryStore]:
        from claudeprojects.core.projects.history.recorder import Recorder
        from claudeprojects.core.projects.history.store import HistoryStore

        with self._making:
            if self._running is None:
                store = HistoryStore(self._workspace.data_dir)
                self._running = Recorder(self._workspace, store), store
                self._running[0].start()
            return self._running
