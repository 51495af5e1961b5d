"""Settings: what can be set, what it is now and where that comes from."""

from __future__ import annotations

from typing import Any, Literal

from claudeprojects.engine.schemas.base import Command, View
from pydantic import Field

SettingScope = Literal["user", "vault"]


class SettingView(View):
    """One setting and its value now."""

    key: str = Field(examples=["ui.remote_images"])
    value: str | int | bool
    default: str | int | bool
    source: Literal["default", "user", "vault"]
    description: str
    allowed: str = Field(description="What values it takes, for a person.")
    choices: list[str] = Field(description="Values worth offering.")
    in_vault: bool = Field(description="Whether a vault may decide it; else only the user.")


class SettingList(View):
    """Every setting, in the order they are shown."""

    items: list[SettingView]


class SettingsPatch(Command):
    """New values by key, applied in order; null takes a setting back to its default."""

    values: dict[str, Any] = Field(examples=[{"ui.theme": "dark"}])
    scope: SettingScope = Field(default="user", description="Whose settings file they are written to.")
