"""Greeting: a command that greets."""

import click
from claudeprojects.agents.plugins.hooks import hookimpl


@click.command("greeting")
@click.argument("whom", default="you")
def greet(whom):
    """Greet WHOM."""
    click.echo(f"Hello, {whom}.")


@hookimpl
def commands():
    """The commands of this plugin."""
    return [greet]
