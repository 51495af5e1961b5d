"""The two files settings stand in: the user's ``config.toml`` and a vault's ``.claudeprojects/settings.json``.

Both are written atomically, keep keys we do not know, and, in TOML, keep comments. A file that cannot be read is
reported (``SettingsDamaged``) and left exactly as it is. The vault's file comes with the vault, perhaps from a
stranger: it is read only when it is a plain file inside the vault, and only its harmless keys count, so that no
vault can send text to a server or load anything from the network.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple

from claudeprojects.core.errors import PathRefused, SettingInvalid, SettingsDamaged, StorageFailed
from claudeprojects.core.settings.folders import config_file
from claudeprojects.core.settings.table import SETTINGS, Setting, Settings, Value, find_setting

Source = Literal["default", "user", "vault"]

VAULT_FOLDER = ".claudeprojects"

LARGEST_FILE = 1_000_000
"""Bytes; a settings file beyond this is not one."""


class SettingValue(NamedTuple):
    """One setting as it stands: its description, its value, and where the value comes from."""

    setting: Setting
    value: Value
    source: Source


class SettingsFile(ABC):
    """One settings file: nested tables, one per part of a dotted key. It may not exist."""

    source: ClassVar[Source]
    empty: ClassVar[str]

    def __init__(self, path: Path) -> None:
        self.path = path

    def values(self) -> dict[str, Value]:
        """The known settings of the file, checked; raises ``SettingsDamaged`` or ``SettingInvalid``."""
        document = self._read()
        found = ((key, _find(document, key)) for key in SETTINGS if self.may_hold(SETTINGS[key]))
        return {key: SETTINGS[key].check(value) for key, value in found if value is not None}

    def ignored(self) -> list[str]:
        """Keys in the file that have no effect: unknown, or not this file's to set."""
        known = {key for key, setting in SETTINGS.items() if self.may_hold(setting)}
        return [key for key in _keys(self._read()) if key not in known]

    def set(self, key: str, value: Value) -> None:
        """Write one setting; raises ``SettingUnknown`` or ``SettingInvalid``, and then writes nothing."""
        setting = find_setting(key)
        if not self.may_hold(setting):
            error = SettingInvalid(key, value, setting.allowed)
            error.hint = "It belongs to your own settings; a vault may not decide it."
            raise error
        checked = setting.check(value)
        document = self._read(for_editing=True)
        table, name = self._table_of(document, key)
        table[name] = checked
        self._write(document)

    def unset(self, key: str) -> bool:
        """Remove one setting, so that its default holds again; false when it was not in the file."""
        find_setting(key)
        document = self._read(for_editing=True)
        if _find(document, key) is None:
            return False
        table, name = self._table_of(document, key)
        del table[name]
        self._write(document)
        return True

    @abstractmethod
    def may_hold(self, setting: Setting) -> bool:
        """Whether this file decides ``setting``."""

    @abstractmethod
    def _parse(self, text: str, *, for_editing: bool) -> MutableMapping[str, Any]:
        """The document in ``text``, with its comments when ``for_editing``; raises ``ValueError``."""

    @abstractmethod
    def _format(self, document: MutableMapping[str, Any]) -> str: ...

    def _check_place(self) -> None:  # noqa: B027 - most places are fine
        """Raise ``PathRefused`` when the file may not be used where it is."""

    def _read(self, *, for_editing: bool = False) -> MutableMapping[str, Any]:
        self._check_place()
        try:
            state = self.path.stat()
            if not stat.S_ISREG(state.st_mode) or state.st_size > LARGEST_FILE:
                raise SettingsDamaged(str(self.path), "it is not a settings file")
            return self._parse(self.path.read_text(encoding="utf-8-sig"), for_editing=for_editing)
        except (FileNotFoundError, NotADirectoryError):
            return self._parse(self.empty, for_editing=for_editing)
        except OSError as error:
            raise StorageFailed(str(self.path), error.strerror or str(error)) from error
        except (ValueError, RecursionError) as error:
            raise SettingsDamaged(str(self.path), str(error) or "it is nested too deeply") from error

    def _table_of(self, document: MutableMapping[str, Any], key: str) -> tuple[MutableMapping[str, Any], str]:
        *parents, name = key.split(".")
        table = document
        for parent in parents:
            inner = table.setdefault(parent, {})
            if not isinstance(inner, MutableMapping):
                raise SettingsDamaged(str(self.path), f"{parent!r} is not a table")
            table = table[parent]
        return table, name

    def _write(self, document: MutableMapping[str, Any]) -> None:
        target = Path(os.path.realpath(self.path))  # a user's file may be a link into their dotfiles
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _replace(target, self._format(document))
        except OSError as error:
            raise StorageFailed(str(self.path), error.strerror or str(error)) from error


