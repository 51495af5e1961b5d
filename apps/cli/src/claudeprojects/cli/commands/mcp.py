"""``mcp``: serve this workspace to other programs, and use the tools of other servers here."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.mcp"
_SERVERS = "claudeprojects.cli.commands.mcp_servers"
_ADDING = "claudeprojects.cli.commands.mcp_adding"
_MODES = click.Choice(["default", "acceptEdits", "plan", "dontAsk"])


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
        "list": Lazy(f"{_SERVERS}:list_", "Show the servers whose tools agents may use."),
        "presets": Lazy(f"{_ADDING}:presets", "Show the servers that can be added by name."),
        "add": Lazy(f"{_ADDING}:add", "Add a server: a preset, a command or an address."),
        "remove": Lazy(f"{_SERVERS}:remove", "Take a server of yours away."),
        "start": Lazy(f"{_SERVERS}:start", "Start a server, or switch it on again."),
        "stop": Lazy(f"{_SERVERS}:stop", "Stop a server and switch it off."),
        "trust": Lazy(f"{_SERVERS}:trust", "Let a server start that this vault brought."),
        "secret": Lazy(f"{_SERVERS}:secret", "Keep a server's token in the keychain."),
        "tools": Lazy(f"{_SERVERS}:tools", "Show the tools of a server."),
        "logs": Lazy(f"{_SERVERS}:logs", "Show what a server wrote."),
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
