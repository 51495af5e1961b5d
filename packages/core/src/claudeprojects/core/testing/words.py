"""Vocabularies for generated text: real frequent words first, then invented ones that sound like words.

English is long enough (20,000 words) for a search index to look as it does on real notes; the other languages are
short lists, enough to exercise their scripts. Nothing is downloaded and every list is the same on every machine.
"""

from __future__ import annotations

import random
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

ENGLISH_SIZE = 20_000

ONSETS = (
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "br",
    "ch",
    "dr",
    "gr",
    "pl",
    "sh",
    "st",
    "tr",
)
NUCLEI = ("a", "e", "i", "o", "u", "a", "e", "i", "o", "u", "ai", "ea", "ou")
CODAS = ("", "", "n", "r", "l", "m", "s", "t", "nd", "st", "ck")
ENDINGS = ("", "", "", "", "s", "ed", "ing", "er", "ly", "ment")


class Language(NamedTuple):
    """One language: its words by rank, what stands between two of them and at the end of a sentence."""

    code: str
    words: tuple[str, ...]
    between: str
    stop: str
    pool: tuple[str, ...]
    """The words, the one of rank r about 1/r as often: draw evenly from it for natural text."""


@cache
def languages() -> tuple[Language, ...]:
    """All languages, English first."""
    table = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return tuple(_language(code, **entry) for code, entry in table.items())


def english() -> Language:
    """The language most notes are in."""
    return languages()[0]


def _language(code: str, *, words: str, between: str, stop: str) -> Language:
    rng = random.Random(code)  # noqa: S311 - the same on every machine is what is wanted
    known = tuple(words.split())
    if code == "en":
        known = _extended(known, rng)
    weights = [1 / (rank + 2.7) for rank in range(len(known))]
    return Language(code, known, between, stop, tuple(rng.choices(known, weights, k=1 << 16)))


def _extended(words: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    """``words`` and then invented ones, up to ``ENGLISH_SIZE``; no word stands twice."""
    found = dict.fromkeys(words)
    while len(found) < ENGLISH_SIZE:
        syllables = rng.choices((1, 2, 3), weights=(2, 6, 2))[0]
        stem = "".join(rng.choice(ONSETS) + rng.choice(NUCLEI) for _ in range(syllables))
        found[stem + rng.choice(CODAS) + rng.choice(ENDINGS)] = None
    return tuple(found)
