"""The client gives JSON and raises the errors of the tree, over HTTP and in-process alike."""

from __future__ import annotations

import pytest
from claudeprojects.core import errors
from claudeprojects.core.workspace import Workspace
from claudeprojects.engine.client import Answer, Client, error_of
from claudeprojects.engine.locate import EngineInfo, vault_id
from claudeprojects.engine.problems import edge_problem, problem_of
from claudeprojects.engine.transports import HttpTransport

EVERY_ERROR = [
    errors.VaultNotFound("/x"),
    errors.NoteNotFound("a.md", ("b.md",)),
    errors.NoteConflict("a.md", mine="m", theirs=None, current_hash=None),
    errors.NotEditable("a.md", "it is binary"),
    errors.PatchFailed("a.md", 2),
    errors.PathRefused("../a", "it leaves the vault"),
    errors.UndoRefused("1", "newer"),
    errors.StorageFailed("a.md", "the disk is full"),
    errors.QuerySyntaxError('"a', 0, "the quote is open"),
    errors.IndexBusy("/x", 12),
    errors.SettingInvalid("ui.theme", "pink", "light or dark"),
    errors.Cancelled("indexing"),
]


@pytest.fixture(params=["http", "in-process"])
def client(request, engine):
    if request.param == "http":
        info = EngineInfo(0, "127.0.0.1", engine.port, engine.token, str(engine.root), "0", "")
        made = Client(HttpTransport(info, 10), info)
    else:
        made = Client.in_process(engine.workspace)
    with made:
        yield made


def test_a_note_is_read_and_written(client, request):
    path = f"Client {request.node.callspec.id} #1.md"
    written = client.put("notes", path, body={"text": "hello\n"})
    assert client.get("notes", path)["hash"] == written["hash"]
    assert client.get("search", q="hello", mode="keyword", limit=5, prefix=True, cursor=None)["items"]


def test_a_refusal_is_raised_as_the_error_it_was(client):
    with pytest.raises(errors.NoteNotFound) as caught:
        client.get("notes", "Nowhere.md")
    assert caught.value.path == "Nowhere.md"


def test_every_item_of_a_list_is_read_page_by_page(client):
    whole = client.get("files", folder="")["items"]
    assert list(client.items("files", folder="", limit=1)) == whole


@pytest.mark.parametrize("error", EVERY_ERROR, ids=lambda error: error.code)
def test_an_error_survives_the_way_over_the_wire(error):
    response = problem_of(error)
    back = error_of(Answer(response.status_code, response.body))
    assert type(back) is type(error)
    assert (back.message, back.hint, back.code) == (error.message, error.hint, error.code)
    assert {**back.fields(), "suggestions": None} == {**error.fields(), "suggestions": None}


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"code": "new_code"}'])
def test_an_answer_that_is_no_problem_document_is_still_an_error(body):
    assert isinstance(error_of(Answer(502, body)), errors.ClaudeProjectsError)


def test_a_failure_of_http_itself_keeps_its_code():
    response = edge_problem(422, "body.person: too short", errors=[{"field": "body.person", "problem": "too short"}])
    back = error_of(Answer(response.status_code, response.body))
    assert (back.code, back.message) == ("invalid_request", "body.person: too short")
    assert back.fields()["errors"] == [{"field": "body.person", "problem": "too short"}]


def test_connecting_where_nothing_runs_is_unreachable(tmp_path):
    with pytest.raises(errors.EngineUnreachable):
        Client.connect(tmp_path)


def test_in_process_leaves_the_workspace_open(root, tmp_path):
    with Workspace.open(root, data_dir=tmp_path / "data") as workspace:
        with Client.in_process(workspace) as client:
            assert client.get("workspace")["root"] == str(root)
        assert workspace.read_note("Home.md").title == "Home"


def test_an_id_of_a_vault_does_not_tell_its_path(tmp_path):
    assert len(vault_id(tmp_path)) == 16
    assert vault_id(tmp_path) == vault_id(tmp_path / ".." / tmp_path.name)
