"""Queries taken from the notes themselves: common words, rare ones, several words, scripts without spaces."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.places import Place

WORD = re.compile(r"[^\W\d_]{2,}")
WIDE = re.compile(r"[぀-ヿ一-鿿가-힣฀-๿]{2,}")
SAMPLE = 1_000


def queries(place: Place, count: int = 100) -> dict[str, list[str]]:
    """``count`` queries of each kind, the same for the same vault."""
    rng = random.Random(1)
    notes = place.notes()
    frequency: Counter[str] = Counter()
    wide: Counter[str] = Counter()
    for path in rng.sample(notes, min(SAMPLE, len(notes))):
        text = path.read_bytes().decode("utf-8", "replace")
        found = {word.lower() for word in WORD.findall(text)}
        frequency.update(word for word in found if word.isascii())
        wide.update(match[:2] for match in set(WIDE.findall(text)))
    ranked = [word for word, _ in frequency.most_common()]
    common, others = ranked[:30], ranked[30:]
    kinds = {
        "one common word": common,
        "two common words": [" ".join(rng.sample(common, 2)) for _ in range(count)],
        "a common and a rare word": [f"{rng.choice(common)} {rng.choice(others)}" for _ in range(count)],
        "a rare word": rng.sample(others, min(count, len(others))),
        "three words": [" ".join(rng.sample(ranked[:200], 3)) for _ in range(count)],
        "two characters of a script without spaces": [word for word, _ in wide.most_common(30)],
    }
    return {kind: found for kind, found in kinds.items() if found}
