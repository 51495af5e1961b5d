"""Tasks, projects, sprints and views over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Engine

API = "/api/v1"


@pytest.fixture(scope="module", autouse=True)
def _work(engine: Engine) -> None:
    for path, text in {
        "Projects/Web/Web.md": (
            "---\ntype: project\nowner: Mara\n---\n- [ ] First 🆔 one 📅 2026-01-02\n- [ ] Second ⛔ one\n"
        ),
        "Projects/Web/S1.md": (
            "---\ntype: sprint\nproject: '[[Web]]'\ncapacity: 10\n---\n- [ ] Third [estimate:: 3]\n"
        ),
    }.items():
        engine.workspace.write_note(path, text, None)


def test_tasks_are_found_by_queries_in_pages(engine: Engine) -> None:
    page = engine.http.get(f"{API}/tasks/find", params={"q": "project:Web", "limit": 2, "sort": "path"}).json()
    assert (page["total"], len(page["items"])) == (3, 2)
    rest = engine.http.get(
        f"{API}/tasks/find", params={"q": "project:Web", "limit": 2, "sort": "path", "cursor": page["next_cursor"]}
    ).json()
    assert [item["description"] for item in (*page["items"], *rest["items"])] == ["Third", "First", "Second"]
    assert rest["next_cursor"] is None
    refused = engine.http.get(f"{API}/tasks/find", params={"q": "due:someday"})
    assert (refused.status_code, refused.json()["code"]) == (400, "query_syntax")
    assert engine.http.get(f"{API}/tasks/find", params={"sort": "colour"}).status_code == 400


def test_a_task_says_where_it_belongs_and_what_waits(engine: Engine) -> None:
    found = engine.http.get(f"{API}/tasks/item", params={"key": "one"}).json()
    assert found["project"] == {"path": "Projects/Web/Web.md", "reason": "note", "text": "it stands in that note"}
    assert [item["description"] for item in found["waited_for_by"]] == ["Second"]
    assert engine.http.get(f"{API}/tasks/item", params={"key": "nowhere:1"}).status_code == 404


def test_tasks_are_changed_together_and_undone(engine: Engine) -> None:
    keys = ["Projects/Web/Web.md:5", "Projects/Web/Web.md:6"]
    body = {"items": [{"key": key} for key in keys], "changes": {"priority": "high", "due": None}}
    edited = engine.http.patch(f"{API}/tasks", json=body).json()
    assert [(item["priority"], item["due"]) for item in edited["items"]] == [("high", None)] * 2
    text = (engine.root / "Projects/Web/Web.md").read_text()
    assert "- [ ] First 🆔 one ⏫\n- [ ] Second ⛔ one ⏫\n" in text
    engine.http.post(f"{API}/operations/{edited['operation']['id']}/undo")
    moved = {"items": [{"key": "Projects/Web/Web.md:1", "description": "First"}], "changes": {"status": "done"}}
    assert engine.http.patch(f"{API}/tasks", json=moved).json()["items"][0]["key"] == keys[0]
    gone = {"items": [{"key": keys[0], "description": "Never"}], "changes": {"status": "done"}}
    assert engine.http.patch(f"{API}/tasks", json=gone).status_code == 404
    circle = {"items": [{"key": "one"}], "changes": {"depends_on": [keys[1]], "status": "todo"}}
    refused = engine.http.patch(f"{API}/tasks", json=circle)
    assert (refused.status_code, refused.json()["code"]) == (422, "not_editable")


def test_tasks_are_added_as_people_type_them(engine: Engine) -> None:
    draft = engine.http.get(f"{API}/tasks/draft", params={"text": "Call Jo tomorrow 5pm !high"}).json()
    assert (draft["description"], draft["time"], draft["priority"]) == ("Call Jo", "17:00", "high")
    added = engine.http.post(f"{API}/tasks", json={"texts": ["Fourth 2030-01-01 +Web"]}).json()
    assert added["items"][0]["project"] == "Projects/Web/Web.md"
    assert engine.http.get(f"{API}/tasks/vocabulary").json()["statuses"][0]["name"] == "Todo"


def test_projects_sprints_and_views_are_notes(engine: Engine) -> None:
    project = engine.http.get(f"{API}/projects/Web").json()
    assert (project["owner"], project["folder"]) == ("Mara", "Projects/Web")
    sprint = engine.http.get(f"{API}/sprints", params={"project": "Web"}).json()["items"][0]
    assert (sprint["capacity"], sprint["progress"]["points"]) == (10, 3)
    made = engine.http.post(f"{API}/projects", json={"title": "New one", "due": "2030-01-01"}).json()
    assert made["summary"] == "Created Projects/New one/New one.md"
    assert engine.http.post(f"{API}/projects", json={"title": "New one"}).status_code == 409
    engine.http.post(f"{API}/sprints", json={"title": "S2", "project": "New one"})
    assert engine.http.get(f"{API}/sprints/S2").json()["project"] == "Projects/New one/New one.md"
    view = {"title": "Late", "query": "is:overdue", "kind": "board"}
    assert engine.http.put(f"{API}/views", json=view).json()["path"] == "Views/Late.md"
    assert [each["title"] for each in engine.http.get(f"{API}/views").json()["items"]] == ["Late"]
    board = engine.http.get(f"{API}/tasks/board", params={"q": "project:Web"}).json()["groups"]
    assert [group["title"] for group in board] == ["To do", "In progress", "Done"]
    assert [(group["symbol"], group["limit"]) for group in board] == [(" ", None), ("/", None), ("x", None)]
    own = engine.http.get(f"{API}/tasks/board", params={"q": "is:open", "project": "Web"}).json()["groups"]
    assert own[0]["total"] == board[0]["total"]
    groups = engine.http.get(f"{API}/tasks/groups", params={"by": "project"}).json()["groups"]
    assert groups[-1]["title"] == "No project"
    assert engine.http.get(f"{API}/milestones").json()["items"] == []
    assert engine.http.get(f"{API}/tasks/dependencies").json()["circles"] == []


def test_nothing_ends_before_it_starts(engine: Engine) -> None:
    days = {"title": "Backwards", "start": "2030-02-01"}
    for kind, last in (("sprints", "end"), ("projects", "due")):
        refused = engine.http.post(f"{API}/{kind}", json={**days, last: "2030-01-31"})
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid_request")
        assert engine.http.post(f"{API}/{kind}", json={**days, last: "2030-02-01"}).status_code == 200


def test_query_blocks_of_other_programs_are_answered(engine: Engine) -> None:
    block = {"language": "tasks", "source": "path includes Web\nnot done\ngroup by filename", "path": "Home.md"}
    answer = engine.http.post(f"{API}/blocks", json=block).json()
    assert answer["problems"] == []
    assert sum(len(group["items"]) for group in answer["groups"]) == answer["total"] > 0
    unread = engine.http.post(f"{API}/blocks", json={**block, "source": "not done\nby magic"}).json()
    assert (unread["groups"], unread["problems"][0]["line"], unread["problems"][0]["text"]) == ([], 1, "by magic")
    listed = engine.http.post(f"{API}/blocks", json={"language": "dataview", "source": "LIST FROM #a"}).json()
    assert "TASK" in listed["problems"][0]["why"]


def test_tasks_move_into_another_note_and_back(engine: Engine) -> None:
    for path, text in {"From.md": "- [ ] a ^a\n  - b\n", "To.md": "See [[From#^a]].\n"}.items():
        engine.workspace.write_note(path, text, None)
    wanted = {"items": [{"key": "From.md:9", "description": "a"}], "note": "To"}
    moved = engine.http.post(f"{API}/tasks/move", json=wanted)
    assert moved.status_code == 200, moved.text
    assert [item["key"] for item in moved.json()["items"]] == ["To.md:3"]
    assert (engine.root / "To.md").read_text(encoding="utf-8") == "See [[To#^a]].\n\n- [ ] a ^a\n  - b\n"
    engine.http.post(f"{API}/operations/{moved.json()['operation']['id']}/undo").raise_for_status()
    assert (engine.root / "To.md").read_text(encoding="utf-8") == "See [[From#^a]].\n"
    refused = engine.http.post(f"{API}/tasks/move", json={**wanted, "note": "a.txt"})
    assert (refused.status_code, refused.json()["code"]) == (422, "not_editable")
