"""Changes, privacy and the audit log over HTTP."""

from __future__ import annotations

import time

import pytest
from claudeprojects.agents.runs.model import Budget, Run


@pytest.fixture
def run(engine):
    """A run that proposes an edit of two hunks and a new note."""
    runtime = engine.serving.agents
    name = f"01test{time.time_ns()}"
    runtime.records.add(
        Run(id=name, root_id=name, parent_id=None, agent="writer", title="t", prompt="p", mode="default",
            state="done", created_at=time.time(), budget=Budget())
    )  # fmt: skip
    (engine.root / "Long.md").write_text("one\ntwo\nthree\nfour\nfive\n")
    view = runtime.changes.view(name)
    view.write(f"{name}/1/0", "Long.md", "ONE\ntwo\nthree\nfour\nFIVE\n")
    view.write(f"{name}/1/1", f"New {name}.md", "new\n")
    return name


def changes(engine, run):
    return engine.http.get(f"/api/v1/runs/{run}/changes").json()


def test_changes_are_shown_word_by_word_and_nothing_is_on_disk(engine, run):
    found = changes(engine, run)
    assert found["counts"]["proposed"] == 2
    edit = next(file for file in found["files"] if file["kind"] == "edit")
    shown = [(word["op"], word["text"]) for word in edit["hunks"][0]["words"]]
    assert shown == [("delete", "one"), ("insert", "ONE"), ("equal", "\n")]
    assert (engine.root / "Long.md").read_text().startswith("one")


def test_a_hunk_is_accepted_the_rest_rejected_and_the_run_undone(engine, run):
    edit = next(file for file in changes(engine, run)["files"] if file["kind"] == "edit")
    url = f"/api/v1/runs/{run}"
    assert engine.http.post(f"{url}/changes/accept", json={"hunks": [edit["hunks"][0]["id"]]}).status_code == 200
    assert (engine.root / "Long.md").read_text() == "ONE\ntwo\nthree\nfour\nfive\n"
    assert engine.http.post(f"{url}/changes/reject", json={}).json()["counts"]["rejected"] == 2
    assert engine.http.post(f"{url}/undo").json()["counts"]["undone"] == 1
    assert (engine.root / "Long.md").read_text() == "one\ntwo\nthree\nfour\nfive\n"


def test_what_is_not_there_is_a_problem(engine, run):
    unknown = engine.http.get("/api/v1/runs/nothing/changes")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "run_not_found")
    gone = engine.http.post(f"/api/v1/runs/{run}/changes/accept", json={"hunks": ["9.x"]})
    assert (gone.status_code, gone.json()["code"]) == (404, "change_not_found")


def test_privacy_is_set_at_once_and_a_bad_rule_changes_nothing(engine):
    wanted = {"default": "open", "folders": {"Projects": "private"}, "tags": {}, "team_models": []}
    assert engine.http.put("/api/v1/privacy", json=wanted).json() == {**wanted, "problem": None}
    bad = engine.http.put("/api/v1/privacy", json={"folders": {"../x": "open"}})
    assert (bad.status_code, bad.json()["code"]) == (422, "privacy_policy_invalid")
    assert engine.http.get("/api/v1/privacy").json()["folders"] == {"Projects": "private"}


def test_the_audit_log_is_paged_and_verified(engine):
    audit = engine.serving.agents.audit
    from claudeprojects.agents.values import Privacy

    for number in range(3):
        audit.append("sent", "model", "anthropic:x", run_id=None, size=number, privacy=Privacy.OPEN)
    first = engine.http.get("/api/v1/audit", params={"limit": 2}).json()
    assert [entry["bytes"] for entry in first["items"]] == [2, 1]
    second = engine.http.get("/api/v1/audit", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert [entry["bytes"] for entry in second["items"]][:1] == [0]
    assert engine.http.get("/api/v1/audit/verify").json()["ok"] is True
