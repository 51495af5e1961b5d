"""``grep``: finds the lines of files that a regular expression fits, in what is on disk and what the run changed."""

from __future__ import annotations

import asyncio
import os
import re
from typing import TYPE_CHECKING, Any, ClassVar

from claudeprojects.agents.errors import ArgumentsInvalid
from claudeprojects.agents.tools.files import files_below, folder_of
from claudeprojects.agents.tools.schemas import arguments, number, switch, text
from claudeprojects.agents.tools.shown import cut, gathered
from claudeprojects.agents.values import Effect, Source, ToolResult, ToolSpec
from claudeprojects.core.errors import VaultError
from claudeprojects.core.vault.parse import parse_file
from claudeprojects.core.vault.textfile import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.agents.tools.port import ToolContext

GREPPED_AT_MOST = 8_000_000
"""Bytes of one file."""
BY_LINE = re.compile(r"[\^$]|\\[AZzGbB]|\(\?")
"""What can fit a line by itself where nothing in the whole text fits: then every line is tried."""
GREP_SECONDS = 5.0
"""For one file: a pattern that explodes is stopped, and the file passed over."""
_APART = re.compile(r".?[?*]|[.^$+]+", re.DOTALL)
"""What parts the plain stretches of a pattern without groups, sets, choices and escapes."""


class Grep:
    """Finds the lines that a regular expression fits."""

    spec: ClassVar = ToolSpec(
        "grep",
        "Find lines by a regular expression. To find notes by words or meaning use `search`.",
        arguments(
            ("pattern",),
            pattern=text("A regular expression (Python's syntax)."),
            folder=text("Only below this folder, or only in this file."),
            files=text("Only in files whose path fits, such as `*.md`."),
            ignore_case=switch("Whether case does not matter."),
            limit=number("How many lines at most.", 1, 500),
        ),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:  # noqa: ARG002
        """Reading what may be read below the folder."""
        folder = folder_of(arguments.get("folder"))
        return Effect("read", f"Look through {folder or 'the vault'}", (folder,) if folder else ())

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """The lines found, as ``path:line: text``."""
        return await asyncio.to_thread(self._grep, arguments, ctx)

    def _grep(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        limit = arguments.get("limit", 100)
        lines: list[str] = []
        sources: list[Source] = []
        for path, number_, line in self._matches(arguments, ctx):
            if len(lines) == limit:
                lines.append("… and more; narrow the pattern or the folder.")
                break
            lines.append(f"{path}:{number_ + 1}: {cut(line.strip(), 400)}")
            sources.append(Source(path, line=number_))
        return gathered("\n".join(lines) or "No line fits.", sources, ctx)

    def _matches(self, arguments: dict[str, Any], ctx: ToolContext) -> Iterator[tuple[str, int, str]]:
        import regex  # like ``re``, and stops when told to

        try:
            pattern = regex.compile(arguments["pattern"], regex.IGNORECASE if arguments.get("ignore_case") else 0)
        except regex.error as error:
            raise ArgumentsInvalid("grep", f"pattern: {error}") from error
        literal = b"" if arguments.get("ignore_case") else literal_in(arguments["pattern"]).encode()
        for path in files_below(folder_of(arguments.get("folder")), ctx, arguments.get("files")):
            if ctx.cancelled.is_set():
                return
            if ctx.may_read(path):
                yield from _fitting(pattern, literal, path, ctx)


def literal_in(pattern: str) -> str:
    """The longest plain text that stands in everything ``pattern`` fits, ``""`` where that is not easily told."""
    if re.search(r"[\\|()\[\]{}]", pattern):
        return ""
    return max(_APART.split(pattern), key=len)


def _fitting(pattern: Any, literal: bytes, path: str, ctx: ToolContext) -> Iterator[tuple[str, int, str]]:
    """The lines of one file that fit; none of one that has no text or may not be shown to this run."""
    try:
        text = _glanced(path, literal, ctx)
        if not text or not (pattern.search(text, timeout=GREP_SECONDS) or BY_LINE.search(pattern.pattern)):
            return
        lines = text.splitlines()
        found = [number_ for number_, line in enumerate(lines) if pattern.search(line, timeout=GREP_SECONDS)]
    except (VaultError, TimeoutError, UnicodeDecodeError):
        return
    if found and ctx.class_of(path) is not None:
        yield from ((path, number_, lines[number_]) for number_ in found)


def _glanced(path: str, literal: bytes, ctx: ToolContext) -> str:
    """The text of a file, ``""`` of one that is too large to be looked through or does not hold ``literal``."""
    try:
        if os.lstat(f"{ctx.workspace.vault.root}/{path}").st_size > GREPPED_AT_MOST:
            return ""
    except OSError:
        pass  # it is in the run's changes alone, or gone
    data = ctx.glance(path)
    if path.casefold().endswith(".pdf"):
        return parse_file(path, data).text
    return decode(data).text if literal in data else ""
