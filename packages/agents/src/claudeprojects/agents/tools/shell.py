"""``shell``: runs a command in the sandbox, with the vault at ``/vault``, copy-on-write.

What the command changes becomes part of the run's changeset like any other change. After a crash a command that had
ended is not run again: how it ended is kept in ``folder`` until the run's next command. Where no sandbox can be had,
the tool refuses, or, when the user's permissions say so, asks a person each time and runs on a copy of the vault.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import SandboxMissing
from claudeprojects.agents.tools.sandbox import bubblewrap, seccomp
from claudeprojects.agents.tools.sandbox.limits import limited
from claudeprojects.agents.tools.sandbox.mounting import Copy, Layers, shown_to
from claudeprojects.agents.tools.sandbox.running import Finished, run_to_end
from claudeprojects.agents.tools.sandbox.taking import Stamps, TakeOver, stamps_of
from claudeprojects.agents.tools.sandbox.walking import discard
from claudeprojects.agents.tools.schemas import arguments, number, text
from claudeprojects.agents.values import Effect, Privacy, ToolResult, ToolSpec
from claudeprojects.core.errors import Cancelled

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.agents.privacy.guard import Guard
    from claudeprojects.agents.tools.port import ToolContext
    from claudeprojects.agents.tools.sandbox.mounting import Collected, Shown

ENDED = "ended.json"
STAMPS = "stamps.json"
PLAIN_PATH = "/usr/local/bin:/usr/bin:/bin"


class Shell:
    """Runs commands. ``folder`` is where their work lies; it must survive a restart."""

    spec = ToolSpec(
        "shell",
        "Run a command with the system's programs (bash). The vault is the current folder; there is no network, and "
        "nothing else of this machine. What it changes in the vault is reviewed like any other change.",
        arguments(
            ("command",),
            command=text("The command.", minLength=1, maxLength=20_000),
            seconds=number("How long it may take; 60 when left out.", 1, 3600),
        ),
    )

    def __init__(self, folder: Path, guard: Guard) -> None:
        self._folder = folder
        self._guard = guard

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:
        """Running that command, in the sandbox or without one. Raises ``SandboxMissing``."""
        command, limits = arguments["command"], ctx.policy.shell
        first, *more = command.strip().splitlines() or [command]
        first += " … and more" if more else ""
        if self._sandbox() is not None:
            where = "with the network" if limits.network else "in the sandbox"
            return Effect("shell", f"Run {where}: {first}", detail=command, leaves_machine=limits.network)
        if limits.unsandboxed != "ask":
            raise SandboxMissing(self._reason())
        return Effect(
            "shell", f"Run WITHOUT a sandbox: {first}", detail=command, leaves_machine=True, unconfined=True
        )

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """What the command wrote, how it ended and what it changed."""
        place = self._place(ctx)
        shown = await asyncio.to_thread(shown_to, ctx)
        ended = await asyncio.to_thread(_remembered, place)
        work = self._work(place, ctx)
        if ended is None:
            await asyncio.to_thread(self._prepare, place, work, ctx, shown)
            ended = await self._run(arguments, ctx, work, place)
            if ctx.cancelled.is_set():
                await asyncio.to_thread(discard, place)
                raise Cancelled(f"The run {ctx.run_id}")
            await asyncio.to_thread(_remember, place, ended)
        privacy = max(ctx.taint, shown.privacy)
        changes = await asyncio.to_thread(_taken_over, place, work, ctx, shown, privacy)
        return _told(ended, changes, privacy)

    def _sandbox(self) -> bubblewrap.Sandbox | None:
        found = bubblewrap.find_sandbox(self._folder)
        return found if isinstance(found, bubblewrap.Sandbox) else None

    def _reason(self) -> str:
        found = bubblewrap.find_sandbox(self._folder)
        return found.reason if isinstance(found, bubblewrap.Missing) else ""

    def _place(self, ctx: ToolContext) -> Path:
        return self._folder / _name(ctx.run_id) / _name(ctx.key)

    def _work(self, place: Path, ctx: ToolContext) -> Layers | Copy:
        sandbox = self._sandbox()
        if sandbox is not None and sandbox.overlays:
            return Layers(ctx.workspace.vault.root, place)
        return Copy(ctx.workspace.vault.root, place)

    def _prepare(self, place: Path, work: Layers | Copy, ctx: ToolContext, shown: Shown) -> None:
        if place.parent.exists():
            discard(place.parent)
        work.prepare(ctx, shown)
        stamps = stamps_of(ctx.workspace.vault.root, shown.paths)
        (place / STAMPS).write_text(json.dumps(stamps), encoding="utf-8")

    async def _run(self, arguments: dict[str, Any], ctx: ToolContext, work: Layers | Copy, place: Path) -> Finished:
        limits = ctx.policy.shell
        seconds = min(arguments.get("seconds", 60), limits.seconds)
        sandbox = self._sandbox()
        shell = shutil.which("bash", path=PLAIN_PATH) or "/bin/sh"
        command = limited(shell, arguments["command"], limits)
        if sandbox is None:
            return await run_to_end(
                command, seconds=seconds, limits=limits, written=place, cancelled=ctx.cancelled, cwd=place / "copy",
                env={"PATH": PLAIN_PATH, "HOME": str(place), "LANG": "C.UTF-8", "TERM": "dumb"},
            )  # fmt: skip
        if limits.network:
            await asyncio.to_thread(
                self._guard.leave, "tool", "shell", len(arguments["command"].encode()), ctx.taint, ctx.sources,
                ctx.run_id, detail="a command with the network",
            )  # fmt: skip
        vault = (
            bubblewrap.overlay(work.root, work.layer, work.upper, work.work)
            if isinstance(work, Layers)
            else bubblewrap.bind(work.folder)
        )
        return await run_to_end(
            bubblewrap.command_line(sandbox, vault, command, network=limits.network),
            seconds=seconds, limits=limits, written=place, cancelled=ctx.cancelled, program=seccomp.program(),
            env={},  # bubblewrap's own environment can be read inside, in /proc/1
        )  # fmt: skip


def _taken_over(place: Path, work: Layers | Copy, ctx: ToolContext, shown: Shown, privacy: Privacy) -> Collected:
    collected = work.collect(shown)
    known = json.loads((place / STAMPS).read_text(encoding="utf-8"))
    before: Stamps = {path: (mtime, size) for path, (mtime, size) in known.items()}
    TakeOver(collected, ctx, privacy, before).stage()
    return collected


def _told(ended: Finished, changes: Collected, privacy: Privacy) -> ToolResult:
    lines = [ended.output.rstrip("\n")] if ended.output.strip() else []
    lines.append(f"It was ended: {ended.stopped}." if ended.stopped else f"It ended with code {ended.code}.")
    for word, paths in (("Changed", sorted(changes.written)), ("Deleted", changes.gone)):
        if paths:
            lines.append(f"{word}: {_some(paths)}.")
    if changes.left_out:
        lines.append(f"Not taken over (hidden, too large, no file, or refused): {_some(changes.left_out)}.")
    data = {"code": ended.code, "seconds": round(ended.seconds, 3), "stopped": ended.stopped}
    failed = ended.stopped is not None or ended.code != 0
    return ToolResult("\n".join(lines), privacy, is_error=failed, data=data)


def _some(paths: list[str], most: int = 20) -> str:
    return ", ".join(paths[:most]) + (f" and {len(paths) - most} more" if len(paths) > most else "")


def _name(key: str) -> str:
    return hashlib.blake2b(key.encode(), digest_size=12).hexdigest()


def _remember(place: Path, ended: Finished) -> None:
    temporary = place / f"{ENDED}.new"
    temporary.write_text(json.dumps(asdict(ended)), encoding="utf-8")
    temporary.replace(place / ENDED)


def _remembered(place: Path) -> Finished | None:
    try:
        return Finished(**json.loads((place / ENDED).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
