from __future__ import annotations

import json
import os

import pytest
from claudeprojects.core.errors import NoteExists, NoteNotFound, PathRefused


@pytest.mark.parametrize(
    ("link", "moved"),
    [
        ("[[Old]]", "[[New name]]"),
        ("[[old]]", "[[New name]]"),
        ("[[ Old |shown]]", "[[ New name |shown]]"),
        ("[[Old#Part#Sub|shown]]", "[[New name#Part#Sub|shown]]"),
        ("[[Old#^block]]", "[[New name#^block]]"),
        ("![[Old|640x480]]", "![[New name|640x480]]"),
        ("| [[Old\\|cell]] |", "| [[New name\\|cell]] |"),
        ("| [[Old#H\\|cell]] |", "| [[New name#H\\|cell]] |"),
        ("[[Old.md]]", "[[New name.md]]"),
        ("[[a/Old]]", "[[b/c/New name]]"),
        ("[[A/Old.md]]", "[[b/c/New name.md]]"),
        ("[[/a/Old]]", "[[/b/c/New name]]"),
        ("[[./a/Old]]", "[[./b/c/New name]]"),
        ("[x](a/Old.md)", "[x](b/c/New%20name.md)"),
        ("[x](a/Old)", "[x](b/c/New%20name)"),
        ("[x](Old.md#h)", "[x](New%20name.md#h)"),
        ("[x](<a/Old.md#h i>)", "[x](<b/c/New name.md#h i>)"),
        ('[x](a/Old.md "A title")', '[x](b/c/New%20name.md "A title")'),
        ("![100](./a/Old.md)", "![100](./b/c/New%20name.md)"),
        ("[![i](a/Old.md)](a/Old.md)", "[![i](b/c/New%20name.md)](b/c/New%20name.md)"),
        ("[x][r]\n\n[r]: a/Old.md 'T'", "[x][r]\n\n[r]: b/c/New%20name.md 'T'"),
        ("[r]: <a/Old.md>", "[r]: <b/c/New name.md>"),
        ("`[[Old]]` %%[[Old]]%% <!-- [[Old]] -->", "`[[Old]]` %%[[Old]]%% <!-- [[Old]] -->"),
        ("[[Nickname]] [[missing]]", "[[Nickname]] [[missing]]"),
        ("---\nup: '[[Old|it''s]]'\n---\n", "---\nup: '[[New name|it''s]]'\n---\n"),
        ('---\nup: ["[[a/Old]]"] # c\n---\n', '---\nup: ["[[b/c/New name]]"] # c\n---\n'),
    ],
)  # fmt: skip
def test_a_link_follows_in_its_own_style(folder, vault, link, moved):
    folder.put("a/Old.md", "---\naliases: [Nickname]\n---\n# Part\n")
    folder.put("linking.md", link)
    vault.move("a/Old.md", "b/c/New name.md")
    assert folder.text("linking.md") == moved


@pytest.mark.parametrize(
    ("link", "moved"),
    [
        ("[x](Caf%C3%A9.md)", "[x](Th%C3%A9%20%281%29.md)"),
        ("[x](Café.md)", "[x](Thé%20%281%29.md)"),
        ("[x](<Café.md>)", "[x](<Thé (1).md>)"),
        ("[[Café]]", "[[Thé (1)]]"),
    ],
)
def test_letters_stay_encoded_or_plain_as_they_were(folder, vault, link, moved):
    folder.put("Café.md")
    folder.put("linking.md", link)
    vault.move("Café.md", "Thé (1).md")
    assert folder.text("linking.md") == moved


def test_a_bare_name_that_becomes_ambiguous_gets_the_path_it_needs(folder, vault):
    folder.put("a/X.md")
    folder.put("Y.md")
    folder.put("linking.md", "[[X]] [[Y]]")
    vault.move("Y.md", "b/c/X.md")
    assert folder.text("linking.md") == "[[X]] [[c/X]]"


def test_a_link_that_the_new_name_would_capture_is_qualified(folder, vault):
    folder.put("deep/er/X.md", "the one meant")
    folder.put("Z.md")
    folder.put("linking.md", "[[X]] [x](X.md) [[Alias]]")
    folder.put("other.md", "---\naliases: Alias\n---\n")
    vault.move("Z.md", "X.md")
    assert folder.text("linking.md") == "[[er/X]] [x](er/X.md) [[Alias]]"
    vault.move("X.md", "Alias.md")
    assert folder.text("linking.md") == "[[er/X]] [x](er/X.md) [[other|Alias]]"


