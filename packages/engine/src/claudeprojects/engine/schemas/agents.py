"""The agent library: what definition files were found, what counts, and why something is not used."""

from __future__ import annotations

from typing import Annotated, Literal

from claudeprojects.engine.schemas.base import Command, View
from pydantic import Field

DefinitionOrigin = Literal["vault", "user", "plugin", "builtin"]

PermissionMode = Literal["default", "acceptEdits", "plan", "dontAsk", "bypassPermissions"]


class DefinitionProblem(View):
    """Something to say about a file."""

    line: int = Field(description="1-based; 0 for the file as a whole.")
    text: str
    level: Literal["error", "warning", "note"] = Field(
        description="`error`: the file is not used. `warning`: a part of it is not used as written."
    )


class FoundFile(View):
    """A file that was looked at, and what came of it."""

    path: str = Field(description="A vault path, `~/…` for the user's own files, `built in/…` for ours.")
    origin: DefinitionOrigin
    plugin: str | None = Field(description="The plugin it came with.")
    used: bool
    why: str = Field(description="One sentence: why it is used, or why not.")
    problems: list[DefinitionProblem]


class AgentSummary(FoundFile):
    """A file that was looked at for an agent; without `name` it defines none."""

    name: str | None
    description: str | None
    model: str | None = Field(description="What it asks for; null leaves it to the run and the router.")
    mode: PermissionMode | None = Field(description="The mode in force.")
    tools: list[str] | None = Field(description="Null when all are allowed.")
    color: str | None


class AgentList(View):
    """Every file that was looked at for an agent; those in use come first, nearest first."""

    items: list[AgentSummary]


class AgentView(AgentSummary):
    """An agent in use, with its system prompt."""

    prompt: str
    text: str = Field(description="The whole file.")
    text_hash: str = Field(description="Stands for `text`; to be given when it is changed.")
    kept: str = Field(description="Why the file cannot be changed here; empty when it can.")
    wanted_mode: PermissionMode | None = Field(description="The mode the file asks for.")
    disallowed_tools: list[str]
    max_turns: int | None
    skills: list[str]
    mcp_servers: list[str]
    memory: str | None
    effort: str | None
    hides: list[str] = Field(description="Files of the same name that it takes the place of.")


ToolName = Annotated[str, Field(pattern=r"^[\w.*-]+(\([^()]*\))?$", max_length=200)]


class AgentCreate(Command):
    """An agent to write a file for."""

    name: str = Field(
        max_length=64,
        description="Lowercase words joined by hyphens.",
        examples=["tide-keeper"],
    )
    description: str = Field("", max_length=2000, description="What it does, and when it should be used.")
    tools: list[ToolName] | None = Field(
        ["search", "read", "list", "grep", "tasks", "graph"],
        max_length=100,
        description="Null allows all; what is left out only reads.",
    )
    model: str = Field("", max_length=200, description="Left to the router when empty.")
    prompt: str = Field("", max_length=100_000, description="What it is told; a frame to fill in when empty.")
    source: str = Field("", max_length=200, description="An agent to copy; then only the name and description count.")
    own: bool = Field(False, description="In your home folder, for every vault, and not in this vault.")


class AgentEdit(Command):
    """The new text of an agent's file."""

    text: str = Field(max_length=1_000_000)
    base_hash: str = Field(max_length=64, description="The `text_hash` of the text that was changed.")


class SkillSummary(FoundFile):
    """A `SKILL.md` that was looked at; without `name` it defines none."""

    name: str | None
    description: str | None
    license: str | None
    allowed_tools: list[str] | None
    model_may_use: bool = Field(description="Whether a model may decide to use it, or only the user.")


class SkillList(View):
    """Every `SKILL.md` that was looked at; those in use come first."""

    items: list[SkillSummary]


class InstructionFile(View):
    """An `AGENTS.md`, a `CLAUDE.md`, or what they import."""

    path: str
    used: bool
    why: str
    characters: int


class ServerFile(FoundFile):
    """An entry of an MCP configuration. Nothing of its values is told, for they may be secrets."""

    name: str
    transport: Literal["stdio", "http", "sse"] | None
    variables: list[str] = Field(description="The environment variables it needs.")


class PlaceView(View):
    """A folder or file that was looked at."""

    kind: Literal["agents", "skills", "mcp"]
    path: str
    origin: DefinitionOrigin
    exists: bool
    read: bool = Field(description="Whether what stands there is used here at all.")
    files: int
    why: str
    problems: list[DefinitionProblem]


class LintReport(View):
    """Everything that was looked at, with every problem."""

    places: list[PlaceView]
    agents: list[AgentSummary]
    skills: list[SkillSummary]
    instructions: list[InstructionFile]
    servers: list[ServerFile]
    errors: int
    warnings: int
    notes: int
