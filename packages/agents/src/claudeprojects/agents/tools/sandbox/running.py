"""Running one command to its end, or to its limits: its output, how it ended, and nothing left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claudeprojects.agents.tools.sandbox.limits import Watch
from claudeprojects.core.wording import amount

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.agents.permissions.policy import ShellLimits

MOST_OUTPUT = 200_000
"""Bytes kept; a command may write more, which is read and dropped."""
_LOOK_SECONDS = 0.1
_LOOKS_PER_DISK = 10
_DRAIN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Finished:
    """How a command ended. ``stopped`` says which limit ended it, ``None`` when it ended by itself."""

    code: int
    output: str
    seconds: float
    stopped: str | None = None


async def run_to_end(
    argv: list[str],
    *,
    seconds: float,
    limits: ShellLimits,
    written: Path,
    cancelled: asyncio.Event,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    program: bytes | None = None,
) -> Finished:
    """Run ``argv``; where it holds ``{seccomp}``, that becomes the descriptor from which to read ``program``."""
    started = time.monotonic()
    reading = _readable(program)
    try:
        process = await asyncio.create_subprocess_exec(
            *(str(reading) if part == "{seccomp}" else part for part in argv),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            pass_fds=() if reading is None else (reading,),
            start_new_session=True,
            cwd=cwd,
            env=env,
        )
    finally:
        if reading is not None:
            os.close(reading)
    output = bytearray()
    draining = asyncio.ensure_future(_drain(process, output))
    try:
        stopped = await _until_over(process, started + seconds, limits, written, cancelled, seconds)
    finally:
        _end(process.pid)
        await process.wait()
        with suppress(TimeoutError):
            await asyncio.wait_for(draining, _DRAIN_SECONDS)
    code = process.returncode if process.returncode is not None else -signal.SIGKILL
    text = bytes(output[:MOST_OUTPUT]).decode("utf-8", "replace")
    if len(output) > MOST_OUTPUT:
        text += "\n… (more output was left out)"
    return Finished(code, text, time.monotonic() - started, stopped)


async def _until_over(
    process: asyncio.subprocess.Process,
    deadline: float,
    limits: ShellLimits,
    written: Path,
    cancelled: asyncio.Event,
    seconds: float,
) -> str | None:
    """Wait for the end; return the reason when we are it."""
    watch, looks = Watch(process.pid, limits, written), 0
    waiting = asyncio.ensure_future(process.wait())
    try:
        while not waiting.done():
            await asyncio.wait({waiting}, timeout=_LOOK_SECONDS)
            looks += 1
            if waiting.done():
                break
            if cancelled.is_set():
                return "the run was cancelled"
            if time.monotonic() > deadline:
                return f"it took longer than {amount(seconds, 'second')}"
            reason = await asyncio.to_thread(watch.exceeded)
            if reason is None and looks % _LOOKS_PER_DISK == 0:
                reason = await asyncio.to_thread(watch.overflown)
            if reason is not None:
                return f"it took {reason}"
    finally:
        waiting.cancel()
    return None


async def _drain(process: asyncio.subprocess.Process, output: bytearray) -> None:
    if process.stdout is None:
        return
    while part := await process.stdout.read(65536):
        if len(output) <= MOST_OUTPUT:
            output += part


def _end(pid: int) -> None:
    """End the command's whole session; with bubblewrap its first process takes all others with it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _readable(program: bytes | None) -> int | None:
    """A descriptor to read ``program`` from; it is smaller than what a pipe holds."""
    if program is None:
        return None
    reading, writing = os.pipe()
    os.write(writing, program)
    os.close(writing)
    return reading
