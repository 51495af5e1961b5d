"""Phases through the API of a real engine, with a fake provider behind the real client."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from claudeprojects.agents.testing.fake_models import FakeProvider

API = "/api/v1"
ANSWERS = {"project": "Pier", "challenge": "Wet feet", "decider": "Mara", "start": "2026-11-23"}
PROJECT = "Projects/Pier/Pier.md"
BRIEF = "Projects/Pier/00 Prepare/Brief.md"


def practitioner(request: Any) -> dict[str, Any]:
    """Writes one section of the brief, and has nothing to say beside."""
    prompt = next(message["text"] for message in request["messages"] if message["role"] == "user")
    if prompt.startswith("Carry out the activity “Write the brief”") and request["messages"][-1]["role"] == "user":
        stake = {"path": BRIEF, "old": "## What is at stake\n", "new": "## What is at stake\n\nTwo months.\n"}
        return {"tools": [{"name": "patch", "arguments": stake}]}
    return {"text": "Nothing to mend."}


def asked(engine: Any, address: str, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = engine.http.post(f"{API}/{address}", json=body, timeout=60)
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def ended(engine: Any, run_id: str) -> bool:
    return bool(engine.http.get(f"{API}/runs/{run_id}", timeout=60).json()["ended_at"])


def test_a_phase_is_started_watched_handed_over_and_taken_up_again(
    engine: Any, wait_until: Callable[..., None]
) -> None:
    asked(engine, "methodologies/design-sprint/instantiate", {"answers": ANSWERS}, 201)
    with FakeProvider(practitioner) as fake:
        values = {"models.openai_url": f"{fake.url}/v1"}
        answer = engine.http.patch(f"{API}/settings", json={"scope": "user", "values": values})
        assert answer.status_code == 200, answer.text
        wish = {"project": "Pier", "model": "openai:fake-model", "hand_over": {"recruit": "Tom"}}
        run = asked(engine, "phases", wish, 201)
        wait_until(lambda: ended(engine, run["id"]))
        phase = engine.http.get(f"{API}/phases/{run['id']}").json()
        assert (phase["run"]["state"], phase["phase"], phase["project"]) == ("done", "prepare", PROJECT)
        states = {each["id"]: (each["state"], each["person"]) for each in phase["activities"]}
        assert states == {"write-brief": ("done", ""), "recruit": ("handed-over", "Tom")}
        assert "Nobody has signed as Decider yet." in phase["gate"]["missing"]
        assert "Two months." not in (engine.root / BRIEF).read_text(encoding="utf-8")
        again = asked(engine, f"phases/{run['id']}/rerun", {"activity": "recruit", "words": "Ask the anglers."})
        wait_until(lambda: ended(engine, again["id"]))
        listed = engine.http.get(f"{API}/phases", params={"project": "Pier"}).json()["items"]
        assert [each["run"]["id"] for each in listed] == [run["id"]]
        assert {each["id"]: each["attempt"] for each in listed[0]["activities"]} == {"write-brief": 1, "recruit": 2}


def test_what_cannot_be_asked_of_a_phase_is_said(engine: Any) -> None:
    assert engine.http.get(f"{API}/phases/nothing").json()["code"] == "run_refused"
    refused = engine.http.post(f"{API}/phases", json={"project": "Home.md"})
    assert refused.status_code in (404, 409)
    asked(engine, "methodologies/design-sprint/instantiate", {"answers": {**ANSWERS, "project": "Quay"}}, 201)
    unknown = {"project": "Quay", "hand_over": {"nothing": "Mara"}}
    assert asked(engine, "phases", unknown, 404)["code"] == "activity_not_found"
