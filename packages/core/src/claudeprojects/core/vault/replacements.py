"""Replacements in a text: pieces of it to be exchanged, given by their offsets in the text as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Replacement(NamedTuple):
    """``text`` in place of what stands from ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    text: str


def replace_all(text: str, replacements: Iterable[Replacement]) -> str:
    """Return ``text`` with ``replacements``, which do not overlap, made."""
    pieces: list[str] = []
    done = 0
    for start, end, new in sorted(replacements):
        pieces += (text[done:start], new)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)
