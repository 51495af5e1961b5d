"""``completion``: the script that makes a shell complete our commands, note paths and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from claudeprojects.cli.groups import AppCommand, pass_invocation

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation

PROGRAM = "claudeprojects"


@click.command("completion", cls=AppCommand)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@pass_invocation
def completion(invocation: Invocation, shell: str) -> None:
    """Print the completion script of SHELL.

    \b
    bash:  claudeprojects completion bash > ~/.local/share/bash-completion/completions/claudeprojects
    zsh:   claudeprojects completion zsh > "${fpath[1]}/_claudeprojects"
    fish:  claudeprojects completion fish > ~/.config/fish/completions/claudeprojects.fish
    """
    from claudeprojects.cli.tree import root
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"There is no completion for {shell!r}.")
    script = kind(root, {}, PROGRAM, f"_{PROGRAM.upper()}_COMPLETE").source()
    invocation.show({"shell": shell, "script": script}, lambda output, result: output.raw(result["script"]))
