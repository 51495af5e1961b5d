"""The records of runs: a run, its steps, its budget and what it used, as they are stored and shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, get_args

from claudeprojects.agents.values import Privacy, Usage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claudeprojects.agents.definitions.records import PermissionMode
    from claudeprojects.agents.models.port import Answered

RunState = Literal["queued", "running", "waiting", "done", "failed", "cancelled"]
StepKind = Literal["model", "tool", "agent", "note"]

ENDED: frozenset[RunState] = frozenset({"done", "failed", "cancelled"})
STATES: tuple[RunState, ...] = get_args(RunState)


@dataclass(frozen=True, slots=True)
class Budget:
    """What a run and all its descendants may use together; ``None`` sets no limit.

    ``seconds`` is time at work: waiting for a person does not count. ``depth`` is how many levels of sub-agents may
    stand below the run.
    """

    tokens: int | None = 400_000
    dollars: float | None = 2.0
    seconds: float | None = 3600.0
    tool_calls: int | None = 300
    depth: int = 3

    @classmethod
    def of(cls, wanted: Mapping[str, Any]) -> Budget:
        """The defaults with what ``wanted`` says; an unknown name raises ``TypeError``."""
        return cls(**wanted)

    def to_json(self) -> dict[str, Any]:
        """The limits by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run, or a tree of runs, has used so far. ``dollars`` is ``None`` when a price is not known."""

    input_tokens: int = 0
    output_tokens: int = 0
    dollars: float | None = 0.0
    seconds: float = 0.0
    model_calls: int = 0
    tool_calls: int = 0

    @property
    def tokens(self) -> int:
        """Tokens read and written."""
        return self.input_tokens + self.output_tokens

    def __add__(self, other: Spent) -> Spent:
        known = self.dollars is not None and other.dollars is not None
        return Spent(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            (self.dollars or 0.0) + (other.dollars or 0.0) if known else None,
            self.seconds + other.seconds,
            self.model_calls + other.model_calls,
            self.tool_calls + other.tool_calls,
        )

    @classmethod
    def of_answer(cls, answer: Answered) -> Spent:
        """What one model call used; nothing when its reply came out of the cache."""
        if answer.cached is not None:
            return cls()
        usage = answer.reply.usage
        return cls(usage.input_tokens, usage.output_tokens, usage.dollars, usage.seconds, 1, 0)

    def to_json(self) -> dict[str, Any]:
        """The amounts by name."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Spent:
        """The amounts that ``to_json`` gave; names of another version are left out."""
        known = {entry.name for entry in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})


@dataclass(frozen=True, slots=True)
class Run:
    """One agent at work on one task, from being asked for to its answer; ``root_id`` names the top of its tree."""

    id: str
    root_id: str
    parent_id: str | None
    agent: str
    title: str
    prompt: str
    mode: PermissionMode
    state: RunState
    created_at: float
    paths: tuple[str, ...] = ()
    """Vault paths of the notes given along with the prompt."""
    why: str = ""
    """Why it is in its state, for a person: what it waits for, or what stopped it."""
    answer: str = ""
    wanted_model: str | None = None
    model: str = ""
    """The model that answered last."""
    budget: Budget = field(default_factory=Budget)
    usage: Spent = field(default_factory=Spent)
    """What it used itself, without its descendants."""
    privacy: Privacy = Privacy.OPEN
    """The greatest class of all it has read."""
    attended: bool = True
    """Whether a person is looking on; one that is not lets go of its worker as soon as it waits."""
    priority: int = 0
    """Lower goes first."""
    job: int = 1
    attempt: int = 1
    owner: str | None = None
    parent_key: str | None = None
    forked_from: str | None = None
    forked_step: int | None = None
    schedule_id: str | None = None
    reuse: bool = True
    """Whether replies out of the cache will do."""
    started_at: float | None = None
    ended_at: float | None = None

    @property
    def ended(self) -> bool:
        """Whether it will do nothing more by itself."""
        return self.state in ENDED


@dataclass(frozen=True, slots=True)
class Step:
    """One model call, tool call, sub-agent or note of a run, with exactly what was sent and what came back.

    ``request`` and ``reply`` are JSON. A model step's request holds the messages that are new since the model step
    numbered ``after``; ``Journal.context_of`` puts the whole together. ``ended_at`` is ``None`` while it runs, or
    when a crash cut it: then it is carried out again under the same number.
    """

    run_id: str
    number: int
    kind: StepKind
    name: str
    started_at: float
    request: dict[str, Any] = field(default_factory=dict)
    reply: dict[str, Any] | None = None
    model: str = ""
    rule: str = ""
    usage: Usage = field(default_factory=Usage)
    privacy: Privacy = Privacy.OPEN
    ended_at: float | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A task that starts by the clock: ``words`` as the person wrote them, ``cron`` as they are understood."""

    id: str
    agent: str
    prompt: str
    mode: PermissionMode
    words: str
    cron: str
    timezone: str
    created_at: float
    model: str | None = None
    budget: dict[str, Any] = field(default_factory=dict)
    enabled: bool = True
    next_at: float | None = None
    last_at: float | None = None
    last_run_id: str | None = None
