"""The catalogue: which models are known, and what each is honestly good for."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

from claudeprojects.core.errors import SettingsDamaged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Capability = Literal["tiny", "small", "medium", "large", "unknown"]

OWN_FILE = "models.toml"
"""In the user's configuration folder: models and prices of the user's own."""

_PARAMETERS = re.compile(r"([\d.]+)\s*([MBT])", re.IGNORECASE)
_SCALE = {"M": 1e6, "B": 1e9, "T": 1e12}

HONESTLY: dict[Capability, str] = {
    "tiny": "Tiny: right in form, often wrong in content. Good for trying things out, titles and ordering passages; "
    "answers are quotes of your notes, because it cannot be trusted to reword them.",
    "small": "Small: short summaries and simple questions. It loses the thread of long tasks and misuses tools.",
    "medium": "Medium: answers and single tasks with a few tools. Check what it changes.",
    "large": "Large: agent work over many steps.",
    "unknown": "Nothing is known of its size; try it on something small first.",
}
"""What a capability means, for a person."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one model, for the page of models and the router."""

    name: str
    title: str = ""
    parameters: str = ""
    """As its maker writes it: ``135M``."""
    context_tokens: int = 0
    size_mb: int = 0
    license: str = ""
    source: str = ""
    """Where ``pull`` gets it from."""
    alias: str = ""
    default: bool = False
    """Whether it is the first choice among its provider's."""
    dollars_in: float | None = None
    dollars_out: float | None = None
    """US dollars for a million tokens, by the maker's list or the user's file; ``None`` when not known."""
    checked: str = ""
    """The day when size and price were last looked up, as ``2026-11-23``; empty for the user's own."""
    quoted: bool = False
    """Whether the price is what others quote, and not read from its maker's own pages."""
    about: str = ""

    @property
    def provider(self) -> str:
        """The part before the colon."""
        return self.name.partition(":")[0]

    @property
    def capability(self) -> Capability:
        """How able it is, by its size; the large providers' models count as large."""
        if self.provider in {"anthropic", "openai", "claude-code"} and not self.parameters:
            return "large"
        return capability_of(self.parameters)

    @property
    def honestly(self) -> str:
        """What it can be trusted with, in a sentence or two."""
        return HONESTLY[self.capability]

    @property
    def priced(self) -> str:
        """Where the price is from and how old it is, in a sentence; empty when there is none."""
        if self.dollars_in is None or self.dollars_out is None:
            return ""
        if not self.checked:
            return "The price is the one in your models.toml."
        whose = "as others quote it, not read from its maker's pages" if self.quoted else "on its maker's own pages"
        return f"The list price, {whose}, looked up on {self.checked}."

    def dollars(self, input_tokens: int, output_tokens: int) -> float | None:
        """What so many tokens cost; nothing for a local model, ``None`` when the price is not known."""
        if self.provider in {"local", "ollama"}:
            return 0.0
        if self.dollars_in is None or self.dollars_out is None:
            return None
        return (input_tokens * self.dollars_in + output_tokens * self.dollars_out) / 1_000_000


def capability_of(parameters: str) -> Capability:
    """How able a model of ``parameters`` (``135M``, ``8B``) is; the borders are rules of thumb."""
    found = _PARAMETERS.search(parameters)
    if found is None:
        return "unknown"
    count = float(found[1]) * _SCALE[found[2].upper()]
    if count < 0.5e9:
        return "tiny"
    return "small" if count < 3e9 else "medium" if count < 30e9 else "large"


class Catalogue:
    """The cards by name: the user's own before those that come along."""

    def __init__(self, config_folder: Path) -> None:
        self._own = config_folder / OWN_FILE
        built_in = (resources.files("claudeprojects.agents.models") / "catalogue.toml").read_text("utf-8")
        self._built_in = _read(built_in, "catalogue.toml")
        self._stamp: tuple[int, int] | None = None
        self._cards = self._built_in

    def cards(self) -> dict[str, Card]:
        """Every card by full name. Raises ``SettingsDamaged`` when the user's file cannot be read."""
        stamp = self._look()
        if stamp != self._stamp:
            text = self._own.read_text("utf-8") if stamp else ""
            self._cards = {**self._built_in, **_read(text, str(self._own), self._built_in)}
            self._stamp = stamp
        return self._cards

    def card(self, name: str) -> Card:
        """The card of ``name``, an empty one when nothing is known of it. Dated names are known by their stem."""
        cards = self.cards()
        if name in cards:
            return cards[name]
        stem = re.sub(r"-\d{8}$|-\d{4}-\d{2}-\d{2}$", "", name)
        return replace(cards[stem], name=name, alias="", default=False) if stem in cards else Card(name)

    def named(self, wanted: str) -> str | None:
        """The full name behind an alias or a name without its provider; ``None`` when neither is known."""
        for card in self.cards().values():
            if wanted in {card.alias, card.name, card.name.partition(":")[2]}:
                return card.name
        return None

    def default_of(self, provider: str) -> str | None:
        """The first choice among a provider's models."""
        return next((c.name for c in self.cards().values() if c.provider == provider and c.default), None)

    def _look(self) -> tuple[int, int] | None:
        try:
            status = self._own.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size


def _read(text: str, path: str, known: Mapping[str, Card] | None = None) -> dict[str, Card]:
    """The cards in ``text``; of a model that is ``known`` they say only what they change."""
    keys = {field.name for field in fields(Card)}
    try:
        entries: list[dict[str, Any]] = tomllib.loads(text).get("model", [])
        told = [{key: value for key, value in entry.items() if key in keys} for entry in entries]
        cards = [replace(_before(entry, known or {}), **entry) for entry in told]
    except (tomllib.TOMLDecodeError, TypeError, KeyError, AttributeError) as error:
        raise SettingsDamaged(path, str(error)) from error
    return {card.name: card for card in cards}


def _before(entry: Mapping[str, Any], known: Mapping[str, Card]) -> Card:
    """What is known of the model before ``entry``; prices of the user's own are theirs to look up."""
    card = known.get(entry["name"], Card(entry["name"]))
    return replace(card, checked="", quoted=False) if {"dollars_in", "dollars_out"} & entry.keys() else card
