"""Runs over the API of a real engine, with a fake provider behind the real client: start, watch, review, undo."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from claudeprojects.agents.testing.fake_models import FakeProvider
from websockets.sync.client import connect

MODEL = "openai:fake-model"


class Provider:
    """A fake provider; each test sets what it says next."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []
        self.fake = FakeProvider(lambda _request: self.replies.pop(0))


@pytest.fixture(scope="module")
def provider(engine: Any) -> Iterator[Provider]:
    made = Provider()
    with made.fake:
        values = {"models.openai_url": f"{made.fake.url}/v1"}
        answer = engine.http.patch("/api/v1/settings", json={"scope": "user", "values": values})
        assert answer.status_code == 200, answer.text
        yield made


@pytest.fixture
def started(engine: Any, provider: Provider, wait_until: Callable[..., None]) -> Callable[..., dict[str, Any]]:
    """Starts a run and waits for it to end."""

    def start(*replies: dict[str, Any], prompt: str = "Do it.", **options: Any) -> dict[str, Any]:
        provider.replies[:] = replies
        body = {"agent": "writer", "prompt": prompt, "model": MODEL, **options}
        answer = engine.http.post("/api/v1/runs", json=body)
        assert answer.status_code == 201, answer.text
        run: dict[str, Any] = answer.json()
        wait_until(lambda: engine.http.get(f"/api/v1/runs/{run['id']}").json()["ended_at"])
        return dict(engine.http.get(f"/api/v1/runs/{run['id']}").json())

    return start


@pytest.mark.usefixtures("provider")
def test_a_run_is_shown_before_it_is_started(engine: Any) -> None:
    (engine.root / "Diary.md").write_text("---\nprivacy: private\n---\nMine.\n", encoding="utf-8")
    wish = {"agent": "writer", "model": MODEL, "paths": ["Home.md", "Diary.md"], "budget": {"dollars": 0.5}}
    shown = engine.http.post("/api/v1/runs/preview", json=wish).json()
    assert (shown["agent"], shown["model"], shown["degraded"]) == ("writer", MODEL, False)
    assert (shown["budget"]["dollars"], shown["budget"]["tool_calls"]) == (0.5, 300)
    assert [(note["path"], note["privacy"]) for note in shown["notes"]] == [
        ("Home.md", "open"),
        ("Diary.md", "private"),
    ]
    assert all(note["allowed"] for note in shown["notes"]), "the fake is on this machine, so nothing leaves"
    unknown = engine.http.post("/api/v1/runs/preview", json={"agent": "nobody-at-all"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "agent_not_found")
    assert engine.http.get("/api/v1/runs").json()["items"] == [], "nothing was started"


def test_a_run_is_started_watched_and_answered(engine: Any, started: Callable[..., dict[str, Any]]) -> None:
    header = {"Authorization": f"Bearer {engine.token}"}
    with connect(f"ws://127.0.0.1:{engine.port}/ws", additional_headers=header) as socket:
        read = {"name": "read", "arguments": {"path": "Home.md"}}
        run = started({"tools": [read]}, {"text": "It is the home."}, prompt="What is Home?")
        assert (run["state"], run["answer"], run["model"]) == ("done", "It is the home.", MODEL)
        seen = []
        while not seen or seen[-1]["kind"] != "done":
            event = json.loads(socket.recv(timeout=10))
            if event["type"] == "run" and event["run_id"] == run["id"]:
                seen.append(event)
    kinds = [event["kind"] for event in seen]
    assert [kind for kind in kinds if kind in ("tool_call", "tool_result", "done")] == [
        "tool_call", "tool_result", "done",
    ]  # fmt: skip
    assert "".join(event["text"] for event in seen if event["kind"] == "token") == "It is the home."
    assert [step["kind"] for step in run["steps"]] == ["model", "tool", "model"]
    assert run["steps"][0]["rule"]


def test_a_change_is_reviewed_accepted_and_undone(engine: Any, started: Callable[..., dict[str, Any]]) -> None:
    before = (engine.root / "Alone.md").read_bytes()
    arguments = {"path": "Alone.md", "old": "Nobody links here.", "new": "Somebody links here."}
    run = started({"tools": [{"name": "patch", "arguments": arguments}]}, {"text": "Changed."})
    assert run["changes"]["proposed"] == 1
    (listed,) = engine.http.get("/api/v1/runs", params={"review": True}).json()["items"]
    assert (listed["id"], listed["changes"]) == (run["id"], run["changes"])
    assert (engine.root / "Alone.md").read_bytes() == before
    agents = engine.serving.agents
    agents.changes.accept(run["id"])
    assert b"Somebody" in (engine.root / "Alone.md").read_bytes()
    assert engine.http.get("/api/v1/runs", params={"review": True}).json()["items"] == []
    assert run["id"] in [each["id"] for each in engine.http.get("/api/v1/runs?review=false").json()["items"]]
    agents.changes.undo(run["id"])
    assert (engine.root / "Alone.md").read_bytes() == before


def test_a_step_shows_exactly_what_was_sent(
    engine: Any, provider: Provider, started: Callable[..., dict[str, Any]]
) -> None:
    run = started({"text": "Yes."}, prompt="Is it so?")
    step = engine.http.get(f"/api/v1/runs/{run['id']}/steps/1").json()
    sent = provider.fake.requests[-1]
    assert [message["role"] for message in step["messages"]] == ["system", "user"]
    assert step["messages"][0]["text"] == sent["system"]
    assert step["messages"][1]["text"] == sent["messages"][0]["text"] == "Is it so?"
    assert {tool["name"] for tool in step["tools"]} >= {"search", "read", "write"}
    assert engine.http.get(f"/api/v1/runs/{run['id']}/steps/99").json()["code"] == "step_not_found"


def test_runs_are_listed_in_pages_newest_first(engine: Any, started: Callable[..., dict[str, Any]]) -> None:
    ids = [started({"text": "One."})["id"], started({"text": "Two."})["id"]]
    page = engine.http.get("/api/v1/runs", params={"limit": 1, "state": "done"}).json()
    assert [run["id"] for run in page["items"]] == [ids[1]]
    page = engine.http.get("/api/v1/runs", params={"limit": 1, "cursor": page["next_cursor"]}).json()
    assert [run["id"] for run in page["items"]] == [ids[0]]


def test_a_run_goes_on_when_it_is_told_something(
    engine: Any, provider: Provider, started: Callable[..., dict[str, Any]], wait_until: Callable[..., None]
) -> None:
    run = started({"text": "One."})
    provider.replies[:] = [{"text": "Two."}]
    assert engine.http.post(f"/api/v1/runs/{run['id']}/message", json={"text": "And then?"}).status_code == 200
    wait_until(lambda: engine.http.get(f"/api/v1/runs/{run['id']}").json()["answer"] == "Two.")


def test_what_cannot_be_is_refused_with_a_reason(engine: Any) -> None:
    unknown = engine.http.post("/api/v1/runs", json={"agent": "wrter", "prompt": "x"}).json()
    assert (unknown["code"], "writer" in unknown["hint"]) == ("agent_not_found", True)
    outside = {"agent": "writer", "prompt": "x", "paths": ["../../etc/passwd"]}
    assert engine.http.post("/api/v1/runs", json=outside).json()["code"] == "path_refused"
    assert engine.http.get("/api/v1/runs/none").json()["code"] == "run_not_found"
    assert engine.http.post("/api/v1/runs/none/cancel").status_code == 404
