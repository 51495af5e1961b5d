"""The report of everything that was looked at."""

from __future__ import annotations

from claudeprojects.agents.definitions.lint import lint


def said(found) -> list[str]:
    return [problem.text for problem in found.problems]


def test_every_place_is_listed_with_what_it_holds(shelf):
    shelf.put(".claude/agents/a.md", "---\nname: a\ndescription: b\n---\nx")
    shelf.put("~/.agents/skills/s/SKILL.md", "---\nname: s\ndescription: b\n---\nx")
    shelf.put(".mcp.json", "{oops")
    places = {place.shown: place for place in lint(shelf.library).places}
    assert (places[".claude/agents"].exists, places[".claude/agents"].files) == (True, 1)
    assert places[".claudeprojects/agents"].why == "There is no such folder."
    assert places["~/.agents/skills"].files == 1
    assert places["built in"].files == 12
    assert places[".mcp.json"].problems[0].level == "error"


def test_definitions_that_only_other_programs_read_are_pointed_out(shelf):
    text = "---\nname: a\ndescription: b\n---\nx"
    for path in (".opencode/agent/a.md", ".cursor/agents/a.md", "agents/a.md", "skills/s/SKILL.md"):
        shelf.put(path, text)
    shelf.put(".cursor/mcp.json", "{}")
    shelf.put("~/.claude.json", '{"mcpServers": {"a": {"command": "x"}}}')
    unread = [place for place in lint(shelf.library).places if not place.read]
    assert [place.shown for place in unread] == [
        ".opencode/agent", ".cursor/agents", "agents", "skills", "~/.claude.json", ".cursor/mcp.json",
    ]  # fmt: skip
    assert ".claude/agents" in unread[0].why


def test_a_folder_of_notes_named_agents_is_left_in_peace(shelf):
    shelf.put("agents/Bond.md", "# Bond\n\nA secret one.\n")
    assert [place for place in lint(shelf.library).places if not place.read] == []


def test_names_that_nothing_answers_to_are_told_of(shelf):
    shelf.put(
        ".claude/agents/a.md",
        """
        ---
        name: a
        description: b
        tools: Read, view_file, mcp__github__x, mcp__moon__y, Task(researcher, nobody)
        skills: tides, moon
        mcpServers: [github, moon]
        ---
        x
        """,
    )
    shelf.put(".claude/skills/tides/SKILL.md", "---\nname: tides\ndescription: b\n---\nx")
    shelf.put(".mcp.json", '{"mcpServers": {"github": {"command": "x"}}}')
    report = lint(shelf.library, lambda tool: tool in {"Read", "Task"})
    found = next(entry for entry in report.agents if entry.definition and entry.definition.name == "a")
    assert said(found) == [
        "There is no skill 'moon'.",
        "The MCP server 'moon' is not configured.",
        "Not known here as tools: view_file, mcp__moon__y, Task(researcher, nobody).",
    ]
    assert report.count("warning") == 3


def test_an_agent_that_is_left_without_any_tool_is_told_so(shelf):
    shelf.put(".claude/agents/a.md", "---\nname: a\ndescription: b\ntools: view_file\n---\nx")
    found = next(entry for entry in lint(shelf.library, lambda _: False).agents if entry.origin == "vault")
    assert said(found) == ["Not known here as tools: view_file.", "None of its tools is here, so the agent has none."]


def test_an_entry_whose_bracket_is_open_is_told_of(shelf):
    shelf.put(".claude/agents/a.md", "---\nname: a\ndescription: b\ntools: Read, Bash(git\n---\nx")
    found = next(entry for entry in lint(shelf.library, lambda _: True).agents if entry.origin == "vault")
    assert said(found) == ["A bracket is not closed, so it grants nothing: Bash(git."]


def test_tools_that_only_claude_code_has_are_no_fault(shelf):
    shelf.put(".claude/agents/a.md", "---\nname: a\ndescription: b\ntools: Read, WebSearch, NotebookEdit\n---\nx")
    report = lint(shelf.library, lambda tool: tool == "Read")
    found = next(entry for entry in report.agents if entry.origin == "vault")
    assert [tuple(problem) for problem in found.problems] == [
        (0, "Tools of Claude Code that are not here: WebSearch, NotebookEdit.", "note")
    ]


def test_instructions_of_every_folder_are_listed_with_what_they_hold_for(shelf):
    shelf.put("AGENTS.md", "root")
    shelf.put("A/B/CLAUDE.md", "b @more.txt")
    shelf.put("A/B/more.txt", "more")
    shelf.put("C/.claude/CLAUDE.md", "c")
    shelf.put("D/CLAUDE.md", "")
    shelf.put("E/CLAUDE.md", "e @gone.md, as @someone said")
    listed = [(found.shown, found.used, found.why) for found in lint(shelf.library).instructions]
    assert listed == [
        ("AGENTS.md", True, "It holds for the whole vault."),
        ("A/B/CLAUDE.md", True, "It holds for A/B."),
        ("A/B/more.txt", True, "A/B/CLAUDE.md imports it."),
        ("C/.claude/CLAUDE.md", True, "It holds for C."),
        ("D/CLAUDE.md", False, "It is empty."),
        ("E/CLAUDE.md", True, "It holds for E."),
        ("E/gone.md", False, "E/CLAUDE.md imports it, and there is no such file."),
    ]
