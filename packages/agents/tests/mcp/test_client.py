"""Servers of others: started on use, watched, cut, and under the same permissions and privacy as our own tools."""

from __future__ import annotations

import asyncio
import json
from functools import partial

import pytest
from claudeprojects.agents.errors import (
    McpError,
    PrivacyRefused,
    ServerFailed,
    ServerNotFound,
    ServerOff,
    ServerSecretMissing,
    ServerTimeout,
    ServerUntrusted,
)
from claudeprojects.agents.mcp.results import text_of
from claudeprojects.agents.mcp.supervised import Supervised
from claudeprojects.agents.values import Privacy, Source, ToolCall
from claudeprojects.core.errors import Cancelled

from .conftest import House, misbehaving, until


def test_a_server_starts_on_its_first_call_and_is_held_for_the_next(house: House, run) -> None:
    house.configure({"odd": misbehaving()})

    async def work() -> None:
        async with house.servers() as servers:
            assert servers.status("odd").state == "ready"
            assert servers.tools() == []
            assert text_of(await servers.call("odd", "echo", {"text": "hi"})) == "hi"
            status = servers.status("odd")
            assert (status.state, status.version, status.restarts) == ("running", "1.2.3", 0)
            started = status.started_at
            await servers.call("odd", "echo", {"text": "again"})
            assert servers.status("odd").started_at == started
            assert "mcp__odd__echo" in {tool.spec.name for tool in servers.tools()}
            assert any("misbehaving is up" in line for line in servers.logs("odd"))
        async with house.servers() as later:
            assert "mcp__odd__echo" in {tool.spec.name for tool in later.tools()}, "known before it runs again"
            assert later.status("odd").state == "ready"

    run(work())


def test_a_server_that_dies_is_started_again(house: House, run) -> None:
    house.configure({"odd": misbehaving()})

    async def work() -> None:
        async with house.servers(supervise=partial(Supervised, pauses=(0.01,) * 3)) as servers:
            with pytest.raises(ServerFailed):
                await servers.call("odd", "die", {})
            await until(lambda: servers.status("odd").state == "running")
            assert servers.status("odd").restarts == 1
            assert text_of(await servers.call("odd", "echo", {"text": "back"})) == "back"

    run(work())


def test_a_server_that_hangs_is_cut_and_a_slow_one_is_not(house: House, run) -> None:
    house.configure({"odd": misbehaving(timeout=0.5)})

    async def work() -> None:
        async with house.servers(supervise=partial(Supervised, pauses=(0.01,) * 3)) as servers:
            await servers.start("odd")
            with pytest.raises(ServerTimeout):
                await servers.call("odd", "slow", {"seconds": 30})
            assert (servers.status("odd").state, servers.status("odd").restarts) == ("running", 0)
            with pytest.raises(ServerTimeout):
                await servers.call("odd", "hang", {})
            await until(lambda: servers.status("odd").restarts > 0 and servers.status("odd").running)
            assert text_of(await servers.call("odd", "echo", {"text": "back"})) == "back"

    import claudeprojects.agents.mcp.supervised as module

    before, module.LOOK_SECONDS = module.LOOK_SECONDS, 1.0
    try:
        run(work())
    finally:
        module.LOOK_SECONDS = before


def test_a_server_that_does_not_start_says_why(house: House, run) -> None:
    house.configure({"dead": misbehaving("--stillborn"), "nothing": {"command": "no-such-program-here"}})

    async def work() -> None:
        async with house.servers() as servers:
            with pytest.raises(ServerFailed, match="no key was given"):
                await servers.start("dead")
            assert servers.status("dead").state == "failed"
            with pytest.raises(ServerFailed, match="no-such-program-here"):
                await servers.start("nothing")
            with pytest.raises(ServerNotFound):
                await servers.start("unheard-of")

    run(work())


def test_success_with_the_text_of_an_error_is_a_failure(house: House, run) -> None:
    house.configure({"odd": misbehaving()})

    async def work() -> None:
        async with house.servers() as servers:
            await servers.start("odd")
            (house.home / "permissions.toml").write_text('allow = ["mcp__odd"]\n')
            result = await house.box(servers).call(ToolCall("a", "mcp__odd__hidden_failure", {}), house.context())
            assert result.is_error
            assert "fetch failed" in result.text

    run(work())


