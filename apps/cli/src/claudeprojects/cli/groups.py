"""Commands that are found by name and imported only when they run, and the options every command takes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import click
from claudeprojects.cli.invocation import Invocation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Lazy(NamedTuple):
    """A command that is not imported yet: where it is (``module:name``), one line of help, its section."""

    where: str
    help: str
    section: str = "Commands"


class PipeClosed(Exception):
    """Whoever reads our output has stopped; ``click`` would end the run with a code of its own."""


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    """Keep an option given anywhere on the line; the last one wins, and none takes nothing back."""
    if value and parameter.name and context.obj is not None:
        setattr(context.obj, parameter.name, value)


def _print_version(context: click.Context, _parameter: click.Parameter, value: object) -> None:
    if not value or context.resilient_parsing:
        return
    from importlib.metadata import version

    click.echo(f"claudeprojects {version('claudeprojects')}")
    context.exit()


def shared_options() -> list[click.Parameter]:
    """The options accepted before and after every command."""
    keep: dict[str, Any] = {"expose_value": False, "is_eager": True, "callback": _remember}
    return [
        click.Option(
            ["--vault"],
            metavar="PATH",
            type=click.Path(file_okay=False),
            help="The folder of notes. Without it: $CLAUDEPROJECTS_VAULT, else the nearest folder above this one"
            " that holds .obsidian or .claudeprojects, else this one.",
            **keep,
        ),
        click.Option(["--json", "as_json"], is_flag=True, help="Print JSON for programs.", **keep),
        click.Option(["--no-color"], is_flag=True, help="Print without colour, as NO_COLOR=1 does.", **keep),
    ]


class _Shared(click.Command):
    """A command that also takes the shared options, shown last and apart."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.shared = shared_options()

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The command's own parameters, then the shared ones."""
        own = super().get_params(ctx)
        return [*own, *self.shared]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; raises ``PipeClosed`` when nobody reads what it writes."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise PipeClosed from None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options, then the shared ones under their own title."""
        options = (p for p in super().get_params(ctx) if isinstance(p, click.Option))
        own = [record for option in options if (record := option.get_help_record(ctx))]
        shared = [record for p in self.shared if (record := p.get_help_record(ctx))]
        for title, records in (("Options", own), ("Everywhere", shared)):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


class AppCommand(_Shared):
    """A command with the shared options."""


class AppGroup(_Shared, click.Group):
    """A group whose commands are imported when they are used: help is printed from the table alone."""

    command_class = AppCommand

    def __init__(self, *arguments: Any, lazy: Mapping[str, Lazy], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command, in the order of the table."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command ``cmd_name``, or ``None`` when there is none."""
        if cmd_name not in self.lazy:
            return None
        module, _, name = self.lazy[cmd_name].where.partition(":")
        return cast("click.Command", getattr(import_module(module), name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command on the line; an unknown name is answered with near ones."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(
                error.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, then the options."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table by section, with no import."""
        for section in dict.fromkeys(entry.section for entry in self.lazy.values()):
            rows = [(name, entry.help) for name, entry in self.lazy.items() if entry.section == section]
            with formatter.section(section):
                formatter.write_dl(rows)


version_option = click.Option(
    ["--version"],
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Print the version and exit.",
)

pass_invocation = click.make_pass_decorator(Invocation)
"""Gives a command the run's ``Invocation`` as its first argument."""


def context_settings() -> dict[str, Sequence[str] | int]:
    """What every command's context shares."""
    return {"help_option_names": ["-h", "--help"], "max_content_width": 100}
