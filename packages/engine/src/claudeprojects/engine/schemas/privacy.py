"""Privacy: the rules on what may leave the machine, and the log of what did."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from claudeprojects.engine.schemas.base import Command, Page, View
from claudeprojects.engine.schemas.changes import PrivacyClass
from pydantic import Field


class PrivacyPolicy(View):
    """The rules in force, which stand in `.claudeprojects/privacy.toml` of the vault."""

    default: PrivacyClass = Field(description="The class of notes no rule speaks of.")
    team_models: list[str] = Field(description="Who may be sent `team` notes, as patterns such as `anthropic:*`.")
    folders: dict[str, PrivacyClass]
    tags: dict[str, PrivacyClass]
    problem: str | None = Field(description="Why the file cannot be read; until it can, everything is private.")


class PrivacyUpdate(Command):
    """The rules to put in force; all of them, so that what is left out is gone."""

    default: PrivacyClass = "open"
    team_models: list[str] = Field(default_factory=list, max_length=1000)
    folders: dict[str, PrivacyClass] = Field(default_factory=dict, max_length=10_000)
    tags: dict[str, PrivacyClass] = Field(default_factory=dict, max_length=10_000)


class AuditEntry(View):
    """One thing that left the machine, or was kept from leaving; never the text itself."""

    id: int
    at: datetime
    outcome: Literal["sent", "refused"]
    channel: Literal["model", "mcp", "web", "tool"]
    receiver: str
    run_id: str | None
    bytes: int
    privacy: PrivacyClass
    notes: list[str] = Field(description="The notes it was made of; for a refusal those that forbid it.")
    detail: str
    previous: str
    hash: str


class AuditPage(Page[AuditEntry]):
    """One page of the audit log, newest first."""


class AuditVerification(View):
    """Whether the log is as it was written."""

    ok: bool
    entries: int
    broken_at: int | None = Field(description="The first entry that is not as it was written, or is missing.")
    problem: str | None
