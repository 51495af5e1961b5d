"""How far a server reaches: whether it is handed this vault, and of which class its answers are then.

Text that a server read from the vault by itself must not lose its class on the way through the server. Where its
call or its answer names the notes, they tell; where nothing does, the answer is private.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.values import Privacy, Source
from claudeprojects.core.errors import PathRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.agents.definitions.records import ServerDefinition
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.core.vault.vault import Vault

NAMED_AT_MOST = 200


def sees_vault(server: ServerDefinition, vault: Path) -> bool:
    """Whether the command of ``server``, expanded, names the folder ``vault``, one above it or one inside."""
    if server.transport != "stdio":
        return False
    root = Path(os.path.realpath(vault))
    words = [*server.args, *(value for name, value in server.env.items() if name != "PATH"), server.cwd or ""]
    parts = [part for word in words for part in (word, word.partition("=")[2]) if part]
    return any(_meets(part, root) for part in parts)


def _meets(word: str, root: Path) -> bool:
    path = Path(word.removeprefix("file://")).expanduser()
    if not path.is_absolute() or "\0" in word:
        return False
    real = Path(os.path.realpath(path))
    return root.is_relative_to(real) or real.is_relative_to(root)


def class_of_answer(
    arguments: dict[str, Any], text: str, vault: Vault, rules: PrivacyRules, *, by_name: bool = False
) -> tuple[Privacy, tuple[Source, ...]]:
    """The class of what a server with the vault in its hands answered, and the notes it is made of.

    ``by_name`` says that this server is known to answer with no other notes than those its call names.
    """
    asked = list(dict.fromkeys(_files(_texts(arguments), vault)))
    lines = [line.strip().lstrip("#-* ").strip() for line in text.splitlines() if line.strip()]
    told = [_file(line, vault) for line in lines[: NAMED_AT_MOST + 1]]
    named = list(dict.fromkeys([*asked, *(path for path in told if path)]))
    sources = tuple(Source(path) for path in named[:NAMED_AT_MOST])
    known = (by_name and bool(asked)) or (bool(lines) and len(lines) <= NAMED_AT_MOST and all(told))
    if not lines:
        return Privacy.OPEN, ()
    if not known:
        return Privacy.PRIVATE, sources
    return rules.of_sources(sources), sources


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _files(texts: Iterator[str], vault: Vault) -> Iterator[str]:
    for text in texts:
        if (path := _file(text, vault)) is not None:
            yield path


def _file(text: str, vault: Vault) -> str | None:
    """The vault path of the file that ``text`` names, absolutely or from the vault's root."""
    if not text or len(text) > 1000 or "\n" in text:
        return None
    root = os.path.realpath(vault.root)
    below = os.path.isabs(text) and Path(text).is_relative_to(root)
    inside = os.path.relpath(text, root) if below else text.removeprefix("/")
    try:
        found = vault.stat(inside.replace(os.sep, "/").removeprefix("./"))
    except (PathRefused, ValueError, OSError):
        return None
    return None if found is None else found.path
