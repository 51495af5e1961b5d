"""Reading and changing notes over HTTP."""

from __future__ import annotations

import pytest


def put(engine, path, text, base_hash=None):
    return engine.http.put(f"/api/v1/notes/{path}", json={"text": text, "base_hash": base_hash})


def search(engine, query, **options):
    return [hit["path"] for hit in engine.http.get("/api/v1/search", params={"q": query, **options}).json()["items"]]


def test_a_note_is_read_with_what_stands_in_it(engine):
    note = engine.http.get("/api/v1/notes/Home.md").json()
    assert note["title"] == "Home"
    assert note["text"].startswith("# Home")
    assert note["editable"] is True
    assert [heading["text"] for heading in note["headings"]] == ["Home"]
    assert [(link["target"], link["path"]) for link in note["links"]] == [
        ("Engine", "Projects/Engine.md"),
        ("Missing", None),
    ]
    assert note["tags"] == ["start"]
    assert note["tasks"][0]["due"] == "2026-01-02"


def test_names_with_every_kind_of_character_are_addressed(engine):
    from urllib.parse import quote

    path = "Ünï/日本 語? #1 50% & [x].md"
    assert put(engine, quote(path), "hello").status_code in {200, 400}
    safe = "Ünï/日本 語 #1 50% & (x).md"
    assert put(engine, quote(safe), "hello").json()["path"] == safe
    assert (engine.root / safe).read_text() == "hello"
    assert engine.http.get(f"/api/v1/notes/{quote(safe)}").json()["text"] == "hello"


def test_a_new_note_is_on_disk_and_found_when_the_answer_comes(engine):
    answer = put(engine, "New/Zebra.md", "Zebras cross here.\r\n")
    assert answer.status_code == 200
    assert (engine.root / "New/Zebra.md").read_bytes() == b"Zebras cross here.\r\n"
    assert search(engine, "zebras", mode="keyword") == ["New/Zebra.md"]


def test_a_new_note_never_replaces_one(engine):
    answer = put(engine, "Alone.md", "mine")
    assert answer.status_code == 409
    assert answer.json()["code"] in {"note_exists", "note_conflict"}


def test_a_conflict_gives_both_sides_and_the_way_out(engine):
    first = put(engine, "Conflict.md", "one\n").json()
    (engine.root / "Conflict.md").write_text("theirs\n")
    refused = put(engine, "Conflict.md", "mine\n", first["hash"])
    assert refused.status_code == 409
    problem = refused.json()
    assert (problem["code"], problem["mine"], problem["theirs"]) == ("note_conflict", "mine\n", "theirs\n")
    assert (engine.root / "Conflict.md").read_text() == "theirs\n"
    assert put(engine, "Conflict.md", "merged\n", problem["current_hash"]).status_code == 200


def test_small_edits_change_nothing_else(engine):
    put(engine, "Patch.md", "---\nkeep:   'as is' # yes\nstatus: open\n---\nText one.\n\n- [ ] Task\n")
    body = {
        "replace": {"old": "one", "new": "two"},
        "set_properties": {"status": "done", "count": 3},
        "task": {"line": 6, "symbol": "/"},
    }
    answer = engine.http.patch("/api/v1/notes/Patch.md", json=body)
    assert answer.status_code == 200, answer.text
    text = (engine.root / "Patch.md").read_text()
    assert "keep:   'as is' # yes\n" in text
    assert "status: done\n" in text
    assert "count: 3\n" in text
    assert "Text two.\n" in text
    assert "- [/] Task\n" in text


def test_a_property_is_renamed_where_it_stands(engine):
    put(engine, "Names.md", "---\nstate: open # now\nkept:  1\n---\n")
    body = {"rename_properties": {"state": "status"}, "set_properties": {"status": "done"}}
    assert engine.http.patch("/api/v1/notes/Names.md", json=body).status_code == 200
    assert (engine.root / "Names.md").read_text() == "---\nstatus: done # now\nkept:  1\n---\n"
    refused = engine.http.patch("/api/v1/notes/Names.md", json={"rename_properties": {"status": "kept"}})
    assert (refused.status_code, refused.json()["code"]) == (422, "not_editable")


