"""``ask`` and ``chats`` with the model that comes along: quotes of the notes, and a chat that can be gone on with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran


def test_an_answer_quotes_the_note_and_says_where(run: Callable[..., Ran]) -> None:
    ran = run("ask", "How many cells drive the hand?")
    assert ran.code == 0
    assert "    > Two cells drive the hand for five years." in ran.out
    assert "Projects/Tide clock.md:11  [[Projects/Tide clock#Battery]]" in ran.out
    assert "quotes" in ran.err


def test_a_chat_is_begun_listed_gone_on_with_and_shown(run: Callable[..., Ran], vault: Path) -> None:
    first = json.loads(run("ask", "--keep", "--json", "What does the clock need?").out)
    assert first["chat"].startswith("Chats/")
    assert first["claims"][0]["citations"][0]["quote"] == "The clock needs a dial."
    second = json.loads(run("ask", "--chat", first["chat"], "--json", "潮汐はなぜ起こる").out)
    assert second["chat"] == first["chat"]
    assert first["chat"] in run("chats", "list").out
    shown = run("chats", "show", first["chat"]).out
    assert "What does the clock need?" in shown
    assert "> 潮汐は月の引力で起こる。" in shown
    assert (vault / first["chat"]).read_text(encoding="utf-8").startswith("---\ntype: chat\n")
