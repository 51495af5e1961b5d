"""Regular expressions in query blocks: read once, and ended when one takes too long. They raise ``NotUnderstood``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.projects.blocks.model import NotUnderstood
from claudeprojects.core.search.matching import PATTERN_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMED: Final = re.compile(r"\$(?:(\d)|(&))")


class Pattern:
    """One regular expression, as JavaScript has them as far as both agree."""

    def __init__(self, written: str, *, ignore_case: bool = False) -> None:
        import regex  # a tenth of a second to load, and few blocks have a pattern

        try:
            self._pattern = regex.compile(written, regex.IGNORECASE if ignore_case else 0)
        except regex.error as problem:
            raise NotUnderstood(f"the regular expression cannot be read: {problem}") from problem

    def is_in(self, text: str) -> bool:
        """Whether some of ``text`` is like it."""
        return self._ended(self._pattern.search, text) is not None

    def is_all(self, text: str) -> bool:
        """Whether the whole of ``text`` is like it."""
        return self._ended(self._pattern.fullmatch, text) is not None

    def replaced(self, text: str, by: str) -> str:
        """``text`` with everything that is like it replaced; ``$1`` in ``by`` is what the first group holds."""
        template = _NAMED.sub(lambda found: f"\\g<{found[1] or 0}>", by.replace("\\", "\\\\"))
        try:
            return str(self._ended(lambda text, **limits: self._pattern.sub(template, text, **limits), text))
        except IndexError as problem:
            raise NotUnderstood(f"{by!r} names a group that the regular expression does not have") from problem

    @staticmethod
    def _ended(work: Callable[..., Any], text: str) -> Any:
        try:
            return work(text, timeout=PATTERN_SECONDS, concurrent=True)
        except TimeoutError as problem:
            why = "the regular expression takes too long; write it without repeats inside repeats"
            raise NotUnderstood(why) from problem
