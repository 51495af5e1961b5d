"""What all wire models share: built from core records by attribute, strict about requests, one shape for lists."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")


class View(BaseModel):
    """Something the engine says: made from a core record that has the same attributes."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Command(BaseModel):
    """Something a client asks for: an unknown field is an error, so that a typo never passes as a default."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Page(View, Generic[Item]):
    """One page of a list; ``next_cursor`` goes into ``cursor`` of the next request, ``None`` ends the list.

    Each list has its own subclass, so that its type has a name on the wire.
    """

    items: list[Item]
    next_cursor: str | None = Field(description="Pass it as `cursor` to get the next page; null on the last one.")
