"""The workspace as a server, used through the SDK's own client: tools, notes, templates, under the same rules."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from claudeprojects.agents.mcp.serving.guest import Rooms, Terms
from claudeprojects.agents.mcp.serving.server import Host, uri_of
from claudeprojects.agents.privacy.guard import Guard
from claudeprojects.agents.runs.guests import GuestRuns
from claudeprojects.agents.runs.records import RunRecords
from claudeprojects.agents.tools.box import ToolBox
from claudeprojects.agents.tools.builtin import builtin_tools
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import Implementation, ResourceTemplateReference

from .conftest import House, until


@pytest.fixture(params=["legacy", "auto"], ids=["handshake", "stateless"])
def era(request: pytest.FixtureRequest) -> str:
    """Both eras of the protocol: with a handshake, and without."""
    return str(request.param)


@asynccontextmanager
async def guest(house: House, era: str = "legacy", **terms: Any) -> AsyncIterator[Client]:
    own = builtin_tools(house.library, Guard(house.rules, house.audit), house.store.folder)
    box = ToolBox(house.permissions, house.approvals, [lambda: own])
    recorder = GuestRuns(RunRecords(house.store))
    rooms = Rooms(house.workspace, box, house.changes, house.guard, house.permissions, recorder)

    async def perform(work: Any) -> Any:
        return await work()

    host = Host(lambda: rooms, Terms(**terms), perform)
    info = Implementation(name="claude-code", version="2")
    async with Client(host.server(), mode=era, client_info=info, raise_exceptions=False) as client:
        yield client


async def said(client: Client, tool: str, **arguments: Any) -> str:
    result = await client.call_tool(tool, arguments)
    return ("ERROR " if result.is_error else "") + "".join(part.text for part in result.content)


def test_a_program_searches_reads_and_is_told_of_tools(house: House, run, era: str) -> None:
    house.note("Plan.md", "# Plan\nThe engine is ready.")
    house.workspace.sync(embed=False)

    async def work() -> None:
        async with guest(house, era) as client:
            names = [tool.name for tool in (await client.list_tools()).tools]
            assert {"search", "read", "write", "patch", "tasks", "graph"} <= set(names)
            assert not {"shell", "fetch", "agent"} & set(names)
            assert "Plan.md" in await said(client, "search", query="engine")
            assert "The engine is ready." in await said(client, "read", path="Plan.md")
            with pytest.raises(MCPError, match="Unknown tool"):
                await client.call_tool("shell", {"command": "ls"})

    run(work())


def test_what_a_program_writes_waits_for_review_as_the_changes_of_a_run(house: House, run) -> None:
    house.note("Plan.md", "# Plan\nold words\n")

    async def work() -> None:
        async with guest(house) as client:
            await said(client, "patch", path="Plan.md", old="old", new="new")
            assert "new words" in await said(client, "read", path="Plan.md")
        assert "old words" in (house.vault / "Plan.md").read_text()
        (recorded,) = RunRecords(house.store).page([], None, 10, roots=True)
        assert (recorded.title, recorded.agent, recorded.state) == ("claude-code over MCP", "mcp", "done")
        assert [step.name for step in RunRecords(house.store).steps(recorded.id)] == ["patch", "read"]
        house.changes.accept(recorded.id)
        assert "new words" in (house.vault / "Plan.md").read_text()
        house.changes.undo(recorded.id)
        assert "old words" in (house.vault / "Plan.md").read_text()

    run(work())


def test_a_program_that_may_edit_does_and_can_be_undone(house: House, run) -> None:
    async def work() -> None:
        async with guest(house, mode="acceptEdits") as client:
            await said(client, "write", path="New.md", text="# New\n")
            assert (house.vault / "New.md").read_text() == "# New\n"

    run(work())


def test_a_program_that_only_plans_changes_nothing(house: House, run) -> None:
    async def work() -> None:
        async with guest(house, mode="plan") as client:
            assert "write" not in {tool.name for tool in (await client.list_tools()).tools}

    run(work())


def test_private_notes_reach_no_program_whose_model_is_elsewhere(house: House, run, era: str) -> None:
    house.note("Diary.md", "---\nprivacy: private\n---\nCANARY")
    house.note("Open.md", "Hello")
    house.note("Templates/Secret.md", "---\nprivacy: private\n---\nCANARY {{x}}")
    house.workspace.sync(embed=False)

    async def work() -> None:
        async with guest(house, era) as client:
            heard = [
                await said(client, "read", path="Diary.md"),
                await said(client, "search", query="CANARY"),
                await said(client, "grep", pattern="CANARY"),
                await said(client, "list"),
                str(await client.list_resources()),
                str(await client.list_prompts()),
            ]
            with pytest.raises(MCPError) as refused:
                await client.read_resource(uri_of("Diary.md"))
            assert not [text for text in (*heard, str(refused.value)) if "CANARY" in text.replace("'CANARY'", "")]
            assert "Diary.md" not in heard[4]
        async with guest(house, era, own_model=True) as client:
            assert "CANARY" in await said(client, "read", path="Diary.md")

    run(work())
    assert {entry.receiver for entry in house.audit.list()} == {"client:claude-code"}
    assert house.audit.verify().ok


def test_rules_hold_for_programs_and_hidden_files_stay_hidden(house: House, run) -> None:
    house.note("Closed/a.md", "x")
    (house.home / "permissions.toml").write_text('[agents.mcp]\ndeny = ["Read(Closed/**)"]\n')

    async def work() -> None:
        async with guest(house) as client:
            assert (await said(client, "read", path="Closed/a.md")).startswith("ERROR")
            assert (await said(client, "write", path=".claudeprojects/privacy.toml", text="")).startswith("ERROR")
            assert "Closed" not in str(await client.list_resources())

    run(work())


def test_a_call_that_needs_approval_waits_and_is_taken_up_again(
    house: House, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claudeprojects.agents.mcp.serving.guest.ASKING_SECONDS", 0.2)
    house.note("Plan.md", "old")
    (house.home / "permissions.toml").write_text('ask = ["Edit(Plan.md)"]\n')

    async def work() -> None:
        async with guest(house) as client:
            change = {"path": "Plan.md", "old": "old", "new": "new"}
            assert "waits for the user's approval" in await said(client, "patch", **change)
            (approval,) = house.approvals.list("waiting")
            again = asyncio.create_task(said(client, "patch", **change))
            await asyncio.sleep(0.05)
            house.approvals.decide(approval.id, True, "Ada")
            assert not (await again).startswith("ERROR")
            assert len(house.approvals.list()) == 1
            await until(lambda: not house.approvals.list("waiting"))

    run(work())


def test_notes_are_resources_page_by_page_and_their_paths_complete(house: House, run, era: str) -> None:
    for number in range(120):
        house.note(f"Many/Note {number:03}.md", f"Text {number}")
    house.note("Ümlaut & more.md", "Hällo")
    house.workspace.sync(embed=False)

    async def work() -> None:
        async with guest(house, era) as client:
            found, cursor = [], None
            while True:
                page = await client.list_resources(cursor=cursor)
                found += [str(resource.uri) for resource in page.resources]
                if (cursor := page.next_cursor) is None:
                    break
            assert len(found) == len(set(found)) == 121
            (content,) = (await client.read_resource(uri_of("Ümlaut & more.md"))).contents
            assert content.text == "Hällo"
            note = ResourceTemplateReference(type="ref/resource", uri="note:///{+path}")
            completed = await client.complete(note, {"name": "path", "value": "Note 11"})
            assert "Many/Note 110.md" in completed.completion.values
            with pytest.raises(MCPError, match="not found"):
                await client.read_resource("note:///../outside.md")

    run(work())


def test_templates_are_prompts_with_their_placeholders_as_arguments(house: House, run, era: str) -> None:
    house.note("Templates/Meeting.md", "---\ndescription: Minutes\n---\n# {{title}} on {{date}} with {{who}}\n")

    async def work() -> None:
        async with guest(house, era) as client:
            (prompt,) = (await client.list_prompts()).prompts
            assert (prompt.name, prompt.description) == ("Meeting", "Minutes")
            assert [argument.name for argument in prompt.arguments] == ["title", "who"]
            filled = await client.get_prompt("Meeting", {"title": "Kick-off"})
            text = filled.messages[0].content.text
            assert text.startswith("# Kick-off on 2")
            assert "{{who}}" in text
            with pytest.raises(MCPError, match="Unknown prompt"):
                await client.get_prompt("Nothing")

    run(work())
