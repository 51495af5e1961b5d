"""The library of one vault: the agents, skills, instructions and MCP servers that files define.

What is nearest counts: the vault's own files, then the user's, then plugins', then those built in. Files that lost,
or that are no definition, are still told of, with the reason. Asking again is cheap: only what changed is read.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from claudeprojects.agents.definitions import agents, skills
from claudeprojects.agents.definitions.files import (
    FileCache,
    LastCache,
    WalkCache,
    leaves,
    markdown_files,
    read_text,
    skill_files,
    stamp_of,
)
from claudeprojects.agents.definitions.instructions import Instructions
from claudeprojects.agents.definitions.places import BUILTIN, folders_of, home_folder, mcp_files
from claudeprojects.agents.definitions.records import Found, FoundServer, FoundSkill, Problem
from claudeprojects.agents.definitions.servers import read_configuration
from claudeprojects.agents.definitions.values import slug
from claudeprojects.agents.errors import AgentNotFound, SkillNotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from claudeprojects.agents.definitions.agents import Reading
    from claudeprojects.agents.definitions.files import Stamp
    from claudeprojects.agents.definitions.places import Place, PluginFolder
    from claudeprojects.agents.definitions.records import (
        AgentDefinition,
        Instruction,
        Origin,
        ServerDefinition,
        Skill,
    )
    from claudeprojects.agents.definitions.servers import Entry
    from claudeprojects.agents.definitions.skills import SkillReading

USED = {
    "vault": "It is in this vault, which is nearest.",
    "user": "It is your own; the vault has none of that name.",
    "plugin": "A plugin brings it; neither the vault nor you have one of that name.",
    "builtin": "It is built in.",
}
"""Why a definition counts, by its origin."""

OUTSIDE = "It is a link that leads out of the vault, so it is not read."


class Library:
    """The definitions of the vault at ``root``; safe to use from many threads.

    ``home`` is the folder with the user's own (the home folder), ``plugins`` gives the folders that plugins bring.
    """

    def __init__(
        self, root: Path, home: Path | None = None, plugins: Callable[[], Iterable[PluginFolder]] = tuple
    ) -> None:
        self.root = root
        self.home = home or home_folder()
        self.plugins = plugins
        self.texts = FileCache(read_text)
        self.instructions = Instructions(root, self.home, self.texts, self.shown)
        self._agents: dict[Origin, FileCache[Reading]] = {}
        self._skills: dict[Origin, FileCache[SkillReading]] = {}
        self._servers = FileCache(_read_servers)
        self._walks = {"agents": WalkCache(markdown_files), "skills": WalkCache(skill_files)}
        self._found_agents: LastCache[object, list[Found]] = LastCache()
        self._found_skills: LastCache[object, list[FoundSkill]] = LastCache()

    def agents(self) -> list[Found]:
        """Every file that was looked at for an agent; those used come first, nearest first."""
        files = self._files("agents")

        def settled() -> list[Found]:
            claims = _Claims(self.shown)
            found = [self._agent_at(path, place, claims) for path, place, _ in files]
            return sorted(found, key=lambda entry: not entry.used)

        return list(self._found_agents.get(files, settled))

    def agent(self, name: str) -> AgentDefinition:
        """The agent of that name, however its case and hyphens are written. Raises ``AgentNotFound``."""
        known = {
            entry.definition.name: entry.definition for entry in self.agents() if entry.used and entry.definition
        }
        found = known.get(name) or {slug(other): agent for other, agent in known.items()}.get(slug(name))
        if found is None:
            raise AgentNotFound(name, tuple(get_close_matches(name, known, 3, 0.5)))
        return found

    def skills(self) -> list[FoundSkill]:
        """Every ``SKILL.md`` that was looked at; those used come first."""
        files = self._files("skills")

        def settled() -> list[FoundSkill]:
            claims = _Claims(self.shown)
            found = [self._skill_at(path, place, claims) for path, place, _ in files]
            return sorted(found, key=lambda entry: not entry.used)

        return list(self._found_skills.get(files, settled))

    def skill(self, name: str) -> Skill:
        """The skill of that name, or in the folder of that name. Raises ``SkillNotFound``."""
        known = {entry.skill.name: entry.skill for entry in self.skills() if entry.used and entry.skill}
        folders = {slug(skill.folder.name): skill for skill in known.values()}
        names = {slug(other): skill for other, skill in known.items()}
        found = known.get(name) or names.get(slug(name)) or folders.get(slug(name))
        if found is None:
            raise SkillNotFound(name, tuple(get_close_matches(name, known, 3, 0.5)))
        return found

    def instructions_for(self, path: str) -> list[Instruction]:
        """The instructions that hold for the vault path ``path``, nearest first, the user's own last.

        Raises ``PathRefused`` for a path that leads out of the vault.
        """
        return self.instructions.for_path(path)

    def mcp_config(self) -> list[FoundServer]:
        """Every entry of an MCP configuration that was looked at; those used come first."""
        claims = _Claims(self.shown)
        found = [
            self._server(entry, place, claims)
            for place in mcp_files(self.root, self.home, self.plugins())
            for entry in (() if self._outside(place.path, place) else self._servers.get(place.path)[0])
        ]
        return sorted(found, key=lambda entry: not entry.used)

    def mcp_problems(self, path: Path) -> tuple[Problem, ...]:
        """What is wrong with the MCP configuration at ``path`` as a whole."""
        return self._servers.get(path)[1]

    def servers(self) -> dict[str, ServerDefinition]:
        """The MCP servers that count, by name."""
        return {entry.name: entry.definition for entry in self.mcp_config() if entry.used and entry.definition}

    @staticmethod
    def is_same(one: AgentDefinition | None, other: AgentDefinition) -> bool:
        """Whether both have the same name, as names are compared."""
        return one is not None and slug(one.name) == slug(other.name)

    def shown(self, path: Path) -> str:
        """``path`` as people read it: a vault path, ``~/…`` for the user's own, ``built in/…`` for ours."""
        for folder, name in ((self.root, ""), (BUILTIN, "built in"), (self.home, "~")):
            if path == folder:
                return name
            if path.is_relative_to(folder):
                inside = path.relative_to(folder).as_posix()
                return f"{name}/{inside}" if name else inside
        return str(path)

    def _files(self, kind: Literal["agents", "skills"]) -> list[tuple[Path, Place, Stamp | None]]:
        """The files of all places that may define one, nearest first, as they are now."""
        return [
            (path, place, stamp_of(path))
            for place in folders_of(kind, self.root, self.home, self.plugins())
            for path in self._walks[kind].files(place.path)
        ]

    def _outside(self, path: Path, place: Place) -> bool:
        return place.origin == "vault" and leaves(path, self.root)

    def _read_agent(self, place: Place, path: Path) -> Reading:
        read = read_text(path)
        if self._outside(path, place) or read.text is None:
            return agents.Reading(None, read.why or OUTSIDE)
        reading = agents.read_agent(read.text, path, place.origin)
        return reading._replace(problems=in_order((*read.problems, *reading.problems)))

    def _read_skill(self, place: Place, path: Path) -> SkillReading:
        read = read_text(path)
        if self._outside(path, place) or read.text is None:
            return skills.SkillReading(None, read.why or OUTSIDE)
        reading = skills.read_skill(read.text, path, place.origin)
        return reading._replace(problems=in_order((*read.problems, *reading.problems)))

    def _agent_at(self, path: Path, place: Place, claims: _Claims) -> Found:
        cache = self._agents.setdefault(place.origin, FileCache(partial(self._read_agent, place)))
        definition, why, problems = cache.get(path)
        settled = claims.settle(definition.name, path, place.origin) if definition else Settled(used=False, why=why)
        return Found(definition, path, place.origin, settled.used, settled.why, problems, place.plugin)

    def _skill_at(self, path: Path, place: Place, claims: _Claims) -> FoundSkill:
        cache = self._skills.setdefault(place.origin, FileCache(partial(self._read_skill, place)))
        skill, why, problems = cache.get(path)
        settled = claims.settle(skill.name, path, place.origin) if skill else Settled(used=False, why=why)
        return FoundSkill(skill, path, place.origin, settled.used, settled.why, problems, place.plugin)

    def _server(self, entry: Entry, place: Place, claims: _Claims) -> FoundServer:
        if entry.definition is None:
            why = next((p.text for p in entry.problems if p.level == "error"), "It cannot be used.")
            settled = Settled(used=False, why=why)
        elif entry.off:
            settled = Settled(used=False, why="It is disabled in its configuration.")
        else:
            settled = claims.settle(entry.name, place.path, place.origin)
        return FoundServer(
            entry.definition, entry.name, place.path, place.origin, settled.used, settled.why, entry.problems,
            place.plugin,
        )  # fmt: skip


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by line, those of the file as a whole last."""
    return tuple(sorted(problems, key=lambda problem: (problem.line == 0, problem.line)))


class Settled(NamedTuple):
    """Whether a definition is used, and why or why not."""

    used: bool
    why: str


class _Claims:
    """Who came first to each name; names that differ only in case or hyphens are the same."""

    def __init__(self, shown: Callable[[Path], str]) -> None:
        self._shown = shown
        self._first: dict[str, tuple[Path, str]] = {}

    def settle(self, name: str, path: Path, origin: Origin) -> Settled:
        """Whether the definition ``name`` at ``path`` is used."""
        key = slug(name) or name
        first = self._first.setdefault(key, (path, name))
        if first == (path, name):
            return Settled(used=True, why=USED[origin])
        return Settled(used=False, why=f"{self._shown(first[0])} has the same name and is nearer.")


def _read_servers(path: Path) -> tuple[list[Entry], tuple[Problem, ...]]:
    if not path.is_file():
        return [], ()
    read = read_text(path)
    if read.text is None:
        return [], (Problem(0, read.why, "error"),)
    entries, problems = read_configuration(read.text)
    return entries, (*read.problems, *problems)
