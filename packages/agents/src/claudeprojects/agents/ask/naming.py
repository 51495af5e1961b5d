"""What a tiny model is trusted with in an answer: a short name for each quote, and the order of equal ones.

A name is taken only when all its words stand in what it names, once each, and some beyond those of the question; the
order only moves quotes whose scores hardly differ. Whatever the model does, every word of the answer is a word of
the notes.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.agents.values import Message, Source
from claudeprojects.core.search.question import read_question, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.agents.ask.answer import Claim

MOST_TOKENS: Final = 200
SECONDS: Final = 20.0
"""How long a name is waited for; the quotes are there without it."""
_EXCERPT: Final = 240
_LONGEST_NAME: Final = 48
_MARKS: Final = re.compile(r"[*_`#\[\]|<>\"]+")

RULES: Final = """\
You label quotes from notes. Give each quote a title of two to six words, made of words of the quote. \
Then list the numbers of the quotes, the one that answers the question best first. Reply with JSON only."""


def schema(count: int) -> dict[str, Any]:
    """The form of a reply that names and orders ``count`` quotes."""
    title = {"type": "string", "maxLength": _LONGEST_NAME}
    number = {"type": "integer", "minimum": 1, "maximum": count}
    return {
        "type": "object",
        "properties": {
            "titles": {"type": "array", "items": title, "minItems": count, "maxItems": count},
            "order": {"type": "array", "items": number, "minItems": count, "maxItems": count},
        },
        "required": ["titles", "order"],
        "additionalProperties": False,
    }


def request(question: str, claims: Sequence[Claim]) -> list[Message]:
    """The conversation that asks for names and an order, labelled with the notes quoted in it."""
    cited = [citation for claim in claims for citation in claim.citations]
    quotes = [f"{number}. {_one_line(claim.citations[0].quote)}" for number, claim in enumerate(claims, start=1)]
    text = "\n".join([*quotes, "", f"Question: {question}"])
    sources = tuple(Source(c.path, c.heading, c.line, c.start, c.end) for c in cited)
    return [Message("system", RULES), Message("user", text, privacy=max(c.privacy for c in cited), sources=sources)]


def named(question: str, claims: Sequence[Claim], reply: str, equal: Sequence[int]) -> list[Claim]:
    """The claims with the names and in the order of ``reply``, as far as they can be taken.

    ``equal`` gives each claim a group by its score: the order of the reply holds inside a group only.
    """
    try:
        said = json.loads(reply)
        titles, order = list(said["titles"]), [int(number) - 1 for number in said["order"]]
    except (ValueError, KeyError, TypeError):
        return list(claims)
    asked = {word.stem for word in read_question(question).words}
    renamed: list[Claim] = []
    for number, claim in enumerate(claims):
        title = _name(titles, number, claim, asked)
        taken = {other.text for other in renamed}
        renamed.append(replace(claim, text=title) if title and title not in taken else claim)
    place = {number: at for at, number in reversed(list(enumerate(order)))}
    ranked = sorted(range(len(claims)), key=lambda number: (equal[number], place.get(number, len(claims)), number))
    return [renamed[number] for number in ranked]


def _name(titles: list[Any], number: int, claim: Claim, asked: set[str]) -> str | None:
    if number >= len(titles) or not isinstance(titles[number], str):
        return None
    title = " ".join(_MARKS.sub(" ", titles[number]).split()).strip(" .:;,-")
    words = stems(title)
    known = {*stems(claim.citations[0].quote), *stems(claim.text)}
    wanted = [word.stem for word in read_question(title).words]
    fits = 2 <= len(words) <= 8 and len(title) <= _LONGEST_NAME and bool(set(wanted) - asked)
    long = [word for word in title.casefold().split() if len(word) > 3]
    fits = fits and len(set(long)) == len(long)
    return title[:1].upper() + title[1:] if fits and all(word in known for word in wanted) else None


def _one_line(text: str) -> str:
    return " ".join(_MARKS.sub(" ", text).split())[:_EXCERPT]
