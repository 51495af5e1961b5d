"""Changing a task: one line changes, or as many as the Tasks plugin changes."""

from datetime import date

import pytest
from claudeprojects.core.errors import NotEditable
from claudeprojects.core.vault.edit import complete_task, set_task_status
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.recurrence import Occurrence, is_rule, next_occurrence
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2026, 3, 10)
fields = st.lists(
    st.sampled_from(
        [
            "📅 2026-03-01", "⏳ 2026-02-27", "🛫 2026-02-26", "⏫", "🔁 every week", "🔁 every month when done",
            "#tag",
            "➕ 2026-01-01", "🆔 ab", "⛔ cd", "🏁 keep",
            "[due:: 2026-03-01]", "(scheduled:: 2026-02-27)", "[repeat:: every day]",
        ]
    ),
    max_size=6,
    unique=True,
)  # fmt: skip
tasks = st.tuples(
    st.sampled_from(["- [ ] ", "> * [/]  ", "\t1. [ ] "]), fields, st.sampled_from(["", " ^id", "  "])
).map(lambda parts: f"{parts[0]}do `it` {' '.join(parts[1])}{parts[2]}")
around = st.lists(st.sampled_from(["text", "- [ ] other", "\ttabs  ", "# head"]), max_size=3)
line_ends = st.sampled_from(["\n", "\r\n", "\r"])


@given(around, tasks, around, line_ends, st.sampled_from("x /-?é📅"))
def test_a_status_changes_one_character(
    before: list[str], task: str, after: list[str], end: str, symbol: str
) -> None:
    text = end.join([*before, task, *after])
    changed = set_task_status(text, len(before), symbol)
    assert changed.split(end)[: len(before)] == before
    assert changed.split(end)[len(before) + 1 :] == after
    assert parse_note(changed).tasks[sum("[ ]" in line for line in before)].symbol == symbol
    assert len(changed) == len(text)
    assert sum(a != b for a, b in zip(text, changed, strict=True)) <= 1


@given(around, tasks, around, line_ends)
def test_completing_touches_the_task_alone(before: list[str], task: str, after: list[str], end: str) -> None:
    before = ["first", *before]
    text = end.join([*before, task, *after])
    changed = complete_task(text, len(before), TODAY)
    lines = changed.split(end)
    assert lines[: len(before)] == before
    assert lines[len(lines) - len(after) :] == after
    old = parse_note(task).tasks[0]
    *following, done = [parse_note(line).tasks[0] for line in lines[len(before) : len(lines) - len(after)]]
    assert len(following) == (old.recurrence is not None)
    assert done.status == "DONE"
    assert done.done == TODAY.isoformat()
    assert (done.description, done.due, done.block_id, done.indent) == (
        old.description,
        old.due,
        old.block_id,
        old.indent,
    )
    for task_after in following:
        assert (task_after.symbol, task_after.done, task_after.created, task_after.id) == (" ", None, None, None)
        assert (task_after.description, task_after.recurrence, task_after.priority) == (
            old.description, old.recurrence, old.priority,
        )  # fmt: skip
        assert (task_after.due is None) == (old.due is None)
    assert complete_task(changed, len(before) + len(following), TODAY) == changed


@pytest.mark.parametrize("symbol", ["", "xx", "\n", "]", "\0"])
def test_what_is_no_status_is_refused(symbol: str) -> None:
    with pytest.raises(NotEditable):
        set_task_status("- [ ] a", 0, symbol)


@pytest.mark.parametrize(
    ("text", "line"), [("", 0), ("- a", 0), ("- [ ] a", 1), ("- [ ] a", -1), ("```\n- [ ] a\n```", 1)]
)
def test_a_line_without_a_task_is_refused(text: str, line: int) -> None:
    with pytest.raises(NotEditable):
        complete_task(text, line, TODAY, path="n.md")


def test_a_lone_line_is_followed_by_a_plain_line_end() -> None:
    assert (
        complete_task("- [ ] a 🔁 every day", 0, TODAY) == "- [ ] a 🔁 every day\n- [x] a 🔁 every day ✅ 2026-03-10"
    )


@given(st.text("every 123 dayweksmonth on the lastfiruntl,", max_size=40))
def test_any_words_are_a_rule_or_none(text: str) -> None:
    found = next_occurrence(text, Occurrence(None, None, TODAY), TODAY)
    assert (found is not None) == is_rule(text) or "until" in text or "til" in text


@given(
    st.sampled_from(
        ["every day", "every 2 weeks", "every month", "every 3 months", "every year", "every weekday", "every friday"]
    ),
    st.dates(date(1990, 1, 1), date(2200, 1, 1)),
    st.integers(-400, 400),
)
def test_the_next_occurrence_is_later_and_keeps_distances(rule: str, due: date, distance: int) -> None:
    starts = date.fromordinal(due.toordinal() + distance)
    found = next_occurrence(rule, Occurrence(starts, None, due), TODAY)
    assert found is not None
    assert found.due is not None
    assert found.starts is not None
    assert found.due > due
    assert (found.due - found.starts).days == -distance
    if "month" in rule or "year" in rule:
        months = {"every month": 1, "every 3 months": 3, "every year": 12}[rule]
        assert (found.due.year - due.year) * 12 + found.due.month - due.month == months
