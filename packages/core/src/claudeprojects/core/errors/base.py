"""The root of all errors, and the one that says the caller stopped a job."""

from __future__ import annotations

from typing import ClassVar


class ClaudeProjectsError(Exception):
    """The root: an expected failure with a stable code, a message and a next step."""

    code: ClassVar[str] = "error"
    hint: str = "Run `claudeprojects doctor` to look for the cause."

    @property
    def message(self) -> str:
        """The one-line text for a person."""
        return str(self)

    def fields(self) -> dict[str, object]:
        """The typed fields, JSON-ready, for problem documents and ``--json`` output."""
        return {name: value for name, value in vars(self).items() if not name.startswith("_") and name != "hint"}


class Cancelled(ClaudeProjectsError):
    """The caller stopped ``job``; what was done stays consistent."""

    code = "cancelled"
    hint = "Start it again to go on where it stopped."

    def __init__(self, job: str) -> None:
        super().__init__(f"{job} was cancelled.")
        self.job = job
