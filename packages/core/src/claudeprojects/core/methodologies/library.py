"""The library of one vault: the methodologies that count here, nearest first, and where each comes from.

Nearest is ``.claudeprojects/methodologies`` in the vault, then any note with ``type: methodology``, then those built
in. Of two with one name the nearer counts, and the other says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from claudeprojects.core.errors import MethodologyInvalid, MethodologyNotFound, VaultError
from claudeprojects.core.methodologies.linting import lint
from claudeprojects.core.methodologies.reading import read_methodology
from claudeprojects.core.methodologies.sources import FOLDER, FolderTemplates, Templates, VaultTemplates
from claudeprojects.core.vault.paths import OWN_FOLDER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from claudeprojects.core.methodologies.model import Methodology
    from claudeprojects.core.methodologies.problems import Problem
    from claudeprojects.core.methodologies.sources import TemplateSource
    from claudeprojects.core.workspace import Workspace

Origin = Literal["vault", "builtin"]

OWN = f"{OWN_FOLDER}/methodologies"
BUILTIN = Path(__file__).parent / "builtin"
SHOWN = "built in"
"""What the paths of built-in files begin with, for people."""

USED: dict[Origin, str] = {"vault": "It is in this vault, which is nearest.", "builtin": "It is built in."}

_NOTES = """
SELECT DISTINCT files.path FROM properties JOIN files USING (file_id)
WHERE properties.name_key = 'type' AND properties.value = 'methodology' COLLATE NOCASE
AND file_id NOT IN (SELECT file_id FROM templates) ORDER BY files.path
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was looked at for a methodology. ``path`` is a vault path, or begins with ``built in/``."""

    name: str
    path: str
    origin: Origin
    text: str
    methodology: Methodology | None
    """``None`` when the structure of the file is wrong; ``problems`` says where."""
    used: bool
    why: str
    """One sentence: why it counts, or why not."""
    problems: tuple[Problem, ...] = ()


class MethodologyLibrary:
    """The methodologies of ``workspace``; asking again reads only what changed. Safe to use from many threads."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def all(self) -> list[Found]:
        """Every file that was looked at; those that count come first, nearest first."""
        first: dict[str, Found] = {}
        found = []
        for entry in self._entries():
            nearer = first.get(entry.name.casefold())
            if nearer is not None:
                why = f"{nearer.path} has the same name and is nearer."
                entry = Found(
                    entry.name, entry.path, entry.origin, entry.text, entry.methodology, False, why, entry.problems
                )
            elif entry.used:
                first[entry.name.casefold()] = entry
            found.append(entry)
        return sorted(found, key=lambda each: not each.used)

    def get(self, name: str) -> Found:
        """The methodology of that name that counts.

        Raises:
            MethodologyNotFound: there is none.
            MethodologyInvalid: there is one, and its file has errors.
        """
        entries = [entry for entry in self._entries(name) if entry.name.casefold() == name.casefold()]
        if used := next((entry for entry in entries if entry.used), None):
            return used
        if entries:
            problem = entries[0].problems[0]
            raise MethodologyInvalid(entries[0].path, problem.line, problem.text)
        known = [entry.name for entry in self.all() if entry.used]
        raise MethodologyNotFound(name, tuple(get_close_matches(name.casefold(), known, 3, 0.5)))

    def methodology(self, name: str) -> Methodology:
        """The methodology of that name itself; raises as ``get`` does."""
        found = self.get(name).methodology
        if found is None:
            raise MethodologyNotFound(name)
        return found

    def templates(self, found: Found) -> TemplateSource:
        """Where the templates of a methodology are found."""
        return self.templates_at(found.path)

    def templates_at(self, path: str) -> TemplateSource:
        """Where the templates of a methodology in the file ``path`` are found."""
        if path.startswith(f"{SHOWN}/"):
            name = path.split("/")[1]
            own = FolderTemplates(BUILTIN / name / FOLDER, f"{SHOWN}/{name}/{FOLDER}")
            return Templates(own, VaultTemplates(self._workspace.vault))
        return VaultTemplates(self._workspace.vault, path)

    def lint(self, text: str, path: str, agents: Collection[str] | None = None) -> list[Problem]:
        """The problems of ``text`` as the methodology in the file ``path``; ``agents`` are those known, by name."""
        return lint(text, path, self.templates_at(path), agents)

    def _entries(self, name: str | None = None) -> Iterator[Found]:
        """Every file that is meant to be a methodology, nearest first; of those built in only ``name``."""
        vault = self._workspace.vault
        own = sorted(path.relative_to(vault.root).as_posix() for path in (vault.root / OWN).rglob("*.md"))
        notes = [path for (path,) in self._workspace.database.read(_NOTES)]
        for path in dict.fromkeys([*own, *notes]):
            if FOLDER in path.split("/")[:-1]:
                continue
            try:
                text = vault.read(path).text
            except VaultError:
                continue  # gone since it was listed, or no file of this vault
            if text is not None:
                yield _found(text, path, "vault")
        for folder in sorted(BUILTIN.iterdir()) if BUILTIN.is_dir() else ():
            file = folder / f"{folder.name}.md"
            if file.is_file() and name in (None, folder.name):
                yield _found(file.read_text(encoding="utf-8"), f"{SHOWN}/{folder.name}/{folder.name}.md", "builtin")


def _found(text: str, path: str, origin: Origin) -> Found:
    methodology, problems, front = read_methodology(text)
    named = front.values.get("name") if front else None
    name = methodology.name if methodology else str(named or path.rpartition("/")[2].removesuffix(".md"))
    why = (
        USED[origin] if methodology else f"It has errors; the first is on line {problems[0].line}: {problems[0].text}"
    )
    return Found(name, path, origin, text, methodology, methodology is not None, why, problems)
