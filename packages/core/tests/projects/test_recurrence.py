"""Recurrence as the Tasks plugin documents it (its page *Recurring Tasks*), and against dateutil."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from claudeprojects.core.vault.recurrence import Occurrence, first_day, next_occurrence, rule_length
from claudeprojects.core.vault.taskedit import complete_task
from claudeprojects.core.vault.taskstatuses import read_settings
from dateutil.rrule import DAILY, FR, MO, MONTHLY, SU, TH, TU, WE, WEEKLY, YEARLY, rrule
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2022, 2, 13)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("every Sunday", "2021-04-25 2021-05-02"),
        ("every week", "2021-02-06 2021-02-13"),
        ("every month on the last", "2022-01-31 2022-02-28 2022-03-31 2022-04-30 2022-05-31 2022-06-30"),
        ("every month", "2021-10-31 2021-11-30 2021-12-30 2022-01-30 2022-02-28 2022-03-28"),
        ("every month on the 31st", "2022-01-31 2022-03-31 2022-05-31 2022-07-31 2022-08-31"),
        ("every 3 months", "2022-01-31 2022-04-30 2022-07-30"),
    ],
)
def test_the_documented_sequences_come_out(rule: str, days: str) -> None:
    wanted = list(map(date.fromisoformat, days.split()))
    found = [wanted[0]]
    for _ in wanted[1:]:
        following = next_occurrence(rule, Occurrence(None, None, found[-1]), TODAY)
        assert following is not None
        assert following.due is not None
        found.append(following.due)
    assert found == wanted


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (
            "- [ ] sweep the floors 🔁 every week when done ⏳ 2021-02-06",
            (
                "- [ ] sweep the floors 🔁 every week when done ⏳ 2022-02-20\n"
                "- [x] sweep the floors 🔁 every week when done ⏳ 2021-02-06 ✅ 2022-02-13"
            ),
        ),
        (
            "-   [ ] Mow the lawn 🔁 every 2 weeks ⏳ 2021-10-28 📅 2021-10-30",
            (
                "-   [ ] Mow the lawn 🔁 every 2 weeks ⏳ 2021-11-11 📅 2021-11-13\n"
                "-   [x] Mow the lawn 🔁 every 2 weeks ⏳ 2021-10-28 📅 2021-10-30 ✅ 2022-02-13"
            ),
        ),
        ("- [ ] Do stuff 🔁 every day", "- [ ] Do stuff 🔁 every day\n- [x] Do stuff 🔁 every day ✅ 2022-02-13"),
        (
            "- [ ] bread 🔁 every week 🆔 ab ⛔ cd 📅 2022-02-13",
            (
                "- [ ] bread 🔁 every week 📅 2022-02-20\n"
                "- [x] bread 🔁 every week 🆔 ab ⛔ cd 📅 2022-02-13 ✅ 2022-02-13"
            ),
        ),
        (
            "- [ ] Do stuff 🔁 every year 🛫 2024-02-27 ⏳ 2024-02-28 📅 2024-02-30",
            "- [x] Do stuff 🔁 every year 🛫 2024-02-27 ⏳ 2024-02-28 📅 2024-02-30 ✅ 2022-02-13",
        ),
    ],
)
def test_the_documented_lines_come_out(line: str, after: str) -> None:
    assert complete_task(line, 0, TODAY) == after


DONE_THEN_LATER = {
    "coreStatuses": [
        {"symbol": " ", "type": "TODO", "nextStatusSymbol": "x"},
        {"symbol": "x", "type": "DONE", "nextStatusSymbol": "-"},
    ],
    "customStatuses": [
        {"symbol": "-", "type": "CANCELLED", "nextStatusSymbol": "/"},
        {"symbol": "/", "type": "IN_PROGRESS", "nextStatusSymbol": "!"},
        {"symbol": "!", "type": "TODO", "nextStatusSymbol": "x"},
    ],
}


@pytest.mark.parametrize(
    ("settings", "line", "following"),
    [
        (
            {"setCreatedDate": True},
            "- [ ] take out the trash 🔁 every Sunday 📅 2021-04-25",
            "- [ ] take out the trash 🔁 every Sunday ➕ 2022-02-13 📅 2021-05-02",
        ),
        (
            {"setCreatedDate": True},
            "- [ ] a  [repeat:: every day]  [due:: 2022-02-13]",
            "- [ ] a  [repeat:: every day]  [created:: 2022-02-13]  [due:: 2022-02-14]",
        ),
        ({"removeScheduledDateOnRecurrence": True}, "- [ ] a 🔁 every day ⏳ 2022-02-12 📅 2022-02-13",
         "- [ ] a 🔁 every day 📅 2022-02-14"),
        ({"removeScheduledDateOnRecurrence": True}, "- [ ] a 🔁 every day ⏳ 2022-02-12",
         "- [ ] a 🔁 every day ⏳ 2022-02-13"),
        ({"statusSettings": DONE_THEN_LATER}, "- [ ] a 🔁 every day 📅 2022-02-13",
         "- [!] a 🔁 every day 📅 2022-02-14"),
    ],
)  # fmt: skip
def test_the_settings_of_the_plugin_say_how_the_next_one_looks(
    settings: dict[str, object], line: str, following: str
) -> None:
    assert complete_task(line, 0, TODAY, settings=read_settings(json.dumps(settings))).split("\n")[0] == following


EXAMPLES = {
    "every 3 days": {"freq": DAILY, "interval": 3},
    "every 10 days": {"freq": DAILY, "interval": 10},
    "every weekday": {"freq": WEEKLY, "byweekday": [MO, TU, WE, TH, FR]},
    "every week on Sunday": {"freq": WEEKLY, "byweekday": [SU]},
    "every week on Tuesday, Friday": {"freq": WEEKLY, "byweekday": [TU, FR]},
    "every 2 weeks": {"freq": WEEKLY, "interval": 2},
    "every 3 weeks on Friday": {"freq": WEEKLY, "interval": 3, "byweekday": [FR]},
    "every month on the 1st": {"freq": MONTHLY, "bymonthday": 1},
    "every month on the last": {"freq": MONTHLY, "bymonthday": -1},
    "every month on the last Friday": {"freq": MONTHLY, "byweekday": [FR(-1)]},
    "every month on the 2nd last Friday": {"freq": MONTHLY, "byweekday": [FR(-2)]},
    "every 6 months on the 2nd Wednesday": {"freq": MONTHLY, "interval": 6, "byweekday": [WE(2)]},
    "every January on the 15th": {"freq": YEARLY, "bymonth": 1, "bymonthday": 15},
    "every February on the last": {"freq": YEARLY, "bymonth": 2, "bymonthday": -1},
    "every April and December on the 1st and 24th": {"freq": YEARLY, "bymonth": [4, 12], "bymonthday": [1, 24]},
}


@given(st.sampled_from(sorted(EXAMPLES)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_documented_rules_mean_what_dateutil_says(rule: str, day: date) -> None:
    start = datetime(day.year, day.month, day.day)
    wanted = rrule(dtstart=start, **EXAMPLES[rule]).after(start + timedelta(hours=23))
    found = next_occurrence(rule, Occurrence(None, None, day), TODAY)
    assert found is not None
    assert wanted is not None
    assert found.due == wanted.date()
    assert rule_length(rule) == len(rule)
    first = first_day(rule, day)
    assert first is not None
    assert day <= first <= found.due
