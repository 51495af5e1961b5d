"""Which workspace plugins the user trusts, by content, and the copies that run; both in the user's data folder."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

from claudeprojects.agents.plugins.folder import hash_of, write_files

if TYPE_CHECKING:
    from pathlib import Path


class Trust:
    """What is trusted in one vault. ``folder`` is in the vault's data folder; it may not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "trusted.json"

    def hash_of(self, name: str) -> str | None:
        """The content of the plugin ``name`` that is trusted, ``None`` when none is."""
        return self._read().get(name)

    def copy_of(self, name: str) -> Path | None:
        """The copy that runs."""
        trusted = self.hash_of(name)
        folder = self._folder / f"{name}-{trusted}"
        return folder if trusted and folder.is_dir() else None

    def add(self, name: str, files: dict[str, bytes]) -> None:
        """Trust ``files`` as the plugin ``name``, and keep a copy of them."""
        digest = hash_of(files)
        copy = self._folder / f"{name}-{digest}"
        partial = copy.with_name(copy.name + ".part")
        shutil.rmtree(partial, ignore_errors=True)
        write_files(files, partial)
        shutil.rmtree(copy, ignore_errors=True)
        partial.rename(copy)
        self._write({**self._read(), name: digest})

    def remove(self, name: str) -> None:
        """Trust it no more."""
        known = self._read()
        digest = known.pop(name, None)
        if digest is not None:
            self._write(known)
            shutil.rmtree(self._folder / f"{name}-{digest}", ignore_errors=True)

    def _read(self) -> dict[str, str]:
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # nothing is trusted
        return {str(name): str(digest) for name, digest in data.items()} if isinstance(data, dict) else {}

    def _write(self, known: dict[str, str]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = self._file.with_name("trusted.json.part")
        partial.write_text(json.dumps(known, indent=2, sort_keys=True), encoding="utf-8")
        os.replace(partial, self._file)
