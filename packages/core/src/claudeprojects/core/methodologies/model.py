"""What a methodology consists of, as frozen records: variables, artefacts, phases, activities and gates.

The keys of a file and these records match one to one; what each key means is in ``methodology.schema.json``, which
is published as the format's JSON Schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VariableKind = Literal["text", "date", "number", "choice", "person", "people", "list", "yes-no"]
"""What an answer is; ``people`` and ``list`` hold several texts."""

Scalar: TypeAlias = str | int | float | bool
PropertyValue: TypeAlias = Scalar | list[Scalar]


@dataclass(frozen=True, slots=True)
class Variable:
    """Something asked for when a project begins."""

    name: str
    ask: str
    kind: VariableKind = "text"
    choices: tuple[str, ...] = ()
    default: PropertyValue | None = None
    required: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board: the tasks in some states, at most ``limit`` at once."""

    title: str
    statuses: tuple[str, ...]
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class SprintPlan:
    """The sprints made with a project; ``days`` are working days."""

    days: int
    count: int = 1
    name: str = "Sprint {{ number }}"
    capacity: float | None = None
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Artefact:
    """A note the methodology produces; ``path`` is below the project's folder and may hold variables."""

    id: str
    title: str
    path: str
    template: str
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """Something done in a phase. ``inputs`` and ``outputs`` are ids of artefacts, ``tasks`` lines of a checklist."""

    id: str
    title: str
    purpose: str = ""
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    minutes: int | None = None
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArtefactNeed:
    """The note ``artefact`` exists and differs from its empty template."""

    artefact: str


@dataclass(frozen=True, slots=True)
class SectionsNeed:
    """Something of its own is written below each of these headings of a note."""

    artefact: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordsNeed:
    """A note has so many words that its template has not."""

    artefact: str
    words: int


@dataclass(frozen=True, slots=True)
class PropertyNeed:
    """A note has a property: one of the values ``one_of``, a number of ``at_least``, or (with neither) any value."""

    artefact: str
    property: str
    one_of: tuple[Scalar, ...] = ()
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class TasksDoneNeed:
    """Every task is done or cancelled: those of the ``phase``, of the ``project``, or in an artefact."""

    of: str = "phase"


@dataclass(frozen=True, slots=True)
class NoTasksNeed:
    """A query finds no task among those of the ``phase``, of the ``project``, or in an artefact."""

    query: str
    of: str = "project"


@dataclass(frozen=True, slots=True)
class SignOffNeed:
    """A named person signs in the role ``role``."""

    role: str


Need: TypeAlias = ArtefactNeed | SectionsNeed | WordsNeed | PropertyNeed | TasksDoneNeed | NoTasksNeed | SignOffNeed


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be there before the next phase opens."""

    needs: tuple[Need, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the work; ``days`` are working days. Without a ``gate`` the next phase may open at any time."""

    id: str
    title: str
    activities: tuple[Activity, ...]
    purpose: str = ""
    days: float | None = None
    gate: Gate | None = None


@dataclass(frozen=True)
class Methodology:
    """A way of working. ``guide`` is the text below the frontmatter, for practitioners."""

    name: str
    title: str
    version: int
    summary: str
    when: str
    """When to use it, and when not (``for`` in the file)."""
    variables: tuple[Variable, ...]
    folder: str
    project: Mapping[str, Any]
    board: tuple[Column, ...]
    sprints: SprintPlan | None
    artefacts: tuple[Artefact, ...]
    phases: tuple[Phase, ...]
    guide: str = ""

    def artefact(self, identifier: str) -> Artefact | None:
        """The artefact of that id."""
        return self._artefacts.get(identifier)

    def phase(self, identifier: str) -> Phase | None:
        """The phase of that id."""
        return next((phase for phase in self.phases if phase.id == identifier), None)

    def phase_named(self, name: str) -> Phase | None:
        """The phase of that id, or else of that title; case does not count in titles."""
        titled = (phase for phase in self.phases if phase.title.casefold() == name.strip().casefold())
        return self.phase(name.strip()) or next(titled, None)

    def after(self, phase: Phase) -> Phase | None:
        """The phase that follows, ``None`` after the last."""
        place = self.phases.index(phase) + 1
        return self.phases[place] if place < len(self.phases) else None

    def activities(self) -> Iterator[tuple[Phase, Activity]]:
        """Every activity with its phase, in order."""
        return ((phase, activity) for phase in self.phases for activity in phase.activities)

    def made_in(self, artefact: str) -> Phase | None:
        """The phase in which an artefact is written first; ``None`` when no activity writes it."""
        return next((phase for phase, activity in self.activities() if artefact in activity.outputs), None)

    @cached_property
    def _artefacts(self) -> dict[str, Artefact]:
        return {artefact.id: artefact for artefact in self.artefacts}
