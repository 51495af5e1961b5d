"""Open tasks whose recurrence cannot be read: done, they would not come again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.projects.records import item_key
from claudeprojects.core.vault.recurrence import rule_problem

if TYPE_CHECKING:
    from claudeprojects.core.store.database import Database

_RULES: Final = """
SELECT path, line, recurrence FROM tasks JOIN files USING (file_id)
WHERE recurrence IS NOT NULL AND status IN ('TODO', 'IN_PROGRESS', 'ON_HOLD') ORDER BY path, line
"""


class UnreadRule(NamedTuple):
    """An open item (its key) with a recurrence that is no rule, or one that is not understood to its end."""

    key: str
    rule: str
    problem: str


def unread_rules(database: Database) -> list[UnreadRule]:
    """Every such item, by path and line."""
    problems: dict[str, str | None] = {}
    found = []
    for path, line, rule in database.read(_RULES):
        if rule not in problems:
            problems[rule] = rule_problem(rule)
        if (problem := problems[rule]) is not None:
            found.append(UnreadRule(item_key(path, line), rule, problem))
    return found