class UserSettings(SettingsFile):
    """The user's own file, in TOML; it may hold every setting."""

    source = "user"
    empty = ""

    def may_hold(self, setting: Setting) -> bool:  # noqa: ARG002
        """Always: these are the user's own decisions."""
        return True

    def _parse(self, text: str, *, for_editing: bool) -> MutableMapping[str, Any]:
        import tomllib

        document = tomllib.loads(text)
        if not for_editing:
            return document
        import tomlkit  # keeps comments, and takes 90 ms to load

        return tomlkit.parse(text)

    def _format(self, document: MutableMapping[str, Any]) -> str:
        import tomlkit

        return tomlkit.dumps(document)


class VaultSettings(SettingsFile):
    """A vault's file, in JSON, created on the first write; it holds harmless settings only."""

    source = "vault"
    empty = "{}"

    def __init__(self, root: Path) -> None:
        super().__init__(root / VAULT_FOLDER / "settings.json")

    def may_hold(self, setting: Setting) -> bool:
        """Only what cannot harm whoever opens the vault."""
        return setting.in_vault

    def _check_place(self) -> None:
        if self.path.is_symlink() or self.path.parent.is_symlink():
            raise PathRefused(f"{VAULT_FOLDER}/{self.path.name}", "it is a link that may lead out of the vault")

    def _parse(self, text: str, *, for_editing: bool) -> MutableMapping[str, Any]:  # noqa: ARG002 - JSON has no comments
        import json

        document = json.loads(text)
        if not isinstance(document, dict):
            raise ValueError("it is not a JSON object")  # noqa: TRY004 - callers handle one kind of error
        return document

    def _format(self, document: MutableMapping[str, Any]) -> str:
        import json

        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def user_settings() -> UserSettings:
    """The user's settings file."""
    return UserSettings(config_file())


def vault_settings(root: Path) -> VaultSettings:
    """The settings file of the vault at ``root``."""
    return VaultSettings(root)


def effective_settings(root: Path | None = None) -> list[SettingValue]:
    """Every setting with its value and where it comes from, for the vault at ``root`` or for none."""
    files: list[SettingsFile] = [user_settings()]
    if root is not None:
        files.append(vault_settings(root))
    found = {setting.key: SettingValue(setting, setting.default, "default") for setting in SETTINGS.values()}
    for file in files:
        for key, value in file.values().items():
            found[key] = SettingValue(SETTINGS[key], value, file.source)
    return list(found.values())


def load_settings(root: Path | None = None) -> Settings:
    """The settings in force for the vault at ``root`` (``None``: the user's alone).

    Raises ``SettingInvalid`` for a value a setting cannot have, ``SettingsDamaged`` for a file that cannot be read.
    """
    return Settings.of({entry.setting.key: entry.value for entry in effective_settings(root)})


def _find(document: MutableMapping[str, Any], key: str) -> object:
    """The value at a dotted ``key``, or ``None``; a table where a value is due is a value like any other."""
    found: object = document
    for part in key.split("."):
        if not isinstance(found, MutableMapping):
            return None
        found = found.get(part)
    return found.unwrap() if hasattr(found, "unwrap") else found


def _keys(document: MutableMapping[str, Any], prefix: str = "") -> Iterator[str]:
    for name, value in document.items():
        if isinstance(value, MutableMapping) and value:
            yield from _keys(value, f"{prefix}{name}.")
        else:
            yield prefix + name


def _replace(path: Path, text: str) -> None:
    """Put ``text`` at ``path`` in one step: whoever reads sees the old file or the new one, also after a crash."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            Path(temporary).chmod(stat.S_IMODE(path.stat().st_mode))
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
