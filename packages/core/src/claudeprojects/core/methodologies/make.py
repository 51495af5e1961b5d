"""``methodology new``: a methodology to begin with in a vault, small and right, or a copy of another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claudeprojects.core.errors import MethodologyInvalid, NoteExists, StorageFailed
from claudeprojects.core.methodologies.library import OWN
from claudeprojects.core.methodologies.sources import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.core.methodologies.library import MethodologyLibrary

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

START = """---
type: methodology
name: {name}
title: {title}
version: 1
summary: What it is, in one sentence.
for: When to use it, and when not.
variables:
  - {{name: project, ask: "What is the project called?", required: true}}
  - {{name: owner, ask: "Who looks after it?", kind: person}}
folder: "Projects/{{{{ project }}}}"
project: {{owner: "{{{{ owner }}}}"}}
artefacts:
  - {{id: brief, title: Brief, path: "Brief.md", template: brief}}
phases:
  - id: begin
    title: Begin
    purpose: What is different when it is over.
    days: 2
    activities:
      - id: write-brief
        title: Write the brief
        outputs: [brief]
        people: [Owner]
        minutes: 60
    gate:
      title: We know what we are doing
      needs:
        - {{artefact: brief, sections: [Aim]}}
        - {{sign_off: Owner}}
---

## Begin

### Write the brief

How it is done, step by step.
"""

BRIEF = """# {{ title }}

## Aim

"""


def new_methodology(library: MethodologyLibrary, root: Path, name: str, source: str = "", folder: str = OWN) -> str:
    """Write the methodology ``name`` into the vault at ``root``, a copy of ``source`` when one is named; its path.

    It gets a folder of its own below ``folder``; one that is not hidden shows it among the notes, to be edited there.

    Raises:
        MethodologyInvalid: no methodology can have this name.
        MethodologyNotFound: there is no ``source``.
        NoteExists: the file is there already.
    """
    path = f"{folder}/{name}/{name}.md"
    if not NAME.fullmatch(name) or len(name) > 64:
        raise MethodologyInvalid(path, 3, f"{name!r} is no name: lower case letters and digits, joined by hyphens.")
    title = name.replace("-", " ").capitalize()
    templates = f"{folder}/{name}/{FOLDER}"
    texts = {path: START.format(name=name, title=title), f"{templates}/brief.md": BRIEF}
    if source:
        copy, own = _copied(library, source)
        texts = {path: _renamed(copy, name, title), **{f"{templates}/{file}.md": text for file, text in own.items()}}
    if (root / path).exists():
        raise NoteExists(path)
    try:
        for place, text in texts.items():
            file = root / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise StorageFailed(path, error.strerror or str(error)) from error
    return path


def _copied(library: MethodologyLibrary, source: str) -> tuple[str, dict[str, str]]:
    """The text of the methodology ``source``, and of its templates by name."""
    found = library.get(source)
    templates = library.templates(found)
    names = dict.fromkeys(artefact.template for artefact in library.methodology(source).artefacts)
    return found.text, {name: template.text for name in names if (template := templates.find(name)) is not None}


def _renamed(text: str, name: str, title: str) -> str:
    for key, value in {"name": name, "title": title}.items():
        text = re.sub(rf"(?m)^{key}: *\S.*$", f"{key}: {value}", text, count=1)
    return text
