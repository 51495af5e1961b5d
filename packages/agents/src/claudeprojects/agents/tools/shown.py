"""What built-in tools share in showing things: texts cut to a size, results labelled by the files they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from claudeprojects.agents.errors import ToolRefused
from claudeprojects.agents.values import Privacy, Source, ToolResult
from claudeprojects.core.wording import count

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
    """The class of a file that is to be read or changed by name.

    Raises:
        ToolRefused: the run's model may not be sent it. (Permission to read is the decision's to give.)
    """
    found = ctx.privacy_of(path)
    if found > ctx.ceiling:
        ctx.withheld.add(path)
        raise ToolRefused(tool, f"left out: {found.label}, 1 note; the model of this run may not be sent it")
    return found


def gathered(
    text: str, sources: Iterable[Source], ctx: ToolContext, refused: int = 0, *, counted: bool = False
) -> ToolResult:
    """A result made of several files, with their strictest class; ``refused`` are those no rule lets it read.

    Notes above the ceiling are only counted where their number says nothing of what stands in them. Elsewhere the
    words are the same whether one fits or not: a model that asks often enough would else learn them letter by letter.
    """
    named = tuple(dict.fromkeys(sources))
    privacy = max((ctx.privacy_of(path) for path in {source.path for source in named}), default=Privacy.OPEN)
    if refused:
        text += f"\n({refused} more may not be shown to this run.)"
    if counted and ctx.withheld:
        text += f"\n({left_out(Privacy.PRIVATE, ctx)})"
    elif ctx.ceiling < Privacy.PRIVATE and not counted:
        text += "\n(Left out: notes that the model of this run may not be sent, if any fit.)"
    return ToolResult(cut(text), privacy, named)


def left_out(privacy: Privacy, ctx: ToolContext) -> str:
    """What a model is told in place of notes it may not be sent: their class and number, not their names."""
    notes = count(max(len(ctx.withheld), 1), "note")
    return f"Left out: {privacy.label}, {notes}. The model of this run may not be sent that; work without it."


class Shown(NamedTuple, Generic[Item]):
    """The first of many items, how many before the last of them no rule lets it read, and whether more follow."""

    items: list[Item]
    refused: int
    more: bool


def first_shown(
    items: Iterable[Item], path_of: Callable[[Item], str | None], ctx: ToolContext, most: int
) -> Shown[Item]:
    """At most ``most`` of the ``items`` whose file this run may be shown; one without a file always is."""
    shown: list[Item] = []
    refused = 0
    for item in items:
        path = path_of(item)
        if path is not None and ctx.class_of(path) is None:
            refused += not ctx.may_read(path)
        elif len(shown) == most:
            return Shown(shown, refused, more=True)
        else:
            shown.append(item)
    return Shown(shown, refused, more=False)
