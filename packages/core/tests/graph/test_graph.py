"""The graph: links in and out, names without links, neighbours, loose ends, near meanings."""

from __future__ import annotations

import pytest
from claudeprojects.core.errors import NoteNotFound
from claudeprojects.core.graph.records import line_around

NOTES = {
    "Apple.md": "---\naliases: [Malus]\n---\n# Apple\n\nA fruit. See [[Pear]] and [[Quince]]. #fruit/pome",
    "Pear.md": "Pears are like an apple, unlike [[Apple|apples]].\n\nThe malus is a tree. #fruit",
    "deep/Cider.md": "Pressed from [fruit](../Apple.md) and ![[Pear]].",
    "Alone.md": "Nothing here about pineapples.",
    "Aple tree.md": "[[Aple]] is a typing error; [[Aple]] again.",
}


def test_backlinks_show_the_line_and_where_the_link_stands_in_it(opened) -> None:
    found = opened(NOTES).graph.backlinks("Apple.md")
    assert [(link.path, link.line, link.kind, link.embed) for link in found] == [
        ("Pear.md", 0, "wikilink", False),
        ("deep/Cider.md", 0, "markdown", False),
    ]
    start, end = found[0].highlight
    assert found[0].context[start:end] == "[[Apple|apples]]"


def test_outgoing_links_keep_their_order_and_say_which_lead_nowhere(opened) -> None:
    found = opened(NOTES).graph.outgoing("Apple.md")
    assert [(link.target, link.path) for link in found] == [("Pear", "Pear.md"), ("Quince", None)]


def test_a_name_or_alias_in_plain_text_is_a_mention_but_not_inside_a_link_or_a_word(opened) -> None:
    found = opened(NOTES).graph.mentions("Apple.md")
    assert [(mention.path, mention.line, mention.context[slice(*mention.highlight)]) for mention in found] == [
        ("Pear.md", 0, "apple"),
        ("Pear.md", 2, "malus"),
    ]


def test_the_neighbourhood_grows_with_its_depth_and_shows_tags_when_asked(opened) -> None:
    graph = opened(NOTES).graph
    near = graph.neighbourhood("deep/Cider.md", 1)
    assert {node.id for node in near.nodes} == {"deep/Cider.md", "Apple.md", "Pear.md", "?Quince"}
    tagged = graph.neighbourhood("Pear.md", 1, tags=True)
    assert ("Apple.md", "#fruit/pome") in tagged.edges
    assert {node.kind for node in tagged.nodes} == {"note", "tag", "missing"}


def test_everything_names_each_node_once_and_counts_its_edges(opened) -> None:
    network = opened(NOTES).graph.everything(tags=True)
    ids = [node.id for node in network.nodes]
    assert len(ids) == len(set(ids))
    assert {end for edge in network.edges for end in edge} <= set(ids)
    degree = {node.id: node.degree for node in network.nodes}
    assert degree["Apple.md"] == 5
    assert degree["Alone.md"] == 0


def test_orphans_are_notes_without_any_link(opened) -> None:
    assert [note.path for note in opened(NOTES).graph.orphans()] == ["Alone.md"]


def test_broken_links_come_with_their_places_and_near_names(opened) -> None:
    first = opened(NOTES).graph.broken()[0]
    assert first.target == "Aple"
    assert [source.line for source in first.sources] == [0, 0]
    assert "Apple.md" in first.suggestions


def test_tags_are_counted_by_file_whatever_their_case(opened) -> None:
    workspace = opened({"a.md": "#Plan #plan", "b.md": "#plan/b"})
    assert [(tag.tag.casefold(), tag.count) for tag in workspace.graph.tags()] == [("plan", 1), ("plan/b", 1)]


def test_similar_notes_are_near_in_meaning_and_not_linked_yet(opened) -> None:
    workspace = opened(
        {
            "Dogs.md": "Dogs bark and wag their tails. A puppy is a young dog that likes to play with people.",
            "Puppies.md": "Training a puppy takes patience; young dogs learn commands with treats and play.",
            "Taxes.md": "The annual income tax return has to be filed with the revenue office by the end of July.",
            "Linked.md": "[[Dogs]] A dog is a loyal animal, a puppy is a small dog.",
        }
    )
    assert [note.path for note in workspace.graph.similar("Dogs.md")][:1] == ["Puppies.md"]
    assert "Linked.md" not in {note.path for note in workspace.graph.similar("Dogs.md")}


def test_an_unknown_path_is_an_error_that_names_it(opened) -> None:
    with pytest.raises(NoteNotFound, match=r"nowhere\.md"):
        opened({"a.md": "x"}).graph.backlinks("nowhere.md")


def test_a_long_line_is_cut_around_what_matters() -> None:
    text = "first\n" + "x " * 400 + "[[Here]]" + " y" * 400 + "\nlast"
    start = text.index("[[Here]]")
    line, (begin, end) = line_around(text, start, start + 8)
    assert line[begin:end] == "[[Here]]"
    assert len(line) < 300
    assert line.startswith("…")
    assert line.endswith("…")
