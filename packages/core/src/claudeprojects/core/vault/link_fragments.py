"""Fragments: the stretches of a file in which links stand, each with its links, and how they go back into the file.

A note or base is one fragment; of a canvas, every card with text or a file is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.vault.canvas_edits import Card, cards_of, replace_in_card
from claudeprojects.core.vault.link_writing import rewrite
from claudeprojects.core.vault.model import Link
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.parse import file_kind, parse_file
from claudeprojects.core.vault.replacements import Replacement, replace_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Fragment(NamedTuple):
    """A text with the links in it; ``card`` is where it comes from in a canvas."""

    text: str
    links: Sequence[Link]
    card: Card | None = None


def fragments_of(path: str, text: str) -> list[Fragment]:
    """Return the fragments with links of the file ``path``, whose decoded text is ``text``."""
    if file_kind(path) == "canvas":
        fragments = [Fragment(card.value, _card_links(card), card) for card in cards_of(text)]
    else:
        fragments = [Fragment(text, parse_file(path, text.encode()).links)]
    return [fragment for fragment in fragments if fragment.links]


def write_link(fragment: Fragment, link: Link, target: str, alias: str | None) -> Replacement | None:
    """Return the change of the fragment that gives ``link`` another ``target``, ``None`` when it cannot have it."""
    if fragment.card is not None and fragment.card.is_file:
        return Replacement(0, len(fragment.text), target)
    return rewrite(fragment.text, link, target, alias=alias)


def links_after(path: str, fragment: Fragment, replacements: Sequence[Replacement]) -> Sequence[Link]:
    """Return the links that a reader of the fragment finds once ``replacements`` are made."""
    text = replace_all(fragment.text, replacements)
    if fragment.card is not None:
        return _card_links(fragment.card._replace(value=text))
    return parse_file(path, text.encode()).links


def assemble(text: str, changed: Iterable[tuple[Fragment, Sequence[Replacement]]]) -> str:
    """Return the file's ``text`` with the replacements made in its fragments."""
    changes: list[Replacement] = []
    for fragment, replacements in changed:
        if fragment.card is None:
            changes += replacements
        else:
            changes.append(replace_in_card(text, fragment.card, replacements))
    return replace_all(text, changes)


def _card_links(card: Card) -> Sequence[Link]:
    if card.is_file:
        return [Link("canvas", True, card.value, "", None, 0, len(card.value), 0)] if card.value else []
    return parse_note(card.value).links
