"""Where templates come from: the folder beside a methodology, the vault's own, and Obsidian's templates folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from claudeprojects.core.errors import VaultError
from claudeprojects.core.vault.paths import OWN_FOLDER, join, parent_of
from claudeprojects.core.vault.templatefolders import CORE_SETTINGS, plugin_values

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.core.vault.vault import Vault

FOLDER = "templates"
"""The folder beside a methodology that holds its templates."""
VAULT_FOLDER = f"{OWN_FOLDER}/templates"


class TemplateText(NamedTuple):
    """A template as it stands: where it is, for people, and its text."""

    path: str
    text: str


class TemplateSource(Protocol):
    """Somewhere that templates are found by name, without ``.md``."""

    def find(self, name: str) -> TemplateText | None:
        """The template of that name; ``None`` when there is none that can be read."""
        ...

    def names(self) -> list[str]:
        """The names there are."""
        ...


class FolderTemplates:
    """The templates in one folder on disk, shown below ``shown``; those built in come from one."""

    def __init__(self, folder: Path, shown: str = FOLDER) -> None:
        self._folder = folder
        self._shown = shown

    def find(self, name: str) -> TemplateText | None:
        """The file ``<name>.md`` of the folder."""
        if name not in self.names():
            return None
        text = (self._folder / f"{name}.md").read_text(encoding="utf-8")
        return TemplateText(f"{self._shown}/{name}.md", text)

    def names(self) -> list[str]:
        """The names of the Markdown files in the folder."""
        if not self._folder.is_dir():
            return []
        return sorted(path.stem for path in self._folder.iterdir() if path.suffix == ".md" and path.is_file())


class VaultTemplates:
    """The templates of a vault that a methodology at ``path`` in it can use; the nearest folder counts."""

    def __init__(self, vault: Vault, path: str = "") -> None:
        self._vault = vault
        own = join(parent_of(path), FOLDER)
        self._folders = [*([own] if path else []), VAULT_FOLDER, *obsidian_folder(vault)]

    def find(self, name: str) -> TemplateText | None:
        """The note ``<name>.md`` of the first folder that has one."""
        for folder in self._folders:
            text = _read(self._vault, f"{folder}/{name}.md")
            if text is not None:
                return TemplateText(f"{folder}/{name}.md", text)
        return None

    def names(self) -> list[str]:
        """The names in all of the folders."""
        roots = [self._vault.root / folder for folder in self._folders]
        return sorted({path.stem for root in roots if root.is_dir() for path in root.glob("*.md")})


class Templates:
    """Several sources as one; the first that has a template counts."""

    def __init__(self, *sources: TemplateSource) -> None:
        self._sources = sources

    def find(self, name: str) -> TemplateText | None:
        """The template of that name in the first source that has one."""
        found = (source.find(name) for source in self._sources)
        return next((template for template in found if template is not None), None)

    def names(self) -> list[str]:
        """The names in all of the sources."""
        return sorted({name for source in self._sources for name in source.names()})


def obsidian_folder(vault: Vault) -> list[str]:
    """The folder of Obsidian's core plugin Templates, when the vault names one."""
    folder = plugin_values(vault, CORE_SETTINGS).get("folder")
    return [folder.strip("/")] if isinstance(folder, str) and folder.strip("/") else []


def obsidian_date_format(vault: Vault) -> str | None:
    """How Obsidian's templates write ``{{date}}`` in this vault, when it says so."""
    found = plugin_values(vault, CORE_SETTINGS).get("dateFormat")
    return found if isinstance(found, str) and found else None


def _read(vault: Vault, path: str) -> str | None:
    """The text of a file of the vault; ``None`` when there is none, or it is no text."""
    try:
        return vault.read(path).text
    except VaultError:
        return None
