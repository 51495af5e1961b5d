"""Private text stays private where an agent writes it: marked in the note, refused where no mark can stand."""

from __future__ import annotations

import pytest
from claudeprojects.agents.values import Privacy
from claudeprojects.core.errors import NotEditable

RULES = '[folders]\nPrivate = "private"\n'


@pytest.fixture(autouse=True)
def private_folder(folder):
    folder.put(".claudeprojects/privacy.toml", RULES)
    folder.put("Private/a.md", "secret\n")
    folder.put("Private/b.png", b"\x89")


def test_a_note_written_from_private_text_says_so(changes):
    view = changes.view("r")
    view.write("k", "b.md", "# From a secret\n", taint=Privacy.PRIVATE)
    assert view.read("b.md").text == "---\nprivacy: private\n---\n# From a secret\n"
    assert view.privacy_of("b.md") is Privacy.PRIVATE


def test_a_note_in_a_private_folder_needs_no_mark(changes):
    view = changes.view("r")
    view.write("k", "Private/c.md", "text\n", taint=Privacy.PRIVATE)
    assert view.read("Private/c.md").text == "text\n"


def test_a_note_that_leaves_a_private_folder_takes_its_class_along(folder, changes, rules):
    changes.view("r").move("k", "Private/a.md", "a.md")
    changes.accept("r")
    assert folder.text("a.md") == "---\nprivacy: private\n---\nsecret\n"
    assert rules.of_path("a.md") is Privacy.PRIVATE
    changes.undo("r")
    assert folder.text("Private/a.md") == "secret\n"


def test_a_note_cannot_be_opened_by_an_agent(folder, changes):
    folder.put("c.md", "---\nprivacy: private\n---\ntext\n")
    view = changes.view("r")
    view.patch("k1", "c.md", "privacy: private", "privacy: open")
    assert view.privacy_of("c.md") is Privacy.PRIVATE
    view.write("k2", "c.md", "nothing said\n")
    assert view.privacy_of("c.md") is Privacy.PRIVATE


def test_what_cannot_be_marked_is_refused(changes):
    view = changes.view("r")
    with pytest.raises(NotEditable, match="only notes can be marked"):
        view.put("k1", "c.png", b"\x89", taint=Privacy.PRIVATE)
    with pytest.raises(NotEditable, match="only notes can be marked"):
        view.move("k2", "Private/b.png", "b.png")
    with pytest.raises(NotEditable, match="only notes can be marked"):
        view.move("k3", "Private", "Public")
    assert changes.changeset("r").files == ()


def test_a_person_who_knows_better_drops_the_mark(folder, changes):
    changes.view("r").write("k", "b.md", "harmless\n", taint=Privacy.PRIVATE)
    changes.accept("r")
    folder.put("b.md", "harmless\n")
    assert changes.view("r2").privacy_of("b.md") is Privacy.OPEN
