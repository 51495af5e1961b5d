"""What can be wrong with a search, the index, or an embedding model."""

from __future__ import annotations

from claudeprojects.core.errors.base import ClaudeProjectsError


class QuerySyntaxError(ClaudeProjectsError):
    """A search query that cannot be read: ``problem`` at character ``position`` (0-based) of ``query``."""

    code = "query_syntax"

    def __init__(self, query: str, position: int, problem: str, hint: str = "Correct the query there.") -> None:
        super().__init__(f"The search {query!r} cannot be read at character {position + 1}: {problem}.")
        self.query = query
        self.position = position
        self.problem = problem
        self.hint = hint


class IndexError_(ClaudeProjectsError):  # noqa: N801 - the builtin has the plain name
    """Something about the disposable index of a vault."""

    code = "index_error"


class IndexBusy(IndexError_):
    """Another process (``pid``, when known) writes the index of ``vault``."""

    code = "index_busy"
    hint = "Use the running engine, or stop it first."

    def __init__(self, vault: str, pid: int | None = None) -> None:
        by = f" by process {pid}" if pid else ""
        super().__init__(f"The index of {vault!r} is in use{by}.")
        self.vault = vault
        self.pid = pid


class IndexDamaged(IndexError_):
    """The store at ``path`` cannot be opened, for ``reason``."""

    code = "index_damaged"
    hint = "Run `claudeprojects index --rebuild`; the index is made anew from the notes."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"The index at {path!r} is damaged: {reason}.")
        self.path = path
        self.reason = reason


class EmbedderFailed(ClaudeProjectsError):
    """The embedding model ``model`` cannot serve, for ``reason``; keyword search goes on."""

    code = "embedder_failed"
    hint = "Choose another embedding model, or check that its server runs."

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(f"The embedding model {model!r} cannot be used: {reason}.")
        self.model = model
        self.reason = reason
