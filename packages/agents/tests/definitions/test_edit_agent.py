"""An agent's file is changed as a whole, and only to one that defines an agent."""

from __future__ import annotations

import pytest
from claudeprojects.agents.definitions.edit import edit_agent, text_hash
from claudeprojects.agents.errors import AgentNotFound, DefinitionBroken, DefinitionKept
from claudeprojects.core.errors import NoteConflict

BEFORE = "---\nname: helper\ndescription: Helps.\n---\nYou help.\n"
AFTER = "---\r\nname: keeper\r\ndescription: Keeps.\r\n---\r\nYou keep.\r\n"


@pytest.mark.parametrize("path", [".claude/agents/helper.md", "~/.claude/agents/helper.md"])
def test_the_text_is_written_as_it_is_and_counts_at_once(shelf, path):
    file = shelf.put(path, BEFORE)
    file.chmod(0o640)
    edited = edit_agent(shelf.library, "Helper", AFTER, text_hash(BEFORE))
    assert file.read_bytes() == AFTER.encode()
    assert (edited.name, shelf.library.agent("keeper").prompt.strip()) == ("keeper", "You keep.")
    assert file.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in file.parent.iterdir()] == ["helper.md"]
    with pytest.raises(AgentNotFound):
        shelf.library.agent("helper")


@pytest.mark.parametrize("text", ["", "You help.\n", "---\ndescription: x\n---\ny\n", "---\nname: a/b\n---\n"])
def test_a_text_that_defines_no_agent_is_not_written(shelf, text):
    file = shelf.put(".claude/agents/helper.md", BEFORE)
    with pytest.raises(DefinitionBroken):
        edit_agent(shelf.library, "helper", text, text_hash(BEFORE))
    assert file.read_text() == BEFORE


def test_what_changed_meanwhile_is_not_written_over(shelf):
    file = shelf.put(".claude/agents/helper.md", BEFORE + "Mine.\n")
    with pytest.raises(NoteConflict) as raised:
        edit_agent(shelf.library, "helper", AFTER, text_hash(BEFORE))
    assert raised.value.theirs == file.read_text() == BEFORE + "Mine.\n"
    edit_agent(shelf.library, "helper", AFTER, raised.value.current_hash)
    assert file.read_bytes() == AFTER.encode()


def test_a_byte_order_mark_stays_and_other_encodings_are_left_alone(shelf):
    file = shelf.put(".claude/agents/helper.md", "")
    file.write_bytes(b"\xef\xbb\xbf" + BEFORE.encode())
    edit_agent(shelf.library, "helper", BEFORE + "More.\n", text_hash(BEFORE))
    assert file.read_bytes() == b"\xef\xbb\xbf" + BEFORE.encode() + b"More.\n"
    file.write_bytes(BEFORE.encode() + b"\xe9\n")
    with pytest.raises(DefinitionKept, match="UTF-8"):
        edit_agent(shelf.library, "helper", AFTER, text_hash(BEFORE))
    assert file.read_bytes().endswith(b"\xe9\n")


def test_what_is_built_in_stays_and_a_copy_is_the_way(shelf):
    writer = shelf.library.agent("writer")
    with pytest.raises(DefinitionKept) as raised:
        edit_agent(shelf.library, "writer", AFTER, text_hash(writer.path.read_text()))
    assert "agent new our-writer --from writer" in raised.value.hint
