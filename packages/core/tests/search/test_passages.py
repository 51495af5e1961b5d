"""Passages for questions: any word counts, in any form, rare words most; meaning and headings count too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from claudeprojects.core.search.passages import FoundPassages, PassageMode
from claudeprojects.core.search.question import read_question, stems
from claudeprojects.core.workspace import Workspace
from hypothesis import given
from hypothesis import strategies as st

NOTES = {
    "Harbour.md": "# Harbour\n\n## Gauge\n\nThe gauge was measured in May and in June.\n\n## Crane\n\nIt lifts.\n",
    "Crane.md": "# Crane\n\nThe crane carries nine tonnes.\n",
    "Long.md": "".join(f"# Part {n}\n\nNothing in paragraph {n}.\n\n" for n in range(200)) + "# End\n\nA walrus.\n",
    "Noise.md": "# Noise\n\n" + "The ships and the boats and the water. " * 20,
    "言葉.md": "# 言葉\n\n潮汐は月の引力で起こる。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("vault")
    for path, text in NOTES.items():
        (root / path).write_text(text, encoding="utf-8")
    with Workspace.open(root, data_dir=tmp_path_factory.mktemp("data")) as opened:
        opened.sync()
        yield opened


def find(workspace: Workspace, question: str, mode: PassageMode = "reranked") -> FoundPassages:
    return workspace.searcher.passages.find(question, mode=mode)


def test_a_question_finds_the_passage_that_answers_in_other_forms_of_its_words(workspace: Workspace) -> None:
    best = find(workspace, "When did we measure the gauges?").passages[0]
    assert (best.path, best.heading_path) == ("Harbour.md", ("Harbour", "Gauge"))
    assert "May and in June" in best.text
    assert best.line == 2


def test_a_passage_is_cut_from_the_file_as_it_is(workspace: Workspace) -> None:
    best = find(workspace, "How many tonnes does the crane carry?").passages[0]
    text = (workspace.vault.root / best.path).read_text(encoding="utf-8")
    assert best.path == "Crane.md"
    assert text[best.start : best.end] == best.text
    assert best.coverage == pytest.approx(1.0)


def test_words_that_no_note_has_lower_what_is_covered(workspace: Workspace) -> None:
    found = find(workspace, "How many tonnes does the zeppelin carry?").passages
    assert all(passage.coverage < 0.7 for passage in found)


def test_a_rare_word_is_found_in_a_note_of_very_many_passages(workspace: Workspace) -> None:
    assert find(workspace, "Is there a walrus?", "keyword").passages[0].heading_path == ("End",)


def test_scripts_without_spaces_are_asked_in_too(workspace: Workspace) -> None:
    assert find(workspace, "潮汐はなぜ起こるのですか", "keyword").passages[0].path == "言葉.md"


def test_only_wanted_paths_are_looked_at(workspace: Workspace) -> None:
    found = workspace.searcher.passages.find("crane", wanted=lambda path: path != "Crane.md").passages
    assert {passage.path for passage in found} == {"Harbour.md"}


def test_meaning_alone_finds_what_shares_no_word(workspace: Workspace) -> None:
    found = find(workspace, "vessels", "semantic")
    assert found.mode == "semantic"
    assert "Noise.md" in {passage.path for passage in found.passages}


@pytest.mark.parametrize("mode", ["keyword", "semantic", "hybrid", "reranked"])
def test_the_same_question_gives_the_same_passages_best_first(workspace: Workspace, mode: PassageMode) -> None:
    first, second = find(workspace, "crane and gauge", mode), find(workspace, "crane and gauge", mode)
    assert first.passages == second.passages
    scores = [passage.score for passage in first.passages]
    assert scores == sorted(scores, reverse=True)


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    question = read_question(text)
    assert len({word.stem for word in question.words}) == len(question.words)
    assert all(word.forms for word in question.words)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=100))
def test_any_text_has_stems(text: str) -> None:
    assert all(stems(text))


def test_words_that_only_ask_are_left_out_unless_there_are_no_others() -> None:
    assert [word.forms[0] for word in read_question("What is the tide?").words] == ["tide"]
    assert [word.forms[0] for word in read_question("Who is it?").words] == ["who", "is", "it"]
