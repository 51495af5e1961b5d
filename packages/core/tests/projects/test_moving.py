"""Moving tasks into another note: exact lines with what is below them, links that follow, one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from claudeprojects.core.errors import NotEditable, PathRefused, TaskNotFound
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.vault.listitems import item_end, outdented
from hypothesis import given
from hypothesis import strategies as st

Open = Callable[..., Projects]

PLAN = """---
tags: [plan]
---
# Plan

- [ ] First
- [ ] Write it @mara 📅 2026-12-01 ^write
  - [ ] the table
    with two columns

  - a remark ^remark
- [x] Last
text
"""
WITHOUT = PLAN.replace(PLAN[PLAN.index("- [ ] Write") : PLAN.index("- [x] Last")], "")
MOVED = PLAN[PLAN.index("- [ ] Write") : PLAN.index("- [x] Last")]


def contents(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode()
        for path in root.rglob("*")
        if path.is_file() and ".claudeprojects" not in path.parts
    }


def test_a_task_goes_with_its_sub_items_and_not_a_byte_else_changes(opened: Open, root: Path) -> None:
    projects = opened({"Plan.md": PLAN, "Other.md": "# Other\n\n## Tasks\n\n- [ ] There\n\n## Notes\n\nmore\n"})
    before = contents(root)
    moved = projects.move(["Plan.md:7"], "Other.md")
    assert (root / "Plan.md").read_text() == WITHOUT
    assert (root / "Other.md").read_text() == f"# Other\n\n## Tasks\n\n- [ ] There\n{MOVED}\n## Notes\n\nmore\n"
    assert [(item.key, item.block_id) for item in moved.items] == [("Other.md:6", "write")]
    assert moved.operation is not None
    assert moved.operation.summary == "Moved “Write it @mara” to Other.md"
    projects.workspace.undo(moved.operation.id)
    assert contents(root) == before


def test_links_to_its_blocks_follow_it_and_others_stay(opened: Open, root: Path) -> None:
    linking = (
        "[[Plan#^write]] ![[Plan#^remark|so]] [[Plan]] [[Plan#Plan]] [w](Plan.md#^write) [[Plan#^gone]]\n"
        "`[[Plan#^write]]`\n"
    )
    canvas = '{"nodes": [{"id": "1", "type": "text", "text": "see [[Plan#^write]]"}]}'
    projects = opened(
        {
            "Plan.md": PLAN.replace("text\n", "see [[#^write]] and [[#Plan]]\n"),
            "Sub/Other note.md": "See [[Plan#^write]].\n",
            "Links.md": linking,
            "Map.canvas": canvas,
        }
    )
    projects.move(["Plan.md:7"], "Sub/Other note.md")
    assert (root / "Links.md").read_text() == (
        "[[Other note#^write]] ![[Other note#^remark|so]] [[Plan]] [[Plan#Plan]] [w](Other%20note.md#^write) "
        "[[Plan#^gone]]\n`[[Plan#^write]]`\n"
    )
    assert "[[Other note#^write]]" in (root / "Map.canvas").read_text()
    assert (root / "Plan.md").read_text().endswith("see [[Other note#^write]] and [[#Plan]]\n")
    assert (root / "Sub/Other note.md").read_text().startswith("See [[Other note#^write]].\n")


def test_links_on_its_lines_mean_in_the_other_note_what_they_meant(opened: Open, root: Path) -> None:
    projects = opened(
        {
            "A/Plan.md": "# Plan\n\n- [ ] See [x](pic.png), [[#Plan]], [[#^a]], [[Deep]] and [[A/Plan#^a]] ^a\n",
            "A/pic.png": "",
            "B/pic.png": "",
            "A/Deep.md": "",
            "B/Deep.md": "",
            "B/Other.md": "# Other\n",
        }
    )
    projects.move(["A/Plan.md:3"], "B/Other.md")
    assert (root / "B/Other.md").read_text() == (
        "# Other\n\n- [ ] See [x](A/pic.png), [[Plan#Plan]], [[#^a]], [[A/Deep]] and [[B/Other#^a]] ^a\n"
    )


@pytest.mark.parametrize(
    ("source", "key", "rest", "moved"),
    [
        ("- [ ] a\r\n\t- [ ] b\r\n- [ ] c", "S.md:1", "- [ ] c", "- [ ] a\n\t- [ ] b\n"),
        ("- [ ] a\n\t- [ ] b ^b\n\t\t- c\n\td\n", "S.md:2", "- [ ] a\n\td\n", "- [ ] b ^b\n\t- c\n"),
        ("> [!todo] T\n> - [ ] a\n>   - [ ] b\n>\n>     c\n> end\n", "S.md:2", "> [!todo] T\n> end\n", None),
        ("- [ ] a\n    - [ ] b\n\t  c\n", "S.md:2", "- [ ] a\n", "- [ ] b\n  c\n"),
        ("1. [ ] a\n   b\n\n2. [ ] c\n", "S.md:1", "\n2. [ ] c\n", "1. [ ] a\n   b\n"),
        ("- [ ] a", "S.md:1", "", "- [ ] a\n"),
    ],
)
def test_what_is_below_an_item_goes_with_it_in_every_notation(
    opened: Open, root: Path, source: str, key: str, rest: str, moved: str | None
) -> None:
    projects = opened({"S.md": source, "T.md": ""})
    projects.move([key], "T.md")
    assert (root / "S.md").read_bytes().decode() == rest
    assert (root / "T.md").read_bytes().decode() == (moved or "- [ ] a\n  - [ ] b\n\n    c\n")


def test_the_line_ends_are_those_of_the_other_note(opened: Open, root: Path) -> None:
    projects = opened({"S.md": "- [ ] a\n  b\n", "T.md": "# T\r\n\r\n- [ ] t\r\n"})
    projects.move(["S.md:1"], "T.md")
    assert (root / "T.md").read_bytes() == b"# T\r\n\r\n- [ ] t\r\n- [ ] a\r\n  b\r\n"


def test_many_go_at_once_from_many_notes_and_sub_items_go_along(opened: Open, root: Path) -> None:
    projects = opened(
        {
            "A.md": "- [ ] a [[B#^b]] ^a\n  - [ ] a2\n- [ ] left [[B#^b]]\n",
            "B.md": "- [ ] b [[A#^a]] ^b\n",
            "T.md": "- [ ] t\n",
        }
    )
    moved = projects.move(["A.md:2", "A.md:1", "B.md:1", "T.md:1"], "T.md")
    assert moved.operation is not None
    assert moved.operation.summary == "Moved 4 tasks to T.md"
    assert (root / "A.md").read_text() == "- [ ] left [[T#^b]]\n"
    assert (root / "B.md").read_text() == ""
    assert (root / "T.md").read_text() == "- [ ] t\n- [ ] a [[T#^b]] ^a\n  - [ ] a2\n- [ ] b [[T#^a]] ^b\n"
    assert [item.key for item in moved.items] == ["T.md:2", "T.md:4"]
    projects.workspace.undo(moved.operation.id)
    assert (root / "B.md").read_text() == "- [ ] b [[A#^a]] ^b\n"


def test_a_task_moves_to_another_heading_of_its_own_note(opened: Open, root: Path) -> None:
    text = "[[#^a]]\n\n## Now\n\n- [ ] a ^a\n  - b\n- [ ] c\n\n## Later\n\n- [ ] d\n"
    projects = opened({"N.md": text})
    assert projects.move(["N.md:5"], "N.md").operation is None
    moved = projects.move(["N.md:5"], "N.md", "Later")
    assert (root / "N.md").read_text() == "[[#^a]]\n\n## Now\n\n- [ ] c\n\n## Later\n\n- [ ] d\n- [ ] a ^a\n  - b\n"
    assert [item.key for item in moved.items] == ["N.md:10"]


def test_a_note_that_is_not_there_is_made(opened: Open, root: Path) -> None:
    projects = opened({"A.md": "- [ ] a ^a\n\n[[#^a]]\n"})
    moved = projects.move(["A.md:1"], "New/Later.md", "Tasks")
    assert (root / "New/Later.md").read_text() == "## Tasks\n\n- [ ] a ^a\n"
    assert (root / "A.md").read_text() == "\n[[Later#^a]]\n"
    assert moved.operation is not None
    projects.workspace.undo(moved.operation.id)
    assert not (root / "New").exists()


def test_what_another_program_writes_meanwhile_is_kept(opened: Open, root: Path) -> None:
    projects = opened({"A.md": "- [ ] a\n- [ ] b\n", "T.md": ""})
    item = projects.item("A.md:1")
    (root / "A.md").write_text("new\n\n- [ ] b\n- [ ] a ⏫\n  - more\n")
    projects.move([item], "T.md")
    assert (root / "A.md").read_text() == "new\n\n- [ ] b\n"
    assert (root / "T.md").read_text() == "- [ ] a ⏫\n  - more\n"
    with pytest.raises(TaskNotFound):
        projects.move([item], "T.md")


def test_what_cannot_be_moved_is_refused_and_nothing_is_written(opened: Open, root: Path) -> None:
    projects = opened(
        {
            "A.md": "- [ ] a ^same\n",
            "T.md": "- [ ] t ^same\n",
            "N.md": "---\ntype: task\n---\n",
            "a.txt": "",
        }
    )
    before = contents(root)
    for key, note, why in [
        ("A.md:1", "T.md", r"a block \^same is there already"),
        ("N.md", "T.md", "the task is a note of its own"),
        ("A.md:1", "a.txt", "tasks can only stand in a note"),
    ]:
        with pytest.raises(NotEditable, match=why):
            projects.move([key], note)
    with pytest.raises(PathRefused):
        projects.move(["A.md:1"], "../out.md")
    assert contents(root) == before


LINES = st.lists(
    st.builds(
        lambda depth, mark, text: "  " * depth + mark + text,
        st.integers(0, 3),
        st.sampled_from(["- [ ] ", "- ", "* [x] ", ""]),
        st.sampled_from(["a", "b c", "ü 📅 2026-12-01"]),
    )
    | st.just(""),
    min_size=1,
    max_size=12,
)


@given(LINES)
def test_an_item_alone_is_one_item_as_deep_as_before(lines: list[str]) -> None:
    for place, line in enumerate(lines):
        end = item_end(lines, place)
        piece = outdented(lines[place:end])
        assert [each.strip() for each in piece] == [each.strip() for each in lines[place:end]]
        if line.strip():
            assert not piece[0].startswith(" ")
            assert item_end(piece, 0) == len(piece)
