"""Tools that read, find, change, delegate and keep things, over a real vault and index."""

from __future__ import annotations

import asyncio

import pytest
from claudeprojects.agents.permissions.files import Document
from claudeprojects.agents.tools.grepping import literal_in
from claudeprojects.agents.values import Privacy, ToolResult


def test_reading_gives_the_lines_asked_for_with_their_class_and_source(desk):
    result = desk.call("read", path="Projects/Plan.md", line=3, lines=1)
    assert "lines 3 to 3 of 5:\n## Goals\n" in result.text
    assert (result.privacy, result.sources[0].path) == (Privacy.OPEN, "Projects/Plan.md")
    assert desk.call("read", path="Private/Diary.md").privacy is Privacy.PRIVATE


def test_what_the_runs_model_may_not_be_sent_is_refused_by_name_and_left_out_elsewhere(desk):
    def narrow():
        return desk.context(ceiling=Privacy.TEAM)

    assert "left out: private, 1 note" in desk.call("read", context=narrow(), path="Private/Diary.md").text
    for tool, arguments in (
        ("search", {"query": "lighthouse"}),
        ("grep", {"pattern": "lighthouse"}),
        ("list", {"pattern": "*"}),
    ):
        result = desk.call(tool, context=narrow(), **arguments)
        assert result.privacy is Privacy.OPEN
        assert "Projects/Plan.md" in result.text
        assert "debt" not in result.text


def test_what_may_not_be_read_is_found_by_no_tool(desk):
    desk.permissions.save(Document(deny=["Read(private/**)"], allow=["Bash"]))
    assert desk.call("read", path="Private/Diary.md").data["decision"]["action"] == "deny"
    for tool, arguments in {
        "search": {"query": "lighthouse"},
        "grep": {"pattern": "keeper"},
        "list": {"pattern": "*"},
        "shell": {"command": "ls -R; cat Private/*"},
    }.items():
        assert "Diary" not in desk.call(tool, **arguments).text


def test_search_tells_place_and_words_and_takes_the_strictest_class(desk):
    result = desk.call("search", query="lighthouse")
    assert "Projects/Plan.md > Plan > Goals (line 5)" in result.text
    assert result.privacy is Privacy.PRIVATE
    assert {source.path for source in result.sources} == {"Projects/Plan.md", "Private/Diary.md"}


def test_a_pattern_that_explodes_is_stopped(desk, monkeypatch):
    monkeypatch.setattr("claudeprojects.agents.tools.grepping.GREP_SECONDS", 0.05)
    (desk.root / "Bad.md").write_text("a" * 60)
    assert "No line fits" in desk.call("grep", pattern="(a|a?)+$^b", files="Bad.md").text
    assert desk.call("grep", pattern="(").data["code"] == "arguments_invalid"


@pytest.mark.parametrize("pattern", ["^The lighthouse", "May.$", r"\AThe l", r"(?<!x)opens in", "l.ghth[o]use o"])
def test_a_pattern_is_tried_on_each_line(desk, pattern):
    assert "Projects/Plan.md:5: The lighthouse opens in May." in desk.call("grep", pattern=pattern).text


@pytest.mark.parametrize(
    ("pattern", "literal"),
    [("plain words", "plain words"), ("^The.*lighthouse$", "lighthouse"), ("colou?rs", "colo"), ("ab+cde", "cde"),
     ("a|bcd", ""), (r"\bword", ""), ("(?i)word", ""), ("x{2}yes", ""), ("*", "")],
)  # fmt: skip
def test_a_plain_stretch_of_a_pattern_is_looked_for_first(pattern, literal):
    assert literal_in(pattern) == literal


def test_tasks_are_listed_by_state_day_and_words(desk):
    assert "[ ] Call the printer (due 2026-01-02): Home.md:5" in desk.call("tasks").text
    assert "There are no such tasks" in desk.call("tasks", due_before="2026-01-02").text
    assert "[x] Done" in desk.call("tasks", status="done").text
    assert "There are no such tasks" in desk.call("tasks", folder="Projects").text


def test_the_graph_answers(desk):
    assert "Home.md:3: See [[Plan]]." in desk.call("graph", question="backlinks", path="Projects/Plan.md").text
    assert "Projects/Plan.md" in desk.call("graph", question="outgoing", path="Home.md").text
    assert "Private/Diary.md" in desk.call("graph", question="orphans").text
    assert desk.call("graph", question="backlinks").is_error


