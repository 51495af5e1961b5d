"""The needs of a gate in words."""

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
    from claudeprojects.core.methodologies.model import Methodology, Need, Scalar


def in_words(need: Need, methodology: Methodology) -> str:
    """What ``need`` asks for, as a sentence without its full stop."""
    match need:
        case ArtefactNeed():
            return f"{_title(need.artefact, methodology)} is written"
        case SectionsNeed():
            return f"{_title(need.artefact, methodology)} says something under {_listed(need.sections)}"
        case WordsNeed():
            return f"{_title(need.artefact, methodology)} has at least {need.words} words of its own"
        case PropertyNeed():
            return f"{_title(need.artefact, methodology)} has {need.property} {_wanted(need)}"
        case TasksDoneNeed():
            return f"Every task of {_whose(need.of, methodology)} is done"
        case NoTasksNeed():
            return f"No task of {_whose(need.of, methodology)} is found by `{need.query}`"
        case SignOffNeed():
            return f"Signed by the {need.role}"


def _title(artefact: str, methodology: Methodology) -> str:
    found = methodology.artefact(artefact)
    return found.title if found else artefact


def _whose(of: str, methodology: Methodology) -> str:
    return f"the {of}" if of in ("phase", "project") else _title(of, methodology)


def _wanted(need: PropertyNeed) -> str:
    if need.one_of:
        return " or ".join(_shown(value) for value in need.one_of)
    return "set" if need.at_least is None else f"of at least {need.at_least:g}"


def _shown(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _listed(texts: tuple[str, ...]) -> str:
    quoted = [f"“{text}”" for text in texts]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
