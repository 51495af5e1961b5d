"""The state of a guided project, as the properties of its note hold it: flat, readable, and nowhere else.

``methodology``, ``methodology-version`` and ``phase`` say where it is; ``gates`` is a list of texts such as
``understand: signed 2026-11-23 by Mara as Decider``. Entries that cannot be read are kept as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from claudeprojects.core.errors import NotGuided
from claudeprojects.core.methodologies.answers import read_back
from claudeprojects.core.methodologies.filters import ISO
from claudeprojects.core.methodologies.layout import Layout
from claudeprojects.core.vault.edit import set_property
from claudeprojects.core.vault.note import parse_note

if TYPE_CHECKING:
    from claudeprojects.core.methodologies.model import Methodology, Phase

Event = Literal["passed", "signed", "waived", "reopened"]

DONE = "done"
"""The status of a project whose last gate is passed."""
ACTIVE = "active"
"""The status of a project that has begun, and of one that was done and goes on."""

_ENTRY = re.compile(
    r"(?P<phase>[^:]+): (?P<event>passed|signed|waived|reopened) (?P<day>\d{4}-\d\d-\d\d)"
    r"(?: by (?P<person>.+?)(?: as (?P<role>.+)| because (?P<reason>.+))?)?"
)


@dataclass(frozen=True, slots=True)
class GateEntry:
    """Something that happened at a gate: passed, signed by a person in a role, waived or reopened for a reason."""

    phase: str
    event: Event
    day: date
    person: str = ""
    role: str = ""
    reason: str = ""

    def __str__(self) -> str:
        by = f" by {self.person}" if self.person else ""
        more = f" as {self.role}" if self.role else f" because {self.reason}" if self.reason else ""
        return f"{self.phase}: {self.event} {self.day.isoformat()}{by}{more}"


@dataclass(frozen=True, slots=True)
class ProjectState:
    """What the note of a guided project says. ``gates`` are its entries as written."""

    path: str
    name: str
    methodology: str
    version: int
    phase: str
    status: str
    gates: tuple[str, ...]
    answers: tuple[str, ...]

    @property
    def entries(self) -> list[GateEntry]:
        """What happened at the gates, in order."""
        return [entry for text in self.gates if (entry := read_entry(text)) is not None]

    @property
    def folder(self) -> str:
        """The folder of the project note, which is the project's."""
        return self.path.rpartition("/")[0]

    def history(self, phase: str) -> list[GateEntry]:
        """All that ever happened at the gate of a phase, in order."""
        return [entry for entry in self.entries if entry.phase == phase]

    def at(self, phase: str, event: Event) -> list[GateEntry]:
        """What happened of one kind at the gate of a phase, since the phase was opened last."""
        history = self.history(phase)
        opened = max((place for place, entry in enumerate(history) if entry.event == "reopened"), default=0)
        return [entry for entry in history[opened:] if entry.event == event]

    def is_through(self, phase: str) -> bool:
        """Whether the gate of a phase was passed or waived, and the phase was not opened again."""
        return bool(self.at(phase, "passed") or self.at(phase, "waived"))

    def layout(self, methodology: Methodology, date_format: str = ISO) -> Layout:
        """Where everything of the project is planned, with the answers it was made with."""
        answers, made = read_back(methodology, self.answers, date.today())
        return Layout(methodology, answers, made, project=self.path, date_format=date_format)

    def phase_in(self, methodology: Methodology) -> Phase:
        """The current phase; raises ``NotGuided`` when the methodology does not have it."""
        found = methodology.phase(self.phase)
        if found is None:
            known = ", ".join(repr(phase.id) for phase in methodology.phases)
            reason = f"its phase is {self.phase!r}, and {methodology.name!r} has {known}"
            error = NotGuided(self.path, reason)
            error.hint = "Set the property `phase` of the project to one of these."
            raise error
        return found


def read_state(path: str, text: str) -> ProjectState:
    """What the project note ``text`` at ``path`` says; raises ``NotGuided`` when no methodology is named in it."""
    properties = parse_note(text).properties
    values = properties.values
    if properties.error is not None:
        raise NotGuided(path, f"its properties cannot be read ({properties.error})")
    name = values.get("methodology")
    if not isinstance(name, str) or not name:
        raise NotGuided(path, "it has no property `methodology`")
    version = values.get("methodology-version")
    return ProjectState(
        path=path,
        name=path.rpartition("/")[2].removesuffix(".md"),
        methodology=name,
        version=version if isinstance(version, int) else 0,
        phase=str(values.get("phase") or ""),
        status=str(values.get("status") or ""),
        gates=_texts(values.get("gates")),
        answers=_texts(values.get("answers")),
    )


def with_entries(text: str, state: ProjectState, *entries: GateEntry) -> str:
    """The project note ``text`` with more entries in ``gates``."""
    return set_property(text, "gates", [*state.gates, *map(str, entries)], path=state.path)


def read_entry(text: str) -> GateEntry | None:
    """One entry of ``gates``; ``None`` when it is none."""
    found = _ENTRY.fullmatch(text.strip())
    if found is None:
        return None
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        return None
    event: Any = found["event"]
    return GateEntry(
        found["phase"].strip(), event, day, found["person"] or "", found["role"] or "", found["reason"] or ""
    )


def _texts(value: object) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else [] if value in (None, "") else [value]
    return tuple(str(entry) for entry in entries)
