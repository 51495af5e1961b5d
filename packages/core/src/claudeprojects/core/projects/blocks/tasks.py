"""A ```` ```tasks ```` block of the Obsidian Tasks plugin: one instruction a line, all filters at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claudeprojects.core.projects.blocks.booleans import is_joined, read_joined
from claudeprojects.core.projects.blocks.filters import read_filter
from claudeprojects.core.projects.blocks.instructions import Defaults, instructions_of
from claudeprojects.core.projects.blocks.model import Block, NotUnderstood, Problem
from claudeprojects.core.projects.blocks.ordering import default_order, read_group, read_order

if TYPE_CHECKING:
    from datetime import date

_LIMIT: Final = re.compile(r"limit( groups)?(?: to)? (\d{1,6})(?: tasks?)?")
_SHOWN: Final = (
    "priority", "recurrence rule", "on completion", "created date", "start date", "scheduled date", "due date",
    "done date", "cancelled date", "id", "depends on", "tags", "tree", "urgency", "backlinks?", "edit buttons?",
    "postpone buttons?", "task count", "toolbar",
)  # fmt: skip
_LOOKS: Final = re.compile(rf"(?:show|hide) (?:{'|'.join(_SHOWN)})|short(?: mode)?|full(?: mode)?|explain")
"""How a result is drawn, which does not change what it holds."""
_NONE: Final = Defaults()


def read_tasks_block(source: str, today: date, path: str = "", defaults: Defaults = _NONE) -> Block:
    """The block whose lines are ``source``, standing in the note ``path``."""
    block = Block()
    found, block.problems = instructions_of(source, path, defaults)
    for number, text in found:
        try:
            _read(block, text, today)
        except NotUnderstood as problem:
            block.problems.append(Problem(number, text, str(problem)))
    block.orders += default_order(today)
    return block


def _read(block: Block, line: str, today: date) -> None:
    lowered = " ".join(line.casefold().split())
    if limit := _LIMIT.fullmatch(lowered):
        if limit[1]:
            block.group_limit = int(limit[2])
        else:
            block.limit = int(limit[2])
    elif _LOOKS.fullmatch(lowered):
        return
    elif order := read_order(lowered, today):
        block.orders.append(order)
    elif group := read_group(lowered, today):
        block.groups.append(group)
    elif is_joined(line):
        block.filters.append(read_joined(line, today))
    else:
        block.filters.append(read_filter(line, today))
