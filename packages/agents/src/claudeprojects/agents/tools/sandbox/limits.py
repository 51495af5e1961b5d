"""Limits on a command and all that it starts: as the system holds them, and as we watch them from outside.

Limits of single processes (``ulimit``) are set inside of the sandbox before the command, which cannot raise them. A
watch over the whole tree of processes adds up what they take together, which ``ulimit`` does not, and ends them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]
from claudeprojects.agents.tools.sandbox.walking import entries_below
from claudeprojects.core.wording import count

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.agents.permissions.policy import ShellLimits

OPEN_FILES = 1024


def limited(shell: str, command: str, limits: ShellLimits) -> list[str]:
    """The arguments that run ``command`` in ``shell`` under ``limits``."""
    bash = shell.endswith("bash")
    block = 1024 if bash else 512
    script = "; ".join(
        (
            "ulimit -c 0",
            f"ulimit -n {OPEN_FILES}",
            f"ulimit -t {limits.cpu_seconds}",
            f"ulimit -f {limits.file_mib * 1024 * 1024 // block}",
            f"ulimit -d {limits.memory_mib * 1024}",
            f"ulimit {'-u' if bash else '-p'} {limits.processes} 2>/dev/null",
            'exec "$0" -c "$1"',
        )
    )
    return [shell, "-c", script, shell, command]


class Watch:
    """Looks at the process ``pid`` (it may have ended) and all below it, and at what is written into ``written``."""

    def __init__(self, pid: int, limits: ShellLimits, written: Path) -> None:
        self._limits = limits
        self._written = written
        try:
            self._root: psutil.Process | None = psutil.Process(pid)
        except psutil.NoSuchProcess:  # it was quicker than we are
            self._root = None

    def exceeded(self) -> str | None:
        """The limit that is exceeded, in words; ``None`` while none is."""
        if self._root is None:
            return None
        try:
            tree = [self._root, *self._root.children(recursive=True)]
        except psutil.Error:
            return None
        if len(tree) > self._limits.processes:
            return f"more than {self._limits.processes} processes"
        memory, cpu = 0, 0.0
        for process in tree:
            try:
                with process.oneshot():
                    times = process.cpu_times()
                    memory += process.memory_info().rss
            except psutil.Error:
                continue
            cpu += times.user + times.system + times.children_user + times.children_system
        if memory > self._limits.memory_mib * 1024 * 1024:
            return f"more than {self._limits.memory_mib} MiB of memory"
        if cpu > self._limits.cpu_seconds:
            return f"more than {count(self._limits.cpu_seconds, 'second')} of processor time"
        return None

    def overflown(self) -> str | None:
        """What ``exceeded`` says, for the disk; slower, so asked less often."""
        total, most = 0, self._limits.file_mib * 4
        for _, entry in entries_below(self._written, []):
            try:
                total += entry.stat(follow_symlinks=False).st_size
            except OSError:
                continue
        return f"more than {most} MiB of files" if total > most * 1024 * 1024 else None
