"""What can go wrong with what comes from other programs and goes to them."""

from __future__ import annotations

from claudeprojects.core.errors.base import ClaudeProjectsError


class ExchangeError(ClaudeProjectsError):
    """Something about taking files of other programs in, or giving notes out."""

    code = "exchange_error"


class ImportFailed(ExchangeError):
    """``file`` cannot be imported, for ``reason``; nothing was written to the vault."""

    code = "import_failed"

    def __init__(self, file: str, reason: str, hint: str = "Export it again from the other program.") -> None:
        super().__init__(f"{file!r} cannot be imported: {reason}.")
        self.file = file
        self.reason = reason
        self.hint = hint


class ImportNotFound(ExchangeError):
    """There is no import ``import_id``, or it is over."""

    code = "import_not_found"
    hint = "Read the file again; what was read is kept until the engine stops."

    def __init__(self, import_id: str) -> None:
        super().__init__(f"There is no import {import_id!r}.")
        self.import_id = import_id


class ExportFailed(ExchangeError):
    """``what`` cannot be exported, for ``reason``."""

    code = "export_failed"

    def __init__(self, what: str, reason: str, hint: str = "Choose another format.") -> None:
        super().__init__(f"{what!r} cannot be exported: {reason}.")
        self.what = what
        self.reason = reason
        self.hint = hint
