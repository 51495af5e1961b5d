"""``config``: show and change settings, the user's own or a vault's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output
    from claudeprojects.core.settings import SettingsFile, SettingValue

_HERE = "claudeprojects.cli.commands.config"

config = AppGroup(
    "config",
    help="Show and change settings: your own, or with --scope vault those that travel with the vault.",
    no_args_is_help=True,
    lazy={
        "list": Lazy(f"{_HERE}:list_", "Show every setting, its value and where that comes from."),
        "get": Lazy(f"{_HERE}:get", "Print one setting."),
        "set": Lazy(f"{_HERE}:set_", "Change one setting."),
        "unset": Lazy(f"{_HERE}:unset", "Take one setting back to its default."),
        "path": Lazy(f"{_HERE}:path", "Print where settings and data are kept."),
    },
)

scope_option = click.option(
    "--scope",
    type=click.Choice(["user", "vault"]),
    default="user",
    show_default=True,
    help="Whose settings file to change.",
)


def _keys(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from claudeprojects.core.settings import SETTINGS

    return [key for key in SETTINGS if key.startswith(incomplete)]


def _values(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from claudeprojects.core.settings import SETTINGS

    setting = SETTINGS.get(context.params.get("key") or "")
    if setting is None:
        return []
    choices = setting.choices or (("true", "false") if isinstance(setting.default, bool) else ())
    return [choice for choice in choices if choice.startswith(incomplete)]


def _vault_of(invocation: Invocation) -> Path | None:
    """The vault whose settings count, when there is one: settings can be read without a vault."""
    return invocation.root if invocation.vault or invocation.guessed_root.is_dir() else None


def _file_of(invocation: Invocation, scope: str) -> SettingsFile:
    from claudeprojects.core.settings import user_settings, vault_settings

    return vault_settings(invocation.root) if scope == "vault" else user_settings()


def _view(entry: SettingValue) -> dict[str, Any]:
    setting = entry.setting
    return {
        "key": setting.key,
        "value": entry.value,
        "default": setting.default,
        "source": entry.source,
        "description": setting.description,
        "allowed": setting.allowed,
        "in_vault": setting.in_vault,
    }


def written(value: object) -> str:
    """A value as it is typed on the command line."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@click.command("list", cls=AppCommand)
@pass_invocation
def list_(invocation: Invocation) -> None:
    """Show every setting, its value and where that comes from."""
    from claudeprojects.core.settings import effective_settings

    views = [_view(entry) for entry in effective_settings(_vault_of(invocation))]
    invocation.show(views, _show_list)


def _show_list(output: Output, views: list[dict[str, Any]]) -> None:
    rows = [(v["key"], written(v["value"]) or "-", v["source"], v["description"]) for v in views]
    output.table(("Setting", "Value", "From", "What it is"), rows)


@click.command("get", cls=AppCommand)
@click.argument("key", shell_complete=_keys)
@pass_invocation
def get(invocation: Invocation, key: str) -> None:
    """Print the setting KEY as it holds for this vault."""
    from claudeprojects.core.settings import effective_settings, find_setting

    setting = find_setting(key)
    found = next(e for e in effective_settings(_vault_of(invocation)) if e.setting is setting)
    invocation.show(_view(found), lambda output, view: output.line(written(view["value"])))


@click.command("set", cls=AppCommand)
@click.argument("key", shell_complete=_keys)
@click.argument("value", shell_complete=_values)
@scope_option
@pass_invocation
def set_(invocation: Invocation, key: str, value: str, scope: str) -> None:
    """Change the setting KEY to VALUE."""
    from claudeprojects.core.settings import find_setting

    file = _file_of(invocation, scope)
    parsed = find_setting(key).parse(value)
    file.set(key, parsed)
    result = {"key": key, "value": parsed, "scope": scope, "file": str(file.path)}
    invocation.show(result, lambda output, r: output.aside(f"{key} is now {written(r['value'])!r} ({r['file']})."))


@click.command("unset", cls=AppCommand)
@click.argument("key", shell_complete=_keys)
@scope_option
@pass_invocation
def unset(invocation: Invocation, key: str, scope: str) -> None:
    """Take the setting KEY out of the file, so that its default holds again."""
    from claudeprojects.core.settings import find_setting

    removed = _file_of(invocation, scope).unset(key)
    result = {"key": key, "value": find_setting(key).default, "scope": scope, "removed": removed}
    words = "is back at its default" if removed else "was not set"
    invocation.show(result, lambda output, _result: output.aside(f"{key} {words}."))


@click.command("path", cls=AppCommand)
@pass_invocation
def path(invocation: Invocation) -> None:
    """Print where settings and data are kept. None of it need exist yet."""
    from claudeprojects.core.settings import config_file, data_dir, vault_settings

    root = invocation.guessed_root
    places = {
        "user_settings": str(config_file()),
        "vault_settings": str(vault_settings(root).path),
        "data": str(data_dir(root)),
    }
    titles = {"user_settings": "Your settings", "vault_settings": "This vault's settings", "data": "Index and state"}
    invocation.show(places, lambda output, p: output.table((), [(titles[name], p[name]) for name in titles]))
