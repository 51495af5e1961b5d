"""Tags: ``#project/alpha`` in text, and the ``tags`` property.

A name is Unicode letters, marks and digits, ``_ - /``, with at least one character that is not a digit; tags are
compared without regard to case, and ``#a`` is an ancestor of ``#a/b``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any
from unicodedata import category

from claudeprojects.core.vault.model import Link, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claudeprojects.core.vault.source import Source

TAG_KEYS = frozenset({"tags", "tag"})
"""The properties that hold tags, in lower case."""

_ASCII_TAG = re.compile(r"#([A-Za-z0-9_/-]+)")
_ANY_TAG = re.compile(r"#((?:[\w/-]|[^\x00-\x7f\s])+)")
_WORD = re.compile(r"[^\s,]+")
_BESIDE_LETTERS = "_-/\u200c\u200d"
"""What a name may hold besides letters, marks and digits: the joiners are part of Indic and Persian words."""


def tag_key(name: str) -> str:
    """What two spellings of one tag share."""
    return name.casefold()


def is_tag_name(name: str) -> bool:
    """Whether ``name`` (without ``#``) can be a tag."""
    return bool(name) and _clean(name) == name


def find_tags(source: Source, links: list[Link]) -> list[Tag]:
    """Every tag in the text of ``source`` after its frontmatter; those inside a wikilink are part of its target."""
    scan = source.scan
    if "#" not in scan:
        return []
    wikilinks = [link for link in links if link.kind == "wikilink"]
    starts = [link.start for link in wikilinks]
    found: list[Tag] = []
    for name, start in names_in(scan, source.start):
        if starts:
            before = bisect_right(starts, start) - 1
            if before >= 0 and start < wikilinks[before].end:
                continue
        found.append(Tag(name, start, source.line_at(start)))
    return found


def names_in(text: str, start: int = 0) -> Iterator[tuple[str, int]]:
    """The tags of any text with the offsets of their ``#``; a tag starts a line or follows a white space."""
    ascii_only = text.isascii()
    for match in (_ASCII_TAG if ascii_only else _ANY_TAG).finditer(text, start):
        at = match.start()
        if at > start and not text[at - 1].isspace():
            continue
        name = match[1] if ascii_only or match[1].isascii() else _letters(match[1])
        name = name.rstrip("/")
        if name and not name.isdigit():
            yield name, at


def _letters(name: str) -> str:
    """``name`` up to the first character that no tag may hold."""
    for index, character in enumerate(name):
        if not (character.isalnum() or character in _BESIDE_LETTERS or category(character)[0] in "LMN"):
            return name[:index]
    return name


def _clean(word: str) -> str | None:
    name = word.removeprefix("#").strip("/")
    if not name or name.isdigit() or (_ANY_TAG.fullmatch("#" + name) is None) or _letters(name) != name:
        return None
    return name


def property_tags(values: dict[str, Any]) -> list[tuple[str, str]]:
    """The tags named by the properties, as (property, tag) pairs: a list, or words parted by commas or spaces."""
    found: list[tuple[str, str]] = []
    for key, value in values.items():
        if key.lower() in TAG_KEYS:
            entries: Iterable[Any] = value if isinstance(value, list) else [value]
            for entry in entries:
                if isinstance(entry, str):
                    found += [(key, name) for word in _WORD.findall(entry) if (name := _clean(word))]
    return found
