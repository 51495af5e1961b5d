"""Citations: a quote in a note, checked against the file as it is at this moment.

A citation exists only when its note is there, can be read, and holds the quote. Its heading and line are those where
the quote stands now, so the link to it always leads to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.agents.ask.quotes import Span, locate
from claudeprojects.agents.values import Privacy
from claudeprojects.core.errors import VaultError
from claudeprojects.core.search.snippet import line_of
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.parse import file_kind

if TYPE_CHECKING:
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.core.vault.model import Heading
    from claudeprojects.core.workspace import Workspace

_NOT_IN_LINKS: Final = re.compile(r"[\[\]|#^]+|\s+")


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: ``line`` and ``last_line`` are 0-based, offsets count characters of the text."""

    path: str
    heading: str | None
    quote: str
    """As it stands in the file, to the character."""
    line: int
    last_line: int
    start: int
    end: int
    page: int | None = None
    """1-based page of a PDF."""
    privacy: Privacy = Privacy.OPEN

    @property
    def link(self) -> str:
        """The wikilink to the place: ``[[Projects/Clock#Battery]]``."""
        target = self.path.removesuffix(".md")
        if self.page is not None:
            return f"[[{target}#page={self.page}]]"
        return f"[[{target}#{heading_in_link(self.heading)}]]" if self.heading else f"[[{target}]]"

    def to_json(self) -> dict[str, Any]:
        """The citation as JSON values."""
        return {
            "path": self.path,
            "heading": self.heading,
            "quote": self.quote,
            "line": self.line,
            "last_line": self.last_line,
            "start": self.start,
            "end": self.end,
            "page": self.page,
            "link": self.link,
            "privacy": self.privacy.label,
        }


class CitationCheck:
    """Checks quotes against the files of ``workspace``. Blocking, and safe in any thread."""

    def __init__(self, workspace: Workspace, privacy: PrivacyRules) -> None:
        self._workspace, self._privacy = workspace, privacy

    def check(self, path: str, quote: str, near: Span | None = None) -> Citation | None:
        """The citation of ``quote`` from the file ``path`` as it is now, or ``None`` when it does not hold it.

        ``near`` is where it is looked for first.
        """
        text = self.text_of(path)
        if text is None or (span := locate(text, quote, near)) is None:
            return None
        kind = file_kind(path)
        heading = _heading_at(parse_note(text).headings, span.start) if kind == "note" else None
        page = text.count("\f", 0, span.start) + 1 if kind == "pdf" else None
        found = text[span.start : span.end]
        line, last = line_of(text, span.start), line_of(text, max(span.start, span.end - 1))
        return Citation(path, heading, found, line, last, *span, page, self._privacy.of_path(path))

    def text_of(self, path: str) -> str | None:
        """The text of the file now: a note's own, what was extracted from a PDF or canvas."""
        try:
            if self._workspace.vault.stat(path) is None:
                return None
            return self._workspace.text_of(path)
        except VaultError:
            return None


def heading_in_link(heading: str) -> str:
    """``heading`` as it can stand in a link: without the characters that end it, as Obsidian writes it."""
    return _NOT_IN_LINKS.sub(" ", heading).strip()


def _heading_at(headings: list[Heading], offset: int) -> str | None:
    """The innermost heading at or above ``offset``."""
    above = [heading.text for heading in headings if heading.start <= offset]
    return above[-1] if above else None
