"""``mcp list`` and the rest on servers that are configured: their state, tools, logs, trust and secrets."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.commands.mcp_starting import server_of, settled, show_started, started
from claudeprojects.cli.groups import AppCommand, pass_invocation
from claudeprojects.cli.text import count

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output


@click.command("list", cls=AppCommand)
@pass_invocation
def list_(invocation: Invocation) -> None:
    """List the servers of every configuration, and why one does not serve."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("mcp", "servers")["items"]
    invocation.show(found, _show_servers)


def _show_servers(output: Output, found: list[dict[str, Any]]) -> None:
    if not found:
        output.aside("There are no MCP servers. `claudeprojects mcp presets` shows those that can be added by name.")
        return
    output.table(("Server", "State", "Tools", "From", ""), [_row(server) for server in found], right=(2,))


def _row(server: dict[str, Any]) -> tuple[str, ...]:
    path = server["path"] if server["kept"] else "not added yet"
    return server["name"], server["state"], str(len(server["tools"]) or ""), path, server["why"]


@click.command("remove", cls=AppCommand)
@click.argument("name")
@pass_invocation
def remove(invocation: Invocation, name: str) -> None:
    """Take a server out of your configuration, and forget its secrets and its log."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.delete("mcp", "servers", name)["items"]
    invocation.show(found, lambda output, _: output.aside(f"Removed {name}."))


@click.command("start", cls=AppCommand)
@click.argument("name")
@pass_invocation
def start(invocation: Invocation, name: str) -> None:
    """Start a server and wait until it answers."""
    with invocation.workbench(fresh=False) as bench:
        bench.api.post("mcp", "servers", name, "start")
        found = settled(invocation, bench, name)
    invocation.show(started(found), show_started)


@click.command("stop", cls=AppCommand)
@click.argument("name")
@pass_invocation
def stop(invocation: Invocation, name: str) -> None:
    """Stop a server; its tools are gone until it is started."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.post("mcp", "servers", name, "stop")
    invocation.show(found, lambda output, _: output.aside(f"Stopped {name}."))


@click.command("trust", cls=AppCommand)
@click.argument("name")
@pass_invocation
def trust(invocation: Invocation, name: str) -> None:
    """Let a server start that came with this vault or a plugin, exactly as it is configured now."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.post("mcp", "servers", name, "trust")
    invocation.show(found, lambda output, server: output.aside(f"Trusted {name}: {server['target']}"))


@click.command("secret", cls=AppCommand)
@click.argument("name")
@click.argument("variable")
@pass_invocation
def secret(invocation: Invocation, name: str, variable: str) -> None:
    """Keep the value of VARIABLE for a server in the keychain; it is asked for, or read from standard input."""
    value = click.prompt(variable, hide_input=True) if sys.stdin.isatty() else sys.stdin.readline().strip()
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.put("mcp", "servers", name, "secret", body={"variable": variable, "value": value})
    invocation.show(found, lambda output, _: output.aside(f"Kept {variable} for {name}."))


@click.command("tools", cls=AppCommand)
@click.argument("name")
@pass_invocation
def tools(invocation: Invocation, name: str) -> None:
    """List the tools of a server, as last known."""
    with invocation.workbench(fresh=False) as bench:
        found = server_of(bench, name)["tools"]
    invocation.show(found, _show_tools)


def _show_tools(output: Output, found: list[dict[str, Any]]) -> None:
    rows = [(tool["name"], "reads" if tool["read_only"] else "", _first_line(tool["description"])) for tool in found]
    output.table(("Tool", "", ""), rows)
    output.aside(count(len(found), "tool"))


@click.command("logs", cls=AppCommand)
@click.argument("name")
@click.option("-n", "--lines", type=click.IntRange(1, 2000), default=50, show_default=True, help="How many.")
@pass_invocation
def logs(invocation: Invocation, name: str, lines: int) -> None:
    """Print the end of what a server wrote, and what became of it."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("mcp", "servers", name, "logs", lines=lines)["lines"]
    invocation.show(found, lambda output, said: output.line("\n".join(said)))


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:100]
