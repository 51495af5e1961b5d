"""What a query block asks and what it gets: predicates, orders and groups over work items, and the lines not read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from claudeprojects.core.projects.model import WorkItem


class Asked(NamedTuple):
    """A work item with what only queries in notes ask about it."""

    item: WorkItem
    heading: str = ""
    """The heading it stands under; empty above the first one."""
    blocking: bool = False
    """Whether an open item waits for this open one."""
    status_name: str = ""
    """What the vault calls its status."""
    written: Callable[[], str] = str
    """Its line as it stands in its note, read when it is asked for; nothing for a note that is a task."""

    @property
    def text(self) -> str:
        """The description with its tags, as a reader sees the line."""
        return " ".join((self.item.description, *(f"#{tag}" for tag in self.item.tags)))


class NotUnderstood(Exception):
    """A line that is no filter we know. The message says why, in words for the person who wrote it."""


Predicate = Callable[[Asked], bool]
SortKey = Callable[[Asked], Any]
GroupName = Callable[[Asked], list[str]]
"""The headings an item is shown under; most give one, tags give several."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """One ``group by``: ``reverse`` turns the order of its headings."""

    names: GroupName
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the block that was not understood. ``line`` is 0-based within the block."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Order:
    """One ``sort by``: ``reverse`` turns the whole order, absent values too."""

    key: SortKey
    reverse: bool = False


@dataclass(slots=True)
class Block:
    """One block as it was read. All ``filters`` must hold; orders count from the first on."""

    filters: list[Predicate] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    groups: list[Grouping] = field(default_factory=list)
    limit: int | None = None
    group_limit: int | None = None
    problems: list[Problem] = field(default_factory=list)


class AnswerGroup(NamedTuple):
    """Items under one path of headings; no headings when the block groups nothing."""

    headings: tuple[str, ...]
    items: list[WorkItem]


class Answer(NamedTuple):
    """What a block shows. ``total`` counts the matches before any limit; ``problems`` are the lines not read."""

    groups: list[AnswerGroup]
    total: int
    problems: list[Problem]


def answer(block: Block, asked: list[Asked]) -> Answer:
    """Filter, sort, limit and group, in the order the plugin does.

    A block with a line that was not understood shows nothing: the rest alone would show what was not asked for.
    """
    if block.problems:
        return Answer([], 0, block.problems)
    try:
        found = [each for each in asked if all(holds(each) for holds in block.filters)]
    except NotUnderstood as problem:  # a regular expression that takes for ever shows only when it runs
        return Answer([], 0, [Problem(0, "", str(problem))])
    for order in reversed(block.orders):
        found.sort(key=order.key)
        if order.reverse:
            found.reverse()
    total = len(found)
    found = found[: block.limit]
    return Answer(_grouped(block, found), total, [])


def _grouped(block: Block, found: list[Asked]) -> list[AnswerGroup]:
    if not block.groups:
        return [AnswerGroup((), [each.item for each in found])] if found else []
    under: dict[tuple[str, ...], list[WorkItem]] = {}
    for each in found:
        for headings in _paths(block.groups, each):
            under.setdefault(headings, []).append(each.item)
    ordered = sorted(under)
    for level in reversed(range(len(block.groups))):
        ordered.sort(key=lambda headings: headings[level], reverse=block.groups[level].reverse)
    return [AnswerGroup(_shown(headings), under[headings][: block.group_limit]) for headings in ordered]


def _paths(groups: list[Grouping], asked: Asked) -> list[tuple[str, ...]]:
    paths: list[tuple[str, ...]] = [()]
    for group in groups:
        paths = [(*path, name) for path in paths for name in group.names(asked)]
    return paths


def _shown(headings: tuple[str, ...]) -> tuple[str, ...]:
    """Without what only puts them in order (``%%1%%``)."""
    return tuple(heading.rpartition("%%")[2].strip() for heading in headings)
