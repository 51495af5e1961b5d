"""Every failure is a problem document with a stable code."""

from __future__ import annotations

import http.client
import json
import logging
from urllib.parse import quote

import pytest
from claudeprojects.agents import errors as agent_errors
from claudeprojects.core import errors
from claudeprojects.engine.limits import LARGEST_BODY
from claudeprojects.engine.problems import STATUS_OF


def every_error(kind=errors.ClaudeProjectsError):
    yield kind
    for below in kind.__subclasses__():
        if below.__module__.startswith((errors.__name__, agent_errors.__name__)):
            yield from every_error(below)


def is_problem(answer, status, code):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == code
    assert problem["status"] == status
    assert problem["type"] == f"urn:claudeprojects:problem:{code}"
    assert problem["detail"]
    return problem


def test_every_error_of_the_tree_has_a_status():
    assert {kind.code for kind in every_error()} <= set(STATUS_OF)


def test_a_missing_note_is_named_with_near_names(engine):
    problem = is_problem(engine.http.get("/api/v1/notes/Hom.md"), 404, "note_not_found")
    assert problem["path"] == "Hom.md"
    assert problem["hint"]


def test_an_unknown_address_and_a_wrong_method_are_problems(engine):
    is_problem(engine.http.get("/api/v1/nothing"), 404, "not_found")
    is_problem(engine.http.delete("/api/v1/status"), 405, "method_not_allowed")


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("PUT", "/api/v1/notes/New.md", {"txt": "a"}, "body.text"),
        ("PUT", "/api/v1/notes/New.md", {"text": "a", "force": True}, "body.force"),
        ("PUT", "/api/v1/notes/New.md", {"text": 1}, "body.text"),
        ("GET", "/api/v1/search?q=a&limit=0", None, "query.limit"),
        ("GET", "/api/v1/search", None, "query.q"),
        ("GET", "/api/v1/files?cursor=%C3%BC", None, "query.cursor"),
        ("GET", "/api/v1/search?q=a&cursor=LTE", None, "query.cursor"),
        ("POST", "/api/v1/moves", {"source": "a"}, "body.target"),
    ],
)
def test_an_impossible_request_names_the_field(engine, method, path, body, field):
    problem = is_problem(engine.http.request(method, path, json=body), 422, "invalid_request")
    assert field in [entry["field"] for entry in problem["errors"]]


def test_a_body_that_is_no_json_is_a_problem(engine):
    answer = engine.http.put("/api/v1/notes/New.md", content=b"{", headers={"Content-Type": "application/json"})
    is_problem(answer, 422, "invalid_request")


def test_a_body_too_large_is_refused_by_its_length_before_it_is_sent(engine):
    connection = http.client.HTTPConnection("127.0.0.1", engine.port)
    connection.putrequest("PUT", "/api/v1/notes/New.md")
    connection.putheader("Authorization", f"Bearer {engine.token}")
    connection.putheader("Content-Length", str(LARGEST_BODY + 1))
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413
    assert json.loads(answer.read())["code"] == "too_large"
    connection.close()


def test_a_body_too_large_is_refused_by_its_bytes(engine):
    def body():
        for _ in range(LARGEST_BODY // 2**20 + 2):
            yield b" " * 2**20

    answer = engine.http.put("/api/v1/notes/New.md", content=body(), headers={"Content-Type": "application/json"})
    is_problem(answer, 413, "too_large")


def test_an_unknown_failure_tells_nothing_of_the_inside_and_is_found_in_the_log(engine, monkeypatch, caplog):
    def broken(_path):
        raise RuntimeError("the secret inside")

    monkeypatch.setattr(engine.workspace, "read_note", broken)
    with caplog.at_level(logging.ERROR):
        answer = engine.http.get("/api/v1/notes/Home.md")
    problem = is_problem(answer, 500, "internal_error")
    assert "secret" not in answer.text
    assert problem["instance"] in caplog.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_query_that_cannot_be_read_says_where(engine):
    problem = is_problem(engine.http.get("/api/v1/search", params={"q": 'engine "open'}), 400, "query_syntax")
    assert problem["position"] == 7
    assert problem["query"] == 'engine "open'


@pytest.mark.parametrize("path", ["../outside.md", "a/../../b.md", "/etc/passwd", "a\x00b.md", "CON.md"])
def test_a_path_that_leaves_the_vault_is_refused(engine, path):

    answer = engine.http.put(f"/api/v1/notes/{quote(path, safe='')}", json={"text": "x", "base_hash": None})
    assert answer.status_code in {400, 404}
    assert answer.json()["code"] in {"path_refused", "note_not_found"}