def test_links_in_a_moved_note_keep_their_meaning(folder, vault):
    folder.put("a/note.md", "![[./img.png]] [n](../top.md) [[sibling]] [[#own heading]]")
    folder.put("a/img.png")
    folder.put("a/sibling.md", "near")
    folder.put("b/c/sibling.md", "near the new place")
    folder.put("top.md")
    vault.move("a/note.md", "b/c/note.md")
    assert folder.text("b/c/note.md") == "![[../../a/img.png]] [n](../../top.md) [[a/sibling]] [[#own heading]]"


def test_a_folder_moves_with_everything_and_links_inside_it_stay(folder, vault):
    folder.put("old/a.md", "[[b]] [[./b]] [[old/b]] [x](../out.md)")
    folder.put("old/b.md", "![[img/p.png|100]]")
    folder.put("old/img/p.png", b"\x89PNG")
    folder.put("out.md", "[[old/a|A]] [[a]] ![](old/img/p.png)")
    before = folder.tree()
    operation = vault.move("old", "new/place")
    assert folder.text("new/place/a.md") == "[[b]] [[./b]] [[new/place/b]] [x](../../out.md)"
    assert folder.text("new/place/b.md") == "![[img/p.png|100]]"
    assert folder.text("out.md") == "[[new/place/a|A]] [[a]] ![](new/place/img/p.png)"
    assert operation.renames == (("old", "new/place"),)
    assert {file.path: file.links for file in operation.files} == {"new/place/a.md": 2, "out.md": 2, "new/place": 0}
    vault.undo(operation.id)
    assert folder.tree() == before


def test_a_canvas_changes_in_its_links_and_nowhere_else(folder, vault):
    folder.put("a/Old.md")
    canvas = (
        '{\r\n\t"nodes":[\n  {"id":"1", "type":"file","file":"a\\/Old.md","subpath":"#H", "x":1.50},\n'
        '{"type":"text","text":"caf\\u00e9 [[Old|x]]\\n`[[Old]]` \\ud83d\\ude00 [m](a/Old.md)","odd": [1 ,2]},'
        '{"type":"file","file":"keep.md"}, {"type":"link","url":"a/Old.md"}],"edges": [ {"text":"[[Old]]"} ] }'
    )
    folder.put("board.canvas", canvas)
    vault.move("a/Old.md", "b/Ünï.md")
    text = folder.text("board.canvas")
    assert text == (
        canvas.replace("a\\/Old.md", "b\\/Ünï.md").replace("[[Old|x]]", "[[\\u00dcn\\u00ef|x]]")
        .replace("(a/Old.md)", "(b/\\u00dcn\\u00ef.md)")
    )  # fmt: skip
    assert json.loads(text)["nodes"][0]["file"] == "b/Ünï.md"


def test_a_base_keeps_its_bytes_but_for_the_link(folder, vault):
    folder.put("People/Ada.md")
    folder.put("x.base", 'filters: # who\n  and:\n    - file.hasLink("People/Ada")\n    - x == link("[[Ada]]")\n')
    vault.move("People/Ada.md", "People/Lovelace.md")
    assert folder.text("x.base") == (
        'filters: # who\n  and:\n    - file.hasLink("People/Lovelace")\n    - x == link("[[Lovelace]]")\n'
    )


def test_line_ends_byte_order_mark_and_files_that_are_not_text_stay(folder, vault):
    folder.put("a.md")
    folder.put("linking.md", b"\xef\xbb\xbfone [[a]]\r\ntwo [[a]]\rthree")
    folder.put("latin.md", b"caf\xe9 [[a]]")
    vault.move("a.md", "b.md")
    assert (folder.path / "linking.md").read_bytes() == b"\xef\xbb\xbfone [[b]]\r\ntwo [[b]]\rthree"
    assert (folder.path / "latin.md").read_bytes() == b"caf\xe9 [[a]]"


