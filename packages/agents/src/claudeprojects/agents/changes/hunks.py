"""Hunks: a file's change cut into stretches that are decided one by one."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.agents.changes.compare import Edit, edits, lines_of, word_diff
from claudeprojects.agents.changes.model import Hunk
from claudeprojects.core.vault.textfile import TextFile, decode

if TYPE_CHECKING:
    from collections.abc import Collection

_CONTEXT = 3


class Texts(NamedTuple):
    """The two texts of a change, and whether a byte order mark stands before the second."""

    old: str
    new: str
    bom: bool


def texts_of(base: bytes | None, proposed: bytes | None) -> Texts | None:
    """The texts to compare (``""`` for no file), ``None`` when either content is no text."""
    try:
        old = "" if base is None else decode(base).text
        new = TextFile("") if proposed is None else decode(proposed)
    except UnicodeDecodeError:
        return None
    return Texts(old, new.text, new.bom)


def hunks_of(change_id: int, texts: Texts) -> tuple[Hunk, ...]:
    """The hunks of a change. An id stays with its hunk when others beside it are decided."""
    old, new = lines_of(texts.old), lines_of(texts.new)
    return tuple(
        _hunk(name, old, new, edit)
        for name, edit in zip(_names(change_id, old, new), _stretches(old, new), strict=True)
    )


def with_hunks(change_id: int, texts: Texts, chosen: Collection[str]) -> bytes:
    """The old content with the ``chosen`` hunks made and no others."""
    old, new = lines_of(texts.old), lines_of(texts.new)
    pieces: list[str] = []
    done = 0
    for name, edit in zip(_names(change_id, old, new), _stretches(old, new), strict=True):
        if name in chosen:
            pieces += [*old[done : edit.start], *new[edit.new_start : edit.new_end]]
            done = edit.end
    return TextFile("".join([*pieces, *old[done:]]), texts.bom).encode()


def _stretches(old: list[str], new: list[str]) -> list[Edit]:
    """The edits, those joined that only one blank line stands between."""
    joined: list[Edit] = []
    for edit in edits(old, new):
        if joined and edit.start - joined[-1].end == 1 and old[joined[-1].end].isspace():
            edit = Edit(joined[-1].start, edit.end, joined.pop().new_start, edit.new_end)
        joined.append(edit)
    return joined


def _names(change_id: int, old: list[str], new: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    names = []
    for edit in _stretches(old, new):
        content = f"{''.join(old[edit.start : edit.end])}\0{''.join(new[edit.new_start : edit.new_end])}"
        digest = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
        seen[digest] += 1
        names.append(f"{change_id}.{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else ""))
    return names


def _hunk(name: str, old: list[str], new: list[str], edit: Edit) -> Hunk:
    before, after = "".join(old[edit.start : edit.end]), "".join(new[edit.new_start : edit.new_end])
    return Hunk(
        id=name,
        old_start=edit.start + 1,
        old=before,
        new_start=edit.new_start + 1,
        new=after,
        words=word_diff(before, after),
        before="".join(old[max(edit.start - _CONTEXT, 0) : edit.start]),
        after="".join(old[edit.end : edit.end + _CONTEXT]),
    )
