"""``mcp add``: try a server, and add it when it answers; ``mcp presets`` lists those known by name."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.commands.mcp_starting import server_of, settled, show_started
from claudeprojects.cli.groups import AppCommand, pass_invocation

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output
    from claudeprojects.cli.workbench import Workbench


@click.command("presets", cls=AppCommand)
@pass_invocation
def presets(invocation: Invocation) -> None:
    """List the servers that can be added by name."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("mcp", "presets")["items"]
    invocation.show(found, _show_presets)


def _show_presets(output: Output, found: list[dict[str, Any]]) -> None:
    rows = [(each["name"], "added" if each["added"] else "", each["version"], each["summary"]) for each in found]
    output.table(("Preset", "", "Version", ""), rows)


@click.command("add", cls=AppCommand)
@click.argument("name")
@click.argument("command", nargs=-1)
@click.option("--url", help="The address of a remote server, instead of a command.")
@click.option("--header", multiple=True, metavar="NAME:VALUE", help="Sent with every request to the address.")
@click.option("--env", multiple=True, metavar="NAME=VALUE", help="Set for the command; ${VAR} is filled in.")
@click.option("--local", is_flag=True, help="Nothing the command is sent leaves this machine.")
@click.option("--anyway", is_flag=True, help="Add it even when it does not answer.")
@pass_invocation
def add(
    invocation: Invocation, name: str, command: tuple[str, ...], *, url: str | None, header: tuple[str, ...],
    env: tuple[str, ...], local: bool, anyway: bool,
) -> None:  # fmt: skip
    """Add a server: a preset by its NAME, or NAME with a COMMAND after `--`, or with `--url`.

    It is started, and once it answers written to your own configuration, for all your vaults; tokens of presets go
    to the keychain.
    """
    with invocation.workbench(fresh=False) as bench:
        if command or url:
            body: dict[str, Any] = {"name": name, "config": _config(command, url, header, env, local=local)}
        elif header or env or local:
            raise click.UsageError("Give the command after `--`, or an address with `--url`.")
        else:
            body = {"preset": name, "secrets": _secrets(name, bench.api.get("mcp", "presets")["items"])}
        bench.api.post("mcp", "servers", body=body)
        if anyway:
            bench.api.post("mcp", "servers", name, "keep")
        found = _tried(invocation, bench, name)
    invocation.show(found, show_started)


def _tried(invocation: Invocation, bench: Workbench, name: str) -> dict[str, Any]:
    """The server once it was added; one that did not answer leaves nothing behind. Raises ``ServerNotAdded``."""
    from claudeprojects.agents.errors import ServerNotAdded

    server = server_of(bench, name)
    try:
        server = settled(invocation, bench, name)
    finally:
        if not server["kept"]:
            bench.api.delete("mcp", "servers", name)
    if not server["kept"]:
        raise ServerNotAdded(name, server["why"] or "it did not answer in time.", tuple(server["missing"]))
    return server


def _config(
    command: tuple[str, ...], url: str | None, header: tuple[str, ...], env: tuple[str, ...], *, local: bool
) -> dict[str, Any]:
    if command and url:
        raise click.UsageError("Give a command or an address, not both.")
    if url:
        return {"type": "http", "url": url, **({"headers": _pairs(header, ":")} if header else {})}
    config: dict[str, Any] = {"type": "stdio", "command": command[0], "args": list(command[1:])}
    return config | ({"env": _pairs(env, "=")} if env else {}) | ({"local": True} if local else {})


def _pairs(given: tuple[str, ...], mark: str) -> dict[str, str]:
    for pair in given:
        if mark not in pair:
            raise click.UsageError(f"{pair!r} is not of the form NAME{mark}VALUE.")
    return {name.strip(): value.strip() for name, _, value in (pair.partition(mark) for pair in given)}


def _secrets(name: str, known: list[dict[str, Any]]) -> dict[str, str]:
    """The tokens that the preset needs: asked of the person, when there is one."""
    preset = next((each for each in known if each["name"] == name), None)
    needed = [variable for variable in preset["variables"] if variable["required"]] if preset else []
    if not sys.stdin.isatty():
        return {}
    asked = {each["name"]: click.prompt(f"{each['title']} ({each['help']})", hide_input=True, default="",
                                        show_default=False) for each in needed}  # fmt: skip
    return {variable: value for variable, value in asked.items() if value}
