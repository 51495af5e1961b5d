"""Answers to a methodology's questions: checked, brought into their kind, kept in the project note, and read back.

An answer is a text, a number, a date, true or false, or a list of texts, by the kind of its variable. In the project
note they stand as the list ``answers``, an entry each: ``"decider: Mara"``; a list's entries are apart by ``;``.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from claudeprojects.core.errors import AnswersRefused
from claudeprojects.core.methodologies.problems import near

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claudeprojects.core.methodologies.model import Methodology, Variable

Answer: TypeAlias = str | int | float | bool | date | list[str]
"""One answer in its kind; an empty text or list where none was given."""

LISTS = ("people", "list")
MADE = "made"
"""The entry among the answers that says when the project was made."""
MAX_ANSWER = 2_000
"""Characters of an answer."""

_YES = {"yes": True, "true": True, "y": True, "1": True, "no": False, "false": False, "n": False, "0": False}
_DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1}


def check_answers(methodology: Methodology, given: Mapping[str, object], today: date) -> dict[str, Answer]:
    """Every variable with its answer; what is not given gets its default.

    Raises ``AnswersRefused`` naming every answer that is missing, unknown or none of its kind.
    """
    problems: dict[str, str] = {}
    known = {variable.name: variable for variable in methodology.variables}
    for name in given:
        if name not in known:
            problems[name] = f"There is no question {name!r}. {near(name, known)}".strip()
    found: dict[str, Answer] = {}
    for variable in methodology.variables:
        try:
            found[variable.name] = _answer(variable, given.get(variable.name), today)
        except ValueError as problem:
            problems[variable.name] = f"{variable.name}: {problem}"
    if problems:
        raise AnswersRefused(problems)
    return found


def as_kind(variable: Variable, value: object, today: date) -> Answer:
    """``value`` as an answer to ``variable``; raises ``ValueError`` with a sentence when it is none."""
    if variable.kind in LISTS:
        entries = value if isinstance(value, list) else _entries(str(value))
        return [_line(entry).replace(";", ",") for entry in entries if str(entry).strip()]
    if isinstance(value, list):
        raise ValueError("It takes one answer, not a list.")  # noqa: TRY004 - it is the value that is wrong
    match variable.kind:
        case "yes-no":
            return _yes_no(value)
        case "number":
            return _number(value)
        case "date":
            return _date(value, today)
        case "choice":
            return _choice(variable, _line(value))
    return _line(value)


def kept(answers: Mapping[str, Answer], made: datetime) -> list[str]:
    """The answers as the project note holds them."""
    entries = [f"{MADE}: {made:%Y-%m-%d %H:%M}"]
    for name, value in answers.items():
        text = _joined(value) if isinstance(value, list) else _plain(value)
        if text:
            entries.append(f"{name}: {text}")
    return entries


def read_back(methodology: Methodology, entries: Iterable[object], today: date) -> tuple[dict[str, Answer], datetime]:
    """What ``kept`` wrote: the answers, and when the project was made. What cannot be read any more is left out."""
    texts = dict(_entry(entry) for entry in entries)
    made = _moment(texts.pop(MADE, ""), today)
    found: dict[str, Answer] = {}
    for variable in methodology.variables:
        try:
            found[variable.name] = _answer(variable, texts.get(variable.name), made.date(), lenient=True)
        except ValueError:
            found[variable.name] = [] if variable.kind in LISTS else ""
    return found, made


def _answer(variable: Variable, value: object, today: date, *, lenient: bool = False) -> Answer:
    if value is None or value in ("", []):
        value = variable.default
    if value is None or value in ("", []):
        if variable.required and not lenient:
            raise ValueError("It must be answered.")
        return [] if variable.kind in LISTS else ""
    return as_kind(variable, value, today)


def _entries(text: str) -> list[str]:
    """The entries of a list that was written as one text: apart by ``;`` or line ends, else by commas."""
    apart = ";" if ";" in text or "\n" in text else ","
    return text.replace("\n", ";").split(apart)


def _joined(entries: list[str]) -> str:
    """A list as one text that ``_entries`` takes apart again."""
    return "; ".join(entries) + (";" if len(entries) == 1 and "," in entries[0] else "")


def _line(value: object) -> str:
    text = _plain(value).strip()
    if not text.isprintable():
        raise ValueError("It takes one line of text.")
    if len(text) > MAX_ANSWER:
        raise ValueError(f"It takes at most {MAX_ANSWER:,} characters.")
    return text


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    found = _YES.get(str(value).strip().casefold())
    if found is None:
        raise ValueError("It takes yes or no.")
    return found


def _number(value: object) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = str(value).strip()
    try:
        number = float(text) if len(text) <= 30 else float("inf")
    except ValueError:
        raise ValueError("It takes a number.") from None
    if number in (float("inf"), float("-inf")) or number != number:
        raise ValueError("It takes a number.")
    return int(number) if number.is_integer() else number


def _date(value: object, today: date) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if text.casefold() in _DAYS:
        return today + timedelta(days=_DAYS[text.casefold()])
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("It takes a date such as 2026-11-23, or `today`.") from None


def _choice(variable: Variable, text: str) -> str:
    folded = {choice.casefold(): choice for choice in variable.choices}
    if text.casefold() not in folded:
        raise ValueError(f"It takes one of {', '.join(variable.choices)}.")
    return folded[text.casefold()]


def _entry(entry: object) -> tuple[str, str]:
    name, _, value = str(entry).partition(":")
    return name.strip(), value.strip()


def _moment(text: str, today: date) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime(today.year, today.month, today.day)
