"""The description of the API keeps its own rules."""

from __future__ import annotations

import re

import pytest
from claudeprojects.engine.app import create_api

DOCUMENT = create_api().openapi()

OPERATIONS = [
    pytest.param(path, method, operation, id=operation["operationId"])
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_operation_is_named_tagged_summed_up_and_can_fail(path, method, operation):
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", operation["operationId"])
    assert operation["tags"]
    assert operation["summary"]
    assert "application/problem+json" in operation["responses"]["default"]["content"]
    assert (operation.get("security") == [{"token": []}]) == (path != "/healthz")


def test_operation_ids_are_unique():
    ids = [operation.values[2]["operationId"] for operation in OPERATIONS]
    assert len(ids) == len(set(ids))


def test_every_list_is_a_page():
    for name, schema in DOCUMENT["components"]["schemas"].items():
        if name.endswith("Page") or name == "SearchResults":
            assert {"items", "next_cursor"} <= set(schema["required"])


def test_every_schema_is_described():
    bare = [name for name, schema in DOCUMENT["components"]["schemas"].items() if not schema.get("description")]
    assert not bare


def test_answers_have_no_optional_fields():
    for name in ("Note", "Status", "SearchHit", "Operation", "FileEntry", "EngineEvent"):
        schema = DOCUMENT["components"]["schemas"][name]
        assert set(schema.get("required", [])) == set(schema.get("properties", {}))