def test_a_call_is_asked_for_shown_exactly_and_labelled(house: House, run) -> None:
    house.configure({"odd": misbehaving()})

    async def work() -> None:
        async with house.servers() as servers:
            await servers.start("odd")
            calling = asyncio.create_task(
                house.box(servers).call(ToolCall("a", "mcp__odd__echo", {"text": "shown"}), house.context())
            )
            await until(lambda: bool(house.approvals.list("waiting")))
            approval = house.approvals.list("waiting")[0]
            assert approval.effect.leaves_machine
            assert '"text": "shown"' in approval.effect.detail
            house.approvals.decide(approval.id, True, "Ada")
            result = await calling
            assert not result.is_error
            assert result.sources[0].path == "mcp:odd/echo"
            assert 'source="mcp:odd/echo"' in result.text
            sent = house.audit.list()[0]
            assert (sent.outcome, sent.channel, sent.receiver) == ("sent", "mcp", "mcp:odd/echo")

    run(work())


def test_nothing_private_reaches_a_server_that_is_not_marked_local(house: House, run) -> None:
    house.note("Diary.md", "---\nprivacy: private\n---\nCANARY")
    house.configure({"far": misbehaving(), "near": misbehaving(local=True)})

    async def work() -> None:
        async with house.servers() as servers:
            await servers.start("far")
            await servers.start("near")
            (house.home / "permissions.toml").write_text('allow = ["mcp__far", "mcp__near"]\n')
            tainted = house.context(taint=Privacy.PRIVATE, sources=(Source("Diary.md"),))
            refused = await house.box(servers).call(ToolCall("a", "mcp__far__echo", {"text": "CANARY"}), tainted)
            assert refused.is_error
            assert "Diary.md" in refused.text
            tool = next(tool for tool in servers.tools() if tool.spec.name == "mcp__far__echo")
            with pytest.raises(PrivacyRefused):
                await tool.run({"text": "CANARY"}, tainted)
            kept = await house.box(servers).call(ToolCall("b", "mcp__near__echo", {"text": "CANARY"}), tainted)
            assert kept.privacy is Privacy.PRIVATE
            later = await house.box(servers).call(ToolCall("c", "mcp__near__echo", {"text": "x"}), house.context())
            assert later.privacy is Privacy.PRIVATE, "it may have remembered what it was sent"

    run(work())


def test_a_server_that_is_handed_the_vault_does_not_launder_private_notes(house: House, run) -> None:
    house.note("Diary.md", "---\nprivacy: private\n---\nCANARY")
    house.configure({"files": misbehaving("${CLAUDEPROJECTS_VAULT}", local=True)})

    async def work() -> None:
        async with house.servers() as servers:
            await servers.start("files")
            status = servers.status("files")
            assert status.sees_vault
            assert str(house.vault) not in status.target
            tool = next(tool for tool in servers.tools() if tool.spec.name == "mcp__files__look")
            path = str(house.vault / "Diary.md")
            assert tool.effect({"path": path}, house.context()).unconfined, "it could write there, too"
            result = await tool.run({"path": path}, house.context())
            assert result.privacy is Privacy.PRIVATE
            withheld = await tool.run({"path": path}, house.context(ceiling=Privacy.OPEN))
            assert withheld.is_error
            assert "CANARY" not in withheld.text

    run(work())


def test_a_server_of_the_vault_starts_only_when_it_was_trusted_as_it_stands(house: House, run) -> None:
    script = house.vault / "serve.py"
    script.write_text((house.vault / "x").name and "raise SystemExit(1)")
    house.configure({"brought": {"command": "python3", "args": ["serve.py"], "local": True}}, "vault/.mcp.json")

    async def work() -> None:
        async with house.servers() as servers:
            assert servers.status("brought").state == "untrusted"
            assert not servers.status("brought").local, "only the user's own word counts"
            with pytest.raises(ServerUntrusted):
                await servers.start("brought")
            await servers.trust("brought")
            assert servers.status("brought").state == "ready"
            script.write_text("print('another program')")
            assert servers.status("brought").state == "untrusted"

    run(work())


