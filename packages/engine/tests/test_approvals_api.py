"""Approvals and permissions over HTTP."""

from __future__ import annotations

import pytest
from claudeprojects.agents.permissions.approvals import ApprovalStore
from claudeprojects.agents.permissions.decision import Decision
from claudeprojects.agents.store import AgentStore
from claudeprojects.agents.values import Effect


@pytest.fixture
def ask(engine):
    """Leaves a question in the inbox, as a run does."""
    store = AgentStore(engine.workspace.data_dir)

    def leave(key, command):
        effect = Effect("shell", f"Run in the sandbox: {command}", detail=command)
        decision = Decision("ask", "default mode", "No rule speaks of it.")
        return ApprovalStore(store.database).request("run", key, effect, "shell", {"command": command}, decision)

    yield leave
    store.close()


def test_what_waits_is_listed_with_its_exact_effect_and_answered_once(engine, ask):
    first, second = ask("run/1/0", "ls"), ask("run/1/1", "wc *.md")
    items = engine.http.get("/api/v1/approvals", params={"state": "waiting"}).json()["items"]
    assert [item["id"] for item in items] == [first.id, second.id]
    assert items[1]["effect"] == {
        "kind": "shell", "summary": "Run in the sandbox: wc *.md", "paths": [], "detail": "wc *.md",
        "leaves_machine": False, "unconfined": False,
    }  # fmt: skip
    answered = engine.http.post(f"/api/v1/approvals/{first.id}", json={"approve": False, "note": "not now"})
    assert (answered.status_code, answered.json()["state"], answered.json()["note"]) == (200, "denied", "not now")
    turned = engine.http.post(f"/api/v1/approvals/{first.id}", json={"approve": True})
    assert (turned.status_code, turned.json()["code"]) == (409, "approval_decided")
    assert [item["id"] for item in engine.http.get("/api/v1/approvals?state=waiting").json()["items"]] == [second.id]
    missing = engine.http.post("/api/v1/approvals/none", json={"approve": True})
    assert (missing.status_code, missing.json()["code"]) == (404, "approval_not_found")


def test_permissions_are_written_to_the_users_file_and_a_vaults_only_tighten(engine):
    file = engine.root / ".claudeprojects" / "permissions.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text('allow = ["Bash"]\ndeny = ["Read(Private/**)"]\n')
    shown = engine.http.get("/api/v1/permissions").json()
    assert shown["vault"] == [
        {"path": ".claudeprojects/permissions.toml", "ask": [], "deny": ["Read(Private/**)"], "agents": {}}
    ]
    assert len(shown["problems"]) == 1
    wanted = {**shown["user"], "allow": ["Bash(ls:*)"], "web": True, "agents": {"writer": {"deny": ["Bash"]}}}
    written = engine.http.put("/api/v1/permissions", json=wanted)
    assert (written.status_code, written.json()["user"]["allow"]) == (200, ["Bash(ls:*)"])
    assert engine.http.get("/api/v1/permissions").json()["user"]["agents"]["writer"]["deny"] == ["Bash"]
    assert file.read_text().startswith('allow = ["Bash"]')


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"allow": ["Bash("]}, "rule_invalid"),
        ({"agents": {"writer": {"ask": ["Nope(x)"]}}}, "rule_tool_unknown"),
        ({"allow": "Bash"}, "invalid_request"),
        ({"shell": {"seconds": 0}}, "invalid_request"),
        ({"grant": ["Bash"]}, "invalid_request"),
    ],
)
def test_permissions_that_cannot_be_are_refused(engine, body, code):
    refused = engine.http.put("/api/v1/permissions", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, code)
