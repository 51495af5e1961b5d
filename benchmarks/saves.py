"""(c) From a saved note to a search that finds it: by another program's write, and through the API."""

from __future__ import annotations

import itertools
import random
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks.engine import Engine
from benchmarks.sampling import percentile

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.places import Place
    from benchmarks.report import Report

SAVES = 60
GIVE_UP = 30.0

numbers = itertools.count(int(time.time()))


def measure(place: Place, report: Report) -> None:
    """Append a new word to a note and ask for it until it is found."""
    with Engine(place) as engine:
        engine.wait_ready()
        notes = random.Random(2).sample(place.notes(), 2 * SAVES)
        originals = {path: path.read_bytes() for path in notes}
        outside = [1000 * after_outside_write(engine, path) for path in notes[:SAVES]]
        through = [1000 * after_api_write(engine, path) for path in notes[SAVES:]]
    for path, data in originals.items():
        path.write_bytes(data)
    for name, values in (("another program's write", outside), ("a write through the API", through)):
        middle = f"p50 {percentile(values, 0.5):.0f}, worst {max(values):.0f} ms of {SAVES}"
        report.add("c", f"{name} until searchable, p95", percentile(values, 0.95), "ms", goal=100.0, beside=middle)


def after_outside_write(engine: Engine, path: Path) -> float:
    """Seconds from the moment the file is closed until a search through the API finds it."""
    word = new_word()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{word}\n")
    seconds = until_found(engine, word)
    time.sleep(0.1)  # bursts are batched on purpose: the next save is one of its own
    return seconds


def after_api_write(engine: Engine, path: Path) -> float:
    """Seconds from sending the note until a search finds it."""
    name = quote(path.relative_to(engine.place.vault).as_posix())
    note = engine.get(f"/api/v1/notes/{name}")
    word = new_word()
    started = time.perf_counter()
    engine.request("PUT", f"/api/v1/notes/{name}", {"text": f"{note['text']}\n{word}\n", "base_hash": note["hash"]})
    until_found(engine, word)
    return time.perf_counter() - started


def until_found(engine: Engine, word: str) -> float:
    """Seconds until a search for ``word`` has a result; ends the run after ``GIVE_UP``."""
    started = time.perf_counter()
    while not engine.search(word, "keyword")["items"]:
        if time.perf_counter() > started + GIVE_UP:
            raise SystemExit(f"A saved note was not searchable after {GIVE_UP} s.")
        time.sleep(0.002)
    return time.perf_counter() - started


def new_word() -> str:
    """A word no note holds yet."""
    number = next(numbers)
    return "zq" + "".join(chr(97 + number // 26**place % 26) for place in range(9))
