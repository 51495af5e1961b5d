"""Generated vaults: folders of notes that look, link and weigh like real ones, the same for the same seed.

Sizes are log-normal, words follow Zipf's law, and links favour a few well-known notes the way growth by
preferential attachment does (in-degrees follow a power law). Notes carry frontmatter, tags, tasks, tables and code;
with ``scripts`` one in six is in German, French, Czech, Chinese, Japanese, Korean, Thai or Arabic. Attachments
(images, PDF, canvas) are sprinkled in. Note number ``i`` depends on nothing but ``i``, so workers share the work.
"""

from __future__ import annotations

import json
import math
import multiprocessing
import os
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from claudeprojects.core.sample.drawing import pdf, png
from claudeprojects.core.testing.words import Language, english, languages

AREAS = ("Projects", "Areas", "Resources", "Archive")
TAGS = (
    "idea",
    "project/alpha",
    "project/beta",
    "project/gamma",
    "area/home",
    "area/work",
    "reading",
    "person",
    "todo",
)
STATUSES = ("active", "done", "someday", "waiting")
EPOCH = date(2024, 1, 1)
SPREAD = 0.7
"""Of the log-normal sizes: the median note has 0.78 of the mean, one in a hundred over four times as much."""

SECTION = 520
"""Bytes of a usual section: a note ends within half a section of its size."""

STRIDE = 104_729
"""A prime that shares no factor with the number of titles, so every note gets its own."""


@dataclass(frozen=True)
class GeneratedVault:
    """What ``generate_vault`` wrote: how many notes and other files, and how many bytes the notes hold."""

    path: Path
    notes: int
    attachments: int
    bytes: int


@dataclass(frozen=True)
class Plan:
    """What every worker needs to know to write any note of a vault."""

    path: str
    notes: int
    seed: int
    mean_bytes: int
    scripts: bool


def generate_vault(
    path: Path, notes: int, *, seed: int = 1, mean_bytes: int = 2000, scripts: bool = True, workers: int | None = None
) -> GeneratedVault:
    """Write ``notes`` notes of ``mean_bytes`` on average below ``path``, a folder that is missing or empty.

    Raises ``FileExistsError`` when it is not. ``workers`` processes share the work (default: all cores, one for
    small vaults).
    """
    path.mkdir(parents=True, exist_ok=True)
    if any(path.iterdir()):
        raise FileExistsError(f"{path} is not empty")
    plan = Plan(str(path), notes, seed, mean_bytes, scripts)
    for folder in sorted({folder_of(number) for number in range(notes)} | {"Attachments"}):
        (path / folder).mkdir(parents=True, exist_ok=True)
    workers = workers or (os.cpu_count() or 1 if notes >= 5_000 else 1)
    step = max(1, min(2_000, math.ceil(notes / workers)))
    ranges = [(plan, first, min(first + step, notes)) for first in range(0, notes, step)]
    if workers == 1:
        written = [write_notes(*part) for part in ranges]
    else:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=spawn) as pool:
            written = list(pool.map(write_notes, *zip(*ranges, strict=True)))
    return GeneratedVault(path, notes, sum(part[1] for part in written), sum(part[0] for part in written))


def write_notes(plan: Plan, first: int, last: int) -> tuple[int, int]:
    """Write the notes ``first`` to ``last`` (exclusive); returns their bytes and the number of attachments."""
    total = attachments = 0
    for number in range(first, last):
        data = note_text(plan, number).encode()
        with open(f"{plan.path}/{note_path(number)}", "wb") as file:
            file.write(data)
        total += len(data)
        for name, content in attachments_of(number):
            Path(plan.path, "Attachments", name).write_bytes(content)
            attachments += 1
    return total, attachments


def title_of(number: int) -> str:
    """The title of a note, its own among the first 160,000."""
    words = english().words
    index = number * STRIDE % 160_000
    round_number = number // 160_000
    title = f"{words[40 + index // 400].capitalize()} {words[40 + index % 400]}"
    return f"{title} {round_number + 1}" if round_number else title


def folder_of(number: int) -> str:
    """The folder a note is in: daily notes by year, the others up to three levels below the four areas."""
    if number % 10 == 9:
        return f"Daily/{(EPOCH + timedelta(days=number // 10)).year}"
    group, words = number // 60, english().words
    parts = [AREAS[group % 4], words[200 + group * 31 % 3_000].capitalize(), words[100 + group * 17 % 2_000]]
    return "/".join(parts[: 1 + (group % 7 > 0) + (group % 3 > 1)])


def note_path(number: int) -> str:
    """The vault path of a note."""
    if number % 10 == 9:
        return f"{folder_of(number)}/{EPOCH + timedelta(days=number // 10)}.md"
    return f"{folder_of(number)}/{title_of(number)}.md"


def link_to(number: int) -> str:
    """The target text of a link to a note."""
    return f"{EPOCH + timedelta(days=number // 10)}" if number % 10 == 9 else title_of(number)


