"""The agents we ship are files like any other, and hold to what their descriptions say."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from claudeprojects.agents.definitions.library import Library
from claudeprojects.core.methodologies.linting import lint_file

NAMES = ["analyst", "architect", "curator", "deal-coach", "designer", "facilitator"]
NAMES += ["orchestrator", "planner", "researcher", "reviewer", "strategist", "writer"]
CHANGING = {"write", "patch", "move", "trash", "shell"}


def test_all_twelve_are_there_without_any_problem(shelf):
    found = shelf.library.agents()
    assert [entry.definition.name for entry in found] == NAMES
    assert all(entry.used and entry.problems == () for entry in found)


@pytest.mark.parametrize("name", ["researcher", "reviewer"])
def test_those_that_say_they_change_nothing_cannot(shelf, name):
    agent = shelf.library.agent(name)
    assert agent.mode == "plan"
    assert not CHANGING & set(agent.tools)


def test_only_the_orchestrator_starts_others_and_it_writes_nothing_itself(shelf):
    agents = [shelf.library.agent(name) for name in NAMES]
    assert [agent.name for agent in agents if "agent" in agent.tools] == ["orchestrator"]
    assert not CHANGING & set(shelf.library.agent("orchestrator").tools)


def test_a_vault_may_put_its_own_in_the_place_of_one(shelf):
    shelf.put(".claude/agents/writer.md", "---\nname: writer\ndescription: Ours\n---\nWrite.")
    library = Library(shelf.vault)
    assert library.agent("writer").description == "Ours"
    ours = next(entry for entry in library.agents() if entry.origin == "builtin" and not entry.used)
    assert ours.why == ".claude/agents/writer.md has the same name and is nearer."


def test_every_agent_that_a_built_in_methodology_names_is_there():
    folder = Path(str(files("claudeprojects.core.methodologies"))) / "builtin"
    guides = sorted(path for path in folder.glob("*/*.md") if path.stem == path.parent.name)
    problems = [problem for path in guides for problem in lint_file(path, NAMES)]
    assert guides
    assert problems == []
