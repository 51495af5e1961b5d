"""The filters of templates: what may follow a ``|``, each bounded in what it takes and gives."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from claudeprojects.core.methodologies.moment import moment_format
from claudeprojects.core.methodologies.sandbox import MAX_OUTPUT, NotAllowed, bounded, bounded_list, text_of
from claudeprojects.core.methodologies.workdays import add_workdays
from claudeprojects.core.vault.yamlwriter import scalar

if TYPE_CHECKING:
    from collections.abc import Callable

ISO = "YYYY-MM-DD"
"""How dates are written where nothing says otherwise."""


def _default(value: Any, other: Any = "") -> Any:
    from jinja2 import Undefined

    return other if isinstance(value, Undefined) or value is None or value in ("", []) else value


def _date(value: Any, pattern: str = ISO) -> str:
    if value == "":
        return ""  # a question that was not answered
    at = _day(value)
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day)
    return bounded(moment_format(at, text_of(pattern)))


def _add_days(value: Any, count: int) -> date | str:
    return "" if value == "" else _day(value) + timedelta(days=_small(count, 100_000))


def _add_workdays(value: Any, count: int) -> date | str:
    return "" if value == "" else add_workdays(_day(value), _small(count, 10_000))


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    return date.fromisoformat(text_of(value)[:10])


def _small(number: Any, limit: int) -> int:
    if not isinstance(number, int) or abs(number) > limit:
        raise NotAllowed(f"It takes a whole number of at most {limit:,}.")
    return number


def _join(value: Any, between: str = ", ") -> str:
    entries = _list(value)
    between = text_of(between)
    texts = [text_of(entry) for entry in entries]
    if sum(map(len, texts)) + len(between) * len(texts) > MAX_OUTPUT:
        raise NotAllowed("A text became too long.")
    return bounded(between.join(texts))


def _list(value: Any) -> list[Any]:
    if isinstance(value, str):
        value = [value] if value else []
    if not isinstance(value, list | tuple):
        raise NotAllowed("It takes a list.")
    return bounded_list(list(value))


def _replace(value: Any, old: str, new: str) -> str:
    text, old, new = text_of(value), text_of(old), text_of(new)
    if old and len(text) + text.count(old) * len(new) > 2 * MAX_OUTPUT:
        raise NotAllowed("A text became too long.")
    return bounded(text.replace(old, new) if old else text)


def _indent(value: Any, width: int = 4) -> str:
    text, space = text_of(value), " " * _small(width, 40)
    return bounded(text.replace("\n", "\n" + space))


def _truncate(value: Any, length: int = 255) -> str:
    text, length = text_of(value), max(1, _small(length, MAX_OUTPUT))
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _round(value: Any, digits: int = 0) -> float:
    rounded = round(float(value), _small(digits, 6))
    return int(rounded) if rounded.is_integer() else rounded


def _whole(value: Any) -> int:
    return int(text_of(value)[:30].strip() or 0)


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple) else len(text_of(value))


def _end(value: Any, at: int) -> Any:
    entries = value if isinstance(value, str | list | tuple) else _list(value)
    return entries[at] if entries else ""


def _slug(value: Any) -> str:
    return re.sub(r"[^\w]+", "-", text_of(value).casefold()).strip("-_")


def _quoted(value: Any) -> str:
    """A value as YAML, in quotes where it needs them."""
    return bounded(scalar(value if isinstance(value, bool | int | float) else text_of(value)) or '""')


def _escaped(value: Any) -> str:
    """A value as it stands between double quotes in YAML."""
    return bounded(json.dumps(text_of(value), ensure_ascii=False)[1:-1])


def _link(value: Any, shown: str = "") -> str:
    target = re.sub(r"[\[\]|#^\n]", " ", text_of(value)).strip()
    return f"[[{target}|{text_of(shown)}]]" if shown else f"[[{target}]]"


FILTERS: dict[str, Callable[..., Any]] = {
    "default": _default,
    "d": _default,
    "upper": lambda value: text_of(value).upper(),
    "lower": lambda value: text_of(value).lower(),
    "capitalize": lambda value: text_of(value).capitalize(),
    "title": lambda value: text_of(value).title(),
    "trim": lambda value: text_of(value).strip(),
    "string": text_of,
    "int": _whole,
    "float": lambda value: float(text_of(value)),
    "round": _round,
    "length": _length,
    "count": _length,
    "first": lambda value: _end(value, 0),
    "last": lambda value: _end(value, -1),
    "list": _list,
    "join": _join,
    "sort": lambda value: sorted(_list(value), key=lambda entry: text_of(entry).casefold()),
    "unique": lambda value: list(dict.fromkeys(_list(value))),
    "replace": _replace,
    "truncate": _truncate,
    "indent": _indent,
    "date": _date,
    "add_days": _add_days,
    "add_workdays": _add_workdays,
    "slug": _slug,
    "quoted": _quoted,
    "escaped": _escaped,
    "link": _link,
}
"""By their names in templates."""
