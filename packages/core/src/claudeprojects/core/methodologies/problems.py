"""What is wrong with a methodology or one of its templates, to the line and column."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Level = Literal["error", "warning"]
"""``error``: the methodology cannot be used. ``warning``: it can, and something in it will surprise."""

CODES: dict[str, str] = {
    "no-methodology": "The file has no frontmatter with `type: methodology`.",
    "yaml": "The frontmatter is no valid YAML.",
    "unknown-key": "A key that a methodology does not have there.",
    "missing-key": "A key that must be there is not.",
    "wrong-type": "A value of another kind than the key takes.",
    "wrong-value": "A value the key does not take.",
    "mixed-need": "A need that asks for several things at once, or for nothing.",
    "name-differs": "The name differs from the file's.",
    "id-twice": "Two phases, activities, artefacts or variables have one id.",
    "path-twice": "Two artefacts have one path.",
    "path-refused": "A path that cannot be a note below the project's folder.",
    "no-project": "There is no variable `project` to name the project.",
    "reserved-name": "A variable has a name that templates use already.",
    "bad-default": "The default is no answer of the variable's kind.",
    "bad-task": "A task that is no single line.",
    "unknown-artefact": "An artefact that is not listed.",
    "input-too-late": "An input that is written in a later phase only.",
    "cycle": "Activities of one phase wait for each other.",
    "unknown-agent": "An agent that does not exist here.",
    "unknown-role": "A sign-off in a role that no activity names.",
    "unknown-section": "A section that the artefact's template does not have.",
    "bad-query": "A query of tasks that cannot be read.",
    "template-missing": "There is no template of that name.",
    "template-invalid": "A template that cannot be read, or does what templates must not.",
    "unknown-variable": "A template names a variable that does not exist.",
    "unused-artefact": "No activity reads or writes the artefact.",
    "no-guide": "The guide has no section for a phase or an activity.",
}
"""Every code a problem can have, with what it means."""


class Problem(NamedTuple):
    """One thing to correct. ``line`` and ``column`` are 1-based; ``hint`` says what to do, or is empty.

    ``file`` is empty when the place is in the methodology itself, else the path of the template it is in.
    """

    line: int
    column: int
    code: str
    text: str
    hint: str = ""
    level: Level = "error"
    file: str = ""


def near(word: str, known: Iterable[str]) -> str:
    """A hint that names what ``word`` may have been meant to be; empty when nothing is like it."""
    known = list(dict.fromkeys(known))
    folded = {other.casefold(): other for other in known}
    found = get_close_matches(word.casefold(), folded, 3, 0.6)
    if not found:
        return f"There is {_listed(known)}." if 0 < len(known) <= 8 else ""
    return f"Did you mean {_either([folded[name] for name in found])}?"


def _either(names: list[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)


def _listed(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + f" and {quoted[-1]}"
