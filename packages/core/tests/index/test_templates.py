"""Templates are notes that search finds, and nothing in them is work: by settings, beside methodologies, live."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from claudeprojects.core.methodologies.methodologies import Methodologies
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.workspace import Workspace

Open = Callable[..., Workspace]

SETTINGS = ".obsidian/templates.json"
WORK = {
    "Forms/Daily.md": "- [ ] Water the zinnias 🆔 zin\n",
    "Forms/Deep/Project.md": "---\ntype: project\n---\n- [ ] Begin\n",
    "Forms/Sprint.md": "---\ntype: sprint\n---\n",
    "Forms/Task.md": "---\ntype: task\n---\n",
    "Forms/View.md": "---\ntype: view\nquery: is:open\n---\n",
    "Forms/Way.md": "---\ntype: methodology\nname: way\n---\n",
    "Real.md": "- [ ] Real [[Project]] ⛔ zin\n",
}


def work(workspace: Workspace) -> list[str]:
    """Everything that counts as work, by its key or path."""
    projects = Projects(workspace)
    return sorted(
        [item.key for item in projects.find().items]
        + [each.path for each in (*projects.projects(), *projects.sprints(), *projects.views.all())]
        + [each.path for each in Methodologies(workspace).library.all() if each.origin == "vault"]
    )


NOTES = ["Forms/Deep/Project.md", "Forms/Sprint.md", "Forms/Task.md", "Forms/View.md", "Forms/Way.md"]
LINES = ["Forms/Daily.md:1", "Forms/Deep/Project.md:4", "Real.md:1"]
EVERYTHING = sorted([*NOTES, *LINES])


@pytest.mark.parametrize(
    ("path", "settings"),
    [
        (SETTINGS, '{"folder": "Forms"}'),
        (SETTINGS, '{"folder": "/Forms/", "dateFormat": "DD.MM."}'),
        (".obsidian/plugins/templater-obsidian/data.json", '{"templates_folder": "Forms"}'),
    ],
)
def test_nothing_in_the_folder_of_the_template_plugins_is_work(opened: Open, path: str, settings: str) -> None:
    workspace = opened({**WORK, path: settings})
    assert work(workspace) == ["Real.md:1"]
    assert Projects(workspace).item("Real.md:1").project is None
    assert Projects(workspace).find("project:Project").total == 0
    assert list(workspace.tasks()) == list(workspace.tasks("open"))
    assert len(list(workspace.tasks())) == 1


def test_they_are_found_by_search_and_coverage_counts_them(opened: Open) -> None:
    workspace = opened({**WORK, SETTINGS: '{"folder": "Forms"}'})
    assert [hit.path for hit in workspace.searcher.search("zinnias").hits] == ["Forms/Daily.md"]
    files = workspace.status().files
    assert (files.templates, files.by_kind) == (6, {"note": 7})
    assert workspace.status().to_json()["files"]["templates"] == 6


@pytest.mark.parametrize("settings", ["", "{", "[]", '{"folder": ""}', '{"folder": 3}', '{"folder": "Other"}'])
def test_settings_that_name_no_such_folder_make_no_templates(opened: Open, settings: str) -> None:
    workspace = opened({**WORK, SETTINGS: settings})
    assert work(workspace) == EVERYTHING
    assert workspace.status().files.templates == 0


def test_settings_that_change_count_at_once_and_back(opened: Open, root: Path) -> None:
    workspace = opened(WORK)
    assert work(workspace) == EVERYTHING
    (root / ".obsidian").mkdir()
    for settings, expected in [('{"folder": "Forms"}', ["Real.md:1"]), ("{}", EVERYTHING)]:
        (root / SETTINGS).write_text(settings)
        workspace._stores.indexer.update([SETTINGS]).result()
        assert work(workspace) == expected
    (root / SETTINGS).write_text('{"folder": "Forms/Deep"}')
    workspace.sync(embed=False)
    assert "Forms/Deep/Project.md:4" not in work(workspace)
    (root / SETTINGS).unlink()
    workspace.sync(embed=False)
    assert work(workspace) == EVERYTHING
    assert Projects(workspace).item("Forms/Deep/Project.md:4").project == "Forms/Deep/Project.md"


def test_templates_beside_a_methodology_are_templates_while_it_is_one(opened: Open, root: Path) -> None:
    way, form = "Methodologies/way/way.md", "Methodologies/way/templates/brief.md"
    files = {way: "---\ntype: methodology\nname: way\n---\n", form: "- [ ] Fill in\n", "templates/a.md": "- [ ] a\n"}
    workspace = opened(files)
    assert work(workspace) == [way, "templates/a.md:1"]
    workspace.write_note("Methodologies/way/templates/more.md", "- [ ] more\n", None)
    assert workspace.status().files.templates == 2
    workspace.edit_note(way, lambda text: text.replace("type: methodology", "type: note"))
    beside = "Methodologies/way/templates"
    assert work(workspace) == [f"{beside}/brief.md:1", f"{beside}/more.md:1", "templates/a.md:1"]
    workspace.edit_note(way, lambda text: text.replace("type: note", "type: methodology"))
    workspace.move("Methodologies/way/templates/brief.md", "Methodologies/brief.md")
    assert work(workspace) == ["Methodologies/brief.md:1", way, "templates/a.md:1"]
    workspace.move("Methodologies/brief.md", form)
    workspace.trash(way)
    assert form + ":1" in work(workspace)


def test_what_was_found_out_is_kept_when_the_vault_is_opened_again(opened: Open, root: Path, tmp_path: Path) -> None:
    workspace = opened({**WORK, SETTINGS: '{"folder": "Forms"}'})
    workspace.close()
    with Workspace.open(root, data_dir=tmp_path / "data") as again:
        assert work(again) == ["Real.md:1"]
        (root / SETTINGS).unlink()
        again.sync(embed=False)
        assert work(again) == EVERYTHING
