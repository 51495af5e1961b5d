"""Whatever stands in a file, reading it gives an answer."""

from __future__ import annotations

import json
from pathlib import Path

from claudeprojects.agents.definitions.agents import read_agent
from claudeprojects.agents.definitions.instructions import imports_of
from claudeprojects.agents.definitions.servers import read_configuration
from claudeprojects.agents.definitions.skills import read_skill
from hypothesis import given
from hypothesis import strategies as st

LINES = st.sampled_from(
    ["---", "name: a", "name:", "description: b: c", "description: |", "  x", "tools: [", "tools: Read", "- x", "]",
     "\t", "mcpServers:", "  - {a: b}", "  - a:", "      command: 1", "&a *a", "? x", "user: y", "maxTurns: -1", "",
     "```", "#"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(LINES, max_size=12).map("\n".join), st.text(max_size=200))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["mcpServers", "command", "args", "url", "type", "env", "a"]), inner),
    ),
    max_leaves=10,
)


@given(TEXTS, st.sampled_from(["vault", "user", "plugin", "builtin"]))
def test_any_text_is_read_as_an_agent_or_refused_with_a_reason(text, origin):
    found = read_agent("---\n" + text, Path("x/y.md"), origin)
    assert found.definition or found.why
    if found.definition and origin in {"vault", "plugin"}:
        assert found.definition.mode not in {"acceptEdits", "bypassPermissions"}


@given(TEXTS)
def test_any_text_is_read_as_a_skill_or_refused_with_a_reason(text):
    found = read_skill(text, Path("skills/x/SKILL.md"), "vault")
    assert found.skill or found.why


@given(st.one_of(TEXTS, JSON.map(json.dumps)))
def test_any_configuration_is_read(text):
    entries, problems = read_configuration(text)
    for entry in entries:
        assert entry.definition or any(problem.level == "error" for problem in entry.problems)
    assert entries or problems or text.strip() == "{}" or '"mcpServers"' in text


@given(TEXTS)
def test_any_text_gives_its_imports(text):
    assert isinstance(imports_of(text, Path("/a"), Path("/h")), list)
