"""Lint of what a project begins with: variables, the folder, paths of artefacts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from claudeprojects.core.errors import PathRefused
from claudeprojects.core.methodologies.answers import as_kind
from claudeprojects.core.vault.paths import check_new_path

if TYPE_CHECKING:
    from claudeprojects.core.methodologies.noting import Noting

PROJECT = "project"
"""The variable that names the project."""

RESERVED = frozenset(
    {"title", "date", "time", "today", "phase", "people", "artefacts", "number", "methodology", "made", "loop"}
)
"""Names that templates know already."""


def variable_problems(noting: Noting) -> None:
    """Note what is wrong with the variables, the folder and the paths."""
    methodology = noting.methodology
    noting.twice(
        ((("variables", n, "name"), each.name) for n, each in enumerate(methodology.variables)), "a variable"
    )
    names = [variable.name for variable in methodology.variables]
    if PROJECT not in names:
        text = "There is no variable `project`, which names the project."
        noting.at(("variables",), "no-project", text, "Add `{name: project, ask: …, required: true}`.")
    for number, variable in enumerate(methodology.variables):
        if variable.name in RESERVED:
            text = f"Templates know `{variable.name}` already, as something else."
            noting.at(("variables", number, "name"), "reserved-name", text, "Choose another name.")
        if variable.default is not None:
            try:
                as_kind(variable, variable.default, date.min)
            except ValueError as problem:
                text = f"The default is no answer of the kind `{variable.kind}`."
                noting.at(("variables", number, "default"), "bad-default", text, str(problem))
    _paths(noting)


def _paths(noting: Noting) -> None:
    first: dict[str, str] = {}
    for number, artefact in enumerate(noting.methodology.artefacts):
        where = ("artefacts", number, "path")
        if reason := why_no_note(artefact.path):
            noting.at(
                where, "path-refused", f"{artefact.path!r} cannot be a note: {reason}.", "Use `Folder/Name.md`."
            )
        key = artefact.path.casefold()
        if key in first:
            noting.at(where, "path-twice", f"`{first[key]}` has this path already.", "Give one of them another path.")
        first.setdefault(key, artefact.id)
    if reason := why_no_note(f"{noting.methodology.folder}/x.md"):
        noting.at(("folder",), "path-refused", f"It cannot be a folder: {reason}.", "Use `Projects/{{ project }}`.")


def why_no_note(path: str) -> str:
    """Why no note can be made at ``path`` (its variables aside), or nothing."""
    plain = _without_variables(path)
    if not plain.endswith(".md"):
        return "its name does not end with `.md`"
    try:
        check_new_path(plain)
    except PathRefused as refused:
        return refused.reason
    return ""


def _without_variables(path: str) -> str:
    """``path`` with an ``x`` for everything between braces."""
    pieces, rest = [], path
    while "{{" in rest:
        before, _, after = rest.partition("{{")
        inside, closed, rest = after.partition("}}")
        pieces += [before, "x" if closed else inside]
    return "".join([*pieces, rest])
