"""Links when lines go from one note into another: those on the lines keep their meaning, those to them follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from claudeprojects.core.errors import NotEditable
from claudeprojects.core.vault.link_fragments import assemble, fragments_of, write_link
from claudeprojects.core.vault.link_styles import names_path, targets_like
from claudeprojects.core.vault.replacements import Replacement, replace_all

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from claudeprojects.core.vault.link_fragments import Fragment
    from claudeprojects.core.vault.model import Link


class Resolver(Protocol):
    """What links mean: an index knows it."""

    def resolve_path(self, target: str, source: str) -> str | None:
        """The path that ``target`` means in the note ``source``; the source itself for ``""``."""
        ...


class BlockLinks:
    """The links that lines moved into the note ``target`` concern; it may not be there yet.

    Raises ``NotEditable`` for a link that cannot be written as it would have to be.
    """

    def __init__(self, names: Resolver, target: str) -> None:
        self._names, self._target = names, target

    def carried(self, path: str, text: str, span: tuple[int, int], ids: Collection[str]) -> str:
        """The piece ``span`` of a note's ``text`` as it is to stand in the target; ``ids`` of blocks go along."""
        changes = []
        for fragment in fragments_of(path, text):
            for link in fragment.links:
                if not span[0] <= link.start < span[1]:
                    continue
                meant = self._names.resolve_path(link.target, path)
                wanted = self._target if meant == path and block_of(link) in ids else meant
                if wanted is not None and self._names.resolve_path(link.target, self._target) != wanted:
                    changes.append(self._written(fragment, link, meant or "", wanted, self._target))
        moved = [Replacement(start - span[0], end - span[0], new) for start, end, new in changes]
        return replace_all(text[span[0] : span[1]], moved)

    def following(self, path: str, text: str, ids: Mapping[str, Collection[str]]) -> str:
        """``text`` of the file ``path`` with links to blocks that left a note (``ids`` by note) led to the target."""
        changed = []
        for fragment in fragments_of(path, text):
            changes = [
                self._written(fragment, link, meant, self._target, path)
                for link in fragment.links
                if (block := block_of(link)) is not None
                and (meant := self._names.resolve_path(link.target, path)) is not None
                and meant != self._target
                and block in ids.get(meant, ())
            ]
            if changes:
                changed.append((fragment, changes))
        return assemble(text, changed) if changed else text

    def _written(self, fragment: Fragment, link: Link, meant: str, wanted: str, path: str) -> Replacement:
        """The change that makes ``link``, which meant the note ``meant``, mean ``wanted`` in the note at ``path``."""
        like = link.target
        if not like or not names_path(like, meant):  # the note itself, or an alias
            name = meant.rpartition("/")[2]
            like = name if link.kind == "markdown" else name.removesuffix(".md")
        for target in targets_like(like, meant, wanted, path):
            found = self._names.resolve_path(target, path)
            if found == wanted or (found is None and not self._knows(wanted)):
                written = write_link(fragment, link, target, None)
                if written is not None:
                    return written
        shown = fragment.text[link.start : link.end]
        hint = "Choose another note, or one without characters in its name that mean something in a link."
        raise NotEditable(path, f"the link {shown!r} cannot be written to lead to {wanted!r}", hint)

    def _knows(self, path: str) -> bool:
        return self._names.resolve_path(f"/{path}", "") == path


def block_of(link: Link) -> str | None:
    """The id of the block that ``link`` leads to; ``None`` when it leads to a whole note or a heading."""
    _, mark, block = link.subpath.rpartition("^")
    return block.strip() if mark and block.strip() else None
