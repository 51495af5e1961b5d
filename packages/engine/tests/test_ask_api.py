"""Asking by the API: citations that open at the quoted line, chats, and events that tell of it meanwhile."""

from __future__ import annotations

from pathlib import Path


def write(engine, path, text):
    assert engine.http.put(f"/api/v1/notes/{path}", json={"text": text, "base_hash": None}).status_code == 200


def test_an_answer_cites_lines_that_hold_its_quotes(engine):
    write(engine, "Walrus.md", "# Walrus\n\n## Food\n\nThe walrus eats clams by the thousand.\n")
    answer = engine.http.post("/api/v1/ask", json={"question": "What does the walrus eat?"}, timeout=120).json()
    citation = answer["claims"][0]["citations"][0]
    assert answer["found"]
    assert answer["extractive"]
    assert (citation["path"], citation["heading"], citation["line"]) == ("Walrus.md", "Food", 4)
    line = (Path(engine.root) / "Walrus.md").read_text(encoding="utf-8").splitlines()[citation["line"]]
    assert citation["quote"] in line
    assert any(piece["kept"] and piece["path"] == "Walrus.md" for piece in answer["read"])


def test_what_no_note_says_is_said_so(engine):
    answer = engine.http.post("/api/v1/ask", json={"question": "Who painted the zeppelin of Friedrichshafen?"}).json()
    assert not answer["found"]
    assert answer["text"] == "Not in your notes."
    assert answer["chat"] is None


def test_a_chat_is_begun_read_and_gone_on_with(engine):
    question = {"question": "Who painted the zeppelin?", "keep": True}
    chat = engine.http.post("/api/v1/ask", json=question).json()["chat"]
    engine.http.post(f"/api/v1/chats/{chat}/messages", json={"text": "And who flew the zeppelin?"})
    read = engine.http.get(f"/api/v1/chats/{chat}").json()
    assert [message["role"] for message in read["messages"]] == ["user", "assistant", "user", "assistant"]
    assert [entry["path"] for entry in engine.http.get("/api/v1/chats").json()["items"]] == [chat]


def test_a_note_that_is_no_chat_is_a_problem(engine):
    answer = engine.http.get("/api/v1/chats/Nowhere.md")
    assert answer.status_code == 404
    assert answer.json()["code"] == "chat_not_found"
    blank = engine.http.post("/api/v1/ask", json={"question": "  "})
    assert (blank.status_code, blank.json()["code"]) == (422, "question_empty")
