"""A small methodology, a vault with it, and the project it begins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from claudeprojects.core.methodologies.methodologies import Methodologies
from claudeprojects.core.workspace import Workspace

NAME = "small"
PROJECT = "Projects/Tide/Tide.md"
ANSWERS = {"project": "Tide", "decider": "Mara", "start": "2026-11-30"}
NOW = datetime(2026, 11, 23, 10, 5)

METHODOLOGY = """---
type: methodology
name: small
title: Small
version: 1
summary: Think, then do.
for: When there is little to do.
variables:
  - {name: project, ask: "What is it called?", required: true}
  - {name: decider, ask: "Who decides?", kind: person}
  - {name: start, ask: "When?", kind: date, default: today}
folder: "Projects/{{ project }}"
project: {owner: "{{ decider }}", tags: [small]}
sprints: {count: 2, length: 1w, capacity: 10}
artefacts:
  - {id: idea, title: Idea, path: "1 Think/Idea.md", template: idea}
  - {id: result, title: Result, path: "2 Do/Result.md", template: result}
phases:
  - id: think
    title: Think
    purpose: Know what to do.
    days: 2
    activities:
      - id: find
        title: Find the idea
        outputs: [idea]
        agents: [facilitator]
        people: [Decider]
        minutes: 30
        tasks: ["Ask three people [estimate:: 1h]", "Sleep on it"]
    gate:
      title: Worth doing
      needs:
        - {artefact: idea, sections: [What, Why]}
        - {artefact: idea, property: status, is: agreed}
        - {tasks: done, of: phase}
        - {sign_off: Decider}
  - id: do
    title: Do
    days: 3
    activities:
      - id: make
        title: Make it
        inputs: [idea]
        outputs: [result]
        people: [Maker]
    gate:
      needs:
        - {artefact: result}
        - {artefact: result, words: 3}
        - {tasks: {query: "tag:#must status:todo", none: true}}
  - id: tell
    title: Tell
    activities:
      - id: say
        title: Say it
        inputs: [result]
---

## Think

Slowly.

### Find the idea

Talk to people.

## Do

### Make it

## Tell

### Say it
"""

IDEA = """---
status: draft
---

# {{title}}

For {{ project }}, on {{date:D MMM YYYY}}.

## What

%% In one sentence. %%

## Why

- [ ]
"""

RESULT = "# Result of {{ project }}\n\nWritten by {{ decider }}.\n"


@pytest.fixture
def opened(opened: Callable[..., Workspace]) -> Callable[..., Workspace]:
    """Open the vault with these files and the small methodology, and wait until they are indexed."""
    folder = ".claudeprojects/methodologies"
    small = {
        f"{folder}/small.md": METHODOLOGY,
        f"{folder}/templates/idea.md": IDEA,
        f"{folder}/templates/result.md": RESULT,
    }
    return lambda files=None: opened({**small, **(files or {})})


@pytest.fixture
def at_work(opened: Callable[..., Workspace]) -> Methodologies:
    """Methodologies in a vault with a project begun by the small one, on a Monday."""
    methodologies = Methodologies(opened(), now=lambda: NOW)
    methodologies.instantiate(NAME, ANSWERS)
    return methodologies


@pytest.fixture
def edit(root: Path, at_work: Methodologies) -> Callable[[str, str, str], None]:
    """Replace a piece of a note, as another program would."""

    def replace(path: str, old: str, new: str) -> None:
        file = root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        at_work._workspace.sync(embed=False)

    return replace
