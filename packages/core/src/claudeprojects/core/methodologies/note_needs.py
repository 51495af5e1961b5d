"""What the note of an artefact has of what a gate needs of it, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.methodologies.model import ArtefactNeed, PropertyNeed, SectionsNeed, WordsNeed
from claudeprojects.core.methodologies.needs import counted, listed, named, shown, wanted

if TYPE_CHECKING:
    from claudeprojects.core.methodologies.own_text import OwnText


def found_in(
    need: ArtefactNeed | SectionsNeed | WordsNeed | PropertyNeed, own: OwnText, title: str
) -> tuple[bool, str]:
    """Whether the note called ``title``, with what people wrote in it, meets ``need``, and a sentence about it."""
    match need:
        case SectionsNeed():
            return _sections(need, own, named(title))
        case WordsNeed():
            return _words(need, own, named(title))
        case PropertyNeed():
            return _property(need, own, named(title))
        case ArtefactNeed():
            is_written = own.is_written()
            return is_written, f"{named(title)} is {'written' if is_written else 'still as its template made it'}."


def _sections(need: SectionsNeed, own: OwnText, note: str) -> tuple[bool, str]:
    absent = [section for section in need.sections if not own.has_section(section)]
    empty = [section for section in need.sections if section not in absent and not own.is_section_written(section)]
    said = []
    if absent:
        said.append(f"{note} has no section {listed(absent, 'or')}.")
    if empty:
        said.append(f"{note} says nothing under {listed(empty, 'or')} yet.")
    return not said, " ".join(said) or f"{note} says something under {listed(need.sections, 'and')}."


def _words(need: WordsNeed, own: OwnText, note: str) -> tuple[bool, str]:
    count = own.words()
    met = count >= need.words
    return met, f"{note} has {counted(count)} of its own" + ("." if met else f", and needs {need.words}.")


def _property(need: PropertyNeed, own: OwnText, note: str) -> tuple[bool, str]:
    values = {name.casefold(): value for name, value in own.properties.items()}
    value = values.get(need.property.casefold())
    where = f"The property {named(need.property)} of {note}"
    if value in (None, "", []):
        return False, f"{where} is empty."
    met = _is_wanted(need, value)
    return met, f"{where} is {shown(value)}" + ("." if met else f", and must be {wanted(need)}.")


def _is_wanted(need: PropertyNeed, value: object) -> bool:
    if need.one_of:
        entries = value if isinstance(value, list) else [value]
        return any(_same(entry, one) for entry in entries for one in need.one_of)
    if need.at_least is None:
        return True
    number = _number(value)
    return number is not None and number >= need.at_least


def _same(value: object, one: object) -> bool:
    if isinstance(value, bool) or isinstance(one, bool):
        return str(value).casefold() == str(one).casefold()
    number, other = _number(value), _number(one)
    if number is not None and other is not None:
        return number == other
    return str(value).strip().casefold() == str(one).strip().casefold()


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None
