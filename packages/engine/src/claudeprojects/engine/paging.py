"""Cursor pagination: an opaque cursor in, one page and the next cursor out."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Annotated, TypeVar

from claudeprojects.engine.problems import RequestInvalid
from fastapi import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")

LARGEST_PAGE = 1000
LARGEST_OFFSET = 10**9

Cursor = Annotated[str | None, Query(description="`next_cursor` of the page before.", max_length=200)]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="The most items to return.")]


def offset_of(cursor: str | None) -> int:
    """The offset a cursor stands for, 0 for none; raises ``RequestInvalid`` for one we did not make."""
    if cursor is None:
        return 0
    try:
        offset = int(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=="))
    except (ValueError, binascii.Error) as error:
        raise RequestInvalid("query.cursor", "it is not a cursor of this list") from error
    if not 0 <= offset <= LARGEST_OFFSET:
        raise RequestInvalid("query.cursor", "it is not a cursor of this list")
    return offset


def cursor_at(offset: int) -> str:
    """The cursor for ``offset``."""
    return base64.urlsafe_b64encode(str(offset).encode("ascii")).decode("ascii").rstrip("=")


def page_of(items: Sequence[Item], cursor: str | None, limit: int) -> tuple[Sequence[Item], str | None]:
    """The page of a whole list that ``cursor`` names, and the cursor of the next one."""
    start = offset_of(cursor)
    end = start + limit
    return items[start:end], cursor_at(end) if end < len(items) else None
