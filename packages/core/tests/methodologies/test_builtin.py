"""The methodologies we ship: without a problem, closed while nothing is written, and passable from first to last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from claudeprojects.core.methodologies.linting import lint_file
from claudeprojects.core.methodologies.methodologies import Methodologies
from claudeprojects.core.methodologies.model import (
    Methodology,
    Need,
    NoTasksNeed,
    PropertyNeed,
    SectionsNeed,
    SignOffNeed,
    TasksDoneNeed,
    WordsNeed,
)
from claudeprojects.core.methodologies.reading import read_methodology
from claudeprojects.core.sample import create_sample
from claudeprojects.core.sample.create import EXAMPLES
from claudeprojects.core.workspace import Workspace

BUILTIN = Path(str(files("claudeprojects.core.methodologies"))) / "builtin"
NAMES = [
    "architecture-centric",
    "design-sprint",
    "double-diamond",
    "kanban",
    "meddic",
    "scrum",
    "strategy-consulting",
]
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 5)

LEAST_WORDS = 1_500
"""Of a guide that somebody can work by."""


def read(name: str) -> Methodology:
    found = read_methodology((BUILTIN / name / f"{name}.md").read_text(encoding="utf-8")).methodology
    assert found is not None
    return found


def answers(methodology: Methodology) -> dict[str, object]:
    samples = {"date": "2026-11-30", "number": 1200, "person": "Mara Okafor", "people": ["Lin Wei", "Jonas Weber"]}
    given = {
        each.name: samples.get(each.kind, "A: “b” # c") for each in methodology.variables if each.kind != "choice"
    }
    return {**given, "project": f"Sea and sky {methodology.name}"}


def test_all_seven_are_there() -> None:
    assert sorted(path.name for path in BUILTIN.iterdir() if path.is_dir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_has_no_problem_and_a_guide_to_work_by(name: str) -> None:
    assert lint_file(BUILTIN / name / f"{name}.md") == []
    assert len(read(name).guide.split()) >= LEAST_WORDS


@pytest.mark.parametrize("name", NAMES)
def test_every_template_is_used_and_every_gate_asks_for_a_person_or_a_note(name: str) -> None:
    methodology = read(name)
    used = {artefact.template for artefact in methodology.artefacts}
    assert {path.stem for path in (BUILTIN / name / "templates").iterdir()} == used
    assert all(phase.gate is not None and len(phase.gate.needs) >= 3 for phase in methodology.phases)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One vault for a project of each methodology."""
    place = tmp_path_factory.mktemp("begun")
    (place / "vault").mkdir()
    with Workspace.open(place / "vault", data_dir=place / "data") as workspace:
        workspace.sync(embed=False)
        yield workspace


def _asks_for_none(need: Need) -> bool:
    """Tasks that people mark themselves; there are none in the beginning."""
    return isinstance(need, NoTasksNeed) and "#gate" not in need.query and "#must" not in need.query


@pytest.mark.parametrize("name", NAMES)
def test_it_meets_nothing_when_begun_and_written_ticked_and_signed_it_goes_to_the_end(
    name: str, vault: Workspace
) -> None:
    work, root = Methodologies(vault, now=lambda: NOW), vault.vault.root
    methodology = work.library.methodology(name)
    project = work.instantiate(name, answers(methodology)).plan.project
    met = [item for gate in work.gates(project) for item in gate.items if item.met]
    assert [item.text for item in met if not _asks_for_none(item.need)] == []
    layout = work.layout(project)
    needs = [need for phase in methodology.phases if phase.gate for need in phase.gate.needs]
    for need in needs:
        if not isinstance(need, SignOffNeed | TasksDoneNeed | NoTasksNeed):
            path = root / layout.artefacts[need.artefact]
            path.write_text(_met(path.read_text(encoding="utf-8"), need), encoding="utf-8")
    for path in (root / layout.folder).rglob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("- [ ]", "- [x]"), encoding="utf-8")
    vault.sync(embed=False)
    for phase in methodology.phases:
        for need in phase.gate.needs if phase.gate else ():
            if isinstance(need, SignOffNeed):
                work.sign(project, need.role, "Mara Okafor")
        assert work.gate(project).missing == ()
        work.advance(project)
    assert work.state(project).status == "done"


def _met(text: str, need: Need) -> str:
    """``text`` with what the need asks for, as a person would write it."""
    match need:
        case SectionsNeed(sections=sections):
            for section in sections:
                text = re.sub(rf"(?m)^## {re.escape(section)}$", "\\g<0>\n\nSomething true.", text, count=1)
            return text
        case WordsNeed(words=words):
            return f"{text}\n{'word ' * words}\n"
        case PropertyNeed():
            value = need.one_of[0] if need.one_of else need.at_least if need.at_least is not None else "Kim"
            changed, count = re.subn(rf"(?m)^{need.property}:.*$", f"{need.property}: {value}", text, count=1)
            assert count == 1
            return changed
    return f"{text}\nSomething true.\n"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Methodologies, list[str]]]:
    """The sample workspace, and the project notes of its examples."""
    place = tmp_path_factory.mktemp("examples")
    create_sample(place / "vault", TODAY)
    workspace = Workspace.open(place / "vault", data_dir=place / "data")
    workspace.sync(embed=False)
    names = sorted(path.name for path in (place / "vault" / EXAMPLES).iterdir())
    yield Methodologies(workspace, now=lambda: NOW), [f"{EXAMPLES}/{name}/{name}.md" for name in names]
    workspace.close()


def test_the_examples_went_through_gates_that_are_met(examples: tuple[Methodologies, list[str]]) -> None:
    work, projects = examples
    missing = [
        sentence for project in projects for gate in work.gates(project) if gate.through for sentence in gate.missing
    ]
    assert missing == []


def test_the_examples_stand_before_a_gate_that_says_what_is_missing(
    examples: tuple[Methodologies, list[str]],
) -> None:
    work, projects = examples
    assert sorted(work.state(project).methodology for project in projects) == NAMES
    closed = {work.state(project).name for project in projects if not work.gate(project).passed}
    assert {work.state(project).name for project in projects} - closed == {"First five minutes"}