def test_changes_wait_and_are_seen_by_the_run_alone(desk):
    before = (desk.root / "Home.md").read_bytes()
    assert "It waits for review" in desk.call("patch", path="Home.md", old="See", new="Read").text
    desk.call("move", source="Projects/Plan.md", target="Done/Plan.md")
    desk.call("trash", path="Private")
    assert "Read [[Plan]]" in desk.call("read", path="Home.md").text
    assert "Done/Plan.md" in desk.call("list", folder="Done").text
    assert desk.call("read", path="Private/Diary.md").data["code"] == "note_not_found"
    assert (desk.root / "Home.md").read_bytes() == before
    assert (desk.root / "Projects/Plan.md").exists()


def test_moving_or_deleting_a_folder_names_every_file_in_it_to_the_rules(desk):
    desk.permissions.save(Document(deny=["Edit(Private/Diary.md)"]))
    assert desk.call("trash", path="Private").data["decision"]["action"] == "deny"
    assert desk.call("move", source="Private", target="Open").data["decision"]["action"] == "deny"
    assert desk.call("move", source="Projects", target="Private").data["decision"]["action"] == "allow"


def test_a_call_repeated_after_a_crash_changes_nothing_more(desk):
    for tool, arguments in (
        ("patch", {"path": "Home.md", "old": "See", "new": "See See"}),
        ("remember", {"fact": "The user likes tea."}),
        ("move", {"source": "Projects/Plan.md", "target": "Plan.md"}),
        ("trash", {"path": "Plan.md"}),
    ):
        context = desk.context()
        first = desk.call(tool, context=context, **arguments)
        view = desk.changes.view("run")
        before = {path: view.read(path).text for path in view.files()}
        again = desk.call(tool, context=context, **arguments)
        assert (first.is_error, again.is_error) == (False, False), tool
        assert {path: view.read(path).text for path in view.files()} == before


def test_private_text_that_is_written_elsewhere_stays_private(desk):
    desk.call("write", context=desk.context(taint=Privacy.PRIVATE), path="Summary.md", text="He is in debt.\n")
    assert desk.call("read", path="Summary.md").privacy is Privacy.PRIVATE


def test_memory_is_a_note_that_says_when_it_was_told(desk):
    desk.call("remember", fact="The user likes tea.", about="user")
    desk.call("remember", fact="Plans are in Projects.")
    view = desk.changes.view("run")
    assert "- The user likes tea. (20" in view.read("Memory/About me.md").text
    assert view.read("Memory/helper.md").text.startswith("# helper\n\n- Plans are in Projects. (20")


def test_the_plan_is_told_to_whoever_looks_on(desk):
    items = [{"content": "Read", "status": "completed"}, {"content": "Write", "status": "pending"}]
    desk.call("plan", items=items)
    assert desk.told == [("plan", {"items": items})]


def test_a_skill_and_its_files_are_read_and_nothing_beside_them(desk):
    folder = desk.root / ".claude" / "skills" / "tides"
    folder.mkdir(parents=True)
    (folder / "SKILL.md").write_text("---\nname: tides\ndescription: How tides are read\n---\nRead the table.\n")
    (folder / "table.md").write_text("high low")
    (desk.root / ".claude" / "secret").write_text("key")
    assert (
        "- tides: How tides are read"
        in next(s for s in desk.box.tools().values() if s.spec.name == "skill").spec.description
    )
    assert desk.call("skill", name="tides").text.startswith('<skill source="skill:tides">\nRead the table.')
    assert "table.md" in desk.call("skill", name="tides").text
    assert "high low" in desk.call("skill", name="tides", file="table.md").text
    for outside in ("../../secret", "/etc/passwd", "nothing.md"):
        assert desk.call("skill", name="tides", file=outside).data["code"] == "tool_refused"


def test_a_sub_agent_is_started_with_its_task_and_its_answer_keeps_its_class(desk):
    started = []

    async def spawn(agent, prompt, *, title, key):
        started.append((agent, prompt, title, key))
        return ToolResult("Found it.", Privacy.PRIVATE)

    context = desk.context(spawn=spawn)
    result = desk.call("Task", context=context, subagent_type="researcher", prompt="Find it", description="Look")
    assert started == [("researcher", "Find it", "Look", context.key)]
    assert (result.privacy, "Found it." in result.text) == (Privacy.PRIVATE, True)
    assert desk.call("agent", agent="researcher", prompt="x").data["code"] == "tool_refused"


def test_reading_stops_when_the_run_is_cancelled(desk):
    context = desk.context()
    context.cancelled.set()
    with pytest.raises(Exception, match="cancelled"):
        asyncio.run(desk.acall("read", {"path": "Home.md"}, context))
