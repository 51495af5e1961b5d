"""One run of the program: the options given anywhere on the line, the vault they name, and where output goes."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from claudeprojects.cli.output import Output
    from claudeprojects.cli.workbench import Workbench

Result = TypeVar("Result")

VAULT_VARIABLE = "CLAUDEPROJECTS_VAULT"

VAULT_MARKS = (".obsidian", ".claudeprojects")
"""Folders that only the root of a vault has."""


@dataclass
class Invocation:
    """What all commands of one run share. ``vault``, ``as_json`` and ``no_color`` are the shared options."""

    vault: str | None = None
    as_json: bool = False
    no_color: bool = False

    @cached_property
    def root(self) -> Path:
        """The vault's folder, absolute; raises ``VaultNotFound`` when there is none."""
        from claudeprojects.core.errors import VaultNotFound

        root = self.guessed_root
        if not root.is_dir():
            raise VaultNotFound(str(root))
        return root

    @property
    def guessed_root(self) -> Path:
        """Where the vault is said to be, or is likely to be; it may not exist."""
        named = self.vault or os.environ.get(VAULT_VARIABLE)
        if named:
            return Path(named).expanduser().absolute()
        here = Path.cwd()
        marked = (folder for folder in (here, *here.parents) if any((folder / m).is_dir() for m in VAULT_MARKS))
        return next(marked, here)

    @cached_property
    def output(self) -> Output:
        """Where the run writes for people."""
        from claudeprojects.cli.output import Output

        return Output(no_color=self.no_color or bool(os.environ.get("NO_COLOR")))

    def workbench(self, *, embed: bool = False, fresh: bool = True) -> AbstractContextManager[Workbench]:
        """What commands work on: the engine that runs for the vault, else the vault itself.

        Without an engine, ``fresh`` brings the index up to date first, and ``embed`` the vectors too.
        """
        from claudeprojects.cli.workbench import open_workbench

        return open_workbench(self.root, None if self.as_json else self.output, embed=embed, fresh=fresh)

    def show(self, result: Result, render: Callable[[Output, Result], None]) -> None:
        """Print a JSON-ready ``result``: as it is for programs, by ``render`` for people."""
        if self.as_json:
            print_json(result)
        else:
            render(self.output, result)


def print_json(value: object) -> None:
    """Write ``value`` to standard output as JSON, in UTF-8 on every terminal."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    write_bytes(text.encode("utf-8", errors="replace") + b"\n")


def write_bytes(data: bytes) -> None:
    """Write all of ``data`` to standard output, also when it is unbuffered and takes a part at a time."""
    sys.stdout.flush()
    left = memoryview(data)
    while left:
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()
