"""A skill: a folder with a ``SKILL.md`` (``agentskills.io/specification``), read as generously as agents are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claudeprojects.agents.definitions.frontmatter import read_head
from claudeprojects.agents.definitions.records import Problem, Skill
from claudeprojects.agents.definitions.values import ALL, MAX_NAME, NAME, names_of, opening, text_of, why_no_name

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.agents.definitions.frontmatter import Head
    from claudeprojects.agents.definitions.records import Origin

SKILL_FILE = "SKILL.md"

MAX_DESCRIPTION = 1024

KNOWN = frozenset(
    {"name", "description", "license", "compatibility", "metadata", "allowed-tools", "allowed_tools", "tools",
     "version", "author", "tags", "category", "model", "argument-hint", "disable-model-invocation",
     "user-invocable", "context", "agent", "hooks", "when_to_use"}
)  # fmt: skip
"""Keys that end a loosely read description."""

NOT_HERE = {
    "hooks": "Hooks are commands of Claude Code; they are not run here.",
    "context": "`context` is not used here: the skill is read into the run that uses it.",
}


class SkillReading(NamedTuple):
    """What came of reading a ``SKILL.md``; ``why`` says why there is no skill."""

    skill: Skill | None
    why: str
    problems: tuple[Problem, ...] = ()


def read_skill(text: str, path: Path, origin: Origin) -> SkillReading:
    """Read the ``text`` of the ``SKILL.md`` at ``path``. Never raises."""
    head = read_head(text, KNOWN)
    problems = list(head.problems)
    if not head.present and head.problems:
        return SkillReading(None, head.problems[0].text, head.problems)
    folder = path.parent.name
    name = text_of(head.values.get("name")) or folder
    if reason := why_no_name(name):
        problems.append(Problem(head.line("name"), f"It is not used: {reason}.", "error"))
        return SkillReading(None, f"It cannot be used: {reason}.", tuple(problems))
    problems += _name_problems(head, name, folder)
    description = text_of(head.values.get("description"))
    if not description:
        description = opening(head.body)
        if not description:
            problems.append(Problem(0, "It has neither a `description` nor a text.", "error"))
            return SkillReading(None, "It has neither a `description` nor a text.", tuple(problems))
        problems.append(Problem(0, "There is no `description`; the text's opening stands for it."))
    elif len(description) > MAX_DESCRIPTION:
        text_ = f"The `description` is longer than {MAX_DESCRIPTION} characters; other programs may cut it."
        problems.append(Problem(head.line("description"), text_, "note"))
    problems += [Problem(head.line(key), told, "note") for key, told in NOT_HERE.items() if head.values.get(key)]
    return SkillReading(_skill(head, name, description, path, origin), "", tuple(problems))


def _name_problems(head: Head, name: str, folder: str) -> list[Problem]:
    problems = []
    if "name" not in head.values:
        problems.append(Problem(0, f"There is no `name`; it goes by its folder, {folder!r}.", "note"))
    elif name != folder:
        text = f"The name {name!r} is not that of its folder, {folder!r}; other programs may not find it."
        problems.append(Problem(head.line("name"), text, "note"))
    if not NAME.fullmatch(name):
        text = f"{name!r} is used as it is; lowercase words joined by hyphens, {MAX_NAME} at most, work everywhere."
        problems.append(Problem(head.line("name"), text, "note"))
    return problems


def _skill(head: Head, name: str, description: str, path: Path, origin: Origin) -> Skill:
    values = head.values
    allowed = values.get("allowed-tools", values.get("allowed_tools"))
    metadata = values.get("metadata")
    taken = {"name", "description", "license", "compatibility", "metadata", "allowed-tools", "allowed_tools"}
    return Skill(
        name=name,
        description=description,
        body=head.body,
        path=path,
        origin=origin,
        license=text_of(values.get("license")) or None,
        compatibility=text_of(values.get("compatibility")) or None,
        allowed_tools=_allowed(allowed),
        model_may_use=values.get("disable-model-invocation") is not True,
        metadata=metadata if isinstance(metadata, dict) else {},
        extra={key: value for key, value in values.items() if key not in taken},
    )


def _allowed(value: Any) -> tuple[str, ...] | None:
    if value is None or (isinstance(value, str) and value.strip().lower() in ALL | {""}):
        return None
    return names_of(value)
