"""Agent files as Claude Code documents them, and as public collections really write them."""

from __future__ import annotations

import pytest


def said(reading) -> str:
    return " | ".join(problem.text for problem in reading.problems)


def test_every_documented_property_is_read(agent):
    found = agent(
        """
        ---
        name: code-reviewer
        description: Reviews changes. Use proactively.
        tools: Read, Grep, Bash(git diff:*, git log:*), mcp__github__get_issue
        disallowedTools: [Write, Edit]
        model: sonnet
        permissionMode: plan
        maxTurns: 12
        skills:
          - house-style
          - citations
        mcpServers:
          - github
          - files:
              command: npx
              args: ["-y", "server-filesystem"]
        memory: project
        effort: high
        color: blue
        ---

        You review.

        ## How
        Read first.
        """
    )
    a = found.definition
    assert (a.name, a.description) == ("code-reviewer", "Reviews changes. Use proactively.")
    assert a.tools == ("Read", "Grep", "Bash(git diff:*, git log:*)", "mcp__github__get_issue")
    assert a.disallowed_tools == ("Write", "Edit")
    assert (a.model, a.mode, a.max_turns) == ("sonnet", "plan", 12)
    assert a.skills == ("house-style", "citations")
    assert a.mcp_servers == ("github", "files")
    assert [(s.name, s.command, s.args) for s in a.servers] == [("files", "npx", ("-y", "server-filesystem"))]
    assert (a.memory, a.effort, a.color) == ("project", "high", "blue")
    assert a.prompt == "You review.\n\n## How\nRead first."
    (problem,) = found.problems
    assert (problem.level, "`claudeprojects mcp trust files@code-reviewer`" in problem.text) == ("note", True)


def test_a_file_that_says_little_allows_all_tools_and_leaves_the_model_open(agent):
    a = agent("---\nname: a\ndescription: b\nmodel: inherit\n---\nHi").definition
    assert (a.tools, a.model, a.mode, a.wanted_mode, a.max_turns) == (None, None, "default", None, None)


DIALOGUE = """
---
name: ui-designer
description: Use this agent when you need an interface. Examples: <example>Context: A new page. user: "Draw it" \
assistant: "I'll use the ui-designer agent" <commentary>Design: yes</commentary></example>
tools: Read, Write
color: magenta
---

You design.
"""


def test_a_description_with_unquoted_dialogue_is_read_whole(agent):
    found = agent(DIALOGUE)
    a = found.definition
    assert a.description.startswith("Use this agent when you need an interface. Examples: <example>Context:")
    assert a.description.endswith("</example>")
    assert (a.tools, a.color, a.prompt) == (("Read", "Write"), "magenta", "You design.")
    assert "no valid YAML" in said(found)
    assert found.problems[0].line == 3


def test_a_description_that_runs_on_without_indentation_is_read_whole(agent):
    found = agent(
        """
        ---
        name: plan-reviewer
        description: Use this agent to review plans. Examples:

        <example>
        Context: The user has a plan.
        user: "Is this plan sound?"
        assistant: "Let me ask the plan-reviewer."
        </example>
        model: opus
        color: yellow
        tools: All tools
        skills:
          - one
          - two
        ---
        You review plans.
        """
    )
    a = found.definition
    assert a.description.endswith("</example>")
    assert 'user: "Is this plan sound?"' in a.description
    assert (a.model, a.color, a.tools, a.skills) == ("opus", "yellow", None, ("one", "two"))


def test_line_ends_written_as_two_characters_become_line_ends(agent):
    a = agent("---\nname: a\ndescription: One.\\n\\nExamples:\\n- two\n---\nx").definition
    assert a.description == "One.\n\nExamples:\n- two"


@pytest.mark.parametrize(
    ("written", "tools"),
    [
        ("tools: Read, Grep", ("Read", "Grep")),
        ("tools: Read Grep", ("Read", "Grep")),
        ("tools: [Read, 'Grep']", ("Read", "Grep")),
        ('tools: ["Read", "Grep"]', ("Read", "Grep")),
        ("tools:\n  - Read\n  - Grep", ("Read", "Grep")),
        ('tools: \'["Read", "Grep"]\'', ("Read", "Grep")),
        ("tools: Read, Read,, Grep,", ("Read", "Grep")),
        ("allowed-tools: Read, Grep", ("Read", "Grep")),
        ("tools: Task(planner, writer), Read", ("Task(planner, writer)", "Read")),
        ("tools: '*'", None),
        ("tools: *", None),
        ("tools: All tools", None),
        ("tools: ['*']", None),
        ("tools:", None),
        ("tools: []", ()),
        ("tools: none", ()),
        ("tools:\n  read: true\n  write: false", ("read",)),
    ],
)
def test_tools_are_understood_however_they_are_listed(agent, written, tools):
    assert agent(f"---\nname: a\ndescription: b\n{written}\n---\nx").definition.tools == tools


def test_a_table_that_only_denies_allows_the_rest(agent):
    a = agent("---\nname: a\ndescription: b\ntools:\n  write: false\n  bash: false\n---\nx").definition
    assert (a.tools, a.disallowed_tools) == (None, ("write", "bash"))


