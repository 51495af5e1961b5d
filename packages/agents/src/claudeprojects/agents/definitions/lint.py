"""What was found where, and why something is not used: the report behind ``agent lint`` and the library page."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from claudeprojects.agents.definitions.files import markdown_files, skill_files
from claudeprojects.agents.definitions.instructions import NAMES
from claudeprojects.agents.definitions.places import ELSEWHERE, MCP_ELSEWHERE, folders_of, mcp_files
from claudeprojects.agents.definitions.records import Problem
from claudeprojects.agents.definitions.values import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claudeprojects.agents.definitions.files import Walk
    from claudeprojects.agents.definitions.instructions import FoundInstruction
    from claudeprojects.agents.definitions.library import Library
    from claudeprojects.agents.definitions.records import AgentDefinition, Found, FoundServer, FoundSkill, Origin

Kind = Literal["agents", "skills", "mcp"]

ONLY_IN_CLAUDE_CODE = frozenset(
    {"AskUserQuestion", "BashOutput", "CronCreate", "CronDelete", "CronList", "EnterPlanMode", "EnterWorktree",
     "ExitPlanMode", "ExitWorktree", "KillBash", "KillShell", "LSP", "ListMcpResourcesTool", "Monitor",
     "NotebookEdit", "NotebookRead", "PowerShell", "ReadMcpResourceTool", "SendMessage", "SlashCommand", "TaskCreate",
     "TaskGet", "TaskList", "TaskOutput", "TaskStop", "TaskUpdate", "TeamCreate", "TeamDelete", "ToolSearch",
     "WebSearch"}
)  # fmt: skip
"""Tools of Claude Code that nothing here stands for; files that name them are none the worse."""


class LookedAt(NamedTuple):
    """A folder or file that was looked at: how many definition files it holds, and what to know of it."""

    kind: Kind
    shown: str
    origin: Origin
    exists: bool
    read: bool
    files: int
    why: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was looked at, with its problems."""

    places: list[LookedAt]
    agents: list[Found]
    skills: list[FoundSkill]
    instructions: list[FoundInstruction]
    servers: list[FoundServer]

    def problems(self) -> Iterable[Problem]:
        """Every problem of every file."""
        for group in (self.places, self.agents, self.skills, self.servers):
            for entry in group:
                yield from entry.problems

    def count(self, level: str) -> int:
        """How many problems are of this level."""
        return sum(problem.level == level for problem in self.problems())


def lint(library: Library, knows_tool: Callable[[str], bool] | None = None) -> Report:
    """Look at everything; ``knows_tool`` tells which tools there are, so that misspelt ones are told of."""
    skills, servers = library.skills(), library.mcp_config()
    agents = library.agents()
    known = _Known(
        frozenset(slug(found.definition.name) for found in agents if found.used and found.definition),
        frozenset(
            slug(name)
            for found in skills
            if found.used and found.skill
            for name in (found.skill.name, found.skill.folder.name)
        ),
        frozenset(found.name for found in servers if found.used),
        knows_tool,
    )
    agents = [_checked(found, known) for found in agents]
    return Report(_places(library), agents, skills, instructions_of(library), servers)


class _Known(NamedTuple):
    agents: frozenset[str]
    skills: frozenset[str]
    servers: frozenset[str]
    tool: Callable[[str], bool] | None


def _checked(found: Found, known: _Known) -> Found:
    """``found`` with what is wrong with the names it uses."""
    if found.definition is None or found.origin == "builtin":
        return found
    return replace(found, problems=(*found.problems, *_names_without(found.definition, known)))


def _names_without(agent: AgentDefinition, known: _Known) -> list[Problem]:
    """Names of tools, skills, servers and agents that nothing answers to."""
    own = {server.name for server in agent.servers}
    texts = [f"There is no skill {name!r}." for name in agent.skills if slug(name) not in known.skills]
    texts += [
        f"The MCP server {name!r} is not configured."
        for name in agent.mcp_servers
        if name not in known.servers and name not in own
    ]
    problems = [Problem(0, text, "warning") for text in texts]
    open_ended = [tool for tool in agent.tools or () if "(" in tool and not tool.endswith(")")]
    if open_ended:
        problems.append(Problem(0, f"A bracket is not closed, so it grants nothing: {_few(open_ended)}.", "warning"))
    unknown = [tool for tool in agent.tools or () if not _is_tool(tool, known, own)]
    foreign = [tool for tool in unknown if tool.partition("(")[0] in ONLY_IN_CLAUDE_CODE]
    wrong = [tool for tool in unknown if tool not in foreign]
    if wrong:
        problems.append(Problem(0, f"Not known here as tools: {_few(wrong)}.", "warning"))
    if foreign:
        problems.append(Problem(0, f"Tools of Claude Code that are not here: {_few(foreign)}.", "note"))
    if unknown and len(unknown) == len(agent.tools or ()):
        problems.append(Problem(0, "None of its tools is here, so the agent has none.", "warning"))
    return problems


