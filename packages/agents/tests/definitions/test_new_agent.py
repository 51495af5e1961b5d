"""A new agent's file is one that this library reads without a remark."""

from __future__ import annotations

import pytest
from claudeprojects.agents.definitions.make import new_agent
from claudeprojects.agents.errors import AgentNotFound, DefinitionExists, NameRefused
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text(st.characters(exclude_characters="\\"), max_size=40))  # a written \\n is read as a line end
def test_any_description_is_written_so_that_it_is_read_again(shelf, description):
    (shelf.vault / ".claude/agents/a.md").unlink(missing_ok=True)
    new_agent(shelf.library, "a", description)
    (found,) = [entry for entry in shelf.library.agents() if entry.origin == "vault"]
    assert found.problems == ()
    wanted = " ".join(description.split())
    if wanted.isprintable() and wanted:
        assert found.definition.description == wanted


def test_a_copy_has_everything_of_the_other_but_its_name(shelf):
    path = new_agent(shelf.library, "our-writer", source="writer")
    ours, writer = shelf.library.agent("our-writer"), shelf.library.agent("writer")
    assert (ours.prompt, ours.tools, ours.description) == (writer.prompt, writer.tools, writer.description)
    assert path == shelf.vault / ".claude/agents/our-writer.md"
    new_agent(shelf.library, "third", "Mine.", "writer")
    assert shelf.library.agent("third").description == "Mine."


def test_ones_own_go_into_the_home(shelf):
    assert new_agent(shelf.library, "mine", own=True) == shelf.home / ".claude/agents/mine.md"
    assert shelf.library.agent("mine").origin == "user"


def test_nothing_is_written_over_or_under_a_name_that_cannot_be(shelf):
    new_agent(shelf.library, "a")
    with pytest.raises(DefinitionExists):
        new_agent(shelf.library, "a")
    for name in ("A b", "../x", "", "con", "x" * 65, "a/b"):
        with pytest.raises(NameRefused):
            new_agent(shelf.library, name)
    with pytest.raises(AgentNotFound):
        new_agent(shelf.library, "b", source="nobody")
    assert [path.name for path in (shelf.vault / ".claude/agents").iterdir()] == ["a.md"]
