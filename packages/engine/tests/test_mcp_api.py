"""MCP servers over HTTP: one is added when it answers, or when the user says so anyway."""

from __future__ import annotations

import json
import os
from pathlib import Path

SERVERS = "/api/v1/mcp/servers"


def configured() -> dict[str, object]:
    """The servers in the user's own configuration."""
    file = Path(os.environ["CLAUDEPROJECTS_HOME"]) / "mcp.json"
    return json.loads(file.read_text())["mcpServers"] if file.is_file() else {}


def server(engine, name):
    return next((each for each in engine.http.get(SERVERS).json()["items"] if each["name"] == name), None)


def test_a_server_that_does_not_answer_is_on_trial_until_it_is_kept_or_removed(engine, wait_until):
    wrong = {"command": "no-such-program-here"}
    added = engine.http.post(SERVERS, json={"name": "odd", "config": wrong})
    assert (added.status_code, added.json()["kept"]) == (202, False)
    wait_until(lambda: server(engine, "odd")["state"] == "failed")
    assert "no-such-program-here" in server(engine, "odd")["why"]
    assert configured() == {}
    engine.http.delete(f"{SERVERS}/odd").raise_for_status()
    assert server(engine, "odd") is None
    engine.http.post(SERVERS, json={"name": "odd", "config": wrong}).raise_for_status()
    kept = engine.http.post(f"{SERVERS}/odd/keep")
    assert (kept.status_code, kept.json()["kept"]) == (200, True)
    assert configured() == {"odd": wrong}
    again = engine.http.post(SERVERS, json={"name": "odd", "config": wrong})
    assert (again.status_code, again.json()["code"]) == (409, "server_exists")
    engine.http.delete(f"{SERVERS}/odd").raise_for_status()
    assert configured() == {}
    missing = engine.http.post(f"{SERVERS}/odd/keep")
    assert (missing.status_code, missing.json()["code"]) == (404, "server_not_found")
