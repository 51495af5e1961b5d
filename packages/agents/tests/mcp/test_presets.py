"""The presets: installed for real from their lock files by the Node that comes with us, pinned, and then used."""

from __future__ import annotations

import json

import pytest
from claudeprojects.agents.errors import ServerExists, ServerInvalid, ServerNotFound, ServerSecretMissing
from claudeprojects.agents.mcp.presets import PRESETS
from claudeprojects.agents.mcp.results import text_of
from claudeprojects.agents.mcp.tools import McpTool
from claudeprojects.agents.values import Privacy

from .conftest import House, until


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_a_lock_file_pins_every_package_by_hash_and_names_no_registry(preset) -> None:
    lock = json.loads((preset.folder / "package-lock.json").read_text())
    wanted = json.loads((preset.folder / "package.json").read_text())["dependencies"]
    assert wanted == {preset.package: preset.version}
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages[f"node_modules/{preset.package}"]["version"] == preset.version
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not any("resolved" in package for package in packages.values())


def test_sequential_thinking_is_installed_ahead_started_and_used(house: House, run) -> None:
    async def work() -> None:
        async with house.servers() as servers:
            await servers.add_preset("sequential-thinking")
            await servers.start_soon("sequential-thinking")
            assert servers.status("sequential-thinking").state == "starting"
            await until(lambda: servers.status("sequential-thinking").state != "starting")
            status = servers.status("sequential-thinking")
            assert (status.state, status.version, status.local) == ("running", "2026.8.31", True)
            assert [tool.name for tool in status.tools] == ["sequentialthinking"]
            await until(lambda: servers.status("sequential-thinking").kept)
            with pytest.raises(ServerExists):
                await servers.add_preset("sequential-thinking")
            thought = {"thought": "One", "nextThoughtNeeded": False, "thoughtNumber": 1, "totalThoughts": 1}
            answer = await servers.call("sequential-thinking", "sequentialthinking", thought)
            assert '"thoughtHistoryLength": 1' in text_of(answer)
            assert any("Installing" in line for line in servers.logs("sequential-thinking"))
            assert "${CLAUDEPROJECTS_MCP}" in (house.home / "mcp.json").read_text(), "the file is good on any machine"

    run(work())


def test_obsidian_reads_the_vault_and_its_answers_keep_the_class_of_the_notes(house: House, run) -> None:
    house.note("Open.md", "hello from the open note")
    house.note("Diary.md", "---\nprivacy: private\n---\nCANARY")

    async def work() -> None:
        async with house.servers() as servers:
            await servers.add_preset("obsidian")
            await servers.start("obsidian")
            assert servers.status("obsidian").sees_vault
            read = next(tool for tool in servers.tools() if tool.spec.name == "mcp__obsidian__read_notes")
            assert isinstance(read, McpTool)
            shown = await read.run({"paths": ["Open.md"]}, house.context(ceiling=Privacy.OPEN))
            assert "hello from the open note" in shown.text
            assert (shown.privacy, shown.sources[1].path) == (Privacy.OPEN, "Open.md")
            search = next(tool for tool in servers.tools() if tool.spec.name == "mcp__obsidian__search_notes")
            found = await search.run({"query": "Open"}, house.context(ceiling=Privacy.OPEN))
            assert ("Open.md" in found.text, found.privacy) == (True, Privacy.OPEN)
            withheld = await read.run({"paths": ["Open.md", "Diary.md"]}, house.context(ceiling=Privacy.OPEN))
            assert withheld.is_error
            assert "CANARY" not in withheld.text

    run(work())


def test_github_asks_for_its_token_and_keeps_it_in_the_keychain(house: House, run, monkeypatch) -> None:
    monkeypatch.delenv("GITHUB_PERSONAL_ACCESS_TOKEN", raising=False)

    async def work() -> None:
        async with house.servers() as servers:
            with pytest.raises(ServerInvalid):
                await servers.add_preset("github", {"OTHER": "x"})
            await servers.add_preset("github")
            with pytest.raises(ServerSecretMissing):
                await servers.start("github")
            assert not servers.status("github").kept
            await servers.keep("github")
            assert servers.status("github").missing == ("GITHUB_PERSONAL_ACCESS_TOKEN",)
            servers.keep_secret("github", "GITHUB_PERSONAL_ACCESS_TOKEN", "ghp_secret")
            assert servers.status("github").missing == ()
            assert "ghp_secret" not in (house.home / "mcp.json").read_text()
            await servers.remove("github")
            assert not house.keychain.kept, "removed with the server"
            with pytest.raises(ServerNotFound):
                await servers.add_preset("gitlab")

    run(work())