def _few(names: list[str]) -> str:
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def _is_tool(tool: str, known: _Known, own: set[str]) -> bool:
    name, _, inside = tool.partition("(")
    if name.startswith("mcp__"):
        server = name.split("__")[1]
        return server in {"", "*"} or server in known.servers or server in own
    if name in {"Task", "Agent"} and inside:
        wanted = [part.strip() for part in inside.rstrip(")").split(",")]
        return all(slug(part) in known.agents or part == "*" for part in wanted)
    return known.tool is None or known.tool(name)


def _places(library: Library) -> list[LookedAt]:
    plugins = tuple(library.plugins())
    places = []
    kinds: tuple[tuple[Kind, Callable[[Path], Walk]], ...] = (("agents", markdown_files), ("skills", skill_files))
    for kind, walk in kinds:
        for place in folders_of(kind, library.root, library.home, plugins):
            count = len(walk(place.path).files)
            exists = place.path.is_dir()
            why = "" if exists else "There is no such folder."
            shown = library.shown(place.path)
            places.append(LookedAt(kind, shown, place.origin, exists, read=True, files=count, why=why))
    for place in mcp_files(library.root, library.home, plugins):
        exists = place.path.is_file()
        why = "" if exists else "There is no such file."
        problems = library.mcp_problems(place.path) if exists else ()
        shown = library.shown(place.path)
        places.append(LookedAt("mcp", shown, place.origin, exists, True, int(exists), why, problems))
    return [*places, *_elsewhere(library)]


def _elsewhere(library: Library) -> Iterable[LookedAt]:
    """What stands in the vault and is read by other programs only."""
    for name, whose in ELSEWHERE:
        folder = library.root / name
        kind: Kind = "skills" if name == "skills" else "agents"
        files = (skill_files if kind == "skills" else markdown_files)(folder).files
        if files and (not name.islower() or "." in name or _holds_definition(files)):
            why = f"It is read by {whose}. Put the files into `.claude/{kind}` to use them here."
            yield LookedAt(kind, name, "vault", exists=True, read=False, files=len(files), why=why)
    if _names_servers(library.home / ".claude.json"):
        why = "Claude Code keeps your servers there. `claudeprojects mcp add` sets one up here."
        yield LookedAt("mcp", "~/.claude.json", "user", exists=True, read=False, files=1, why=why)
    for name, whose in MCP_ELSEWHERE:
        if (library.root / name).is_file():
            why = f"It is read by {whose}. Put its servers into `.mcp.json` to use them here."
            yield LookedAt("mcp", name, "vault", exists=True, read=False, files=1, why=why)


def _names_servers(path: Path) -> bool:
    """Whether Claude Code's own file of state names MCP servers; it can be large and holds other things."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False  # not there, or not for us to judge
    return isinstance(data, dict) and bool(data.get("mcpServers"))


def _holds_definition(files: list[Path]) -> bool:
    """Whether one of the first ``files`` begins as a definition does; a folder of notes may be named ``agents``."""
    for path in files[:20]:
        with path.open(encoding="utf-8", errors="replace") as file:
            head = file.read(2000)
        if head.startswith("---") and "\nname:" in head and "\ndescription:" in head:
            return True
    return False


def instructions_of(library: Library) -> list[FoundInstruction]:
    """Every file of instructions in the vault and of the user, the root's first."""
    seen: set[Path] = set()
    found = []
    for folder in ["", *_folders_with_instructions(library.root)]:
        for entry in library.instructions.found(folder):
            if entry.path not in seen:
                seen.add(entry.path)
                found.append(entry)
    return found


def _folders_with_instructions(root: Path) -> list[str]:
    plain = {name for name in NAMES if "/" not in name}
    found = []
    for folder, below, files in os.walk(root):
        inner = Path(folder, ".claude", "CLAUDE.md")
        if folder != str(root) and (plain & set(files) or (".claude" in below and inner.is_file())):
            found.append(Path(folder).relative_to(root).as_posix())
        below[:] = sorted(name for name in below if not name.startswith(".") and name != "node_modules")
    return found
