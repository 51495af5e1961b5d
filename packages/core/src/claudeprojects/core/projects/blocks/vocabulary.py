"""What Dataview's expressions can name of a task: its fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from claudeprojects.core.projects.blocks.model import Asked

Value = Callable[["Asked"], Any]
"""What an expression comes to for one work item."""

FIELDS: Final[dict[str, Value]] = {
    "completed": lambda asked: asked.item.status == "done",
    "fullycompleted": lambda asked: asked.item.status == "done",
    "checked": lambda asked: asked.item.symbol != " ",
    "status": lambda asked: asked.item.symbol,
    "text": lambda asked: asked.text,
    "visual": lambda asked: asked.text,
    "due": lambda asked: asked.item.due,
    "scheduled": lambda asked: asked.item.scheduled,
    "start": lambda asked: asked.item.start,
    "created": lambda asked: asked.item.created,
    "completion": lambda asked: asked.item.done,
    "cancelled": lambda asked: asked.item.cancelled,
    "priority": lambda asked: asked.item.priority,
    "repeat": lambda asked: asked.item.recurrence,
    "id": lambda asked: asked.item.id,
    "blockid": lambda asked: asked.item.block_id,
    "tags": lambda asked: [f"#{tag}" for tag in asked.item.tags],
    "line": lambda asked: asked.item.line,
    "section": lambda asked: asked.heading,
    "header": lambda asked: asked.heading,
    "path": lambda asked: asked.item.path,
    "link": lambda asked: asked.item.title,
    "file.path": lambda asked: asked.item.path,
    "file.folder": lambda asked: asked.item.path.rpartition("/")[0],
    "file.name": lambda asked: asked.item.path.rpartition("/")[2].removesuffix(".md"),
    "file.link": lambda asked: asked.item.title,
}
"""What a task has, under Dataview's names."""
