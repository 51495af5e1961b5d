"""Runs: agents at work, their steps with exactly what was sent, and what can be asked of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from claudeprojects.agents.values import Privacy
from claudeprojects.engine.schemas.base import Command, Page, View
from pydantic import BeforeValidator, Field

RunState = Literal["queued", "running", "waiting", "done", "failed", "cancelled"]
Mode = Literal["default", "acceptEdits", "plan", "dontAsk", "bypassPermissions"]


def _label(value: object) -> object:
    return value.label if isinstance(value, Privacy) else value


PrivacyLabel = Annotated[Literal["open", "team", "private"], BeforeValidator(_label)]


class BudgetView(View):
    """What a run and all below it may use together; null sets no limit. Waiting for a person is not counted."""

    tokens: int | None
    dollars: float | None
    seconds: float | None
    tool_calls: int | None
    depth: int = Field(description="Levels of sub-agents below the run.")


class SpentView(View):
    """What was used. `dollars` is null when a price is not known."""

    input_tokens: int
    output_tokens: int
    dollars: float | None
    seconds: float
    model_calls: int
    tool_calls: int


class RunView(View):
    """One agent at work on one task."""

    id: str
    root_id: str = Field(description="The run at the top of its tree; itself, unless it is a sub-agent's.")
    parent_id: str | None
    agent: str
    title: str
    prompt: str
    mode: Mode
    state: RunState
    why: str = Field(description="Why it is in its state, for a person.")
    answer: str
    wanted_model: str | None
    model: str = Field(description="The model that answered last.")
    budget: BudgetView
    usage: SpentView = Field(description="What it used itself, without its sub-agents.")
    privacy: PrivacyLabel = Field(description="The strictest class of all it has read.")
    attended: bool
    priority: int
    paths: list[str]
    parent_key: str | None = Field(description="The tool call of its parent that asked for it.")
    forked_from: str | None
    forked_step: int | None
    schedule_id: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    changes: dict[str, int] = Field(
        description="How many files its tree changes, by the state of the change; `proposed` and `conflict` wait."
    )


class RunPage(Page[RunView]):
    """One page of runs."""


class UsageView(View):
    """What one call used."""

    input_tokens: int
    output_tokens: int
    dollars: float | None
    seconds: float


class StepView(View):
    """One model call, tool call, sub-agent or note. `ended_at` is null while it runs."""

    number: int
    kind: Literal["model", "tool", "agent", "note"]
    name: str
    request: dict[str, Any] = Field(description="What was asked; of a model step without its messages.")
    reply: dict[str, Any] | None = Field(description="What came back.")
    model: str
    rule: str = Field(description="The router's rule that chose the model.")
    usage: UsageView
    privacy: PrivacyLabel
    started_at: datetime
    ended_at: datetime | None
    error: str | None


class SourceView(View):
    """Where a text comes from."""

    path: str
    heading: str | None
    line: int
    start: int
    end: int
    hash: str | None


class MessageView(View):
    """One message as it was sent."""

    role: Literal["system", "user", "assistant", "tool"]
    text: str
    tool_calls: list[dict[str, Any]]
    tool_call_id: str | None
    is_error: bool
    privacy: PrivacyLabel
    sources: list[SourceView]


class StepDetail(StepView):
    """One step with exactly what was sent: every message and every tool the model was told of."""

    messages: list[MessageView]
    tools: list[dict[str, Any]]


class RunDetail(RunView):
    """A run with its steps, its sub-agents and what its whole tree has used and changed."""

    steps: list[StepView]
    children: list[RunView]
    tree_usage: SpentView


class BudgetWish(Command):
    """Limits that differ from the default; null takes one away."""

    tokens: Annotated[int, Field(ge=1)] | None = None
    dollars: Annotated[float, Field(ge=0)] | None = None
    seconds: Annotated[float, Field(gt=0)] | None = None
    tool_calls: Annotated[int, Field(ge=0)] | None = None
    depth: int = Field(3, ge=0, le=8)

    def chosen(self) -> dict[str, Any]:
        """Those limits that were given."""
        return self.model_dump(exclude_unset=True)


class RunWish(Command):
    """What a run is to be: by whom, how freely, with which model, limits and notes."""

    agent: str = Field(min_length=1, max_length=200)
    prompt: str = Field("", max_length=200_000)
    mode: Mode | None = Field(None, description="The agent's own mode when left out.")
    model: str | None = Field(None, max_length=200, description="The router's choice when left out.")
    budget: BudgetWish | None = None
    paths: list[str] = Field([], max_length=100, description="Notes to hand over along with the prompt.")


class RunStart(RunWish):
    """Ask an agent to do something."""

    prompt: str = Field(min_length=1, max_length=200_000)
    title: str | None = Field(None, max_length=200)
    attended: bool = Field(True, description="Whether a person looks on and answers questions soon.")
    priority: int = Field(0, ge=-100, le=100, description="Lower goes first.")
    reuse: bool = Field(True, description="Whether a kept reply to exactly the same question will do.")


class KeptReplies(View):
    """The replies of models that are kept, to be used again for exactly the same question."""

    count: int
    days: int = Field(description="For how many days each is kept: the setting `models.cache_days`; 0 keeps none.")


class HandedNoteView(View):
    """A note that would be handed over."""

    path: str
    privacy: PrivacyLabel
    allowed: bool = Field(description="Whether the model that would serve may be sent it.")


class RunPreview(View):
    """What a run would begin with; the router and the guard decide anew at every step."""

    agent: str
    mode: Mode = Field(description="The mode that would be in force.")
    model: str
    rule: str = Field(description="The router's rule that chooses the model.")
    why: str
    degraded: bool = Field(description="Whether the model is less than was asked for.")
    remote: bool = Field(description="Whether what the model is sent leaves this machine.")
    receiver: str = Field(description="The address of the model's provider; empty when nothing leaves.")
    notes: list[HandedNoteView]
    budget: BudgetView


class RunFork(Command):
    """Go another way from a step on: the steps before it are shared."""

    step: int = Field(ge=1)
    prompt: str | None = Field(None, max_length=200_000, description="Said to the fork before its next model call.")


class RunMessage(Command):
    """Say something to a run; one that has ended takes up its work again."""

    text: str = Field(min_length=1, max_length=200_000)
    budget: BudgetWish | None = Field(None, description="Limits to change from now on.")


class ScheduleView(View):
    """A task that starts by the clock."""

    id: str
    agent: str
    prompt: str
    mode: Mode
    model: str | None
    budget: dict[str, Any]
    words: str = Field(description="When, as it was written.")
    cron: str = Field(description="When, as it is understood: five fields of cron.")
    says: str = Field(description="When, in plain words.")
    timezone: str
    enabled: bool
    created_at: datetime
    next_at: datetime | None
    last_at: datetime | None
    last_run_id: str | None


class ScheduleList(View):
    """All schedules, the next to start first."""

    items: list[ScheduleView]


class ScheduleAdd(Command):
    """Start a task by the clock."""

    agent: str = Field(min_length=1, max_length=200)
    prompt: str = Field(min_length=1, max_length=200_000)
    when: str = Field(min_length=1, max_length=200, description="Such as `every weekday at 9:00`, or cron.")
    mode: Mode | None = None
    model: str | None = Field(None, max_length=200)
    budget: BudgetWish | None = None
    timezone: str | None = Field(None, max_length=64, description="The machine's own when left out.")
