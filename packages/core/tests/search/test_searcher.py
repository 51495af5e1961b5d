"""Searching a small vault: every operator, ranking, both kinds of matches together, and honest words about limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from claudeprojects.core.embed.registry import load_embedder
from claudeprojects.core.errors import EmbedderFailed, QuerySyntaxError
from claudeprojects.core.search import lexical

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claudeprojects.core.embed.port import Embedder
    from conftest import SmallVault

NOTES = {
    "Projects/Café.md": (
        "---\nstatus: draft\nrating: 4\ndue: 2026-01-05\ntags: [food/coffee]\nempty:\n---\n# Menu\n"
        "The café serves résumé cake.\n## Prices\nEspresso costs 3 euro. #price\n"
        "- [ ] buy beans\n- [x] clean machine\n"
    ),
    "Notes/Tokyo.md": "# 東京\n東京都に住んでいる。AI模型2 works.\n",
    "Notes/Thai.md": "ภาษาไทยง่าย สวัสดีครับ\n",
    "Bread.md": (
        "---\nstatus: published\nrating: 2\n---\n"
        "How to bake a sourdough loaf: flour, water, salt and a lively starter. alpha beta\n\ngamma\n"
    ),
    "Dogs.md": "Taking the puppy to the animal doctor is expensive.\n\nalpha\nbeta\n",
    "img/pic.png": "",
}


@pytest.fixture
def notes(vault: SmallVault) -> SmallVault:
    return vault.add(NOTES)


@pytest.fixture
def meaning(make_vault: Callable[[Embedder | None], SmallVault]) -> SmallVault:
    return make_vault(load_embedder()).add(NOTES)


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("cafe", {"Projects/Café.md"}),
        ('"résumé CAKE"', {"Projects/Café.md"}),
        ("cake resume", {"Projects/Café.md"}),
        ("alpha -gamma", {"Dogs.md"}),
        ("alpha OR espresso", {"Dogs.md", "Bread.md", "Projects/Café.md"}),
        ("(alpha OR espresso) -published", {"Dogs.md", "Projects/Café.md"}),
        ("espr*", {"Projects/Café.md"}),
        ("京都", {"Notes/Tokyo.md"}),
        ("都", {"Notes/Tokyo.md"}),
        ("ai模型2", {"Notes/Tokyo.md"}),
        ("สวัสดี", {"Notes/Thai.md"}),
        ("ทย", {"Notes/Thai.md"}),
        ("tag:food", {"Projects/Café.md"}),
        ("tag:#FOOD/coffee", {"Projects/Café.md"}),
        ("tag:foo", set()),
        ("tag:price espresso", {"Projects/Café.md"}),
        ("-tag:food alpha", {"Bread.md", "Dogs.md"}),
        ("path:notes", {"Notes/Tokyo.md", "Notes/Thai.md"}),
        ("path:ote -path:thai", {"Notes/Tokyo.md"}),
        ("path:(/^notes/ -thai)", {"Notes/Tokyo.md"}),
        ("path:Notes/", {"Notes/Tokyo.md", "Notes/Thai.md"}),
        ("path:Not/", set()),
        ("path:/otes", set()),
        ("path:(not/ OR proj/)", set()),
        ("path:Notes/To", {"Notes/Tokyo.md"}),
        ("file:caf", {"Projects/Café.md"}),
        ("file:.png", {"img/pic.png"}),
        ("file:/^[BD]/", {"Bread.md", "Dogs.md"}),
        ("pic", {"img/pic.png"}),
        ("content:alpha", {"Bread.md", "Dogs.md"}),
        ("content:bread", set()),
        ("[status]", {"Projects/Café.md", "Bread.md"}),
        ("[STATUS:Draft]", {"Projects/Café.md"}),
        ("[status:draft OR published] alpha", {"Bread.md"}),
        ("[status:-draft]", {"Bread.md"}),
        ("-[status]", {"Notes/Tokyo.md", "Notes/Thai.md", "Dogs.md", "img/pic.png"}),
        ("[rating:>3]", {"Projects/Café.md"}),
        ("[rating:<=4 >=3]", {"Projects/Café.md"}),
        ("[rating:4]", {"Projects/Café.md"}),
        ("[due:<2026-02-01]", {"Projects/Café.md"}),
        ("[empty:null]", {"Projects/Café.md"}),
        ("[status:/^pub/]", {"Bread.md"}),
        ("task:todo", {"Projects/Café.md"}),
        ("task:cancelled", set()),
        ("task:beans", {"Projects/Café.md"}),
        ("task-todo:beans", {"Projects/Café.md"}),
        ("task-done:beans", set()),
        ("task-done:(clean machine)", {"Projects/Café.md"}),
        ('task:""', {"Projects/Café.md"}),
        ("line:(alpha beta)", {"Bread.md"}),
        ("line:(alpha -beta)", {"Dogs.md"}),
        ("-line:(alpha beta) alpha", {"Dogs.md"}),
        ("line:(alpha beta) OR tag:food", {"Bread.md", "Projects/Café.md"}),
        ("block:(alpha beta)", {"Bread.md", "Dogs.md"}),
        ("block:(alpha gamma)", set()),
        ("section:(espresso euro)", {"Projects/Café.md"}),
        ("section:(espresso serves)", set()),
        (r"/esp\w+o/", {"Projects/Café.md"}),
        (r"line:/^alpha$/", {"Dogs.md"}),
        ("→ alpha", {"Bread.md", "Dogs.md"}),
        ("🎯 alpha", set()),
    ],
)
def test_an_operator_finds_what_it_says(notes: SmallVault, query: str, paths: set[str]) -> None:
    page = notes.searcher.search(query, mode="keyword")
    assert {hit.path for hit in page.hits} == paths
    assert page.total == len(paths)


def test_a_hit_shows_where_it_is(notes: SmallVault) -> None:
    (hit,) = notes.searcher.search("cafe espresso", mode="keyword", explain=True).hits
    assert hit.heading_path == ("Menu",)
    assert hit.line == 8
    assert [hit.snippet[start:end] for start, end in hit.highlights] == ["café", "Espresso"]
    assert [hit.title[start:end] for start, end in hit.title_highlights] == ["Café"]
    assert hit.score_parts == {"bm25": pytest.approx(hit.score, abs=1e-5)}
    assert notes.searcher.search("espresso", mode="keyword").hits[0].heading_path == ("Menu", "Prices")


@pytest.mark.parametrize("query", ["🚀", "day 🚀", "line:🚀", "👩‍💻", "👍", '"👍 done"'])
def test_emoji_are_found_and_marked_like_words(vault: SmallVault, query: str) -> None:
    vault.add({"Launch.md": "# Launch day 🚀\n\nA 👩‍💻 says 👍🏽 done.\n", "Other.md": "1f680 day done 🛰️"})
    (hit,) = vault.searcher.search(query, mode="keyword").hits
    assert hit.path == "Launch.md"
    assert hit.highlights
    assert vault.found(query, prefix=True) == ["Launch.md"]


def test_the_page_of_a_pdf_is_told(vault: SmallVault) -> None:
    vault.add({"a.md": "x"})
    with vault.database.write() as tx:
        tx.execute("UPDATE files SET kind = 'pdf'")
    vault.texts["a.md"] = "one\f two\f x three"
    assert vault.searcher.search("x").hits[0].page == 3


def test_what_is_being_typed_is_found(notes: SmallVault) -> None:
    assert notes.found("espr", prefix=True) == ["Projects/Café.md"]
    assert notes.found("alpha espr", prefix=True) == []
    assert notes.found("espr ", prefix=True) == []
    assert notes.found('"lively sta', prefix=True) == ["Bread.md"]


def test_filters_alone_show_the_newest_first(notes: SmallVault, monkeypatch: pytest.MonkeyPatch) -> None:
    newest_first = [path for path in reversed(NOTES) if path != "Projects/Café.md"]
    assert notes.found("-tag:food") == newest_first
    monkeypatch.setattr(lexical, "_SORTED", 2)
    monkeypatch.setattr(lexical, "_WALKED", 2)
    assert notes.found("-tag:food") == newest_first
    assert notes.found("-tag:food", limit=2, offset=1) == newest_first[1:3]


def test_pages_follow_each_other_without_gap_or_repeat(vault: SmallVault) -> None:
    vault.add({f"{number:02}.md": "same " * (number + 1) + "pad " * (40 - number) for number in range(30)})
    whole = vault.found("same", limit=30)
    pages = [vault.searcher.search("same", mode="keyword", limit=7, offset=offset) for offset in range(0, 35, 7)]
    assert [hit.path for page in pages for hit in page.hits] == whole
    assert [page.more for page in pages] == [True, True, True, True, False]


def test_the_note_named_by_the_whole_query_comes_first(vault: SmallVault) -> None:
    vault.add({"Plan.md": "about", "x.md": "plan plan plan plan", "Plan B.md": "plan plan plan"})
    assert vault.found("plan")[0] == "Plan.md"
    assert vault.found("plan b")[0] == "Plan B.md"


def test_a_hit_whose_file_is_gone_is_left_out(notes: SmallVault) -> None:
    del notes.texts["Bread.md"]
    assert notes.found("alpha") == ["Dogs.md"]


def test_a_query_of_signs_says_that_there_is_nothing_to_find(notes: SmallVault) -> None:
    page = notes.searcher.search("!!! ---")
    assert (page.hits, page.total) == ([], 0)
    assert page.notice is not None


def test_a_blank_query_finds_nothing(notes: SmallVault) -> None:
    assert notes.searcher.search("  ").hits == []


def test_a_pattern_that_cannot_be_read_says_where(notes: SmallVault) -> None:
    with pytest.raises(QuerySyntaxError, match="pattern cannot be read") as raised:
        notes.searcher.search("alpha /(unclosed/")
    assert raised.value.position == 7


def test_a_pattern_that_explodes_is_cut_off(vault: SmallVault) -> None:
    vault.add({"a.md": "a" * 4000 + "!"})
    with pytest.raises(QuerySyntaxError, match="takes too long"):
        vault.searcher.search("/(a|a)*(a|aa)+(a|a)*$b/")


def test_reading_stops_when_the_time_is_up_and_says_so(notes: SmallVault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical, "READING_SECONDS", -1.0)
    monkeypatch.setattr(lexical, "_READ_AT_ONCE", 1)
    page = notes.searcher.search("/absent/")
    assert page.total is None
    assert "only 1 notes were read" in (page.notice or "")


def test_meaning_finds_what_no_word_does(meaning: SmallVault) -> None:
    page = meaning.searcher.search("vet for my dog", explain=True)
    assert [hit.path for hit in page.hits] == ["Dogs.md"]
    assert page.mode == "hybrid"
    assert page.notice is not None
    assert page.hits[0].score_parts is not None
    assert page.hits[0].score_parts["cosine"] > 0.4


def test_what_nothing_is_about_finds_nothing(meaning: SmallVault) -> None:
    assert meaning.searcher.search("nuclear reactor physics").hits == []
    assert meaning.searcher.search("nuclear reactor physics", mode="semantic").notice is not None


def test_operators_bind_what_meaning_finds(meaning: SmallVault) -> None:
    assert meaning.searcher.search("vet for my dog tag:food").hits == []
    assert meaning.searcher.search("vet for my dog -expensive").hits == []
    assert meaning.searcher.search('vet "animal doctor"').hits[0].path == "Dogs.md"
    assert meaning.searcher.search('vet "no such phrase"').hits == []


def test_a_note_with_the_words_comes_before_one_only_alike(meaning: SmallVault) -> None:
    meaning.add({"Loaf.md": "The word loaf once, among tax forms and pension letters."})
    paths = [hit.path for hit in meaning.searcher.search("loaf").hits]
    assert paths[0] == "Loaf.md"


def test_without_an_embedder_the_search_is_by_words_and_says_so(notes: SmallVault) -> None:
    assert notes.searcher.search("alpha").mode == "keyword"
    assert notes.searcher.search("alpha").notice is None
    page = notes.searcher.search("alpha", mode="semantic")
    assert {hit.path for hit in page.hits} == {"Bread.md", "Dogs.md"}
    assert page.mode == "keyword"
    assert page.notice is not None


def test_an_embedder_that_fails_leaves_keyword_search_working(
    meaning: SmallVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(texts: Sequence[str]) -> None:
        raise EmbedderFailed("static", "it is gone")

    monkeypatch.setattr(meaning.embedder, "embed", fail)
    page = meaning.searcher.search("alpha")
    assert {hit.path for hit in page.hits} == {"Bread.md", "Dogs.md"}
    assert page.mode == "keyword"
