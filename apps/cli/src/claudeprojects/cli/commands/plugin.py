"""``plugin``: what there is, making one, trusting one, and using what plugins bring to the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.text import count

if TYPE_CHECKING:
    from claudeprojects.agents.plugins.manager import PluginManager
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.plugin"
_MINE, _USE = "Plugins", "What they bring"

plugin = AppGroup(
    "plugin",
    help="See, make and trust plugins, and use what they bring.",
    no_args_is_help=True,
    lazy={
        "list": Lazy(f"{_HERE}:list_", "Show the plugins there are, and what they bring.", _MINE),
        "new": Lazy(f"{_HERE}:new", "Make a plugin that works, with tests.", _MINE),
        "trust": Lazy(f"{_HERE}:trust", "Let a plugin of this vault run.", _MINE),
        "distrust": Lazy(f"{_HERE}:distrust", "Let it run no more.", _MINE),
        "import": Lazy(f"{_HERE}:import_", "Make notes of a file by an importer.", _USE),
        "run": Lazy(f"{_HERE}:run", "Run a command that a plugin brings.", _USE),
    },
)

KINDS = ("tools", "agents", "methodologies", "importers", "model_providers", "commands", "panels")


@click.command("list", cls=AppCommand)
@pass_invocation
def list_(invocation: Invocation) -> None:
    """List every plugin, whether it runs, why, and what it brings."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("plugins")["items"]
    invocation.show(found, _show_list)


def _show_list(output: Output, found: list[dict[str, Any]]) -> None:
    if not found:
        output.aside("There are no plugins. `claudeprojects plugin new NAME` makes one.")
        return
    output.table(
        ("Name", "Version", "State", "Brings"), [(p["name"], p["version"], p["state"], _brings(p)) for p in found]
    )
    for one in found:
        if one["state"] != "loaded":
            output.aside(f"{one['name']}: {one['why']}")


def _brings(found: dict[str, Any]) -> str:
    return "; ".join(f"{kind}: {', '.join(names)}" for kind, names in found["provides"].items() if names)


@click.command("new", cls=AppCommand)
@click.argument("name")
@click.option("--kind", type=click.Choice(KINDS), default="tools", show_default=True, help="What it will bring.")
@pass_invocation
def new(invocation: Invocation, name: str, kind: str) -> None:
    """Make the plugin NAME in this vault: it works, and its tests pass."""
    from claudeprojects.agents.plugins.scaffold import new_plugin

    folder = new_plugin(invocation.root, name, kind)
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    shown = folder.relative_to(invocation.root).as_posix()
    invocation.show({"name": name, "folder": shown, "files": files}, _show_new)


def _show_new(output: Output, made: dict[str, Any]) -> None:
    for file in made["files"]:
        output.line(f"{made['folder']}/{file}")
    output.aside(f"Test it with `pytest` there; `claudeprojects plugin trust {made['name']}` lets it run.")


@click.command("trust", cls=AppCommand)
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_invocation
def trust(invocation: Invocation, name: str, yes: bool) -> None:
    """Let the plugin NAME of this vault run, as it stands now.

    It runs with all your rights, so read it first. When one of its files changes, it has to be trusted again.
    """
    from claudeprojects.agents.errors import PluginNotFound

    with invocation.workbench(fresh=False) as bench:
        found = next((p for p in bench.api.get("plugins")["items"] if p["name"] == name), None)
        if found is None or found["origin"] != "workspace":
            raise PluginNotFound(name)
        if not yes:
            _ask(invocation, found)
        result = bench.api.post("plugins", name, "trust", body={"hash": found["hash"] or ""})
    invocation.show(result, _show_trusted)


def _ask(invocation: Invocation, found: dict[str, Any]) -> None:
    for file in found["files"]:
        invocation.output.aside(f".claudeprojects/plugins/{found['name']}/{file}")
    question = f"Let {found['name']} run, with all your rights?"
    click.confirm(question, abort=True, err=True)


def _show_trusted(output: Output, found: dict[str, Any]) -> None:
    if found["state"] == "failed":
        output.aside(f"{found['name']} is trusted, and fails: {found['why']}")
    else:
        output.aside(f"{found['name']} runs. It brings {_brings(found) or 'nothing'}.")


@click.command("distrust", cls=AppCommand)
@click.argument("name")
@pass_invocation
def distrust(invocation: Invocation, name: str) -> None:
    """Let the plugin NAME of this vault run no more."""
    with invocation.workbench(fresh=False) as bench:
        result = bench.api.delete("plugins", name, "trust")
    invocation.show(result, lambda output, found: output.aside(f"{found['name']} does not run any more."))


def _manager(invocation: Invocation) -> PluginManager:
    from claudeprojects.agents.plugins.manager import PluginManager
    from claudeprojects.core.settings import data_dir

    return PluginManager(invocation.root, data_dir(invocation.root))


@click.command("import", cls=AppCommand)
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "folder", default="", help="The folder of the vault that the notes go into.")
@pass_invocation
def import_(invocation: Invocation, name: str, file: Path, folder: str) -> None:
    """Make notes of FILE by the importer NAME. A note that is there already is left as it is."""
    from claudeprojects.core.errors import NoteConflict, NoteExists

    importers = _manager(invocation).importers()
    if name not in importers:
        near = ", ".join(importers) or "none; a plugin brings them"
        raise click.UsageError(f"There is no importer {name!r}. There are: {near}.")
    made, left = [], []
    with invocation.workbench() as bench:
        try:
            for note in importers[name].notes(file):
                path = f"{folder.strip('/')}/{note.path}" if folder.strip("/") else note.path
                try:
                    made.append(bench.write_note(path, note.text, None)["path"])
                except (NoteExists, NoteConflict):
                    left.append(path)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    invocation.show({"made": made, "left": left}, _show_imported)


def _show_imported(output: Output, result: dict[str, list[str]]) -> None:
    for path in result["made"]:
        output.line(path)
    left = f"; {count(len(result['left']), 'note')} there already" if result["left"] else ""
    output.aside(f"{count(len(result['made']), 'note')} made{left}.")


@click.command(
    "run", cls=AppCommand, context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False}
)
@click.argument("name")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@pass_invocation
def run(invocation: Invocation, name: str, arguments: tuple[str, ...]) -> object:
    """Run the command NAME that a plugin brings, with ARGUMENTS."""
    commands = _manager(invocation).commands()
    if name not in commands:
        near = ", ".join(commands) or "none"
        raise click.UsageError(f"No plugin brings a command {name!r}. There are: {near}.")
    return commands[name].main(
        args=list(arguments), prog_name=f"claudeprojects plugin run {name}", standalone_mode=False
    )
