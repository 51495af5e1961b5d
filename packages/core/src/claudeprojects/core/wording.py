"""Pieces of sentences that every part of the program says the same way."""

from __future__ import annotations


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number and its noun: ``1 note``, ``4,120 notes``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def amount(number: float, noun: str, plural: str | None = None) -> str:
    """As ``count``, of what may be broken: ``1 second``, ``2.5 seconds``."""
    return f"{number:,g} {noun if number == 1 else plural or noun + 's'}"