def note_text(plan: Plan, number: int) -> str:
    """The whole text of a note."""
    rng = random.Random(plan.seed << 32 | number)  # noqa: S311 - repeatable is what is wanted
    language = languages()[rng.randrange(1, 9)] if plan.scripts and rng.random() < 1 / 6 else english()
    size = plan.mean_bytes * math.exp(rng.gauss(-SPREAD * SPREAD / 2, SPREAD))
    parts = [_frontmatter(rng, number), f"# {title_of(number)}\n"]
    length = sum(map(len, parts)) + SECTION // 2
    while length < size:
        part = _section(rng, plan, language)
        length += len(part) if language.code in {"en", "de", "fr", "cs"} else 2 * len(part)
        parts.append(part)
    return "\n".join(parts)


def _frontmatter(rng: random.Random, number: int) -> str:
    if rng.random() < 0.4:
        return ""
    lines = [f"status: {rng.choice(STATUSES)}", f"created: {EPOCH + timedelta(days=number % 1_000)}"]
    if rng.random() < 0.5:
        lines.append(f"tags: [{', '.join(rng.sample(TAGS, 2))}]")
    if rng.random() < 0.1:
        lines.append(f"aliases:\n  - {title_of(number).upper()}")
    if rng.random() < 0.2:
        lines.append(f"estimate: {rng.randrange(1, 40)}")
    return "---\n" + "\n".join(lines) + "\n---\n"


def _section(rng: random.Random, plan: Plan, language: Language) -> str:
    kind = rng.random()
    if kind < 0.15:
        return f"## {_words(rng, language, 3).capitalize()}\n"
    if kind < 0.27:
        return "".join(_task(rng, language) for _ in range(rng.randrange(1, 5)))
    if kind < 0.32:
        rows = "".join(f"| {_words(rng, language, 2)} | {rng.randrange(1_000)} |\n" for _ in range(4))
        return f"| {_words(rng, language, 1)} | n |\n| --- | ---: |\n{rows}"
    if kind < 0.35:
        return f"```python\n{_words(rng, english(), 1)} = [[{rng.randrange(100)}]]  # not a link\n```\n"
    if kind < 0.38:
        return f"> [!note] {_words(rng, language, 2)}\n> {_words(rng, language, 15)}\n"
    return _paragraph(rng, plan, language)


def _paragraph(rng: random.Random, plan: Plan, language: Language) -> str:
    sentences = [_sentence(rng, language) for _ in range(rng.randrange(2, 7))]
    if rng.random() < 0.6:
        target = int(plan.notes * rng.random() ** 3)  # the first notes are the well-known ones
        form = rng.random()
        link = f"[[{link_to(target)}]]" if form < 0.8 else f"[[{link_to(target)}|{_words(rng, language, 2)}]]"
        sentences.insert(1, link if form < 0.99 else f"[[{link_to(target)} gone]]")
    if rng.random() < 0.15:
        sentences.append(f"#{rng.choice(TAGS)}")
    if rng.random() < 0.02:
        sentences.append(f"![[image-{rng.randrange(1 + plan.notes // 50) * 50}.png|200]]")
    if rng.random() < 0.02:
        sentences.append(f"^{rng.getrandbits(24):06x}")
        return language.stop.join(sentences[:-1]) + f" {sentences[-1]}\n"
    return language.stop.join(sentences) + language.stop.rstrip() + "\n"


def _task(rng: random.Random, language: Language) -> str:
    due = EPOCH + timedelta(days=rng.randrange(1_000))
    symbol = rng.choice("  x/-")
    date_field = rng.choice(("", f" 📅 {due}", f" [due:: {due}]", f" ⏳ {due} 🔼"))
    return f"- [{symbol}] {_words(rng, language, rng.randrange(3, 9))}{date_field}\n"


def _words(rng: random.Random, language: Language, count: int) -> str:
    return language.between.join(rng.choices(language.pool, k=count))


def _sentence(rng: random.Random, language: Language) -> str:
    words = _words(rng, language, rng.randrange(5, 22))
    return words[0].upper() + words[1:]


def attachments_of(number: int) -> list[tuple[str, bytes]]:
    """The attachments that come with a note: an image with every 50th, a PDF and a canvas with every 500th."""
    found: list[tuple[str, bytes]] = []
    if number % 50 == 0:
        found.append((f"image-{number}.png", png(8, 8, [(number % 256, 128, 128)] * 64)))
    if number % 500 == 0:
        found.append((f"paper-{number}.pdf", pdf([[_line(number + line) for line in range(20)] for _ in range(3)])))
        place = {"y": 0, "width": 300, "height": 200}
        file = {"id": "file", "type": "file", "file": note_path(number), "x": 0, **place}
        text = {"id": "text", "type": "text", "text": _line(number), "x": 400, **place}
        found.append((f"board-{number}.canvas", json.dumps({"nodes": [file, text], "edges": []}).encode()))
    return found


def _line(number: int) -> str:
    return " ".join(english().pool[number * 12 % 60_000 :][:12])
