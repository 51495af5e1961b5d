"""What servers answer: success that is none is found out, and what only looks like an error is left alone."""

from __future__ import annotations

import pytest
from claudeprojects.agents.mcp.results import failed, text_of
from claudeprojects.agents.mcp.tools import fit_schema, tool_name
from mcp_types import CallToolResult, ImageContent, TextContent


def _said(text: str, **more: object) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], **more)


@pytest.mark.parametrize(
    "text",
    [
        "fetch failed",
        "Error searching libraries: TypeError: fetch failed",
        "❌ Error: no such repository",
        "**Error**: the token has expired",
        "Failed to fetch documentation",
        "Request failed with status code 403",
        "Unauthorized. Please check your API key.",
        "Rate limited due to too many requests.",
        "An unexpected error occurred",
        '{"error": "Not Found", "status": 404}',
        '{"success": false, "reason": "no"}',
        "Traceback (most recent call last):\n  File",
        "ENOENT: no such file or directory",
    ],
)
def test_the_text_of_an_error_is_a_failure(text: str) -> None:
    assert failed(_said(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "Error handling in Rust is explicit.",
        "Errors and how to read them",
        "The request failed twice before it worked.",
        '{"error": null, "items": []}',
        '{"items": [{"error": "one of them"}]}',
        "Failed experiments teach most",
        "# Error codes\n\n404 means not found.",
        "",
        "Error " + "x" * 1000,
    ],
)
def test_a_text_about_errors_is_no_failure(text: str) -> None:
    assert not failed(_said(text), text)


def test_what_the_server_calls_an_error_is_one_whatever_it_says() -> None:
    assert failed(_said("all is well", is_error=True), "all is well")


def test_pictures_are_named_and_structured_answers_are_shown() -> None:
    picture = ImageContent(type="image", data="QUJD", mime_type="image/png")
    assert text_of(CallToolResult(content=[picture])) == "(image, image/png, 3 bytes, not shown)"
    assert '"total": 3' in text_of(CallToolResult(content=[], structured_content={"total": 3}))


def test_names_of_tools_fit_every_provider_and_stay_apart() -> None:
    assert tool_name("my server", "get.issue") == "mcp__my_server__get_issue"
    long = [tool_name("server", "x" * 80 + end) for end in "ab"]
    assert max(map(len, long)) <= 64
    assert long[0] != long[1]


def test_a_schema_that_cannot_be_checked_here_takes_anything() -> None:
    anything = {"type": "object", "additionalProperties": True}
    assert fit_schema({"type": "object", "properties": {"a": {"$ref": "https://example.org/s.json"}}}) == anything
    assert fit_schema({"type": "object", "properties": {"a": {"type": "no such type"}}}) == anything
    assert fit_schema({}) == {"type": "object", "properties": {}}
