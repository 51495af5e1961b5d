"""Contexts fit their budget, say where everything is from and how private it is, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from claudeprojects.agents.context import ContextBuilder
from claudeprojects.agents.privacy.rules import PrivacyRules
from claudeprojects.agents.values import Privacy
from claudeprojects.core.vault.textfile import content_hash
from claudeprojects.core.workspace import Workspace
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NOTES = {
    "Work/Work.md": "---\ntype: project\n---\n# Work\n\nThe brief: build a harbour crane by June.\n",
    "Work/Deep/Crane.md": "# Crane\n\n## Load\n\nThe crane carries nine tonnes.\n\n## Paint\n\nThe crane is red.\n",
    "Work/Deep/Copy.md": "# Crane\n\n## Load\n\nThe crane carries nine tonnes.\n",
    "Memory/About me.md": "I like short answers.\n",
    "Private.md": "---\nprivacy: private\n---\n# Private\n\nThe crane has a secret lever.\n",
    "Chats/Old.md": "---\ntype: chat\n---\n# Old\n\nThe crane carries forty tonnes.\n",
    "Moved chat.md": "---\ntype: chat\n---\n# Moved\n\nThe crane carries fifty tonnes.\n",
    "Long.md": "# Long\n\n" + "".join(f"## Crane {n}\n\nThe crane number {n} waits.\n\n" for n in range(12)),
}
QUESTION = "How many tonnes does the crane carry?"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("vault")
    for path, text in NOTES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    with Workspace.open(root, data_dir=tmp_path_factory.mktemp("data")) as opened:
        opened.sync()
        yield opened


@pytest.fixture
def builder(workspace: Workspace) -> ContextBuilder:
    return ContextBuilder(workspace, PrivacyRules(workspace))


def test_the_best_passage_comes_first_with_its_exact_source(builder: ContextBuilder, workspace: Workspace) -> None:
    best = builder.build(QUESTION).passages[0]
    source = best.piece.sources[0]
    data = (Path(workspace.vault.root) / source.path).read_bytes()
    assert best.piece.text == "## Load\n\nThe crane carries nine tonnes."
    assert data.decode()[source.start : source.end] == best.piece.text
    assert (source.heading, source.line, source.hash) == ("Load", 2, content_hash(data))
    assert best.piece.privacy is Privacy.OPEN


def test_the_nearest_brief_and_what_is_known_of_the_user_come_first(builder: ContextBuilder) -> None:
    context = builder.build(QUESTION, project_path="Work/Deep/Crane.md")
    assert [entry.kind for entry in context.kept[:2]] == ["user", "project"]
    assert context.pieces[0].text == "I like short answers."
    assert context.pieces[1].text == "# Work\n\nThe brief: build a harbour crane by June."


def test_what_says_the_same_is_in_once(builder: ContextBuilder) -> None:
    context = builder.build(QUESTION)
    texts = [piece.text for piece in context.pieces]
    assert texts.count("## Load\n\nThe crane carries nine tonnes.") == 1
    assert any("says the same" in entry.why for entry in context.dropped)


def test_one_note_does_not_speak_alone(builder: ContextBuilder) -> None:
    context = builder.build("Which crane waits?")
    assert sum(entry.piece.sources[0].path == "Long.md" for entry in context.passages) <= 5


def test_chats_are_no_source_wherever_they_lie(builder: ContextBuilder) -> None:
    assert not any("chat" in source.path.casefold() for entry in builder.build(QUESTION).considered
                   for source in entry.piece.sources)  # fmt: skip


def test_excluded_paths_are_not_read(builder: ContextBuilder) -> None:
    context = builder.build(QUESTION, exclude=lambda path: path.startswith("Work/"), project_path="Work/Deep")
    assert not any(piece.sources[0].path.startswith("Work/") for piece in context.pieces)


def test_a_context_is_as_private_as_its_strictest_piece(builder: ContextBuilder) -> None:
    context = builder.build("Is there a secret lever?")
    assert context.privacy is Privacy.PRIVATE
    assert {p.sources[0].path for p in context.pieces if p.privacy is Privacy.PRIVATE} == {"Private.md"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.integers(0, 800))
def test_the_budget_is_kept(builder: ContextBuilder, budget: int) -> None:
    context = builder.build(QUESTION, project_path="Work", budget_tokens=budget)
    assert context.used_tokens <= budget
    assert all(entry.why for entry in context.considered)
