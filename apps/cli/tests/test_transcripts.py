"""Transcripts: commands and exactly what they print, the same with an engine and without one.

A line ``$ …`` is a command, ``! …`` a line on standard error, ``= n`` an exit code other than 0; the rest is standard
output. ``CLAUDEPROJECTS_GOLDEN=write`` writes the files anew from what the program prints without an engine.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from conftest import Ran

    Serving = Callable[[], AbstractContextManager[object]]

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))

WITHOUT_VAULT = {"help", "config"}
"""Transcripts that no engine could change."""

SIDES = [
    (golden, side)
    for golden in GOLDEN
    for side in ("alone", "engine")
    if side == "alone" or golden.stem not in WITHOUT_VAULT
]

VARYING = [
    (r"\b\d{4}-\d\d-\d\d \d\d:\d\d\b", "<time>"),
    (r"^  \d{4}-\d\d-\d\d: ", "  <day>: "),
    (r"\bChats/\d{4}-\d\d-\d\d\b", "Chats/<day>"),
    (r"\b\d+\.\d ms\b", "<ms>"),
    (r"\S+[/\\]home[/\\]", "<home>/"),
    (r"http://127\.0\.0\.1:\d+", "<engine>"),
    (r"(?<=Commands run in a sandbox), with(?:out)? Landlock as its second layer[^.\n]*", ""),
    (r"^(Engine +)(<engine>|not running)", r"\1<engine or not>"),
    (r"\bscore [0-9.e-]+: .*", "score <parts>"),
    (r"\b[0-9a-f]{32}\b|\b[0-9A-HJKMNP-TV-Z]{26}\b|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "<id>"),
]
"""What differs from run to run, and what stands for it."""


@pytest.mark.parametrize(("golden", "side"), SIDES, ids=lambda value: getattr(value, "stem", value))
def test_a_transcript_is_printed_as_written(
    run: Callable[..., Ran], vault: Path, serving: Serving, golden: Path, side: str
) -> None:
    expected = golden.read_text(encoding="utf-8")
    commands = [line[2:] for line in expected.splitlines() if line.startswith("$ ")]
    if side == "engine":
        with serving():
            run("index")
            printed = transcript(run, vault, commands)
    else:
        printed = transcript(run, vault, commands)
    if os.environ.get("CLAUDEPROJECTS_GOLDEN") == "write" and side == "alone":
        golden.write_text(printed, encoding="utf-8")
    else:
        assert printed == expected


def transcript(run: Callable[..., Ran], vault: Path, commands: list[str]) -> str:
    lines = []
    for command in commands:
        ran = run(*shlex.split(command)[1:])
        lines.append(f"$ {command}")
        lines += neutral(ran.out, vault).splitlines()
        lines += [f"! {line}".rstrip() for line in neutral(ran.err, vault).splitlines()]
        if ran.code:
            lines.append(f"= {ran.code}")
    return "\n".join(lines) + "\n"


def neutral(text: str, vault: Path) -> str:
    text = text.replace(str(vault), "<vault>")
    for pattern, stand_in in VARYING:
        text = re.sub(pattern, stand_in, text, flags=re.MULTILINE)
    return text
