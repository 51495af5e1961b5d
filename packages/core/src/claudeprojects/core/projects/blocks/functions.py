"""The functions of Dataview's expressions, as far as queries for tasks use them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.projects.blocks.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WORD: Final = re.compile(r"\w+")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_pattern = lru_cache(maxsize=64)(Pattern)


def _contains(where: Any, what: Any) -> bool:
    """A text holds another; a list, when one of its entries does; case counts."""
    if isinstance(where, (list, tuple)):
        return any(_contains(entry, what) for entry in where)
    return str(what) in where if isinstance(where, str) else where is not None and where == what


def _contains_exactly(where: Any, what: Any) -> bool:
    return str(what) in where if isinstance(where, str) else where is not None and what in _listed(where)


def _contains_word(where: Any, what: Any) -> bool:
    if isinstance(where, (list, tuple)):
        return any(_contains_word(entry, what) for entry in where)
    return str(what).casefold() in map(str.casefold, _WORD.findall(_text(where)))


def _folded(value: Any) -> Any:
    return [_folded(each) for each in value] if isinstance(value, (list, tuple)) else _text(value).casefold()


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, (list, tuple)) else [] if value is None else [value]


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_text, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _number(value: Any) -> float | None:
    if isinstance(value, (int, float)):
        return float(value)
    found = _NUMBER.search(_text(value))
    return float(found[0]) if found else None


FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "contains": _contains,
    "icontains": lambda where, what: where is not None and _contains(_folded(where), _folded(what)),
    "econtains": _contains_exactly,
    "containsword": _contains_word,
    "startswith": lambda text, start: _text(text).startswith(_text(start)),
    "endswith": lambda text, end: _text(text).endswith(_text(end)),
    "regextest": lambda pattern, text: text is not None and _pattern(_text(pattern)).is_in(_text(text)),
    "regexmatch": lambda pattern, text: text is not None and _pattern(_text(pattern)).is_all(_text(text)),
    "regexreplace": lambda text, pattern, by: _pattern(_text(pattern)).replaced(_text(text), _text(by)),
    "replace": lambda text, old, new: _text(text).replace(_text(old), _text(new)),
    "lower": lambda text: _text(text).lower(),
    "upper": lambda text: _text(text).upper(),
    "substring": lambda text, start, end: _text(text)[int(start) : int(end)],
    "split": lambda text, apart: _text(text).split(_text(apart) or None),
    "join": lambda entries, apart: _text(apart).join(map(_text, _listed(entries))),
    "string": _text,
    "number": _number,
    "length": lambda value: float(len(_text(value) if isinstance(value, str) else _listed(value))),
    "any": lambda entries: any(_listed(entries)),
    "all": lambda entries: all(_listed(entries)),
    "none": lambda entries: not any(_listed(entries)),
    "nonnull": lambda entries: [entry for entry in _listed(entries) if entry is not None],
    "sort": lambda entries: sorted(_listed(entries), key=_text),
    "reverse": lambda entries: list(_listed(entries))[::-1],
    "striptime": lambda day: day,
    "default": lambda value, other: other if value is None else value,
    "choice": lambda test, one, other: one if test else other,
}
"""By their names in lower case; each takes exactly as many values as it has parameters."""
