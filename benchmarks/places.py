"""The vaults measured, and where their indexes and settings are kept while measuring."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from claudeprojects.core.testing.vaults import generate_vault

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "bench"

Model = Literal["off", "static"]


@dataclass(frozen=True)
class Place:
    """One vault and the folder of everything that belongs to measuring it."""

    label: str
    vault: Path

    def home(self, model: Model) -> Path:
        """The data home with this embedding model chosen; made when missing."""
        home = self.vault.parent / f"home-{model}"
        home.mkdir(exist_ok=True)
        (home / "config.toml").write_text(f'[embeddings]\nmodel = "{model}"\n', encoding="utf-8")
        return home

    def environment(self, model: Model) -> dict[str, str]:
        """The environment in which our programs use that data home, and keep what Python compiled, as users' do."""
        own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**own, "CLAUDEPROJECTS_HOME": str(self.home(model))}

    def notes(self) -> list[Path]:
        """All notes of the vault, in a fixed order."""
        return sorted(self.vault.rglob("*.md"))


def generated(notes: int) -> Place:
    """A generated vault of so many notes, made on first use."""
    label = f"{notes // 1000}k" if notes % 1000 == 0 else str(notes)
    place = Place(label, BUILD / label / "vault")
    if not (place.vault / "Attachments").is_dir():
        shutil.rmtree(place.vault.parent, ignore_errors=True)
        print(f"· generating {notes:,} notes", flush=True)
        generate_vault(place.vault, notes)
    return place


def given(folder: Path) -> Place:
    """A copy of the user's ``folder``, because some measurements write."""
    if not folder.is_dir():
        raise SystemExit(f"There is no folder at {folder}.")
    label = f"{folder.name}-{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:8]}"
    place = Place(label, BUILD / label / "vault")
    shutil.rmtree(place.vault.parent, ignore_errors=True)
    shutil.copytree(folder, place.vault, symlinks=True, ignore=shutil.ignore_patterns(".git", ".claudeprojects"))
    return place