@pytest.mark.parametrize("origin", ["vault", "plugin"])
@pytest.mark.parametrize("mode", ["bypassPermissions", "acceptEdits"])
def test_a_file_of_the_vault_or_a_plugin_cannot_grant_itself_anything(agent, origin, mode):
    found = agent(f"---\nname: a\ndescription: b\npermissionMode: {mode}\n---\nx", origin)
    assert (found.definition.mode, found.definition.wanted_mode) == ("default", mode)
    assert found.problems[0].line == 4
    assert "cannot grant itself" in said(found)


@pytest.mark.parametrize("mode", ["plan", "dontAsk"])
def test_a_file_of_the_vault_can_be_more_careful(agent, mode):
    assert agent(f"---\nname: a\ndescription: b\npermissionMode: {mode}\n---\nx").definition.mode == mode


def test_a_file_of_the_user_gets_the_mode_it_asks_for(agent):
    text = "---\nname: a\ndescription: b\npermissionMode: bypassPermissions\n---\nx"
    assert agent(text, "user").definition.mode == "bypassPermissions"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# Agents\n\nAbout them.", "documentation"),
        ("---\ntitle: Readme\n---\nx", "documentation"),
        ("", "documentation"),
        ("---\nname: a\ndescription: b\n\nno end", "no closing"),
        ("---\nname: ''\ndescription: b\n---\nx", "documentation"),
        ("---\nname: ../etc/passwd\ndescription: b\n---\nx", "cannot be used"),
        (f"---\nname: {'a' * 65}\ndescription: b\n---\nx", "longer than 64"),
        ("---\nname: a\ndescription: b\ndisabled: true\n---\nx", "disabled"),
    ],
)
def test_what_is_no_agent_says_why(agent, text, why):
    found = agent(text)
    assert found.definition is None
    assert why in found.why


def test_a_missing_name_is_pointed_out_where_all_else_is_there(agent):
    found = agent("---\ndescription: Does it\ntools: Read\n---\nx", name="Code Helper.md")
    assert "name: code-helper" in said(found)


def test_a_missing_description_is_taken_from_the_text(agent):
    found = agent("---\nname: a\n---\n# Helper\n\nYou help **people** with tides.\n")
    assert found.definition.description == "You help people with tides."
    assert "no `description`" in said(found)


@pytest.mark.parametrize("name", ["AGENT_EDGE_CASES", "Code Reviewer", "données", "レビュー", "a--b"])
def test_an_unusual_name_is_used_and_told_of(agent, name):
    found = agent(f"---\nname: {name}\ndescription: b\n---\nx")
    assert found.definition.name == name
    assert [problem.level for problem in found.problems] == ["note"]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff---\nname: a\ndescription: b\n---\nx",
        "---\r\nname: a\r\ndescription: b\r\n---\r\nx",
        "\n\n---\nname: a\ndescription: b\n---\nx",
        "---  \nname: a\ndescription: b\n---   \nx",
        "---\nname: 'a'\ndescription: \"b\"\n---\n\n\nx\n\n",
        "---\nname: a\nname: z\ndescription: b\n---\nx",
        "---\nname:\ta\ndescription:\tb\n---\nx",
        "---\n{name: a, description: b}\n---\nx",
        '---\n{"name": "a", "description": "b"}\n---\nx',
        "---\nname: a\ndescription: >\n  b\n---\nx",
        "---\nName: a\nDescription: b\n---\nx",
    ],
)
def test_the_same_agent_is_read_however_its_lines_are_written(agent, text):
    a = agent(text).definition
    assert (a.name, a.description, a.prompt) == ("a", "b", "x")


def test_trailing_blanks_and_inner_line_ends_of_the_prompt_stay(agent):
    assert agent("---\r\nname: a\r\ndescription: b\r\n---\r\nOne  \r\ntwo\r\n").definition.prompt == "One  \ntwo"


def test_what_claude_code_does_and_we_do_not_is_a_note(agent):
    found = agent("---\nname: a\ndescription: b\nhooks:\n  Stop: []\nisolation: worktree\nbackground: false\n---\nx")
    assert [(problem.line, problem.level) for problem in found.problems] == [(4, "note"), (6, "note")]
    assert set(found.definition.extra) == {"hooks", "isolation", "background"}


def test_values_that_cannot_be_are_left_out_with_their_line(agent):
    found = agent(
        "---\nname: a\ndescription: b\nmaxTurns: many\nmemory: moon\neffort: 3\npermissionMode: yolo\n---\nx"
    )
    a = found.definition
    assert (a.max_turns, a.memory, a.effort, a.mode) == (None, None, "3", "default")
    assert sorted(problem.line for problem in found.problems) == [4, 5, 7]


def test_keys_in_other_spellings_are_read(agent):
    found = agent(
        "---\nname: a\ndescription: b\npermission_mode: plan\nmax-turns: 3\nmcp_servers:\n  - github\n---\nx"
    )
    a = found.definition
    assert (a.mode, a.max_turns, a.mcp_servers) == ("plan", 3, ("github",))
    assert {problem.level for problem in found.problems} == {"note"}
