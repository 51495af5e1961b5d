"""Link styles: how a target names its file, and the same way of naming another file.

A target is a bare name, the tail of a path, a path from the root (with or without a leading ``/``), or relative to
its note; it has ``.md`` or leaves it out; it may spell names in another case than the disk does.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from claudeprojects.core.vault.paths import name_of, parent_of
from claudeprojects.core.vault.resolve import fold

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_relative(target: str) -> bool:
    """Tell whether ``target`` is relative to the note it stands in."""
    return target in (".", "..") or target.startswith(("./", "../")) or (target[:1] != "/" and "/../" in target)


def names_path(target: str, path: str) -> bool:
    """Tell whether ``target``, which means the file ``path``, does so by its name or path, not by an alias."""
    if is_relative(target):
        return True
    written = fold(target.lstrip("/"))
    return any(("/" + fold(form)).endswith("/" + written) for form in (path, _without_md(path)))


def still_fits(target: str, before: str, after: str) -> bool:
    """Tell whether the names in ``target``, which meant ``before``, are those of ``after`` too, case included."""
    if not names_path(target, before):
        return True
    if is_relative(target):
        return name_of(before) == name_of(after)
    if target.startswith("/"):
        return before == after
    count = target.count("/") + 1
    return before.split("/")[-count:] == after.split("/")[-count:]


def targets_like(target: str, before: str, after: str, source: str) -> Iterator[str]:
    """Yield targets for ``after``, to stand in the note ``source``, the most like ``target`` (for ``before``) first.

    Later ones name more of the path, so that one of them is not ambiguous.
    """
    has_extension = fold(target).endswith(".md")
    written = after if has_extension else _without_md(after)
    full = "/" + written
    if is_relative(target):
        way = posixpath.relpath(written, parent_of(source) or ".")
        yield way if way.startswith("../") else "./" + way
        yield full
        yield "/" + after
        return
    if not target.startswith("/"):
        old = before if has_extension else _without_md(before)
        names = _spelled_as(target, old, written)
        is_full = "/" in target and fold(target) == fold(old)
        first = len(names) if is_full else min(target.count("/") + 1, len(names))
        for count in range(first, len(names) + 1):
            yield "/".join(names[-count:])
        yield written
    yield full
    yield "/" + after


def _spelled_as(target: str, old: str, new: str) -> list[str]:
    """Return the names in ``new``, those that were in ``old`` already in the case ``target`` has them."""
    names = new.split("/")
    pairs = zip(reversed(target.split("/")), reversed(old.split("/")), strict=False)
    for place, (typed, was) in enumerate(pairs, start=1):
        if place <= len(names) and names[-place] == was and fold(typed) == fold(was):
            names[-place] = typed
    return names


def _without_md(path: str) -> str:
    return path[:-3] if path[-3:].lower() == ".md" else path
