"""What every ``FullTextIndex`` must do, as tests: subclass it and give a fixture ``index``, empty and new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.search.document import SearchDocument
from claudeprojects.core.search.fulltext import (
    AllOf,
    AnyOf,
    Everything,
    FullTextIndex,
    Labelled,
    Neither,
    Terms,
    TextQuery,
    Within,
)
from claudeprojects.core.search.segment import query_text, segment

if TYPE_CHECKING:
    from claudeprojects.core.search.fulltext import Field


def document(file_id: int, body: str, *, title: str = "note", path: str = "", labels: str = "") -> SearchDocument:
    """A document as ``search_document`` would make it."""
    path = path or f"{title}.md"
    return SearchDocument(file_id, segment(title), "", segment(f"{title}\n{body}"), segment(path), labels)


def look_for(text: str, field: Field = "text", *, inside: bool = False) -> Terms:
    """The query for ``text`` as one word or phrase."""
    words, open_end = query_text(text)
    return Terms(words, field, open_end=open_end or inside, open_start=inside)


def found(index: FullTextIndex, query: TextQuery) -> set[int]:
    """The ids that match."""
    return {hit.file_id for hit in index.search(query, 100).hits}


class FullTextConformance:
    """The contract of ``core.search.fulltext``. Inherit, and define a fixture ``index``."""

    def test_a_new_index_is_empty_with_watermark_zero(self, index: FullTextIndex) -> None:
        assert index.count() == 0
        assert index.watermark() == 0
        assert found(index, Everything()) == set()

    def test_changes_are_seen_after_the_commit_and_not_before(self, index: FullTextIndex) -> None:
        index.add([document(1, "alpha")])
        assert found(index, look_for("alpha")) == set()
        index.commit(5)
        assert found(index, look_for("alpha")) == {1}
        assert (index.count(), index.watermark()) == (1, 5)

    def test_adding_a_document_again_replaces_it(self, index: FullTextIndex) -> None:
        index.add([document(1, "alpha"), document(1, "beta")])
        index.commit(1)
        index.add([document(1, "gamma")])
        index.commit(2)
        assert found(index, look_for("alpha")) == found(index, look_for("beta")) == set()
        assert found(index, look_for("gamma")) == {1}
        assert (index.count(), index.watermark()) == (1, 2)

    def test_removed_documents_are_gone_and_unknown_ids_are_no_error(self, index: FullTextIndex) -> None:
        index.add([document(1, "alpha"), document(2, "alpha")])
        index.commit(1)
        index.remove([1, 77])
        index.commit(2)
        assert found(index, look_for("alpha")) == {2}
        index.add([document(3, "beta")])
        index.remove([3])
        index.commit(3)
        assert index.count() == 1

    def test_clear_takes_everything_out(self, index: FullTextIndex) -> None:
        index.add([document(1, "alpha")])
        index.commit(9)
        index.clear()
        assert (index.count(), index.watermark()) == (0, 0)
        index.add([document(1, "beta")])
        index.commit(1)
        assert found(index, Everything()) == {1}

    def test_phrases_keep_order_and_distance(self, index: FullTextIndex) -> None:
        index.add([document(1, "one two three"), document(2, "two one three"), document(3, "one x two")])
        index.commit(1)
        assert found(index, look_for("one two")) == {1}
        assert found(index, AllOf((look_for("one"), look_for("two")))) == {1, 2, 3}

    def test_case_and_accents_do_not_count(self, index: FullTextIndex) -> None:
        index.add([document(1, "Café ÉCOLE"), document(2, "cafe\u0301")])
        index.commit(1)
        assert found(index, look_for("CAFE")) == found(index, look_for("café")) == {1, 2}
        assert found(index, look_for("ecole")) == {1}

    def test_parts_are_combined(self, index: FullTextIndex) -> None:
        index.add([document(1, "alpha"), document(2, "beta"), document(3, "alpha beta")])
        index.commit(1)
        alpha, beta = look_for("alpha"), look_for("beta")
        assert found(index, AnyOf((alpha, beta))) == {1, 2, 3}
        assert found(index, AllOf((alpha, Neither(beta)))) == {1}
        assert found(index, Neither(alpha)) == {2}
        assert found(index, AllOf((Neither(alpha), Neither(beta)))) == set()
        assert found(index, AllOf((beta, Within((1, 2))))) == {2}
        assert found(index, AnyOf(())) == found(index, Within(())) == set()

    def test_labels_are_found_whole(self, index: FullTextIndex) -> None:
        index.add([document(1, "", labels="#a #a/b [s]x"), document(2, "", labels="#ab [s]X")])
        index.commit(1)
        assert found(index, Labelled("#a")) == found(index, Labelled("#a/b")) == found(index, Labelled("[s]x")) == {1}
        assert found(index, Labelled("[s]")) == set()

    def test_names_are_found_from_inside(self, index: FullTextIndex) -> None:
        index.add([document(1, "", path="Plans/Roadmap 2026.md"), document(2, "", path="road/other.md")])
        index.commit(1)
        assert found(index, look_for("oadma", "path", inside=True)) == {1}
        assert found(index, look_for("road", "path", inside=True)) == {1, 2}
        assert found(index, look_for("road", "name", inside=True)) == {1}
        assert found(index, look_for("map 20", "name", inside=True)) == {1}

    def test_the_note_with_the_word_in_its_title_comes_first(self, index: FullTextIndex) -> None:
        index.add([document(1, "budget " + "other " * 20), document(2, "other " * 20, title="Budget")])
        index.commit(1)
        hits = index.search(look_for("budget"), 10).hits
        assert [hit.file_id for hit in hits] == [2, 1]
        assert hits[0].score > hits[1].score > 0

    def test_the_total_is_counted_when_asked(self, index: FullTextIndex) -> None:
        index.add([document(number, "alpha") for number in range(1, 31)])
        index.commit(1)
        page = index.search(look_for("alpha"), 10, count=True)
        assert (len(page.hits), page.total) == (10, 30)
        assert index.search(look_for("alpha"), 10).total is None
        assert index.at_most(look_for("alpha")) >= 30
        assert index.at_most(AllOf((look_for("alpha"), look_for("absent")))) == 0