def test_properties_of_the_vault_are_known_by_name_kind_and_value(engine):
    (engine.root / ".obsidian").mkdir(exist_ok=True)
    (engine.root / ".obsidian/types.json").write_text('{"types": {"Rank": "number", "unused": "date"}}')
    put(engine, "Known 1.md", "---\nrank: first\nmood: [calm, bright]\nseen: 2026-01-01\n---\n")
    put(engine, "Known 2.md", "---\nmood: [calm]\nseen:\n---\n")
    known = {one["name"]: one for one in engine.http.get("/api/v1/properties").json()["items"]}
    assert known["rank"] == {"name": "rank", "kind": "number", "declared": True, "notes": 1}
    assert known["unused"] == {"name": "unused", "kind": "date", "declared": True, "notes": 0}
    assert (known["mood"]["kind"], known["mood"]["notes"]) == ("list", 2)
    assert known["seen"]["kind"] == "date"
    values = engine.http.get("/api/v1/properties/values", params={"name": "Mood"}).json()["items"]
    assert values == [{"value": "calm", "notes": 2}, {"value": "bright", "notes": 1}]
    found = engine.http.get("/api/v1/properties/values", params={"name": "mood", "q": "BRI"}).json()["items"]
    assert [one["value"] for one in found] == ["bright"]


def test_when_one_edit_fails_none_is_made(engine):
    put(engine, "Atomic.md", "a a\n")
    before = (engine.root / "Atomic.md").read_bytes()
    body = {"set_properties": {"x": 1}, "replace": {"old": "a", "new": "b"}}
    answer = engine.http.patch("/api/v1/notes/Atomic.md", json=body)
    assert answer.status_code == 422
    assert answer.json()["code"] == "patch_failed"
    assert answer.json()["count"] == 2
    assert (engine.root / "Atomic.md").read_bytes() == before


def test_a_patch_with_an_old_base_is_a_conflict(engine):
    first = put(engine, "Base.md", "one\n").json()
    put(engine, "Base.md", "two\n", first["hash"])
    body = {"base_hash": first["hash"], "replace": {"old": "two", "new": "three"}}
    answer = engine.http.patch("/api/v1/notes/Base.md", json=body)
    assert answer.status_code == 409
    assert answer.json()["code"] == "note_conflict"


@pytest.mark.parametrize(
    "path", [".claudeprojects/ignore", ".obsidian/app.json", ".obsidian/plugins/x/main.js", ".mcp.json", "a/.b/c.md"]
)
def test_what_programs_go_by_is_read_and_never_written_as_a_note(engine, path):
    file = engine.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("{}\n")
    note = engine.http.get(f"/api/v1/notes/{path}").json()
    assert (note["text"], note["editable"], note["reason_code"]) == ("{}\n", False, "protected")
    beside = path.replace(file.name, "." + file.name)
    refused = [
        put(engine, path, "mine", note["hash"]),
        put(engine, beside, "mine"),
        engine.http.patch(f"/api/v1/notes/{path}", json={"replace": {"old": "{}", "new": "[]"}}),
        engine.http.delete(f"/api/v1/notes/{path}"),
        engine.http.delete(f"/api/v1/notes/{path.split('/.')[0]}") if path.startswith(".") else None,
        engine.http.post("/api/v1/moves", json={"source": path, "target": "Out.md"}),
        engine.http.post("/api/v1/moves", json={"source": "Alone.md", "target": beside}),
        engine.http.post("/api/v1/folders", json={"path": f"{beside}/new"}),
    ]
    for answer in filter(None, refused):
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (400, "path_refused")
        assert problem["reason"]
        assert problem["hint"]
    assert file.read_text() == "{}\n"
    assert not (engine.root / beside).exists()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("Latin.md", b"\xe9t\xe9", "not_utf8"), ("Tool.exe", b"\xff\x00", "not_text"), ("Fine.md", b"x", None)],
)
def test_why_a_file_cannot_be_edited_has_a_code_beside_its_words(engine, name, data, code):
    (engine.root / name).write_bytes(data)
    note = engine.http.get(f"/api/v1/notes/{name}").json()
    assert (note["reason_code"], note["reason"] is None, note["editable"]) == (code, code is None, code is None)


def test_moving_a_note_takes_the_links_along_and_undo_takes_it_back(engine):
    put(engine, "Move/Old.md", "x")
    put(engine, "Move/Linking.md", "To [[Old|there]].")
    moved = engine.http.post("/api/v1/moves", json={"source": "Move/Old.md", "target": "Move/New name.md"})
    assert moved.status_code == 201
    assert (engine.root / "Move/Linking.md").read_text() == "To [[New name|there]]."
    undone = engine.http.post(f"/api/v1/operations/{moved.json()['id']}/undo")
    assert undone.status_code == 200
    assert undone.json()["undoes"] == moved.json()["id"]
    assert (engine.root / "Move/Linking.md").read_text() == "To [[Old|there]]."


