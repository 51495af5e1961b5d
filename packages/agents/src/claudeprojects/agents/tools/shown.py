"""What built-in tools share in showing things: texts cut to a size, results labelled by the files they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from claudeprojects.agents.errors import ToolRefused
from claudeprojects.agents.values import Privacy, Source, ToolResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claudeprojects.agents.tools.port import ToolContext

Item = TypeVar("Item")

MOST_CHARACTERS = 40_000
"""Of one result: about ten thousand tokens."""
DIFF_CHARACTERS = 200_000
"""Of an effect shown for approval."""


def cut(text: str, most: int = MOST_CHARACTERS) -> str:
    """``text``, or its beginning and a word on how much is missing."""
    if len(text) <= most:
        return text
    return f"{text[:most]}\n… ({len(text) - most:,} more characters)"


def readable(tool: str, path: str, ctx: ToolContext) -> Privacy:
    """The class of a file that is to be read by name.

    Raises:
        ToolRefused: the run's model may not be sent it. (Permission to read is the decision's to give.)
    """
    found = ctx.privacy_of(path)
    if found > ctx.ceiling:
        raise ToolRefused(tool, f"{path} is {found.label}, and the model of this run may not be sent that")
    return found


def gathered(text: str, sources: Iterable[Source], ctx: ToolContext, left_out: int = 0) -> ToolResult:
    """A result made of several files, with their strictest class; ``left_out`` are those that may not be shown."""
    named = tuple(dict.fromkeys(sources))
    privacy = max((ctx.privacy_of(path) for path in {source.path for source in named}), default=Privacy.OPEN)
    if left_out:
        text += f"\n({left_out} more may not be shown to this run.)"
    return ToolResult(cut(text), privacy, named)


class Shown(NamedTuple, Generic[Item]):
    """The first of many items, how many before the last of them were left out, and whether more follow."""

    items: list[Item]
    left_out: int
    more: bool


def first_shown(
    items: Iterable[Item], path_of: Callable[[Item], str | None], ctx: ToolContext, most: int
) -> Shown[Item]:
    """At most ``most`` of the ``items`` whose file this run may be shown; one without a file always is."""
    shown: list[Item] = []
    left_out = 0
    for item in items:
        path = path_of(item)
        if path is not None and ctx.class_of(path) is None:
            left_out += 1
        elif len(shown) == most:
            return Shown(shown, left_out, more=True)
        else:
            shown.append(item)
    return Shown(shown, left_out, more=False)
