"""Templates as prompts: the Markdown files in the vault's template folders, their placeholders as arguments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from claudeprojects.core.errors import VaultError
from claudeprojects.core.vault.parse import parse_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claudeprojects.core.vault.vault import Vault

FOLDERS = (".claudeprojects/templates", "Templates", "templates")
"""Where templates stand in a vault, nearest first."""

MOST = 200

_PLACE = re.compile(r"\{\{\s*([A-Za-z][\w -]{0,60}?)\s*(?::[^}]*)?\}\}")
_KNOWN = {"date": "%Y-%m-%d", "time": "%H:%M"}


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its ``name`` is that of its file, ``arguments`` are its placeholders in their order."""

    name: str
    path: str
    description: str
    arguments: tuple[str, ...]
    text: str

    def filled(self, values: Mapping[str, str]) -> str:
        """The text with ``values`` in it; date and time are now, and what is not given stays as it is."""
        given = {name.casefold(): value for name, value in values.items()}

        def value(match: re.Match[str]) -> str:
            name = match[1].casefold()
            if name in given:
                return given[name]
            return datetime.now().astimezone().strftime(_KNOWN[name]) if name in _KNOWN else match[0]

        return _PLACE.sub(value, self.text)


def templates_of(vault: Vault) -> list[Template]:
    """The templates of ``vault``; of two with the same name the nearer one."""
    found: dict[str, Template] = {}
    for folder in FOLDERS:
        base = vault.root / folder
        for file in sorted(base.glob("*.md"))[:MOST] if base.is_dir() else ():
            template = _template(vault, f"{folder}/{file.name}")
            if template is not None:
                found.setdefault(template.name, template)
    return list(found.values())


def _template(vault: Vault, path: str) -> Template | None:
    try:
        data = vault.read_bytes(path)
        parsed = parse_file(path, data)
        text = parsed.text[parsed.properties.end :].lstrip("\n")
    except (VaultError, UnicodeDecodeError):
        return None
    name = path.rpartition("/")[2].removesuffix(".md")
    described = parsed.properties.values.get("description")
    names = (match[1].strip() for match in _PLACE.finditer(text))
    own = dict.fromkeys(name for name in names if name.casefold() not in _KNOWN)
    description = described if isinstance(described, str) else f"The template {name} of this vault."
    return Template(name, path, description, tuple(own), text)
