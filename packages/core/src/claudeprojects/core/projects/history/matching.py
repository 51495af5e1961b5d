"""Which item of now is which item of before: by id, by block id, by its words, by its line.

A line whose words are alike, or the only one of its note to come where one was lost, is the same item reworded.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from claudeprojects.core.projects.history.model import Known, Seen

_ALIKE: Final = 0.6
"""How alike (1.0 is equal) the words of an item that was rewritten in its place must be to those before."""


class Matched(NamedTuple):
    """Pairs of an item before and now, the items that are new, and those not found any more."""

    pairs: list[tuple[Known, Seen]]
    new: list[Seen]
    missing: list[Known]


def match(before: Sequence[Known], now: Sequence[Seen]) -> Matched:
    """Pair the items of some notes with those that history has of the same notes."""
    pairs: list[tuple[Known, Seen]] = []
    missing, new = list(before), list(now)
    for known_key, seen_key in _KEYS:
        found, missing, new = _pair(missing, new, known_key, seen_key)
        pairs += found
    places = {(seen.path, seen.line): seen for seen in new}
    lost, come = Counter(known.path for known in missing), Counter(seen.path for seen in new)
    for known in tuple(missing):
        seen = places.get((known.path, known.line))
        if seen is None:
            continue
        alone = lost[known.path] == come[known.path] == 1
        if alone or _alike(known.words, seen.words):
            pairs.append((known, seen))
            missing.remove(known)
            new.remove(seen)
    return Matched(pairs, new, missing)


def _pair(
    before: Iterable[Known],
    now: Iterable[Seen],
    known_key: Callable[[Known], Hashable],
    seen_key: Callable[[Seen], Hashable],
) -> tuple[list[tuple[Known, Seen]], list[Known], list[Seen]]:
    waiting: dict[Hashable, deque[Known]] = defaultdict(deque)
    missing: list[Known] = []
    for known in before:
        key = known_key(known)
        missing.append(known) if key is None else waiting[key].append(known)
    pairs, new = [], []
    for seen in now:
        held = waiting.get(seen_key(seen))
        if held:
            pairs.append((held.popleft(), seen))
        else:
            new.append(seen)
    missing += (known for held in waiting.values() for known in held)
    return pairs, missing, new


_KEYS: Final[tuple[tuple[Callable[[Known], Hashable], Callable[[Seen], Hashable]], ...]] = (
    (lambda known: known.own_id, lambda seen: seen.own_id),
    (
        lambda known: known.block_id and (known.path, known.block_id),
        lambda seen: seen.block_id and (seen.path, seen.block_id),
    ),
    (lambda known: (known.path, known.line, known.words), lambda seen: (seen.path, seen.line, seen.words)),
    (lambda known: (known.path, known.words), lambda seen: (seen.path, seen.words)),
    (lambda known: known.words or None, lambda seen: seen.words or None),
)
"""From the surest to the least sure. The last one finds an item that moved from one note to another."""


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
