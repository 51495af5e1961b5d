"""The cases of ``packages/types/vectors``, run against the Python implementation."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from claudeprojects.core.errors import NotEditable
from claudeprojects.core.vault.edit import complete_task, remove_property, set_property, set_task_status
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.recurrence import Occurrence, next_occurrence
from claudeprojects.core.vault.resolve import NameIndex

VECTORS = Path(__file__).parents[3] / "types" / "vectors"


def links(text: str) -> Any:
    return [
        {name: value for name, value in link._asdict().items() if name not in ("start", "end")}
        | {"raw": text[link.start : link.end]}
        for link in parse_note(text).links
    ]


def tags(text: str) -> Any:
    return [{"name": tag.name, "line": tag.line} for tag in parse_note(text).tags]


def tasks(text: str) -> Any:
    return [
        {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in task._asdict().items()
            if name not in ("start", "end")
        }
        for task in parse_note(text).tasks
    ]


def properties(text: str) -> Any:
    parsed = parse_note(text)
    found = parsed.properties
    return {
        "values": found.values,
        "error": found.error is not None,
        "notation": found.notation,
        "aliases": list(parsed.aliases),
    }


def headings(text: str) -> Any:
    return [{"level": head.level, "text": head.text, "line": head.line} for head in parse_note(text).headings]


def blocks(text: str) -> Any:
    return [block._asdict() for block in parse_note(text).blocks]


def resolve(case: dict[str, Any]) -> Any:
    files = case["files"]
    index = NameIndex()
    for path in files:
        index.add(path, files[path] if isinstance(files, dict) else ())
    if case["source"] not in index:
        index.add(case["source"])
    return index.resolve(case["target"], case["source"])


def edits(case: dict[str, Any]) -> Any:
    text = case["text"]
    try:
        for name, value in case.get("set", {}).items():
            text = set_property(text, name, value)
        if "remove" in case:
            text = remove_property(text, case["remove"])
        if "status" in case:
            text = set_task_status(text, case["status"]["line"], case["status"]["symbol"])
        if "complete" in case:
            text = complete_task(text, case["complete"], date.fromisoformat(case["today"]))
    except NotEditable:
        return None
    return text


def recurrence(case: dict[str, Any]) -> Any:
    occurrence = Occurrence(None, None, date.fromisoformat(case["due"]))
    found = next_occurrence(case["rule"], occurrence, date.fromisoformat(case["today"]))
    return found.due.isoformat() if found and found.due else None


READERS = {
    reader.__name__: reader
    for reader in (links, tags, tasks, properties, headings, blocks, resolve, edits, recurrence)
}
CASES = [
    pytest.param(file.stem, case, id=f"{file.stem}: {case['name']}")
    for file in sorted(VECTORS.glob("*.json"))
    for case in json.loads(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("reader", "case"), CASES)
def test_a_vector_means_what_it_says(reader: str, case: dict[str, Any]) -> None:
    assert READERS[reader](case["input"]) == case["expected"]


def test_every_reader_has_vectors() -> None:
    assert {file.stem for file in VECTORS.glob("*.json")} == set(READERS)
