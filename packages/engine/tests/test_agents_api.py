"""The agent library and plugins over HTTP."""

from __future__ import annotations

import pytest

AGENT = """---
name: tide-keeper
description: Keeps tides
tools: read, view_file
permissionMode: acceptEdits
---
Keep."""


@pytest.fixture(scope="module")
def shelf(engine):
    """Definitions in the vault of the module's engine."""
    for path, text in {
        ".claude/agents/tide-keeper.md": AGENT,
        ".claude/agents/README.md": "# About",
        ".claude/skills/tides/SKILL.md": "---\nname: tides\ndescription: How tides are read\n---\nRead them.",
        ".mcp.json": '{"mcpServers": {"github": {"command": "npx", "env": {"T": "SECRET ${GITHUB_TOKEN}"}}}}',
        "AGENTS.md": "Be brief.",
        ".claudeprojects/plugins/page/plugin.toml": 'name = "page"',
        ".claudeprojects/plugins/page/plugin.py": (
            "from claudeprojects.agents.plugins.hooks import Panel, hookimpl\n"
            "@hookimpl\ndef panels():\n    return [Panel('one', 'One', '<!doctype html><p>one</p>')]\n"
        ),
    }.items():
        (engine.root / path).parent.mkdir(parents=True, exist_ok=True)
        (engine.root / path).write_text(text)
    return engine.http


def items(http, path):
    return {item.get("name") or item["path"]: item for item in http.get(f"/api/v1/{path}").json()["items"]}


def test_agents_are_listed_with_where_they_are_and_why_they_count(shelf):
    found = items(shelf, "agents")
    assert found["tide-keeper"]["used"] is True
    assert found["tide-keeper"]["path"] == ".claude/agents/tide-keeper.md"
    assert found["tide-keeper"]["mode"] == "default"
    assert found["tide-keeper"]["problems"][0]["line"] == 5
    assert found[".claude/agents/README.md"]["used"] is False
    assert found["researcher"]["origin"] == "builtin"


def test_an_agent_is_shown_whole(shelf):
    agent = shelf.get("/api/v1/agents/Tide_Keeper").json()
    assert (agent["prompt"], agent["wanted_mode"], agent["text"]) == ("Keep.", "acceptEdits", AGENT)
    missing = shelf.get("/api/v1/agents/tide-keper")
    assert (missing.status_code, missing.json()["code"]) == (404, "agent_not_found")
    assert missing.json()["suggestions"] == ["tide-keeper"]


def test_the_report_names_every_place_and_tells_no_secret(shelf):
    answer = shelf.get("/api/v1/agents/lint")
    report = answer.json()
    assert report["warnings"] == 2
    keeper = next(item for item in report["agents"] if item["name"] == "tide-keeper")
    assert keeper["problems"][-1]["text"] == "Not known here as tools: view_file."
    assert report["servers"][0]["variables"] == ["GITHUB_TOKEN"]
    assert "SECRET" not in answer.text
    assert [item["path"] for item in report["instructions"]] == ["AGENTS.md"]
    assert {place["path"] for place in report["places"] if place["exists"]} >= {
        ".claude/agents",
        ".mcp.json",
        "built in",
    }


def test_skills_are_listed(shelf):
    assert items(shelf, "skills")["tides"]["description"] == "How tides are read"


def test_a_plugin_is_trusted_as_it_was_shown_and_its_page_can_load_nothing(shelf):
    page = items(shelf, "plugins")["page"]
    assert page["state"] == "untrusted"
    wrong = shelf.post("/api/v1/plugins/page/trust", json={"hash": "0" * 32})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "plugin_untrusted")
    trusted = shelf.post("/api/v1/plugins/page/trust", json={"hash": page["hash"]}).json()
    assert (trusted["state"], trusted["provides"]) == ("loaded", {"panels": ["One"]})
    assert shelf.get("/api/v1/plugins/panels").json()["items"] == [{"plugin": "page", "id": "one", "title": "One"}]
    html = shelf.get("/api/v1/plugins/page/panels/one")
    assert html.text == "<!doctype html><p>one</p>"
    assert "default-src 'none'" in html.headers["content-security-policy"]
    assert html.headers["content-security-policy"].startswith("sandbox allow-scripts;")
    assert shelf.delete("/api/v1/plugins/page/trust").json()["state"] == "untrusted"
    assert shelf.get("/api/v1/plugins/page/panels/one").status_code == 404
    assert shelf.delete("/api/v1/plugins/nothing/trust").status_code == 404


def test_an_agent_is_made_as_a_file_and_used_at_once(shelf, engine):
    wanted = {
        "name": "log-keeper",
        "description": 'Says "what" happened: all of it',
        "tools": ["read", "mcp__a__b(c*)"],
    }
    answer = shelf.post("/api/v1/agents", json={**wanted, "model": "sonnet", "prompt": "You keep the log."})
    made = answer.json()
    assert (answer.status_code, made["path"], made["used"]) == (201, ".claude/agents/log-keeper.md", True)
    assert {key: made[key] for key in wanted} == wanted
    assert (made["model"], made["prompt"], made["problems"]) == ("sonnet", "You keep the log.", [])
    assert (engine.root / made["path"]).read_text().startswith("---\nname: log-keeper\n")
    edit = {"text": made["text"].replace("You keep", "You mind"), "base_hash": made["text_hash"]}
    edited = shelf.put("/api/v1/agents/Log-Keeper", json=edit)
    assert (edited.status_code, edited.json()["prompt"], edited.json()["kept"]) == (200, "You mind the log.", "")
    assert shelf.put("/api/v1/agents/log-keeper", json=edit).json()["code"] == "note_conflict"
    broken = {"text": "You mind.", "base_hash": edited.json()["text_hash"]}
    assert shelf.put("/api/v1/agents/log-keeper", json=broken).json()["code"] == "definition_broken"
    assert shelf.put("/api/v1/agents/writer", json=edit).json()["code"] == "definition_kept"
    again = shelf.post("/api/v1/agents", json=wanted)
    assert (again.status_code, again.json()["code"]) == (409, "definition_exists")
    assert shelf.post("/api/v1/agents", json={"name": "Log Keeper"}).json()["code"] == "name_refused"
    assert shelf.post("/api/v1/agents", json={"name": "all", "tools": None}).json()["tools"] is None
