"""A vault and a home of their own, and a short way to put files into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest
from claudeprojects.agents.definitions.library import Library


@dataclass
class Shelf:
    """A vault, a home and the library over both."""

    vault: Path
    home: Path
    library: Library

    def put(self, path: str, text: str) -> Path:
        """Write a file: a vault path, or ``~/…`` for the home."""
        file = self.home / path[2:] if path.startswith("~/") else self.vault / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).lstrip("\n"), encoding="utf-8", newline="")
        return file

    def own(self) -> list[str]:
        """The agents in use that are not built in."""
        found = self.library.agents()
        return [entry.definition.name for entry in found if entry.used and entry.origin != "builtin"]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    vault, home = tmp_path / "vault", tmp_path / "home"
    vault.mkdir()
    home.mkdir()
    monkeypatch.setenv("CLAUDEPROJECTS_HOME", str(home))
    return Shelf(vault, home, Library(vault))


@pytest.fixture
def agent(tmp_path: Path) -> Callable[..., object]:
    """Reads a text as an agent file of the given origin."""
    from claudeprojects.agents.definitions.agents import read_agent

    def read(text: str, origin: str = "vault", name: str = "some-file.md") -> object:
        return read_agent(dedent(text).lstrip("\n"), tmp_path / name, origin)

    return read
