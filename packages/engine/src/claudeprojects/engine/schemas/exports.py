"""Exports: the calendar feed."""

from __future__ import annotations

from claudeprojects.engine.schemas.base import Command, View
from pydantic import Field


class FeedCommand(Command):
    """Turn the calendar feed on, at a new address."""

    query: str = Field(
        default="is:open", max_length=1000, description="Which tasks it holds, in the language of search."
    )


class FeedView(View):
    """The calendar feed."""

    on: bool
    path: str | None = Field(description="Its address on the engine, secret included; null when it is off.")
    events_path: str | None = Field(
        description="The same tasks as events, for calendars that show no to-dos; null when it is off."
    )
    query: str | None
