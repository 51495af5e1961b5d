"""Material: what may be quoted in the draft of a note, each quote checked against its file as it is now.

An activity works from the notes it takes in. When one of its agents looks around first, the rest of the vault counts
too, as far as it speaks of what the project is about. Drafts of a very small model are quoted by nobody, nor is what
templates wrote.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.agents.ask.answer import Claim
from claudeprojects.agents.ask.quotes import Span, best_stretch
from claudeprojects.agents.phases.drafts import is_draft, without_drafts
from claudeprojects.core.methodologies.lint_answers import PROJECT
from claudeprojects.core.search.question import read_question, stems
from claudeprojects.core.vault.note import parse_note

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from claudeprojects.agents.ask.citations import Citation, CitationCheck
    from claudeprojects.agents.context.builder import ContextBuilder
    from claudeprojects.agents.phases.plan import PhasePlan
    from claudeprojects.agents.values import Privacy
    from claudeprojects.core.methodologies.model import Activity
    from claudeprojects.core.search.passages import FoundPassage

MOST: Final = 2
"""Quotes of one section."""
SPEAKS: Final = 0.4
"""The share of what the project is about that a passage from elsewhere must hold to count as speaking of it."""
PARTLY: Final = 0.25
MEANS: Final = 0.4
"""The cosine from which it counts with ``PARTLY`` of it."""
LEAST_WORDS: Final = 7
"""Of a quote, and of each line that holds a link: beside its links."""
_READ_TOKENS: Final = 6000
"""So many that none of the passages found is left out for want of room."""

_LINK: Final = re.compile(r"\[\[[^\]]*\]\]")
_WORD: Final = re.compile(r"[^\W\d_]+")


class Material:
    """What ``activity`` may quote; no note stricter than ``reach``. Blocking."""

    def __init__(
        self,
        plan: PhasePlan,
        activity: Activity,
        context: ContextBuilder,
        check: CitationCheck,
        *,
        looks_around: bool,
        reach: Privacy,
    ) -> None:
        self._plan, self._activity, self._context, self._check = plan, activity, context, check
        self._looks_around, self._reach = looks_around, reach

    @cached_property
    def about(self) -> str:
        """What the project is about: the answers in words that it began with, else its name."""
        layout = self._plan.layout
        told = [v.name for v in layout.methodology.variables if v.kind == "text" and v.name != PROJECT]
        return " ".join(str(layout.answers[name]) for name in told if layout.answers.get(name)) or layout.name

    def claims(self, question: str, taken: Callable[[Citation], bool]) -> list[Claim]:
        """The quotes that come closest to ``question``, none that is ``taken``, each named after where it stands."""
        found: dict[str, Claim] = {}
        for claim in self._candidates(question):
            citation = claim.citations[0]
            if citation.privacy <= self._reach and not taken(citation):
                found.setdefault(citation.quote, claim)
            if len(found) == MOST:
                break
        return list(found.values())

    def _candidates(self, question: str) -> Iterator[Claim]:
        """What could be quoted, nearest first: of the notes that are taken in, then of the rest of the vault."""
        weights = {word.stem: 1.0 for word in read_question(question).words}
        parts = [(path, part) for path in self._inputs for part in _parts(self._check.text_of(path) or "")]
        for path, part in sorted(parts, key=lambda each: -len(weights.keys() & set(stems(each[1].text)))):
            if citation := self._quoted(path, part.text, part.span, weights):
                yield Claim(f"{path.rpartition('/')[2].removesuffix('.md')} › {part.title}", (citation,))
        if self._looks_around:
            yield from self._elsewhere(f"{self.about} {question}")

    def _elsewhere(self, question: str) -> Iterator[Claim]:
        context = self._context.build(
            question, budget_tokens=_READ_TOKENS, exclude=self._is_of_the_project, reach=self._reach
        )
        for entry in context.passages:
            found = entry.found
            if found is None or (found.path, found.start) not in self._on_topic:
                continue
            if citation := self._quoted(found.path, found.text, Span(found.start, found.end), context.weights):
                yield Claim(entry.piece.title, (citation,))

    def _is_of_the_project(self, path: str) -> bool:
        return path.startswith(f"{self._plan.layout.folder}/")

    @cached_property
    def _inputs(self) -> Mapping[str, frozenset[str]]:
        """The lines that the template made of each note the activity takes in, by path."""
        known = [artefact.id for artefact in self._plan.methodology.artefacts]
        return {
            self._plan.path(name): frozenset(map(str.strip, self._plan.template(name).splitlines()))
            for name in self._activity.inputs
            if name in known
        }

    @cached_property
    def _on_topic(self) -> frozenset[tuple[str, int]]:
        context = self._context.build(
            self.about, budget_tokens=_READ_TOKENS, exclude=self._is_of_the_project, reach=self._reach
        )
        found = [entry.found for entry in context.considered if entry.found]
        return frozenset((each.path, each.start) for each in found if _speaks(each))

    def _quoted(self, path: str, passage: str, near: Span, weights: Mapping[str, float]) -> Citation | None:
        """What to quote of a passage: of what people wrote in it, the lines that come closest."""
        text = self._check.text_of(path)
        if text is None or "{{" in passage or _is_guide(path, text):
            return None
        made = self._inputs.get(path, frozenset())
        own = "\n".join(line for line in without_drafts(passage).split("\n") if _tells(line, made))
        stretch = best_stretch(own, weights)
        quote = own[stretch.start : stretch.end] if stretch else next(filter(None, own.split("\n")), "")
        if _words(quote) < LEAST_WORDS:
            return None
        citation = self._check.check(path, quote, near)
        return None if citation is None or is_draft(text, citation.start) else citation


class _Part(NamedTuple):
    """What stands below one heading of a note."""

    title: str
    text: str
    span: Span


def _parts(text: str) -> Iterator[_Part]:
    """The parts of a note in order, each up to the next heading of any level."""
    headings = parse_note(text).headings
    for heading, following in zip_longest(headings, headings[1:]):
        end = following.start if following else len(text)
        below = text.find("\n", heading.start, end) + 1 or end
        yield _Part(heading.text, text[below:end], Span(below, end))


def _speaks(found: FoundPassage) -> bool:
    return found.coverage >= SPEAKS or (found.coverage >= PARTLY and (found.cosine or 0.0) >= MEANS)


def _tells(line: str, made: Collection[str]) -> bool:
    """Whether a line can be quoted: it is none that a template made, no row of a table, and no mere link."""
    if line.strip() in made or line.lstrip(" >").startswith(("|", "#", "%%", "!")):
        return False
    return "[[" not in line or _words(line) >= LEAST_WORDS


def _words(text: str) -> int:
    """How many words there are beside links and marks."""
    return len(_WORD.findall(_LINK.sub("", text)))


def _is_guide(path: str, text: str) -> bool:
    """Whether a note tells how to work, and nothing of the work."""
    return path.endswith(".md") and parse_note(text).properties.values.get("type") in ("phase", "methodology")
