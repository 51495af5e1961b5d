"""A ```` ```tasks ```` block of the Obsidian Tasks plugin: one instruction a line, all filters at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claudeprojects.core.projects.blocks.booleans import is_joined, read_joined
from claudeprojects.core.projects.blocks.filters import read_filter
from claudeprojects.core.projects.blocks.model import Block, NotUnderstood, Problem
from claudeprojects.core.projects.blocks.ordering import default_order, read_group, read_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_LIMIT: Final = re.compile(r"limit( groups)?(?: to)? (\d{1,6})(?: tasks?)?")
_LOOKS: Final = re.compile(r"(?:show|hide) .+|short(?: mode)?|full(?: mode)?|explain|ignore global query")
"""How a result is drawn, which does not change what it holds."""
_PLACEHOLDER: Final = re.compile(r"\{\{\s*query\.file\.([A-Za-z]+)\s*\}\}")


def read_tasks_block(source: str, today: date, path: str = "") -> Block:
    """The block whose lines are ``source``, standing in the note ``path`` (for ``{{query.file.path}}``)."""
    block = Block()
    for number, written in _instructions(source):
        try:
            _read(block, _PLACEHOLDER.sub(lambda found: _of_file(found, path), written), today)
        except NotUnderstood as problem:
            block.problems.append(Problem(number, written, str(problem)))
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
    elif group := read_group(lowered):
        block.groups.append(group)
    elif is_joined(line):
        block.filters.append(read_joined(line, today))
    else:
        block.filters.append(read_filter(line, today))


def _instructions(source: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, continued ones (a backslash at the end) as one, without comments and empty ones."""
    begun, text = 0, ""
    for number, line in enumerate(source.splitlines()):
        begun = begun if text else number
        if line.rstrip().endswith("\\") and not line.rstrip().endswith("\\\\"):
            text += line.rstrip()[:-1].strip() + " "
            continue
        whole, text = (text + line.strip()).strip(), ""
        if whole and not whole.startswith("#"):
            yield begun, whole
    if text.strip():
        yield begun, text.strip()


def _of_file(found: re.Match[str], path: str) -> str:
    folder, _, name = path.rpartition("/")
    known = {
        "path": path, "folder": f"{folder}/", "filename": name, "root": f"{path.split('/')[0]}/" if folder else "/",
        "filenameWithoutExtension": name.removesuffix(".md"), "pathWithoutExtension": path.removesuffix(".md"),
    }  # fmt: skip
    if found[1] not in known:
        raise NotUnderstood(f"{found[0]} is not known here")
    return known[found[1]]
