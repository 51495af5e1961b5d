"""Answers: claims with the quotes that hold them up, and how one is written down as Markdown and read back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from claudeprojects.agents.values import Privacy, Usage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.agents.ask.citations import Citation
    from claudeprojects.agents.context.model import Context
    from claudeprojects.agents.values import Source

NOT_IN_NOTES: Final = "Not in your notes."
"""The whole answer when nothing in the vault supports one."""

_QUOTED_FROM: Final = re.compile(r"— (\[\[[^\[\]]+\]\])(?: \(no longer there\))?\s*")


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an answer with the quotes it rests on, one at least."""

    text: str
    citations: tuple[Citation, ...]

    def to_json(self) -> dict[str, Any]:
        """The claim as JSON values."""
        return {"text": self.text, "citations": [citation.to_json() for citation in self.citations]}


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a model said that is not shown as part of the answer, because of ``reason``."""

    text: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to ``question``. ``text`` is the whole as Markdown; without claims, none is supported."""

    question: str
    claims: tuple[Claim, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    model: str | None = None
    """The model that took part; ``None`` when none did."""
    extractive: bool = True
    """Whether the answer is made of quotes alone; else a model worded the claims."""
    notice: str | None = None
    why: str | None = None
    """Why this model served."""
    context: Context | None = field(default=None, compare=False)
    usage: Usage = field(default_factory=Usage)
    took_ms: float = 0.0

    @property
    def text(self) -> str:
        """The answer as Markdown."""
        return markdown_of(self.claims, extractive=self.extractive)

    @property
    def found(self) -> bool:
        """Whether the notes support any answer."""
        return bool(self.claims)

    @property
    def privacy(self) -> Privacy:
        """The strictest class of anything the answer was made of."""
        quoted = (citation.privacy for claim in self.claims for citation in claim.citations)
        return max((*quoted, self.context.privacy if self.context else Privacy.OPEN))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Everything that was read for it."""
        pieces = self.context.pieces if self.context else ()
        return tuple(source for piece in pieces for source in piece.sources)


def markdown_of(claims: Iterable[Claim], *, extractive: bool) -> str:
    """Claims as paragraphs, each with its quotes below it and whence they are."""
    paragraphs = []
    for claim in claims:
        text = f"**{claim.text}**" if extractive else claim.text
        paragraphs.append("\n\n".join([text, *map(_quoted, claim.citations)]))
    return "\n\n".join(paragraphs) or NOT_IN_NOTES


def _quoted(citation: Citation) -> str:
    lines = citation.quote.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join([*(f"> {line}".rstrip() for line in lines), ">", f"> — {citation.link}"])


class WrittenQuote(NamedTuple):
    """A quote as it stands in a written answer."""

    link: str
    quote: str


class WrittenClaim(NamedTuple):
    """A claim as it stands in a written answer."""

    text: str
    quotes: tuple[WrittenQuote, ...]


def read_markdown(text: str) -> list[WrittenClaim]:
    """The claims in an answer's Markdown, as far as it has the form ``markdown_of`` gives; never raises."""
    claims: list[WrittenClaim] = []
    words: list[str] = []
    quote: list[str] = []
    quotes: list[WrittenQuote] = []

    def finish() -> None:
        if quotes:
            claims.append(WrittenClaim(_bare("\n".join(words).strip()), tuple(quotes)))
            words.clear()
            quotes.clear()

    for line in text.split("\n"):
        if not line.startswith(">"):
            quote.clear()
            if line.strip():
                finish()
            words.append(line)
            continue
        content = line[2:] if line.startswith("> ") else line[1:]
        if found := _QUOTED_FROM.fullmatch(content):
            quotes.append(WrittenQuote(found[1], "\n".join(quote).rstrip("\n")))
            quote.clear()
        else:
            quote.append(content)
    finish()
    return claims


def _bare(text: str) -> str:
    return text[2:-2] if text.startswith("**") and text.endswith("**") and len(text) > 4 else text
