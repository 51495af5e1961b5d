"""Tools in words and JSON for small models."""

from __future__ import annotations

import json

import jsonschema
import pytest
from claudeprojects.agents.models.local.constrain import AnswerStream, choice_schema, constrained, plain, read_choice
from claudeprojects.agents.testing.model_conformance import SEARCH
from claudeprojects.agents.values import Message, ModelReply, ToolCall, ToolSpec
from hypothesis import given
from hypothesis import strategies as st


def said(text: str, stop: str = "end") -> ModelReply:
    return ModelReply(text, "local:x", stop=stop)


def test_the_schema_takes_an_answer_or_a_known_tool_and_nothing_else() -> None:
    schema = choice_schema([SEARCH])
    jsonschema.validate({"answer": "Two."}, schema)
    jsonschema.validate({"tool": "search", "arguments": {"query": "x"}}, schema)
    for wrong in (
        {"tool": "delete", "arguments": {}},
        {"tool": "search", "arguments": {}},
        {"answer": "x", "y": 1},
        {},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_references_patterns_and_endless_lists_do_not_reach_the_grammar() -> None:
    parameters = {
        "type": "object",
        "properties": {
            "filter": {"$ref": "#/$defs/Filter"},
            "tags": {"type": "array", "items": {"type": "string", "pattern": "^a"}},
        },
        "$defs": {"Filter": {"type": "object", "properties": {"inner": {"$ref": "#/$defs/Filter"}}}},
    }
    text = json.dumps(choice_schema([ToolSpec("t", "", parameters)]))
    assert "$ref" not in text
    assert "pattern" not in text
    assert '"maxItems": 8' in text


def test_the_reply_is_read_as_call_or_text() -> None:
    call = read_choice(said('{"tool": "search", "arguments": {"query": "x"}}'))
    assert [(c.name, c.arguments) for c in call.tool_calls] == [("search", {"query": "x"})]
    assert call.stop == "tools"
    assert read_choice(said('{"answer": "Two."}')).text == "Two."


def test_a_reply_that_was_cut_gives_the_text_there_is() -> None:
    assert read_choice(said('{"answer": "It is d', "length")).text == "It is d"
    assert read_choice(said('{"tool": "sea', "length")).text == ""


@given(st.text(), st.lists(st.integers(1, 200), max_size=30), st.booleans())
def test_however_it_is_cut_the_streamed_answer_is_the_answer(text: str, cuts: list[int], escaped: bool) -> None:
    raw = json.dumps({"answer": text}, ensure_ascii=escaped)
    pieces: list[str] = []
    stream = AnswerStream(pieces.append)
    start = 0
    for length in [*cuts, len(raw)]:
        stream.feed(raw[start : start + length])
        start += length
    assert "".join(pieces) == text == stream.text


def test_calls_and_results_are_told_in_words() -> None:
    talk = [
        Message("user", "Find x."),
        Message("assistant", "", tool_calls=(ToolCall("1", "search", {"query": "x"}),)),
        Message("tool", "Two notes.", tool_call_id="1"),
    ]
    told = constrained(talk, [SEARCH])
    assert [message.role for message in told] == ["system", "user", "assistant", "user"]
    assert told[0].text.startswith("You can use")
    assert "search(query): Search the notes." in told[0].text
    assert told[2].text == '{"tool": "search", "arguments": {"query": "x"}}'
    assert told[3].text.endswith("Two notes.")


def test_any_template_can_take_the_conversation() -> None:
    talk = [
        Message("system", "Be brief."),
        Message("user", "Find x."),
        Message("assistant", "I look.", tool_calls=(ToolCall("1", "search", {"query": "x"}),)),
        Message("tool", "Two notes.", tool_call_id="1"),
        Message("system", "It is Monday."),
        Message("user", "And now?"),
    ]
    told = plain(talk)
    assert [message.role for message in told] == ["system", "user", "assistant", "user"]
    assert told[0].text == "Be brief.\n\nIt is Monday."
    assert told[3].text == "The tool gave:\nTwo notes.\n\nAnd now?"