def test_a_change_of_case_is_a_rename_like_any_other(folder, vault):
    folder.put("a/note.md", "x")
    folder.put("linking.md", "[[note]] [[NOTE]] [x](a/note.md)")
    vault.move("a/note.md", "a/Note.md")
    assert os.listdir(folder.path / "a") == ["Note.md"]
    assert folder.text("linking.md") == "[[Note]] [[Note]] [x](a/Note.md)"
    vault.move("a", "A")
    assert folder.text("linking.md") == "[[Note]] [[Note]] [x](A/Note.md)"


def test_a_name_that_no_link_can_hold_is_refused_and_nothing_changes(folder, vault):
    folder.put("a.md")
    folder.put("linking.md", "[[a]] [x](a.md)")
    before = folder.tree()
    with pytest.raises(PathRefused, match=r"linking\.md") as refused:
        vault.move("a.md", "C# notes.md")
    assert "without updating links" in refused.value.hint
    assert folder.tree() == before
    folder.put("linking.md", "[x](a.md)")
    vault.move("a.md", "C# notes.md")
    assert folder.text("linking.md") == "[x](C%23%20notes.md)"


def test_links_are_left_alone_when_asked(folder, vault):
    folder.put("a.md")
    folder.put("linking.md", "[[a]]")
    vault.move("a.md", "b.md", update_links=False)
    assert folder.text("linking.md") == "[[a]]"


def test_a_move_that_cannot_be_is_refused(folder, vault):
    folder.put("a/x.md")
    folder.put("b.md")
    folder.put("what?.md")
    for source, target, error in (
        ("gone.md", "c.md", NoteNotFound),
        ("b.md", "a/x.md", NoteExists),
        ("b.md", "a", NoteExists),
        ("a", "b.md", NoteExists),
        ("b.md", "b.md", NoteExists),
        ("b.md", "a/x.md/c.md", NoteExists),
        ("a", "a/b", PathRefused),
        ("b.md", "c?.md", PathRefused),
        ("b.md", "../b.md", PathRefused),
        ("b.md", ".claudeprojects/trash/b.md", PathRefused),
        (".claudeprojects", "x", PathRefused),
    ):
        with pytest.raises(error):
            vault.move(source, target)
    vault.move("what?.md", "a/what?.md")
    assert sorted(folder.tree()) == ["a", "a/what?.md", "a/x.md", "b.md"]


def test_an_index_saves_reading_the_vault(folder, vault):
    folder.put("a.md")
    folder.put("linking.md", "[[a]]")
    folder.put("unknown.md", "[[a]]")
    asked: list[list[str]] = []

    class Names:
        def paths(self):
            return ["a.md", "linking.md", "unknown.md"]

        def aliases(self):
            return {}

    def linking(paths):
        asked.append(list(paths))
        return ["linking.md", "gone.md"]

    vault.move("a.md", "b.md", linking=linking, names=Names())
    assert asked == [["a.md", "b.md"]]
    assert (folder.text("linking.md"), folder.text("unknown.md")) == ("[[b]]", "[[a]]")


def test_links_alike_are_each_written_as_their_own_place_wants_it(folder, vault):
    """What is found out about one link holds for those alike, but not for one that stands in a table."""
    folder.put("Old.md", "---\naliases: [Nick]\n---\n")
    text = "[[Old]] ![[Old]] [[Old|x]] [x](Old.md) [y](Old.md) [[Old]]\n\n| [[Old]] | [[Old\\|x]] |\n| --- | --- |\n"
    folder.put("linking.md", text * 3)
    vault.move("Old.md", "New name.md")
    moved = text.replace("[[Old", "[[New name").replace("(Old.md)", "(New%20name.md)")
    assert folder.text("linking.md") == moved * 3


def test_an_alias_that_another_name_captures_is_shown_in_the_way_of_its_place(folder, vault):
    folder.put("Old.md", "---\naliases: [Nick]\n---\n")
    folder.put("other.md", "")
    folder.put("linking.md", "[[Nick]]\n\n| [[Nick]] |\n| --- |\n\n[[Nick]]\n")
    vault.move("other.md", "Nick.md")
    assert folder.text("linking.md") == "[[Old|Nick]]\n\n| [[Old\\|Nick]] |\n| --- |\n\n[[Old|Nick]]\n"
