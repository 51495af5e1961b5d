"""Where a vault keeps its templates, as the settings of Obsidian's plugins say: the core one and Templater."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.errors import VaultError

if TYPE_CHECKING:
    from claudeprojects.core.vault.vault import Vault

CORE_SETTINGS: Final = ".obsidian/templates.json"
TEMPLATER_SETTINGS: Final = ".obsidian/plugins/templater-obsidian/data.json"
SETTINGS_FILES: Final = (CORE_SETTINGS, TEMPLATER_SETTINGS)


def template_folders(vault: Vault) -> tuple[str, ...]:
    """The folders that hold templates for new notes, the core plugin's first; none where nothing says so."""
    named = (
        plugin_values(vault, CORE_SETTINGS).get("folder"),
        plugin_values(vault, TEMPLATER_SETTINGS).get("templates_folder"),
    )
    folders = (each.strip("/ ") for each in named if isinstance(each, str))
    return tuple(dict.fromkeys(folder for folder in folders if folder))


def plugin_values(vault: Vault, path: str) -> dict[str, Any]:
    """The settings in a file of Obsidian's; none when it is missing or is Obsidian's to mend."""
    try:
        found = json.loads(vault.read(path).text or "{}")
    except (VaultError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
