"""``demo design-sprint`` on a scripted model: the whole story, stopping at a gate, Ctrl-C and going on.

``CLAUDEPROJECTS_GOLDEN=write`` writes ``demo.txt`` anew from what the program prints.
"""

from __future__ import annotations

import _thread
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from claudeprojects.agents.testing.fake_models import FakeProvider
from claudeprojects.core.settings import config_file
from claudeprojects.core.vault.note import parse_note

GOLDEN = Path(__file__).with_name("demo.txt")
CARD = '[[model]]\nname = "openai:fake-model"\nparameters = "100M"\n'
"""What makes the model of the fake provider a very small one."""
SPRINT = Path("Projects/Gifts that run")
BRIEF = SPRINT / "00 Prepare/Brief.md"


class Namer:
    """The script of a model that names and orders quotes; ``interrupt`` is done while it is asked for the third."""

    def __init__(self) -> None:
        self.asked = list[str]()
        self.interrupt: Callable[[], None] | None = None

    def __call__(self, request: Any) -> dict[str, Any]:
        text = request["messages"][-1]["text"]
        self.asked.append(text.rpartition("Question: ")[2].partition(".")[0])
        if self.interrupt is not None and len(self.asked) == 3:
            self.interrupt()
            return {"text": "{}", "delay": 3.0}
        count = len(re.findall(r"^\d\. ", text, re.MULTILINE))
        return {"text": json.dumps({"titles": ["Nothing of it"] * count, "order": list(range(1, count + 1))})}


@pytest.fixture
def namer(run: Callable[..., Any]) -> Iterator[Namer]:
    script = Namer()
    with FakeProvider(script) as fake:
        assert run("config", "set", "models.openai_url", f"{fake.url}/v1").code == 0
        (config_file().parent / "models.toml").write_text(CARD, encoding="utf-8")
        yield script


def told(run: Callable[..., Any], place: Path, *options: str) -> Any:
    return run("demo", "design-sprint", str(place), "--model", "openai:fake-model", *options)


def neutral(text: str, place: Path) -> str:
    text = text.replace(str(place), "<folder>")
    text = re.sub(r"\b\d+\.\d s\b", "<s>", re.sub(r"\b\d+ seconds", "<s>", text))
    return re.sub(r"\d{4}-\d\d-\d\d", "<day>", text)


def values(place: Path, path: Path) -> dict[str, Any]:
    return parse_note((place / path).read_text(encoding="utf-8")).properties.values


def test_the_whole_sprint_is_told_and_says_what_is_not_of_people(run, namer, tmp_path):
    place = tmp_path / "A demo"
    ran = told(run, place, "--yes")
    assert ran.code == 0, ran.err
    printed = neutral(ran.out, place)
    if os.environ.get("CLAUDEPROJECTS_GOLDEN") == "write":
        GOLDEN.write_text(printed, encoding="utf-8")
    assert printed == GOLDEN.read_text(encoding="utf-8")
    project = values(place, SPRINT / "Gifts that run.md")
    assert project["status"] == "done"
    assert {entry.split(" by ")[-1].split(" ")[0] for entry in project["gates"] if "waived" in entry} == {"Demo"}
    assert not any("signed" in entry for entry in project["gates"])
    assert "Draft by fake-model, a very small model" in (place / BRIEF).read_text(encoding="utf-8")
    for name in ("02 Sketch/Solution sketches.md", "05 Test/Test interviews.md"):
        assert "worked example" in values(place, SPRINT / name)["taken-from"]
        assert "Draft by" not in (place / SPRINT / name).read_text(encoding="utf-8")
    assert list((place / SPRINT / "Reports").glob("*.md"))
    assert len(namer.asked) == len(set(namer.asked))


def test_it_stops_at_a_gate_and_goes_on_from_there(run, namer, tmp_path):
    place = tmp_path / "demo"
    place.mkdir()
    ran = told(run, place)
    assert ran.code == 0
    assert "It stops here." in ran.out
    assert values(place, SPRINT / "Gifts that run.md")["phase"] == "prepare"
    asked = list(namer.asked)
    again = told(run, place, "--json")
    assert json.loads(again.out)["phase"] == "prepare"
    assert namer.asked == asked


def test_ctrl_c_leaves_nothing_half_done_and_the_next_time_goes_on(run, namer, tmp_path):
    place = tmp_path / "demo"
    namer.interrupt = _thread.interrupt_main
    assert told(run, place).code == 130
    namer.interrupt = None
    assert "Draft by" not in (place / BRIEF).read_text(encoding="utf-8")
    ran = told(run, place)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("Going on in")
    links = re.findall(r"^> — \[\[.*$", (place / BRIEF).read_text(encoding="utf-8"), re.MULTILINE)
    assert links
    assert len(links) == len(set(links))


def test_other_folders_are_left_alone(run, namer, vault, tmp_path):
    before = sorted(vault.rglob("*"))
    ran = told(run, vault)
    assert ran.code == 2
    assert "holds something else than the sample" in ran.err
    assert sorted(vault.rglob("*")) == before
