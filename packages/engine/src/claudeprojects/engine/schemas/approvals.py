"""Approvals: exact effects of agents' tool calls that wait for a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from claudeprojects.engine.schemas.base import Command, Page, View
from pydantic import Field

ApprovalState = Literal["waiting", "approved", "denied", "withdrawn"]
"""``withdrawn``: its run ended before anyone answered."""


class EffectView(View):
    """What a call would do."""

    kind: str = Field(description="read, write, move, delete, shell, web, mcp, agent or memory.")
    summary: str
    paths: list[str] = Field(description="The files it reads or changes.")
    detail: str = Field(description="The exact effect: a unified diff, the command, the address, what would be sent.")
    leaves_machine: bool
    unconfined: bool = Field(description="Nothing confines it and nothing can undo it.")


class ApprovalView(View):
    """One question to a person, and the answer."""

    id: str
    run_id: str
    key: str = Field(description="The call it is about: run, step and call.")
    tool: str
    arguments: dict[str, Any]
    effect: EffectView
    rule: str = Field(description="The rule that asks.")
    why: str
    state: ApprovalState
    created_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    note: str


class ApprovalPage(Page[ApprovalView]):
    """One page of approvals."""


class ApprovalAnswer(Command):
    """A person's answer; the agent is told the ``note``."""

    approve: bool
    note: str = Field(default="", max_length=2000)
