"""Models by the API: honest cards, keys that are never read back, the routing table, pulls."""

from __future__ import annotations

from claudeprojects.agents.models.builtin import builtin_file

BUILTIN = "local:smollm2-135m"


def card(engine, name):
    return next(card for card in engine.http.get("/api/v1/models").json()["items"] if card["name"] == name)


def test_the_model_that_comes_along_says_that_it_is_tiny(engine):
    found = card(engine, BUILTIN)
    assert found["state"] in {"ready", "loaded"}
    assert found["capability"] == "tiny"
    assert found["role"] == "local"
    assert not found["remote"]


def test_a_trial_measures_it(engine):
    found = engine.http.post(f"/api/v1/models/{BUILTIN}/test", timeout=120).json()
    assert found["text"]
    assert found["tokens_per_second"] > 0
    assert card(engine, BUILTIN)["tokens_per_second"] == found["tokens_per_second"]
    assert card(engine, BUILTIN)["state"] == "loaded"


def test_a_trial_of_what_is_not_there_says_so(engine):
    problem = engine.http.post("/api/v1/models/local:none/test").json()
    assert problem["code"] == "model_unknown"
    problem = engine.http.post("/api/v1/models/anthropic:claude-sonnet-5-5/test").json()
    assert problem["code"] == "model_key_missing"
    assert "models key anthropic" in problem["hint"]


def test_a_key_is_never_told(engine, monkeypatch):
    monkeypatch.setenv("CLAUDEPROJECTS_OPENAI_KEY", "sk-secret-0123456789")
    answer = engine.http.get("/api/v1/models")
    (provider,) = [p for p in answer.json()["providers"] if p["name"] == "openai"]
    assert provider["key"] == "environment"
    assert "sk-secret" not in answer.text


def test_without_a_keychain_a_key_is_refused_with_what_to_do(engine):
    answer = engine.http.put("/api/v1/models/keys/anthropic", json={"key": "sk-secret-0123456789"})
    assert answer.json()["code"] == "keychain_missing"
    assert "CLAUDEPROJECTS_ANTHROPIC_KEY" in answer.json()["hint"]
    assert "sk-secret" not in answer.text


def test_the_routing_table_is_read_changed_and_reset(engine):
    table = engine.http.get("/api/v1/models/router").json()
    assert [rule["name"] for rule in table["rules"]][:2] == ["The budget is spent", "What was asked for"]
    assert not table["own"]
    mine = "[[rule]]\nname = 'Mine'\nuse = 'local'\nwhen = { kind = 'chat' }\n"
    changed = engine.http.put("/api/v1/models/router", json={"text": mine}).json()
    assert changed["own"]
    assert changed["rules"] == [{"name": "Mine", "conditions": "chat", "use": ["local"], "because": ""}]
    refused = engine.http.put("/api/v1/models/router", json={"text": "[[rule]]\nname = 'x'\n"})
    assert refused.json()["code"] == "router_table_invalid"
    assert engine.http.get("/api/v1/models/router").json()["rules"] == changed["rules"]
    assert not engine.http.put("/api/v1/models/router", json={"text": None}).json()["own"]


def test_a_model_is_fetched_from_a_file_and_removed(engine, wait_until):
    asked = engine.http.post("/api/v1/models/pull", json={"source": f"file:{builtin_file()}", "name": "copy"})
    assert asked.status_code == 202

    def pull():
        return next(p for p in engine.http.get("/api/v1/models/pulls").json()["items"] if p["model"] == "local:copy")

    wait_until(lambda: pull()["state"] != "running")
    assert pull()["state"] == "done", pull()
    assert card(engine, "local:copy")["state"] == "ready"
    left = engine.http.delete("/api/v1/models/local:copy").json()["items"]
    assert "local:copy" not in {card["name"] for card in left}
    assert engine.http.delete(f"/api/v1/models/{BUILTIN}").json()["code"] == "model_kept"


def test_a_source_that_is_none_is_refused(engine):
    assert engine.http.post("/api/v1/models/pull", json={"source": "qwen"}).status_code == 422
    assert engine.http.post("/api/v1/models/pull", json={"source": "hf:qwen"}).json()["code"] == "pull_failed"
    assert engine.http.delete("/api/v1/models/pulls/none").json()["code"] == "model_unknown"
