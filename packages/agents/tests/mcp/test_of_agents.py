"""Servers that an agent's file names or brings: only those are its own, and nothing of them starts untrusted."""

from __future__ import annotations

import asyncio
import sys

import pytest
from claudeprojects.agents.definitions.lint import lint
from claudeprojects.agents.errors import ServerUntrusted
from claudeprojects.agents.values import ToolCall

from .conftest import MISBEHAVING, House, misbehaving, until

ONLY_NEAR = """---
name: only-near
description: Uses one server.
mcpServers: [near]
---
You work.
"""
WITH_ITS_OWN = f"""---
name: with-its-own
description: Brings a server.
mcpServers:
  - near
  - docs: {{ command: {sys.executable}, args: [{MISBEHAVING}] }}
---
You work.
"""
ANYTHING = "---\nname: anything\ndescription: Names no server.\n---\nYou work.\n"


def names(house: House, servers, agent: str) -> set[str]:
    specs = house.box(servers).specs(house.library.agent(agent), "default")
    return {spec.name.rpartition("__")[0] for spec in specs}


def test_an_agent_that_names_servers_sees_the_tools_of_no_others(house: House, run) -> None:
    house.configure({"near": misbehaving(), "far": misbehaving()})
    house.note(".claude/agents/only-near.md", ONLY_NEAR)
    house.note(".claude/agents/anything.md", ANYTHING)

    async def work() -> None:
        async with house.servers() as servers:
            await servers.start("near")
            await servers.start("far")
            assert names(house, servers, "only-near") == {"mcp__near"}
            assert names(house, servers, "anything") == {"mcp__near", "mcp__far"}, "one that names none has all"
            box, ctx = house.box(servers), house.context(agent=house.library.agent("only-near"))
            refused = await box.call(ToolCall("a", "mcp__far__echo", {"text": "x"}), ctx)
            assert refused.is_error
            assert "no such tool" in refused.text

    run(work())


def test_what_a_file_of_the_vault_brings_runs_only_when_trusted_and_only_while_its_agent_works(
    house: House, run
) -> None:
    house.configure({"near": misbehaving()})
    house.note(".claude/agents/with-its-own.md", WITH_ITS_OWN)
    house.note(".claude/agents/anything.md", ANYTHING)
    agent = house.library.agent("with-its-own")

    async def work() -> None:
        async with house.servers() as servers:
            assert servers.status("docs@with-its-own").state == "untrusted"
            async with servers.lent_to(agent):
                assert names(house, servers, "with-its-own") == {"mcp__near"}, (
                    "started, because its tools were unknown"
                )
                with pytest.raises(ServerUntrusted):
                    await servers.call("docs@with-its-own", "echo", {"text": "x"})
            await servers.trust("docs@with-its-own")
            async with servers.lent_to(agent), servers.lent_to(agent):
                assert servers.status("docs@with-its-own").running
                assert names(house, servers, "with-its-own") == {"mcp__near", "mcp__docs"}
                assert names(house, servers, "anything") == {"mcp__near"}, "it is nobody else's"
                call = ToolCall("a", "mcp__docs__echo", {"text": "hi"})
                calling = asyncio.create_task(house.box(servers).call(call, house.context(agent=agent)))
                await until(lambda: bool(house.approvals.list("waiting")))
                approval = house.approvals.list("waiting")[0]
                assert approval.effect.unconfined, "it is a program of the vault"
                assert "mcp:docs@with-its-own/echo" in approval.effect.detail
                house.approvals.decide(approval.id, True, "Ada")
                assert "hi" in (await calling).text
            await until(lambda: not servers.status("docs@with-its-own").running)
            assert servers.status("near").running, "what is everybody's stays"
            assert names(house, servers, "with-its-own") == {"mcp__near", "mcp__docs"}, "known from now on"
            house.note(".claude/agents/with-its-own.md", WITH_ITS_OWN.replace("[", "[-u, "))
            assert servers.status("docs@with-its-own").state == "untrusted", "another command, asked for again"

    run(work())


def test_a_server_that_does_not_start_does_not_stop_the_run(house: House, run) -> None:
    house.configure({"near": misbehaving("--stillborn")})
    house.note(".claude/agents/only-near.md", ONLY_NEAR)

    async def work() -> None:
        async with house.servers() as servers:
            async with servers.lent_to(house.library.agent("only-near")):
                assert names(house, servers, "only-near") == set()
            assert servers.status("near").state == "failed"

    run(work())


def test_lint_tells_which_servers_an_agent_brings_and_what_must_be_done_about_them(house: House) -> None:
    house.configure({"near": misbehaving()})
    house.note(".claude/agents/with-its-own.md", WITH_ITS_OWN)
    found = next(each for each in lint(house.library).agents if each.definition.name == "with-its-own")
    (problem,) = found.problems
    assert problem.level == "note"
    assert (problem.line, "brings the MCP server 'docs'" in problem.text) == (4, True)
    assert "`claudeprojects mcp trust docs@with-its-own`" in problem.text


def test_a_server_that_never_ran_is_started_for_an_agent_that_may_use_any(house: House, run) -> None:
    house.configure({"near": misbehaving(), "gone": {"command": "/no/such/program"}})
    house.note(".claude/agents/anything.md", ANYTHING)
    house.note(
        ".claude/agents/reader.md",
        ANYTHING.replace("anything", "reader").replace("---\nYou", "tools: read\n---\nYou"),
    )
    anything, reader = house.library.agent("anything"), house.library.agent("reader")

    async def work() -> None:
        async with house.servers() as servers:
            async with servers.lent_to(reader):
                assert not servers.tools(), "it may use none, so it waits for none"
            async with servers.lent_to(anything):
                assert names(house, servers, "anything") == {"mcp__near"}
            failed = servers.logs("gone")
            async with servers.lent_to(anything):
                assert servers.logs("gone") == failed, "what failed is not tried before every run"

    run(work())
