"""Figures and reports through the API: of a vault on disk, with its own history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claudeprojects.core.workspace import Workspace
    from conftest import Engine


def fill(workspace: Workspace, name: str) -> None:
    """A project with a sprint under way, one item of which was finished yesterday."""
    today = date.today()
    sprint = (
        f"---\ntype: sprint\nstart: {today - timedelta(days=3)}\nend: {today + timedelta(days=3)}\ncapacity: 4\n---\n"
        f"- [x] Paint [estimate:: 3] ✅ {today - timedelta(days=1)}\n- [ ] Rope [estimate:: 2] @lin\n"
    )
    workspace.write_note(f"{name}/{name}.md", "---\ntype: project\n---\n", None)
    workspace.write_note(f"{name}/Sprint of {name}.md", sprint, None)


def figure(engine: Engine, kind: str, **of: str) -> Any:
    answer = engine.http.get(f"/api/v1/figures/{kind}", params=of)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_sprint_has_its_figures(engine: Engine) -> None:
    fill(engine.workspace, "Boat")
    burndown = figure(engine, "burndown", sprint="Sprint of Boat")
    assert (burndown["unit"], burndown["committed"], len(burndown["days"])) == ("points", 5.0, 7)
    assert [day["remaining"] for day in burndown["days"]] == [5.0, 5.0, 2.0, 2.0, None, None, None]
    capacity = figure(engine, "capacity", sprint="Boat/Sprint of Boat.md")
    assert (capacity["over"], capacity["loads"]) == (
        1.0,
        [{"person": "lin", "committed": 2.0, "done": 0.0}, {"person": None, "committed": 3.0, "done": 3.0}],
    )
    velocity = figure(engine, "velocity", project="Boat")
    assert (velocity["sprints"][0]["done"], velocity["mean"]) == (3.0, None)
    assert [each["words"] for each in figure(engine, "cycle-times", project="Boat")["finished"]] == ["Paint"]


def test_what_changes_is_seen_in_the_figures_at_once(engine: Engine) -> None:
    fill(engine.workspace, "Yard")
    assert figure(engine, "flow", project="Yard")["days"][-1] == {
        "day": date.today().isoformat(), "todo": 1, "in_progress": 0, "on_hold": 0, "done": 1,
    }  # fmt: skip
    engine.workspace.edit_note("Yard/Sprint of Yard.md", lambda text: text.replace("[ ] Rope", "[/] Rope"))
    assert figure(engine, "flow", project="Yard")["days"][-1]["in_progress"] == 1


def test_a_report_is_written_and_can_be_undone(engine: Engine) -> None:
    fill(engine.workspace, "Shed")
    shown = engine.http.post("/api/v1/reports", json={"project": "Shed", "dry_run": True})
    assert (shown.status_code, shown.json()["operation"], len(shown.json()["pictures"])) == (200, None, 3)
    answer = engine.http.post("/api/v1/reports", json={"project": "Shed"})
    note = f"/api/v1/notes/{answer.json()['path']}"
    assert (answer.status_code, engine.http.get(note).status_code) == (201, 200)
    engine.http.post(f"/api/v1/operations/{answer.json()['operation']['id']}/undo")
    assert engine.http.get(note).status_code == 404


def test_what_is_not_there_or_has_no_days_is_told(engine: Engine) -> None:
    engine.workspace.write_note("S.md", "---\ntype: sprint\n---\n", None)
    assert engine.http.get("/api/v1/figures/burndown", params={"sprint": "None"}).status_code == 404
    refused = engine.http.get("/api/v1/figures/burndown", params={"sprint": "S"})
    assert (refused.status_code, refused.json()["code"]) == (422, "sprint_undated")
    assert engine.http.post("/api/v1/reports", json={"project": "None"}).status_code == 404
