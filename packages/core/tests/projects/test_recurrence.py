"""Recurrence as the Tasks plugin documents it (its page *Recurring Tasks*), and against dateutil."""

from __future__ import annotations

import json
from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from claudeprojects.core.vault.recurrence import Occurrence, first_day, is_rule, next_occurrence, rule_problem
from claudeprojects.core.vault.rulegrammar import parse_rule, rule_length
from claudeprojects.core.vault.taskedit import complete_task
from claudeprojects.core.vault.taskstatuses import read_settings
from dateutil.rrule import DAILY, FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, YEARLY, rrule
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


ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", -1: "last", -2: "2nd last"}
WEEKDAYS = {"Monday": MO, "Tue": TU, "wednesday": WE, "Thurs": TH, "FRI": FR, "sa": SA, "Sunday": SU}
MONTHS = {
    "January": 1, "Feb": 2, "march": 3, "Apr": 4, "May": 5, "June": 6, "jul": 7, "August": 8, "Sept": 9, "Oct": 10,
    "november": 11, "Dec": 12,
}  # fmt: skip
UNITS = {"day": DAILY, "week": WEEKLY, "month": MONTHLY, "year": YEARLY}
JOINTS = st.sampled_from([", ", " and ", ",", " or "])


@st.composite
def rules(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    """A rule that names certain days, in words and as dateutil has it."""
    interval = draw(st.integers(1, 4))
    every = "every " if interval == 1 else f"every {interval} "
    kind = draw(st.sampled_from(["days", "weekdays", "months", "month days", "nth days", "in months"]))
    joint = draw(JOINTS)
    names = draw(st.lists(st.sampled_from(sorted(WEEKDAYS)), min_size=1, max_size=3, unique=True))
    months = draw(st.lists(st.sampled_from(sorted(MONTHS)), min_size=1, max_size=3, unique=True))
    numbers = draw(st.lists(st.integers(1, 28), min_size=1, max_size=3, unique=True))
    days = [WEEKDAYS[name] for name in names]
    if kind == "days":
        return f"{every}{joint.join(names)}", {"freq": WEEKLY, "interval": interval, "byweekday": days}
    if kind == "weekdays":
        text = draw(st.sampled_from([f"{every}weeks on {joint.join(names)}", f"{every}week on {joint.join(names)}"]))
        return text, {"freq": WEEKLY, "interval": interval, "byweekday": days}
    if kind == "months":
        text = f"{every}{joint.join(months)} on the {numbers[0]}th"
        wanted = [MONTHS[name] for name in months]
        return text, {"freq": YEARLY, "interval": interval, "bymonth": wanted, "bymonthday": numbers[0]}
    if kind == "month days":
        text = f"{every}months on the {joint.join(f'{number}th' for number in numbers)}"
        return text, {"freq": MONTHLY, "interval": interval, "bymonthday": numbers}
    if kind == "nth days":
        nth = draw(st.sampled_from(sorted(ORDINALS)))
        text = f"{every}months on the {ORDINALS[nth]} {names[0]}"
        return text, {"freq": MONTHLY, "interval": interval, "byweekday": [days[0](nth)]}
    text = f"{every}years in {joint.join(months)} on the {numbers[0]}th"
    return text, {
        "freq": YEARLY,
        "interval": interval,
        "bymonth": [MONTHS[name] for name in months],
        "bymonthday": [numbers[0]],
    }


DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(rules(), DAYS)
def test_rules_that_name_days_mean_what_dateutil_says(made: tuple[str, dict[str, object]], day: date) -> None:
    rule, options = made
    assert rule_problem(rule) is None
    assert is_rule(rule)
    start = datetime(day.year, day.month, day.day)
    wanted = rrule(dtstart=start, **options).after(start + timedelta(hours=23))
    found = next_occurrence(rule, Occurrence(None, None, day), TODAY)
    assert (found and found.due) == (wanted and wanted.date())


def last_day(year: int, month: int) -> int:
    return monthrange(year, month)[1]


@given(st.integers(1, 30), DAYS, st.sampled_from(["", " when done"]))
def test_months_that_are_too_short_end_early(count: int, day: date, done: str) -> None:
    found = next_occurrence(f"every {count} months{done}", Occurrence(None, None, day), day)
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    assert found is not None
    assert found.due == date(year, month + 1, min(day.day, last_day(year, month + 1)))


@given(st.integers(1, 9), st.integers(1990, 2080))
def test_leap_days_end_early_in_other_years(count: int, year: int) -> None:
    day = date(year, 2, last_day(year, 2))
    found = next_occurrence(f"every {count} years", Occurrence(None, day, None), TODAY)
    assert found is not None
    assert found.scheduled == date(year + count, 2, min(day.day, last_day(year + count, 2)))


@given(rules(), DAYS, st.integers(0, 30), st.integers(0, 60), DAYS)
def test_the_other_dates_keep_their_distance(
    made: tuple[str, dict[str, object]], due: date, scheduled: int, start: int, today: date
) -> None:
    apart = timedelta(days=scheduled), timedelta(days=start)
    before = Occurrence(due - apart[1], due - apart[0], due)
    for rule, reference in ((made[0], due), (f"{made[0]} when done", today)):
        found, alone = next_occurrence(rule, before, today), next_occurrence(rule, Occurrence(None, None, due), today)
        assert found is not None
        assert alone is not None
        assert found.due == alone.due
        assert found.due is not None
        assert found.due > reference
        assert found == Occurrence(found.due - apart[1], found.due - apart[0], found.due)
    undated = Occurrence(None, None, None)
    assert next_occurrence(made[0], undated, today) == undated


@pytest.mark.parametrize(
    ("rule", "due", "following"),
    [
        ("every weekday", "2026-11-27", "2026-11-30"),
        ("every 2 weeks on Monday, Friday", "2026-11-23", "2026-11-27"),
        ("every 2 weeks on Monday, Friday", "2026-11-27", "2026-12-07"),
        ("every month on the last Friday", "2026-11-27", "2026-12-25"),
        ("every January and July", "2026-01-31", "2026-07-31"),
        ("every January, July on the 1st", "2026-11-23", "2027-01-01"),
        ("every year on February", "2026-11-23", "2027-02-23"),
        ("every February on the 29th", "2024-02-29", "2028-02-29"),
        ("every month on the 1st, 15th and last day", "2026-02-15", "2026-02-28"),
        ("every Friday on the 13th", "2026-11-23", "2027-08-13"),
        ("every year on week 20", "2026-11-23", "2027-05-17"),
        ("everyday", "2026-11-23", "2026-11-24"),
        ("Every 3 Days", "2026-11-23", "2026-11-26"),
        ("every hour", "2026-11-23", "2026-11-24"),
        ("every 36 hours", "2026-11-23", "2026-11-24"),
        ("every minute on Friday", "2026-11-23", "2026-11-27"),
        ("every day at 9, 17", "2026-11-23", "2026-11-24"),
        ("every day and so on", "2026-11-23", "2026-11-24"),
        ("every day for 2 times", "2026-11-23", "2026-11-24"),
        ("every day for 1 time", "2026-11-23", None),
        ("every Friday for 1 time", "2026-11-27", None),
        ("every Friday for 1 time", "2026-11-23", "2026-11-27"),
        ("every week until November 30 2026", "2026-11-23", "2026-11-30"),
        ("every week until 29 Nov 2026", "2026-11-23", None),
        ("every week on Monday til Nov 2026", "2026-10-19", "2026-10-26"),
    ],
)
def test_words_mean_what_the_plugin_makes_of_them(rule: str, due: str, following: str | None) -> None:
    found = next_occurrence(rule, Occurrence(None, None, date.fromisoformat(due)), TODAY)
    assert (found and str(found.due)) == following


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("", "a rule has only letters, digits, spaces and commas"),
        ("every day!?", "a rule has only letters, digits, spaces and commas"),
        ("daily", "it does not begin with “every”"),
        ("every", "it does not say every what"),
        ("every blue moon", "it does not say every what"),
        ("every 0 days", "it does not say every what"),
        ("every Monday,", "a day is missing behind “every Monday,”"),
        ("every Monday and July", "a day is missing behind “every Monday and”"),
        ("every May, Monday", "a month is missing behind “every May,”"),
        ("every month on the 400th", "there is no 400th day"),
        ("every month on the", "“the” is not understood"),
        ("every day on Monday", "“on Monday” is not understood"),
        ("every week for ever", "it does not say how many times"),
        ("every week until friday", "“friday” is no day with month and year, such as May 1 2027"),
        ("every week until Feb 30 2027", "there is no Feb 30 2027"),
        ("every year on week", "the number of a week is missing behind “every year on week”"),
        ("every day at noon", "the hour is missing behind “every day at”"),
        ("every February on the 30th", "there is no such day"),
        ("every hour in February on the 30th", "there is no such day"),
        ("every week when done please", "“when done please” is not understood"),
    ],
)
def test_what_is_no_rule_is_named(rule: str, why: str) -> None:
    assert rule_problem(rule) == why


@given(st.text("every 1234 mondayfritulsjhwc,!onthelasunif", max_size=60))
def test_no_text_is_read_for_ever_or_raises(text: str) -> None:
    for rule in (text, f"every {text}"):
        found = next_occurrence(rule, Occurrence(None, None, TODAY), TODAY)
        assert found is None or is_rule(rule)
        if rule_problem(rule) is None:
            assert parse_rule(rule.strip().removesuffix(" when done"))


@pytest.mark.parametrize("rule", ["every blue moon", "every February on the 30th", "every week until May 1 2020"])
def test_a_rule_that_has_no_next_day_completes_the_task_alone(rule: str) -> None:
    line = f"- [ ] a 🔁 {rule} 📅 2026-11-23"
    assert complete_task(line, 0, TODAY) == f"- [x] a 🔁 {rule} 📅 2026-11-23 ✅ 2022-02-13"
