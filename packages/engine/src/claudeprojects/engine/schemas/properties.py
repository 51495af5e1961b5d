"""The properties of all notes: names, kinds and values, for completing what is typed."""

from __future__ import annotations

from claudeprojects.core.vault.propertykinds import PropertyKind
from claudeprojects.engine.schemas.base import Page, View
from pydantic import Field


class KnownProperty(View):
    """One property name that notes of the vault have, or that the vault declares."""

    name: str
    kind: PropertyKind = Field(description="As declared, else what the latest note shows that has a value.")
    declared: bool = Field(description="The vault's `.obsidian/types.json` says the kind.")
    notes: int = Field(description="How many notes have it.")


class KnownPropertyPage(Page[KnownProperty]):
    """One page of property names."""


class PropertyValue(View):
    """One value of a property, an entry of a list too, and in how many notes it stands."""

    value: str
    notes: int


class PropertyValuePage(Page[PropertyValue]):
    """One page of values."""