def test_a_deleted_note_comes_back_from_the_trash(engine):
    put(engine, "Gone.md", "soon")
    assert engine.http.delete("/api/v1/notes/Gone.md").status_code == 200
    assert not (engine.root / "Gone.md").exists()
    entry = next(one for one in engine.http.get("/api/v1/trash").json()["items"] if one["path"] == "Gone.md")
    assert engine.http.post(f"/api/v1/trash/{entry['id']}/restore").status_code == 200
    assert (engine.root / "Gone.md").read_text() == "soon"


def test_operations_are_listed_newest_first_in_pages(engine):
    for number in range(5):
        engine.http.post("/api/v1/folders", json={"path": f"Folder {number}"})
        put(engine, f"Folder {number}/a.md", "x")
        engine.http.delete(f"/api/v1/notes/Folder {number}/a.md")
    first = engine.http.get("/api/v1/operations", params={"limit": 2}).json()
    second = engine.http.get("/api/v1/operations", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    ids = [one["id"] for one in first["items"] + second["items"]]
    assert len(set(ids)) == 4
    times = [one["at"] for one in first["items"] + second["items"]]
    assert times == sorted(times, reverse=True)


def test_a_folder_is_listed_folders_first(engine):
    entries = engine.http.get("/api/v1/files", params={"folder": ""}).json()["items"]
    types = [entry["type"] for entry in entries]
    assert types == sorted(types, reverse=True)
    assert {"Projects", "Home.md"} <= {entry["path"] for entry in entries}


def test_suggestions_fit_names_and_aliases(engine):
    found = engine.http.get("/api/v1/files/suggest", params={"q": "motor"}).json()["items"]
    assert (found[0]["path"], found[0]["alias"]) == ("Projects/Engine.md", "Motor")


def test_tasks_are_listed_by_status(engine):
    done = engine.http.get("/api/v1/tasks", params={"status": "done"}).json()["items"]
    assert [(one["path"], one["done"]) for one in done] == [("Projects/Vault.md", "2026-01-01")]
    assert all(one["status"] != "DONE" for one in engine.http.get("/api/v1/tasks?status=open").json()["items"])


@pytest.mark.parametrize("kind", ["backlinks", "outgoing", "mentions", "similar"])
def test_each_view_of_a_notes_place_in_the_graph_is_a_page(engine, kind):
    page = engine.http.get(f"/api/v1/graph/{kind}", params={"path": "Projects/Engine.md"}).json()
    assert set(page) == {"items", "next_cursor"}


def test_backlinks_carry_their_line(engine):
    found = engine.http.get("/api/v1/graph/backlinks", params={"path": "Projects/Engine.md"}).json()["items"]
    link = next(one for one in found if one["path"] == "Home.md")
    assert link["line"] == 2
    start, end = link["highlight"]
    assert link["context"][start:end] == "[[Engine]]"


def test_broken_links_and_orphans_are_listed(engine):
    broken = engine.http.get("/api/v1/graph/broken").json()["items"]
    assert "Missing" in [one["target"] for one in broken]
    assert "Alone.md" in [one["path"] for one in engine.http.get("/api/v1/graph/orphans").json()["items"]]


def test_the_graph_joins_notes_tags_and_missing_targets(engine):
    graph = engine.http.get("/api/v1/graph/everything", params={"tags": True}).json()
    kinds = {node["kind"] for node in graph["nodes"]}
    assert {"note", "tag", "missing"} <= kinds
    ids = {node["id"] for node in graph["nodes"]}
    assert all(source in ids and target in ids for source, target in graph["edges"])


def test_hostile_frontmatter_is_still_json(engine):
    text = '---\na: .nan\nb: .inf\nc: "\\ud800"\nd: !!binary aGk=\ne: 2026-01-01\n? [x, y]\n: z\n---\nhostile\n'
    (engine.root / "Hostile.md").write_text(text)
    note = engine.http.get("/api/v1/notes/Hostile.md")
    assert note.status_code == 200
    assert note.json()["text"] == text


def test_settings_are_listed_changed_and_set_back(engine):
    def theme():
        items = engine.http.get("/api/v1/settings").json()["items"]
        return next((one["value"], one["source"]) for one in items if one["key"] == "ui.theme")

    assert theme() == ("system", "default")
    engine.http.patch("/api/v1/settings", json={"values": {"ui.theme": "dark"}})
    assert theme() == ("dark", "user")
    refused = engine.http.patch("/api/v1/settings", json={"values": {"ui.theme": "light", "search.limit": 0}})
    assert refused.status_code == 422
    assert refused.json()["name"] == "search.limit"
    assert theme() == ("dark", "user")
    engine.http.patch("/api/v1/settings", json={"values": {"ui.theme": None}})
    assert theme() == ("system", "default")
