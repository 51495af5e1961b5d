"""Figures from a history that is known: burndown, velocity, capacity, cumulative flow and cycle time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from claudeprojects.core.errors import SprintUndated
from claudeprojects.core.projects.figures.flow import cumulative_flow, cycle_times
from claudeprojects.core.projects.figures.sprints import burndown, capacity, velocity
from claudeprojects.core.projects.history.model import GONE, Past, State
from claudeprojects.core.projects.history.moments import noon_of
from claudeprojects.core.projects.model import Sprint
from hypothesis import given
from hypothesis import strategies as st


def day(number: int) -> date:
    return date(2026, 5, number)


def past(number: int, *states: tuple[int, str], sprint: str | None = "S.md", **more: Any) -> Past:
    """An item with a state from noon of each day of May on; day 0 stands for always."""
    moments = tuple(noon_of(day(on)) if on else 0.0 for on, _ in states)
    fields = {"project": "P.md", "sprint": sprint, **more}
    return Past(number, "A.md", number, f"item {number}", moments, tuple(State(name, **fields) for _, name in states))


SPRINT = Sprint("S.md", "S", "P.md", start=day(4), end=day(8), capacity=5)


def test_a_burndown_counts_what_is_left_at_the_end_of_each_day() -> None:
    items = [
        past(1, (1, "todo"), (5, "done"), points=3.0),
        past(2, (4, "todo"), points=2.0),
        past(3, (6, "todo"), points=1.0),
        past(4, (1, "todo"), (6, "cancelled"), points=2.0),
    ]
    found = burndown(SPRINT, items, day(7))
    assert (found.unit, found.committed) == ("points", 7.0)
    assert [(each.scope, each.remaining) for each in found.days] == [(7, 7), (7, 4), (6, 3), (6, 3), (None, None)]
    assert [each.ideal for each in found.days] == [7.0, 5.25, 3.5, 1.75, 0.0]


def test_work_taken_out_of_a_sprint_leaves_its_scope() -> None:
    moved = Past(1, "A.md", 0, "x", (0.0, noon_of(day(6))), (State("todo", sprint="S.md"), State("todo")))
    found = burndown(SPRINT, [moved, past(2, (0, "todo"))], day(8))
    assert [each.scope for each in found.days] == [2, 2, 1, 1, 1]


def test_a_burndown_without_estimates_counts_items_and_can_be_asked_for_another_unit() -> None:
    items = [past(1, (1, "todo"), hours=4.0), past(2, (1, "todo"))]
    assert burndown(SPRINT, items, day(4)).unit == "hours"
    assert burndown(SPRINT, items, day(4), "items").committed == 2
    assert burndown(SPRINT, [], day(4)).unit == "items"


@pytest.mark.parametrize(
    "sprint",
    [
        Sprint("S.md", "S"),
        Sprint("S.md", "S", start=day(4)),
        Sprint("S.md", "S", start=day(4), end=day(3)),
        Sprint("S.md", "S", start=date(1, 1, 1), end=date(9999, 1, 1)),
    ],
)
def test_a_sprint_without_days_is_refused_by_name(sprint: Sprint) -> None:
    with pytest.raises(SprintUndated, match=r"S\.md"):
        burndown(sprint, [], day(4))


def test_velocity_is_what_sprints_did_within_their_days() -> None:
    first = Sprint("1.md", "One", start=day(1), end=day(3))
    second = Sprint("2.md", "Two", start=day(4), end=day(6))
    coming = Sprint("3.md", "Three", start=day(20), end=day(22))
    items = {
        "1.md": [past(1, (0, "todo"), (2, "done"), sprint="1.md"), past(2, (0, "todo"), sprint="1.md")],
        "2.md": [past(3, (0, "todo"), (5, "done"), sprint="2.md"), past(4, (0, "todo"), (3, "done"), sprint="2.md")],
    }
    found = velocity([second, first, coming], lambda sprint: items[sprint.path], day(10))
    assert [(each.title, each.committed, each.done, each.carried) for each in found.sprints] == [
        ("One", 2, 1, 1),
        ("Two", 2, 1, 0),
    ]
    assert found.mean == 1.0
    assert velocity([coming], lambda sprint: items[sprint.path], day(10)).mean is None


def test_velocity_leaves_out_sprints_whose_days_cannot_be_counted() -> None:
    odd = [
        Sprint("None.md", "None", "P.md"),
        Sprint("Half.md", "Half", "P.md", start=day(1)),
        Sprint("Turned.md", "Turned", "P.md", start=day(8), end=day(4)),
        Sprint("Long.md", "Long", "P.md", start=date(2025, 1, 1), end=date(2026, 5, 1)),
    ]
    found = velocity([*odd, SPRINT], lambda sprint: [past(1, (1, "todo"), sprint=sprint.path)], day(10))
    assert [each.sprint for each in found.sprints] == ["S.md"]


def test_a_sprint_under_way_is_not_averaged() -> None:
    found = velocity([SPRINT], lambda _: [past(1, (0, "todo"), (4, "done"))], day(6))
    assert (found.sprints[0].is_over, found.mean) == (False, None)


def test_capacity_is_shared_by_those_who_do_the_work() -> None:
    items = [
        past(1, (0, "todo"), (5, "done"), points=4.0, assignees=("mara", "lin")),
        past(2, (0, "todo"), points=3.0, assignees=("mara",)),
        past(3, (0, "todo"), points=1.0),
    ]
    found = capacity(SPRINT, items, day(6))
    assert [(each.person, each.committed, each.done) for each in found.loads] == [
        ("mara", 5, 2),
        ("lin", 2, 2),
        (None, 1, 0),
    ]
    assert (found.committed, found.done, found.over) == (8, 4, 3)


def test_cumulative_flow_counts_the_items_of_the_project_on_each_day() -> None:
    items = [
        past(1, (1, "todo"), (2, "in_progress"), (4, "done")),
        past(2, (2, "todo"), (3, GONE)),
        past(3, (2, "on_hold"), project="Other.md"),
    ]
    found = cumulative_flow("P.md", items, day(1), day(4))
    assert [(each.todo, each.in_progress, each.on_hold, each.done) for each in found] == [
        (1, 0, 0, 0),
        (1, 1, 0, 0),
        (0, 1, 0, 0),
        (0, 0, 0, 1),
    ]


def test_cycle_time_runs_from_the_start_of_work_to_its_last_end() -> None:
    items = [
        past(1, (1, "todo"), (2, "in_progress"), (4, "done"), (5, "todo"), (6, "done")),
        past(2, (5, "todo"), (6, "done")),
        past(3, (0, "todo"), (6, "done")),
        past(4, (1, "todo"), (2, "done"), (3, "todo")),
    ]
    found = cycle_times(items, day(4), day(11))
    assert [(each.words, each.cycle_days, each.lead_days) for each in found.finished] == [
        ("item 1", 4.0, 5.0),
        ("item 2", 1.0, 1.0),
        ("item 3", None, None),
    ]
    assert (found.median, found.most) == (4.0, 4.0)
    assert found.weekly == ((day(4), 3), (day(11), 0))


def test_nothing_finished_has_no_times() -> None:
    assert cycle_times([], day(4), day(10)).median is None


statuses = st.sampled_from(["todo", "in_progress", "done", "cancelled", GONE])
pasts = st.builds(
    lambda number, days, names, points: past(number, *zip(sorted(days), names, strict=False), points=points),
    st.integers(0, 99), st.lists(st.integers(1, 20), min_size=1, max_size=4, unique=True),
    st.lists(statuses, min_size=4, max_size=4), st.sampled_from([None, 1.0, 2.5]),
)  # fmt: skip


@given(st.lists(pasts, max_size=8), st.integers(1, 20))
def test_a_burndown_never_has_more_left_than_there_is(items: list[Past], today: int) -> None:
    for each in burndown(SPRINT, items, day(today)).days:
        assert (each.scope is None) == (each.day > day(today))
        if each.scope is not None and each.remaining is not None:
            assert 0 <= each.remaining <= each.scope
