"""The needs of a gate in words: sentences that are right for every title, property and number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.methodologies.model import (
    ArtefactNeed,
    NoTasksNeed,
    PropertyNeed,
    SectionsNeed,
    SignOffNeed,
    TasksDoneNeed,
    WordsNeed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.core.methodologies.model import Methodology, Need


def in_words(need: Need, methodology: Methodology) -> str:
    """What ``need`` asks for, as a sentence without its full stop."""
    match need:
        case ArtefactNeed():
            return f"{_title(need.artefact, methodology)} is written"
        case SectionsNeed():
            return f"{_title(need.artefact, methodology)} says something under {listed(need.sections, 'and')}"
        case WordsNeed():
            return f"{_title(need.artefact, methodology)} has at least {counted(need.words)} of its own"
        case PropertyNeed():
            return f"The property {named(need.property)} of {_title(need.artefact, methodology)} is {wanted(need)}"
        case TasksDoneNeed():
            return f"Every task {_whose(need.of, methodology)} is done"
        case NoTasksNeed():
            return f"No task {_whose(need.of, methodology)} matches `{need.query}`"
        case SignOffNeed():
            return f"Signed by the {need.role}"


def wanted(need: PropertyNeed) -> str:
    """What a property is to be: ``“build”, “iterate” or “stop”``, ``at least 3``."""
    if need.one_of:
        return joined([shown(value) for value in need.one_of], "or")
    return "filled in" if need.at_least is None else f"at least {need.at_least:g}"


def shown(value: object) -> str:
    """The value of a property as a note has it, texts marked as such."""
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else named(str(value))


def counted(words: int) -> str:
    """So many words."""
    return "one word" if words == 1 else f"{words} words"


def named(title: str) -> str:
    """A title or value, marked as one: whatever it is, the sentence around it is about one thing."""
    return f"“{title}”"


def listed(titles: Sequence[str], word: str) -> str:
    """Titles in a row, with ``word`` before the last."""
    return joined([named(title) for title in titles], word)


def joined(texts: Sequence[str], word: str) -> str:
    """Texts in a row, with ``word`` before the last."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {word} {texts[-1]}"


def _title(artefact: str, methodology: Methodology) -> str:
    found = methodology.artefact(artefact)
    return named(found.title if found else artefact)


def _whose(of: str, methodology: Methodology) -> str:
    return f"of the {of}" if of in ("phase", "project") else f"in {_title(of, methodology)}"
