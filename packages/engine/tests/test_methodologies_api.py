"""Methodologies and gates through the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conftest import Engine

API = "/api/v1"
ANSWERS = {"project": "Buoy", "owner": "Mara"}


def post(engine: Engine, address: str, body: dict[str, Any], status: int = 200) -> Any:
    answer = engine.http.post(f"{API}/{address}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def get(engine: Engine, address: str, **query: str) -> Any:
    answer = engine.http.get(f"{API}/{address}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def begin(engine: Engine, project: str) -> str:
    if not any(item["name"] == "buoys" for item in get(engine, "methodologies")["items"]):
        post(engine, "methodologies", {"name": "buoys"}, 201)
    made = post(engine, "methodologies/buoys/instantiate", {"answers": {**ANSWERS, "project": project}}, 201)
    return made["plan"]["project"]


def test_the_library_lists_what_counts_and_shows_it_in_full(engine: Engine) -> None:
    scrum = next(item for item in get(engine, "methodologies")["items"] if item["name"] == "scrum")
    assert (scrum["used"], scrum["origin"], scrum["problems"]) == (True, "builtin", [])
    full = get(engine, "methodologies/scrum")
    assert [phase["title"] for phase in full["stages"]] == full["phases"]
    assert full["variables"][0]["name"] == "project"
    assert full["when"] == scrum["when"]
    assert all(artefact["text"] for artefact in full["artefacts_made"])
    assert all(activity["guide"] for phase in full["stages"] for activity in phase["activities"])


def test_a_project_is_planned_begun_signed_moved_on_and_taken_back(engine: Engine) -> None:
    project = begin(engine, "Buoy")
    plan = post(engine, "methodologies/buoys/plan", {"answers": ANSWERS})
    assert {note["action"] for note in plan["notes"]} == {"keep"}
    closed = post(engine, "gates/advance", {"project": "Buoy"}, 409)
    assert (closed["code"], len(closed["missing"])) == ("gate_closed", 2)
    signed = post(engine, "gates/sign", {"project": project, "role": "Owner", "person": "Mara"})
    items = signed["project"]["gates"][0]["items"]
    assert [(item["met"], item["role"]) for item in items] == [(False, ""), (True, "Owner")]
    post(engine, "gates/waive", {"project": project, "person": "Mara", "reason": "It floats."})
    moved = post(engine, "gates/advance", {"project": project})
    assert moved["project"]["status"] == "done"
    engine.http.post(f"{API}/operations/{moved['operation']['id']}/undo").raise_for_status()
    assert get(engine, "gates", project="Buoy")["status"] == "active"


def test_a_phase_is_opened_again_with_a_name_and_a_reason(engine: Engine) -> None:
    project = begin(engine, "Bell")
    again = {"project": project, "phase": "Begin", "person": "Mara", "reason": "It leaks."}
    assert post(engine, "gates/reopen", again, 422)["code"] == "gate_refused"
    post(engine, "gates/waive", {"project": project, "person": "Mara", "reason": "It floats."})
    post(engine, "gates/advance", {"project": project})
    opened = post(engine, "gates/reopen", again)
    assert (opened["project"]["status"], opened["project"]["phase"]) == ("active", "begin")
    gate = opened["project"]["gates"][0]
    assert [entry["event"] for entry in gate["history"]] == ["waived", "reopened"]
    assert (gate["waived"], gate["history"][1]["reason"]) == (None, "It leaks.")
    assert post(engine, "gates/reopen", {**again, "phase": "nowhere"}, 409)["code"] == "not_guided"


def test_what_is_missing_comes_back_and_changes_are_listed(engine: Engine) -> None:
    project = begin(engine, "Pier")
    engine.http.delete(f"{API}/notes/Projects/Pier/Brief.md").raise_for_status()
    assert [change["kind"] for change in get(engine, "gates/changes", project=project)["items"]] == ["note"]
    updated = post(engine, "gates/update", {"project": project})
    assert [file["path"] for file in updated["operation"]["files"]] == ["Projects/Pier/Brief.md"]
    assert post(engine, "gates/update", {"project": project})["operation"] is None


def test_problems_have_their_codes(engine: Engine) -> None:
    missing = engine.http.get(f"{API}/methodologies/scrumm")
    assert (missing.status_code, missing.json()["suggestions"]) == (404, ["scrum"])
    begin(engine, "Mole")
    assert post(engine, "methodologies/buoys/plan", {"answers": {}}, 422)["problems"].keys() == {"project"}
    assert post(engine, "methodologies", {"name": "Bad Name"}, 422)["code"] == "methodology_invalid"
    assert post(engine, "methodologies", {"name": "buoys"}, 409)["code"] == "note_exists"
    refused = post(engine, "gates/sign", {"project": "Mole", "role": "Cook", "person": "Mara"}, 422)
    assert refused["code"] == "gate_refused"


def test_authors_are_told_what_is_wrong_and_what_could_stand_there(engine: Engine) -> None:
    text = "---\ntype: methodology\nnam: x\n---\n"
    found = post(engine, "methodologies/lint", {"text": text, "path": "Ways/x.md"})
    assert (found["problems"][-1]["line"], found["problems"][-1]["hint"]) == (3, "Did you mean `name`?")
    items = post(engine, "methodologies/complete", {"text": text, "offset": 25})["items"]
    assert [(item["text"], item["start"]) for item in items] == [("name: ", 22)]
    assert get(engine, "methodologies/schema")["document"]["title"] == "Methodology"


def test_a_copy_among_the_notes_is_named_anew_and_keeps_its_templates(engine: Engine) -> None:
    made = post(engine, "methodologies", {"name": "our-sprint", "source": "design-sprint", "shown": True}, 201)
    assert made["path"] == "Methodologies/our-sprint/our-sprint.md"
    note = get(engine, f"notes/{made['path']}")
    assert (note["editable"], note["properties"]["title"]) == (True, "Our sprint")
    assert (engine.root / "Methodologies/our-sprint/templates/map.md").is_file()


def test_the_next_sprint_of_a_project_is_as_its_methodology_says(engine: Engine) -> None:
    questions = get(engine, "methodologies/scrum")["variables"]
    answers = {
        each["name"]: "2030-01-07" if each["kind"] == "date" else "Fog" for each in questions if each["required"]
    }
    made = post(engine, "methodologies/scrum/instantiate", {"answers": answers}, 201)
    project = made["plan"]["project"]
    assert post(engine, "sprints", {"project": project})["summary"].endswith("sprint 4.md")
    found = get(engine, "sprints", project=project)["items"]
    assert len({(each["capacity"]) for each in found}) == 1
    assert [each["title"][-1] for each in found] == ["1", "2", "3", "4"]
    assert post(engine, "sprints", {}, 422)["code"] == "invalid_request"
    assert post(engine, "sprints", {"project": begin(engine, "Reef")}, 409)["code"] == "not_guided"