def test_a_stopped_server_stays_off_until_it_is_started(house: House, run) -> None:
    house.configure({"odd": misbehaving()})

    async def work() -> None:
        async with house.servers() as servers:
            await servers.start("odd")
            await servers.stop("odd")
            assert servers.status("odd").state == "off"
            assert servers.tools() == []
            with pytest.raises(ServerOff):
                await servers.call("odd", "echo", {"text": "x"})
            await servers.restart("odd")
            assert servers.status("odd").running

    run(work())


def test_secrets_come_from_the_keychain_and_only_for_the_users_own_server(house: House, run) -> None:
    needs = misbehaving(env={"TOKEN": "${ODD_TOKEN}"})
    house.configure({"odd": needs})

    async def work() -> None:
        async with house.servers() as servers:
            assert servers.status("odd").missing == ("ODD_TOKEN",)
            with pytest.raises(ServerSecretMissing, match="ODD_TOKEN"):
                await servers.start("odd")
            servers.keep_secret("odd", "ODD_TOKEN", "s3cret")
            assert text_of(await servers.call("odd", "environment", {"name": "TOKEN"})) == "s3cret"
            assert "s3cret" not in (house.home / "mcp.json").read_text()
            house.configure({"odd": needs}, "vault/.mcp.json")
            await servers.trust("odd")
            with pytest.raises(ServerSecretMissing):
                await servers.start("odd")

    run(work())


def test_cancelling_a_run_ends_its_call_at_once(house: House, run) -> None:
    house.configure({"odd": misbehaving()})

    async def work() -> None:
        async with house.servers() as servers:
            await servers.start("odd")
            ctx = house.context()
            tool = next(tool for tool in servers.tools() if tool.spec.name == "mcp__odd__slow")
            calling = asyncio.create_task(tool.run({"seconds": 30}, ctx))
            await asyncio.sleep(0.1)
            ctx.cancelled.set()
            with pytest.raises(Cancelled):
                await calling
            assert text_of(await servers.call("odd", "echo", {"text": "alive"})) == "alive"

    run(work())


def test_servers_are_added_to_the_users_file_and_removed_from_it(house: House, run) -> None:
    async def work() -> None:
        async with house.servers() as servers:
            await servers.add("odd", misbehaving())
            assert not (house.home / "mcp.json").exists(), "it has not answered yet"
            assert (servers.status("odd").kept, servers.tools()) == (False, [])
            await servers.start("odd")
            assert (servers.status("odd").origin, servers.status("odd").kept) == ("user", True)
            assert servers.tools() != []
            with pytest.raises(McpError, match="already"):
                await servers.add("odd", misbehaving())
            assert servers.status("odd").state == "running", "it goes on"
            with pytest.raises(McpError, match="neither"):
                await servers.add("empty", {})
            await servers.remove("odd")
            assert servers.statuses() == []
        async with house.servers() as again:
            assert again.statuses() == []

    run(work())


def test_a_server_that_does_not_answer_is_not_added_unless_it_is_kept_anyway(house: House, run) -> None:
    wrong = {"command": "no-such-program-here"}

    async def work() -> None:
        async with house.servers() as servers:
            await servers.add("odd", wrong)
            await servers.start_soon("odd")
            await until(lambda: servers.status("odd").state == "failed")
            assert (servers.status("odd").kept, "no-such-program-here" in servers.status("odd").why) == (False, True)
            assert not (house.home / "mcp.json").exists()
        async with house.servers() as servers:
            assert servers.statuses() == [], "a trial ends with the engine"
            await servers.add("odd", wrong)
            await servers.add("odd", misbehaving())
            await servers.start_soon("odd")
            await until(lambda: servers.status("odd").kept)
            await servers.remove("odd")
            await servers.add("odd", wrong)
            await servers.keep("odd")
            assert servers.status("odd").kept
        assert json.loads((house.home / "mcp.json").read_text())["mcpServers"] == {"odd": wrong}

    run(work())


def test_a_server_that_answered_and_cannot_be_written_says_so_and_stays_on_trial(house: House, run) -> None:
    async def work() -> None:
        async with house.servers() as servers:
            await servers.add("odd", misbehaving())
            (house.home / "mcp.json").write_text("no JSON")
            with pytest.raises(McpError, match="no JSON"):
                await servers.start("odd")
            assert (servers.status("odd").kept, "no JSON" in servers.status("odd").why) == (False, True)
            await servers.remove("odd")
            assert (house.home / "mcp.json").read_text() == "no JSON"

    run(work())
