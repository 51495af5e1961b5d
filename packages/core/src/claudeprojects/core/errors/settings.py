"""What can be wrong with a setting."""

from __future__ import annotations

from claudeprojects.core.errors.base import ClaudeProjectsError


class SettingError(ClaudeProjectsError):
    """Something about settings."""

    code = "setting_error"


class SettingInvalid(SettingError):
    """Setting ``name`` cannot be ``value``; ``allowed`` says what it may be."""

    code = "setting_invalid"

    def __init__(self, name: str, value: object, allowed: str) -> None:
        super().__init__(f"The setting {name!r} cannot be {value!r}.")
        self.name = name
        self.value = value
        self.hint = f"It takes {allowed}."


class SettingUnknown(SettingError):
    """There is no setting ``name``; ``suggestions`` are near names."""

    code = "setting_unknown"

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no setting {name!r}.")
        self.name = name
        self.suggestions = suggestions
        near = " or ".join(repr(key) for key in suggestions)
        self.hint = f"Did you mean {near}?" if near else "`claudeprojects config list` shows every setting."


class SettingsDamaged(SettingError):
    """The settings file at ``path`` cannot be read, for ``reason``; it was left as it is."""

    code = "settings_damaged"
    hint = "Correct the file, or move it away to start from the defaults; it was not changed."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"The settings in {path!r} cannot be read: {reason}.")
        self.path = path
        self.reason = reason
