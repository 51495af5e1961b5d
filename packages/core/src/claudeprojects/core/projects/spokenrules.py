"""Ways to say a rule of recurrence that the Tasks plugin's grammar does not have, in its own words.

``every two weeks`` is ``every 2 weeks``, ``every last friday of the month`` is ``every month on the last friday``,
``every may 5`` is ``every may on the 5th``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FOURTH: Final = {"fourth": "4th", "fifth": "5th"}
_NTH: Final = r"(?P<nth>\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|last)"
_DAY: Final = r"(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER: Final = r"(?P<number>[12]?\d|3[01])(?:st|nd|rd|th)?"


def _counted(match: re.Match[str]) -> str:
    word = match["count"].lower()
    return f"every {2 if word == 'other' else _NUMBERS.index(word) + 1} {match['unit'].rstrip('s')}s"


def _of_month(match: re.Match[str]) -> str:
    nth = _FOURTH.get(match["nth"].lower(), match["nth"])
    return f"every month on the {nth} {match.groupdict().get('day') or ''}".rstrip()


def _of_year(match: re.Match[str]) -> str:
    number = int(match["number"])
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"every {match['month']} on the {number}{ending}"


_SAID: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = tuple(
    (re.compile(rf"{pattern}\b", re.IGNORECASE), said)
    for pattern, said in (
        (r"daily", lambda _: "every day"),
        (r"weekly", lambda _: "every week"),
        (r"biweekly|fortnightly|every fortnight", lambda _: "every 2 weeks"),
        (r"monthly", lambda _: "every month"),
        (r"quarterly|every quarter", lambda _: "every 3 months"),
        (r"yearly|annually", lambda _: "every year"),
        (rf"every (?P<count>other|{'|'.join(_NUMBERS)}) (?P<unit>(?:day|week|month|year)s?)", _counted),
        (rf"every other {_DAY}", lambda match: f"every 2 weeks on {match['day']}"),
        (rf"every {_NTH} {_DAY}(?: (?:of|in) (?:the|each|every) month)?", _of_month),
        (rf"every {_NTH}(?: day)? of (?:the|each|every) month", _of_month),
        (rf"every (?:year on )?{_MONTH} {_NUMBER}", _of_year),
        (rf"every (?:year on )?(?:the )?{_NUMBER} (?:of )?{_MONTH}", _of_year),
    )
)


def in_the_plugins_words(text: str) -> tuple[str, int]:
    """``text`` with its beginning said as the plugin says it, and how many characters of ``text`` that replaced."""
    for pattern, said in _SAID:
        if match := pattern.match(text):
            return said(match) + text[match.end() :], match.end()
    return text, 0
