"""What can be wrong between a program and an engine."""

from __future__ import annotations

from claudeprojects.core.errors.base import ClaudeProjectsError


class EngineError(ClaudeProjectsError):
    """Something about reaching the local engine."""

    code = "engine_error"


class EngineUnreachable(EngineError):
    """No engine answers for ``vault``, for ``reason``."""

    code = "engine_unreachable"
    hint = "Start it with `claudeprojects serve`."

    def __init__(self, vault: str, reason: str) -> None:
        super().__init__(f"No engine answers for {vault!r}: {reason}.")
        self.vault = vault
        self.reason = reason


class EngineRefused(EngineError):
    """A request was not accepted, for ``reason``."""

    code = "engine_refused"
    hint = "Open the workspace by the address that `claudeprojects open` prints."

    def __init__(self, reason: str) -> None:
        super().__init__(f"The engine refused the request: {reason}.")
        self.reason = reason
