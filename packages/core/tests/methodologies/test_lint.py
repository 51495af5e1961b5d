from __future__ import annotations

import json
from pathlib import Path

import pytest
from claudeprojects.core.methodologies.flow import waves
from claudeprojects.core.methodologies.library import BUILTIN
from claudeprojects.core.methodologies.linting import lint, lint_file
from claudeprojects.core.methodologies.problems import CODES, Problem
from claudeprojects.core.methodologies.reading import read_methodology
from claudeprojects.core.methodologies.sources import TemplateText
from claudeprojects.core.methodologies.structure import schema
from hypothesis import given
from hypothesis import strategies as st

from .conftest import IDEA, METHODOLOGY, RESULT

ROOT = Path(__file__).parents[4]


class Given:
    """Templates that a test gives."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts

    def find(self, name: str) -> TemplateText | None:
        return TemplateText(f"templates/{name}.md", self.texts[name]) if name in self.texts else None

    def names(self) -> list[str]:
        return list(self.texts)


def problems(text: str, agents: list[str] | None = None, **templates: str) -> list[Problem]:
    return lint(text, "small.md", Given(**{"idea": IDEA, "result": RESULT, **templates}), agents)


def place(text: str, piece: str) -> tuple[int, int]:
    """The 1-based line and column where ``piece`` first stands."""
    before = text[: text.index(piece)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_a_good_methodology_has_no_problems() -> None:
    assert problems(METHODOLOGY, ["facilitator"]) == []


SPARE = "  - {id: spare, title: Spare, path: Spare.md, template: idea}\nphases:\n"
LATE = "        inputs: [result]\n        outputs: [idea]"
BOMBS = ["[" * 5000, "&a [" + "*a," * 20, "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50))]

MISTAKES = [
    ("summary: Think", "sumary: Think", "unknown-key", "sumary", "summary"),
    ("    purpose: Know what", "    purpos: Know what", "unknown-key", "purpos:", "purpose"),
    ("        minutes: 30", "        minutes: soon", "wrong-type", "soon", ""),
    ("minutes: 30", "minutes: 0", "wrong-value", "0\n        tasks", "at least 1"),
    ("title: Idea, path", "title: 7, path", "wrong-type", "7, path", "quotes"),
    ("kind: person", "kind: persn", "wrong-value", "persn", "person"),
    ("kind: person", "kind: choice", "missing-key", "{name: decider", "answers there are"),
    ("length: 1w", "length: a week", "wrong-value", "a week", "5d"),
    ("  - id: think\n", "  - id: Think it\n", "wrong-value", "Think it", "hyphens"),
    ("{sign_off: Decider}", "{sign_off: Decider, artefact: idea}", "mixed-need", "sign_off: Decider, a", "each"),
    ("{sign_off: Decider}", "{words: 3}", "mixed-need", "words: 3}", "artefact"),
    ("result, words: 3", "result, words: 3, sections: [A]", "mixed-need", "{artefact: result, words", "each"),
    ("name: small\n", "name: other\n", "name-differs", "other", "small"),
    ("  - id: do\n", "  - id: think\n", "id-twice", "think\n    title: Do", "another"),
    ("id: result, title", "id: idea, title", "id-twice", "idea, title: Result", "another"),
    ('"2 Do/Result.md"', '"1 Think/idea.md"', "path-twice", '"1 Think/idea.md"', "another"),
    ('"2 Do/Result.md"', '"../Result.md"', "path-refused", '"../Result.md"', "Folder/Name.md"),
    ('"2 Do/Result.md"', '"2 Do/Result.txt"', "path-refused", '"2 Do/Result.txt"', ".md"),
    ("{name: project, ask", "{name: projekt, ask", "no-project", "- {name: projekt", "project"),
    ("{name: decider, ask", "{name: people, ask", "reserved-name", "people, ask", "another"),
    ("default: today", "default: soon", "bad-default", "soon", "date"),
    ('["Ask three people', '["- [ ] Ask three people', "bad-task", '"- [ ] Ask', "one line"),
    ("inputs: [idea]", "inputs: [ideas]", "unknown-artefact", "ideas", "idea"),
    ("{artefact: result}", "{artefact: resutl}", "unknown-artefact", "resutl", "result"),
    ("        outputs: [idea]", LATE, "input-too-late", "result]\n        outputs: [idea]", "before"),
    ("[facilitator]", "[facilitater]", "unknown-agent", "facilitater", "facilitator"),
    ("{sign_off: Decider}", "{sign_off: Decidr}", "unknown-role", "Decidr", "Decider"),
    ("sections: [What, Why]", "sections: [What, Whi]", "unknown-section", "Whi", "Why"),
    ('query: "tag:#must', 'query: "due:banana', "bad-query", '"due:banana', ""),
    ('query: "tag:#must', 'query: "(tag:#must', "bad-query", '"(tag:#must', ""),
    ("template: result", "template: reslt", "template-missing", "reslt", "result"),
    ('owner: "{{ decider }}"', 'owner: "{{ decidr }}"', "unknown-variable", '"{{ decidr', "decider"),
    ('owner: "{{ decider }}"', 'owner: "{{ decider"', "template-invalid", '"{{ decider"', ""),
    ("phases:\n", SPARE, "unused-artefact", "spare, title", "made"),
    ("### Find the idea", "### Find an idea", "no-guide", "\n## Think", "### Find the idea"),
    ("phases:\n", "phases: [\n", "yaml", "", ""),
    ("version: 1\n", "version: 1\nversion: 2\n", "yaml", "version: 2", ""),
    ("---\ntype", "type", "no-methodology", "type", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "where", "hint"), MISTAKES, ids=lambda value: str(value)[:24])
def test_a_mistake_is_named_at_its_line_and_column(old: str, new: str, code: str, where: str, hint: str) -> None:
    assert old in METHODOLOGY
    text = METHODOLOGY.replace(old, new, 1)
    found = [problem for problem in problems(text, ["facilitator"]) if problem.code == code]
    assert found, problems(text)
    if where:
        line, column = place(text, where.lstrip("\n"))
        assert (line - where.startswith("\n"), column) == found[0][:2]
    assert hint in found[0].hint


def test_every_code_is_tried() -> None:
    tried = {mistake[2] for mistake in MISTAKES} | {"cycle"}
    assert set(CODES) == tried


def test_every_code_is_told_of_in_the_documents() -> None:
    page = (ROOT / "docs" / "methodologies.md").read_text(encoding="utf-8")
    assert [code for code in CODES if f"`{code}`" not in page] == []


def test_activities_that_wait_for_each_other_are_a_cycle_and_named() -> None:
    text = METHODOLOGY.replace(
        "      - id: make\n        title: Make it\n        inputs: [idea]\n        outputs: [result]\n",
        "      - {id: make, title: Make it, inputs: [half], outputs: [result]}\n"
        "      - id: start\n        title: Start it\n        inputs: [result]\n        outputs: [half]\n",
    ).replace("phases:\n", "  - {id: half, title: Half, path: Half.md, template: idea}\nphases:\n")
    found = next(problem for problem in problems(text) if problem.code == "cycle")
    assert "`make` → `start` → `make`" in found.text
    assert found[:2] == place(text, "[half], outputs")


def test_a_mistake_in_a_template_is_named_in_that_file() -> None:
    found = problems(METHODOLOGY, idea="# {{ title }}\n\nFor {{ decidr }}.\n## What\n## Why\n")
    assert [(each.file, each.line, each.column, each.code) for each in found] == [
        ("templates/idea.md", 3, 8, "unknown-variable")
    ]
    assert found[0].hint == "Did you mean `decider`?"


@given(st.text(max_size=200), st.integers(0, len(METHODOLOGY)), st.integers(0, 60))
def test_lint_never_fails_whatever_a_file_holds(put: str, at: int, out: int) -> None:
    text = METHODOLOGY[:at] + put + METHODOLOGY[at + out :]
    for problem in problems(text, []):
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.code in CODES


@pytest.mark.parametrize("bomb", BOMBS, ids=["deep", "itself", "growing"])
def test_a_file_made_to_hurt_is_refused(bomb: str) -> None:
    assert problems(f"---\ntype: methodology\nx: {bomb}\n---\n")[0].line >= 1


def test_activities_run_at_once_where_their_inputs_allow() -> None:
    text = METHODOLOGY.replace(
        "      - id: make\n",
        "      - {id: a, title: A, inputs: [idea]}\n      - {id: b, title: B, inputs: [result]}\n      - id: make\n",
    )
    methodology = read_methodology(text).methodology
    turns = waves(methodology, methodology.phases[1])
    assert [[activity.id for activity in turn] for turn in turns] == [["a", "make"], ["b"]]


@pytest.mark.parametrize(
    "folder", sorted(path for path in BUILTIN.iterdir() if path.is_dir()), ids=lambda path: path.name
)
def test_what_is_built_in_has_no_problems(folder: Path) -> None:
    assert lint_file(folder / f"{folder.name}.md") == []


def test_the_published_schema_is_the_one_that_is_used() -> None:
    published = ROOT / "packages" / "types" / "schema" / "methodology.json"
    assert json.loads(published.read_text(encoding="utf-8")) == schema()
