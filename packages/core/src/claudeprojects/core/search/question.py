"""A question in plain words as what is looked for: the terms that carry its meaning, each in its forms.

Search asks for notes that hold all of what was typed; a question also has words that no answer needs to hold (who,
does, the). Those are left out, unless there are no others. Words are compared by their stem (Porter's English
stemmer, harmless to other languages as both sides pass through it), so that an answer may say *measured* where the
question said *measure*.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

import tantivy
from claudeprojects.core.search.segment import LONGEST_TERM, RUN_CLASS, query_text, segment

LONGEST: Final = 2000
"""Characters of a question that are looked at."""
_MOST_WORDS: Final = 24
"""Different words of a question that are looked for, the first ones."""

_SUFFIXES: Final = ("", "s", "e", "es", "ed", "d", "ing", "er", "ers", "ly", "ment", "ments", "ion", "ions")
_RUN_PAIR: Final = re.compile(f"[{RUN_CLASS}]+")
_PARTICLES: Final = re.compile("[\u3041-\u309f]")
"""Hiragana: a pair of characters with one of these is an ending more often than a word."""
_REGULAR: Final = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class WantedWord:
    """One word of a question: the ``stem`` it is compared by, and the ``forms`` an index may hold it in."""

    stem: str
    forms: tuple[str, ...]
    exact: bool = True
    """Whether it is a word; pairs of characters of a script without spaces may be none."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is looked for; ``words`` are distinct, in order, and may be none."""

    text: str
    words: tuple[WantedWord, ...]

    @property
    def meaning(self) -> str:
        """What is embedded: the words that carry the question, or all of it where there are none."""
        return " ".join(word.forms[0] for word in self.words) or self.text


def read_question(text: str) -> Question:
    """What ``text`` asks for. Any text will do; only its beginning is read when it is very long."""
    text = text[:LONGEST].strip()
    found = dict.fromkeys(term for piece in text.split() for term, _ in query_text(piece).words)
    carrying = [term for term in found if term not in _stopwords()] or list(found)
    without_endings = [term for term in carrying if not _PARTICLES.search(term)]
    words = {word.stem: word for word in map(_wanted, (without_endings or carrying)[:_MOST_WORDS])}
    return Question(text, tuple(words.values()))


def stems(text: str) -> list[str]:
    """The stems of all words of ``text``, in order; what a question's words are compared with."""
    analyzer: tantivy.TextAnalyzer | None = getattr(_local, "analyzer", None)
    if analyzer is None:
        analyzer = _local.analyzer = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stemmer("english"))
            .build()
        )
    plain = text.isascii() and max(map(len, text.split()), default=0) <= LONGEST_TERM
    return analyzer.analyze(text if plain else segment(text))


@lru_cache(maxsize=8192)
def label_stems(text: str) -> tuple[str, ...]:
    """The stems of a title or heading: short texts that recur."""
    return tuple(stems(text))


_local = threading.local()


@cache
def _stopwords() -> frozenset[str]:
    lines = resources.files(__package__).joinpath("stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _wanted(term: str) -> WantedWord:
    stem = next(iter(stems(term)), term)
    if _RUN_PAIR.fullmatch(term):
        return WantedWord(stem, (term,), exact=False)
    if not _REGULAR.fullmatch(term):
        return WantedWord(stem, (term,))
    bases = [stem]
    if stem.endswith("i"):
        bases = [stem[:-1] + "y", stem[:-1] + "ie", stem]
    elif len(stem) > 3 and stem[-1] not in "aeiouswxy":
        bases.append(stem + stem[-1])
    forms = dict.fromkeys((term, *(base + suffix for base in bases for suffix in _SUFFIXES)))
    return WantedWord(stem, tuple(form for form in forms if form == term or stems(form) == [stem]))
