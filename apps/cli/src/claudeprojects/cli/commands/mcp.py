"""``mcp``: serve this workspace to other programs, and use the tools of other servers here."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.text import count

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.mcp"
_MODES = click.Choice(["default", "acceptEdits", "plan", "dontAsk"])

PATIENCE = 360.0
"""Seconds to wait for a server to be installed and started; signing in takes a person some minutes."""
PAUSE = 0.2
UNSETTLED = ("starting", "signing_in")


class _Serving(AppGroup):
    """A group that serves when no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let the group run without a command."""
        self.no_args_is_help = False
        return super().parse_args(ctx, args)


@click.pass_context
def _serve(context: click.Context, *, mode: str, own_model: bool, http: bool, port: int, no_token: bool) -> None:
    if context.invoked_subcommand is None:
        serve(context.obj, mode=mode, own_model=own_model, http=http, port=port, token=not no_token)


mcp = _Serving(
    "mcp",
    help="Serve this workspace to Claude Code, Cursor and other programs, or use the tools of MCP servers here."
    "\n\nWithout a command it serves over standard input and output; `mcp config` prints what to tell a program.",
    invoke_without_command=True,
    callback=_serve,
    params=[
        click.Option(["--mode"], type=_MODES, default="default", show_default=True,
                     help="How changes are taken: staged for review, at once, or not at all."),
        click.Option(["--own-model"], is_flag=True,
                     help="The program's model is on this machine: it may read private notes."),
        click.Option(["--http"], is_flag=True, help="Serve over HTTP until Ctrl-C instead."),
        click.Option(["--port"], type=click.IntRange(0, 65535), default=8765, show_default=True, help="For --http."),
        click.Option(["--no-token"], is_flag=True, help="Let any program on this machine in over HTTP."),
    ],
    lazy={
        "config": Lazy(f"{_HERE}:config", "Print what to tell Claude Code, Cursor and others."),
        "list": Lazy(f"{_HERE}:list_", "Show the servers whose tools agents may use."),
        "presets": Lazy(f"{_HERE}:presets", "Show the servers that can be added by name."),
        "add": Lazy(f"{_HERE}:add", "Add a server: a preset, a command or an address."),
        "remove": Lazy(f"{_HERE}:remove", "Take a server of yours away."),
        "start": Lazy(f"{_HERE}:start", "Start a server, or switch it on again."),
        "stop": Lazy(f"{_HERE}:stop", "Stop a server and switch it off."),
        "trust": Lazy(f"{_HERE}:trust", "Let a server start that this vault brought."),
        "secret": Lazy(f"{_HERE}:secret", "Keep a server's token in the keychain."),
        "tools": Lazy(f"{_HERE}:tools", "Show the tools of a server."),
        "logs": Lazy(f"{_HERE}:logs", "Show what a server wrote."),
    },
)  # fmt: skip


def serve(invocation: Invocation, *, mode: str, own_model: bool, http: bool, port: int, token: bool) -> None:
    """Serve until the other program goes, or until Ctrl-C over HTTP."""
    from claudeprojects.cli.commands.mcp_serving import pipe
    from claudeprojects.cli.commands.open import find_or_start

    info = find_or_start(invocation.root)
    if http:
        _serve_http(invocation, info, port, token=token)
    else:
        pipe(info, mode=mode, own_model=own_model)


def _serve_http(invocation: Invocation, info: Any, port: int, *, token: bool) -> None:
    import uvicorn
    from claudeprojects.cli.commands.mcp_serving import http_app, kept_token
    from claudeprojects.core.settings import data_dir
    from claudeprojects.engine.starting import bind

    listening = bind("127.0.0.1", port, "0")
    port = listening.getsockname()[1]
    wanted = kept_token(data_dir(invocation.root)) if token else None
    url = f"http://127.0.0.1:{port}/mcp"
    shown = {"url": url, "headers": {"Authorization": f"Bearer {wanted}"} if wanted else {}}
    invocation.show(shown, _show_http)
    sys.stdout.flush()
    app = http_app(info, port, wanted)
    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, server_header=False)
    uvicorn.Server(config).run([listening])


def _show_http(output: Output, shown: dict[str, Any]) -> None:
    output.line(json.dumps({"mcpServers": {"claudeprojects": {"type": "http", **shown}}}, indent=2))
    output.aside("Serving until Ctrl-C.")


@click.command("config", cls=AppCommand)
@click.argument("program", required=False)
@pass_invocation
def config(invocation: Invocation, program: str | None) -> None:
    """Print what to tell Claude Code, Cursor and other programs, so that they use this workspace."""
    from claudeprojects.agents.mcp.clients import client_lines

    found = [line for line in client_lines(invocation.root) if program in (None, line.program)]
    if not found:
        known = ", ".join(line.program for line in client_lines(invocation.root))
        raise click.BadParameter(f"there is no {program!r}; known are {known}.")
    invocation.show([{name: getattr(line, name) for name in line.__slots__} for line in found], _show_config)


def _show_config(output: Output, found: list[dict[str, Any]]) -> None:
    for line in found:
        output.aside(f"{line['title']}, in {line['file']}:")
        output.line(line["config"])
        if line["command"]:
            output.aside("or run:")
            output.line(line["command"])
        if line["url"]:
            output.aside("or open:")
            output.line(line["url"])


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
    return server["name"], server["state"], str(len(server["tools"]) or ""), server["path"], server["why"]


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
@pass_invocation
def add(
    invocation: Invocation, name: str, command: tuple[str, ...], *, url: str | None, header: tuple[str, ...],
    env: tuple[str, ...], local: bool,
) -> None:  # fmt: skip
    """Add a server and start it: a preset by its NAME, or NAME with a COMMAND after `--`, or with `--url`.

    It is written to your own configuration, for all your vaults; tokens of presets go to the keychain.
    """
    with invocation.workbench(fresh=False) as bench:
        if command or url:
            body: dict[str, Any] = {"name": name, "config": _config(command, url, header, env, local=local)}
        else:
            body = {"preset": name, "secrets": _secrets(name, bench.api.get("mcp", "presets")["items"])}
        bench.api.post("mcp", "servers", body=body)
        found = _settled(invocation, bench, name)
    invocation.show(found, _show_started)


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
        found = _settled(invocation, bench, name)
    invocation.show(found, _show_started)


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
        found = _server(bench, name)["tools"]
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


def _settled(invocation: Invocation, bench: Any, name: str) -> dict[str, Any]:
    """The server once it is started or has failed; the address to sign in is opened when it asks for that."""
    from claudeprojects.agents.errors import ServerFailed

    deadline, shown = time.monotonic() + PATIENCE, ""
    server = _server(bench, name)
    while server["state"] in UNSETTLED and time.monotonic() < deadline:
        address = server["sign_in_url"]
        if address and address != shown:
            shown = address
            invocation.output.aside(f"Sign in to {name}: {address}")
            click.launch(address)
        time.sleep(PAUSE)
        server = _server(bench, name)
    if server["state"] == "failed":
        raise ServerFailed(name, server["why"])
    return server


def _server(bench: Any, name: str) -> dict[str, Any]:
    from claudeprojects.agents.errors import ServerNotFound

    found = bench.api.get("mcp", "servers")["items"]
    server = next((each for each in found if each["name"] == name and each["state"] != "unusable"), None)
    if server is None:
        raise ServerNotFound(name)
    return dict(server)


def _show_started(output: Output, server: dict[str, Any]) -> None:
    tools_ = count(len(server["tools"]), "tool")
    output.aside(f"{server['name']} is {server['state']} and offers {tools_}. {server['why']}".strip())


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:100]
