"""Imports and exports over the API: upload, dry run, apply with events, cancel; files out, and the calendar feed."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Engine

API = "/api/v1/imports"


def notion(pages: int = 3) -> bytes:
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w") as archive:
            for number in range(pages):
                archive.writestr(f"Page {number} {number:032x}.md", f"# Page {number}\n\n[x](nope.md)\n")
        return out.getvalue()


def finished(engine: Engine, job: dict[str, Any]) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while job["state"] in {"reading", "writing"}:
        assert time.monotonic() < deadline, "it does not end"
        time.sleep(0.02)
        job = engine.http.get(f"{API}/{job['id']}").json()
    return job


def uploaded(engine: Engine, data: bytes, name: str = "Export.zip", **options: object) -> dict[str, Any]:
    sent = engine.http.post(f"{API}/uploads", params={"name": name}, content=data)
    assert sent.status_code == 201, sent.text
    assert sent.json()["size"] == len(data)
    begun = engine.http.post(API, json={"upload_id": sent.json()["upload_id"], **options})
    assert begun.status_code == 202, begun.text
    return finished(engine, begun.json())


def test_a_file_is_sent_looked_at_applied_and_undone(engine: Engine) -> None:
    told: list[dict[str, Any]] = []
    stop = engine.workspace.events.subscribe(lambda event: told.append(event.to_json()))
    job = uploaded(engine, notion(), folder="In")
    assert (job["state"], job["format"], job["counts"]["notes"], job["lost"]) == ("ready", "notion", 3, 3)
    files = engine.http.get(f"{API}/{job['id']}/files", params={"limit": 2}).json()
    assert [file["path"] for file in files["items"]] == ["In/Page 0.md", "In/Page 1.md"]
    assert files["next_cursor"]
    losses = engine.http.get(f"{API}/{job['id']}/losses").json()["items"]
    assert losses[0] == {"item": "Page 0", "what": "a link to 'nope.md'", "why": "it is not part of the export"}
    assert not (engine.root / "In").exists()
    applied = engine.http.post(f"{API}/{job['id']}/apply")
    assert applied.status_code == 202
    done = finished(engine, applied.json())
    assert (engine.root / "In/Page 2.md").is_file()
    assert engine.http.post(f"/api/v1/operations/{done['operation']}/undo").status_code == 200
    assert not (engine.root / "In").exists()
    states = [event["state"] for event in told if event["type"] == "import"]
    assert states[0] == "reading"
    assert states[-1] == "done"
    stop()


def test_an_import_that_is_ready_can_be_thrown_away(engine: Engine) -> None:
    job = uploaded(engine, notion(), folder="Out")
    assert engine.http.delete(f"{API}/{job['id']}").json()["state"] == "cancelled"
    refused = engine.http.post(f"{API}/{job['id']}/apply")
    assert (refused.status_code, refused.json()["code"]) == (422, "import_failed")
    assert not (engine.root / "Out").exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.enex", b"<en-export>", "damaged"),
        ("../../x.bin", b"\0", "no format"),
        ("x.csv", b"A,B\n1,2\n", "no column"),
    ],
)
def test_a_file_that_cannot_be_read_fails_with_a_next_step(engine: Engine, name: str, data: bytes, said: str) -> None:
    job = uploaded(engine, data, name)
    assert job["state"] == "failed"
    assert said in job["problem"]
    assert job["hint"]


def test_what_is_not_there_is_not_found(engine: Engine, tmp_path: Path) -> None:
    for path in ("x", "x/files", "x/losses", "x/columns"):
        assert engine.http.get(f"{API}/{path}").json()["code"] == "import_not_found"
    assert engine.http.post(API, json={"upload_id": "x"}).status_code == 404
    assert engine.http.post(API, json={"path": "relative"}).json()["code"] == "import_failed"
    job = engine.http.post(API, json={"path": str(tmp_path / "gone.zip")}).json()
    assert "no such file" in finished(engine, job)["problem"]


def test_an_upload_needs_the_token(engine: Engine) -> None:
    assert engine.anonymous("POST", f"{API}/uploads?name=x", content=b"x").status_code == 401


def test_a_project_and_tasks_are_given_out(engine: Engine) -> None:
    (engine.root / "Clock.md").write_text("---\ntype: project\n---\n- [ ] Wind it 📅 2026-12-01\n", encoding="utf-8")
    engine.workspace.sync(embed=False)
    kinds = {"zip": b"PK", "markdown": b"# Clock", "html": b"<!doctype html>", "pdf": b"%PDF"}
    for kind, beginning in kinds.items():
        found = engine.http.get("/api/v1/exports/project", params={"project": "Clock", "format": kind})
        assert found.content.startswith(beginning), found.text
        assert "attachment" in found.headers["content-disposition"]
    table = engine.http.get("/api/v1/exports/tasks", params={"query": "path:Clock.md"}).text
    assert "Wind it,todo" in table
    assert engine.http.get("/api/v1/exports/tasks", params={"query": 'due:"x'}).status_code == 400
    assert engine.http.get("/api/v1/exports/project", params={"project": "Nope"}).status_code == 404


def test_the_feed_is_read_without_the_token_by_its_address_alone(engine: Engine) -> None:
    assert engine.http.get("/api/v1/exports/feed").json() == {
        "on": False,
        "path": None,
        "events_path": None,
        "query": None,
    }
    path = engine.http.post("/api/v1/exports/feed", json={}).json()["path"]
    found = engine.anonymous("GET", path)
    assert found.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Write the plan" in found.text
    assert engine.anonymous("GET", "/feeds/guess/tasks.ics").status_code == 404
    assert engine.anonymous("POST", path).status_code in {404, 405}
    events = engine.anonymous("GET", path.replace("tasks.ics", "events.ics"))
    assert events.text.startswith("BEGIN:VCALENDAR")
    assert "BEGIN:VTODO" not in events.text
    engine.http.delete("/api/v1/exports/feed")
    assert engine.anonymous("GET", path).status_code == 404


def test_the_columns_of_a_table_are_said_and_it_is_read_again(engine: Engine) -> None:
    job = uploaded(engine, b"What,Title,When\nPaint,Home,2026-12-01\n", "Plan.csv", folder="Mapped")
    address = f"{API}/{job['id']}"
    found = engine.http.get(f"{address}/columns").json()
    assert found["columns"] == {"Title": "task"}
    assert found["table"] == {"columns": ["What", "Title", "When"], "rows": [["Paint", "Home", "2026-12-01"]]}
    assert {"task", "due", "assignee", "status"} <= set(found["fields"])
    wanted = {"mapping": {"task": "What", "due": "When"}, "leave_out": ["Title"]}
    again = engine.http.post(f"{address}/read", json=wanted)
    assert again.status_code == 202
    assert finished(engine, again.json())["counts"]["tasks"] == 1
    assert engine.http.get(f"{address}/columns").json()["left_out"] == ["Title"]
    finished(engine, engine.http.post(f"{address}/apply").json())
    assert (engine.root / "Mapped/Plan.md").read_text(encoding="utf-8").endswith("- [ ] Paint 📅 2026-12-01\n")
    assert engine.http.post(f"{address}/read", json=wanted).json()["code"] == "import_failed"


def test_a_table_that_names_no_tasks_is_read_once_they_are_named(engine: Engine) -> None:
    job = uploaded(engine, b"A,B\nPaint,x\n", "t.csv", folder="Named")
    assert job["state"] == "failed"
    assert engine.http.get(f"{API}/{job['id']}/columns").json()["table"]["columns"] == ["A", "B"]
    again = engine.http.post(f"{API}/{job['id']}/read", json={"mapping": {"task": "A"}})
    assert finished(engine, again.json())["state"] == "ready"
    assert engine.http.post(f"{API}/gone/read", json={}).status_code == 404


def test_an_import_without_anything_new_is_done_and_has_no_operation(engine: Engine) -> None:
    table = b"Task\nOnly once\n"
    first = uploaded(engine, table, "once.csv")
    finished(engine, engine.http.post(f"{API}/{first['id']}/apply").json())
    before = engine.http.get("/api/v1/operations").json()["items"][0]
    assert before["summary"] == "Imported 1 note from once.csv"
    again = uploaded(engine, table, "once.csv")
    done = finished(engine, engine.http.post(f"{API}/{again['id']}/apply").json())
    assert (done["state"], done["operation"]) == ("done", None)
    assert engine.http.get("/api/v1/operations").json()["items"][0] == before


def test_a_note_is_named_after_the_file_that_was_sent(engine: Engine) -> None:
    for name in ("My list.csv", f"{'né' * 120}.csv"):
        job = uploaded(engine, b"Task,Due\nPaint,2026-12-01\n", name)
        (file,) = engine.http.get(f"{API}/{job['id']}/files").json()["items"]
        made = file["path"].removeprefix("Tasks/").removesuffix(".md")
        assert name.startswith(made)
        assert len(made) >= 7
