"""Landlock, the sandbox's second layer: what of the kernel's it can use here, and the command line that puts it on.

Bubblewrap decides what is *mounted*; Landlock decides again what may be *opened*, in the command itself, so that a
mistake in the mounts shows and harms nothing. It goes on inside, after the mounts (a confined process cannot mount),
by a small program of ours (``confine``) that then becomes the command. For that the sandbox holds a Python; the
command cannot read it.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from claudeprojects.agents.tools.sandbox.confine import offered

NEWEST = 7
"""The newest version we know; of a later one we use what this one has."""
INSIDE = "/opt/python"
"""Where a Python that is not the system's is, inside."""
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/proc")
"""What a command may read and run besides the vault."""


class Interpreter(NamedTuple):
    """A Python for the inside: where it is there, and the mounts that bring it there."""

    path: str
    mounts: list[str]


@cache
def version() -> int:
    """The version of Landlock to use; 0 where the kernel has none."""
    return min(offered(ctypes.CDLL(None, use_errno=True)), NEWEST) if sys.platform.startswith("linux") else 0


@cache
def interpreter() -> Interpreter | None:
    """This Python, for the inside; ``None`` when there is none to bring, as in a bundled program."""
    program = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable or "")
    if getattr(sys, "frozen", False) or not os.path.isfile(program):
        return None
    if program.startswith("/usr/"):
        return Interpreter(program, [])
    prefix = os.path.realpath(sys.base_prefix)
    if not Path(program).is_relative_to(prefix):
        return None
    return Interpreter(f"{INSIDE}/{Path(program).relative_to(prefix)}", ["--ro-bind", prefix, INSIDE])


def confined(command: list[str], writable: list[str], *, network: bool) -> list[str]:
    """The arguments that run ``command`` (its first an absolute path) with nothing to open but what it needs.

    Raises:
        RuntimeError: there is no ``interpreter``.
    """
    python = interpreter()
    if python is None:
        raise RuntimeError("there is no Python for the inside of the sandbox")
    settings = {"abi": version(), "read": list(SYSTEM), "write": writable, "network": network}
    return [python.path, "-I", "-S", "-c", _program(), json.dumps(settings), *command]


@cache
def _program() -> str:
    return resources.files(__package__).joinpath("confine.py").read_text(encoding="utf-8")
