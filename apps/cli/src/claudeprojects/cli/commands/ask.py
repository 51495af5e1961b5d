"""``ask`` and ``chats``: questions of the vault, answered with quotes from the notes, and chats that keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.agents.errors import QuestionEmpty
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.notepath import note_path
from claudeprojects.cli.text import count, moment, place
from claudeprojects.core.errors import NoteNotFound

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.ask"

chats = AppGroup(
    "chats",
    help="See the chats that are kept as notes. `claudeprojects ask --chat NOTE` goes on with one.",
    no_args_is_help=True,
    lazy={
        "list": Lazy(f"{_HERE}:list_", "Show the chats, the last changed first."),
        "show": Lazy(f"{_HERE}:show", "Show a chat, its quotes checked against the notes now."),
    },
)


@click.command("ask", cls=AppCommand)
@click.argument("question", nargs=-1, required=True)
@click.option("--chat", metavar="NOTE", help="Go on with this chat; question and answer are added to it.")
@click.option("--keep", is_flag=True, help="Begin a chat with it, a note in Chats/.")
@click.option("--project", metavar="PATH", help="A note or folder whose brief is read too.")
@click.option("--model", metavar="NAME", help="Ask this model, instead of the one the routing table chooses.")
@click.option("--no-cache", is_flag=True, help="Ask the model even what it was asked before.")
@pass_invocation
def ask(
    invocation: Invocation,
    question: tuple[str, ...],
    chat: str | None,
    project: str | None,
    model: str | None,
    *,
    keep: bool,
    no_cache: bool,
) -> None:
    """Answer QUESTION from the notes, every statement with the lines it rests on.

    What no note supports is not said. With a tiny model, or none, the answer is made of quotes.
    """
    if not " ".join(question).strip():
        raise QuestionEmpty
    body = {
        "question": " ".join(question),
        "chat": _as_note(chat) if chat else None,
        "keep": keep,
        "project": _existing(invocation, project) if project else None,
        "model": model,
        "reuse": not no_cache,
    }
    with invocation.workbench(embed=True) as bench:
        answer = bench.api.post("ask", body=body)
    invocation.show(answer, _show_answer)


@click.command("list", cls=AppCommand)
@pass_invocation
def list_(invocation: Invocation) -> None:
    """List the chats, the last changed first."""
    with invocation.workbench() as bench:
        found = list(bench.api.items("chats"))
    invocation.show(found, _show_list)


@click.command("show", cls=AppCommand)
@click.argument("note")
@pass_invocation
def show(invocation: Invocation, note: str) -> None:
    """Show the chat NOTE."""
    with invocation.workbench() as bench:
        chat = bench.api.get("chats", _as_note(note))
    invocation.show(chat, _show_chat)


def _existing(invocation: Invocation, typed: str) -> str:
    """The vault path of the note or folder ``typed`` names. Raises ``NoteNotFound``."""
    path = note_path(invocation, typed)
    if not (invocation.root / path).exists():
        raise NoteNotFound(typed)
    return path


def _as_note(path: str) -> str:
    return path if path.endswith(".md") else f"{path}.md"


def _show_answer(output: Output, answer: dict[str, Any]) -> None:
    _show_claims(output, answer["claims"])
    if not answer["found"]:
        output.line(answer["text"])
    for aside in (answer["notice"], _dropped(answer["dropped"]), answer["chat"] and f"Kept in {answer['chat']}"):
        if aside:
            output.aside(aside)


def _show_claims(output: Output, claims: list[dict[str, Any]]) -> None:
    for number, claim in enumerate(claims):
        if number:
            output.line()
        output.line(claim["text"], "bold")
        for citation in claim["citations"]:
            for line in citation["quote"].splitlines():
                output.indented(f"> {line}".rstrip())
            output.indented(f"{place(citation['path'], citation['line'], citation['page'])}  {citation['link']}")
        for quote in claim.get("gone", ()):
            output.indented(f"> {quote}")
            output.indented("No note holds this quote any more.")


def _dropped(dropped: list[dict[str, Any]]) -> str | None:
    return f"{count(len(dropped), 'quote')} of the model left out: no note holds them." if dropped else None


def _show_list(output: Output, found: list[dict[str, Any]]) -> None:
    if not found:
        output.aside("There are no chats. `claudeprojects ask --keep QUESTION` begins one.")
        return
    output.table(("Changed", "Chat"), [(moment(chat["modified"]), chat["path"]) for chat in found])


def _show_chat(output: Output, chat: dict[str, Any]) -> None:
    for number, message in enumerate(chat["messages"]):
        if number:
            output.line()
        if message["role"] == "user":
            output.line(f"{message['at']}  {message['text']}", "bold cyan")
        elif message["claims"]:
            _show_claims(output, message["claims"])
        else:
            output.line(message["text"])
