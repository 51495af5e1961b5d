from __future__ import annotations

import time
from contextlib import suppress
from datetime import date, datetime

import pytest
import yaml
from claudeprojects.core.errors import TemplateInvalid
from claudeprojects.core.methodologies.filters import FILTERS
from claudeprojects.core.methodologies.moment import moment_format
from claudeprojects.core.methodologies.templates import template_of
from claudeprojects.core.methodologies.workdays import add_workdays
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 11, 23, 9, 5)

BOUND = 2.0
"""Seconds that stand for `far too long`; the slowest hostile template takes a fraction of it."""

HOSTILE = {
    "too many rounds": "{% for a in l %}{% for b in l %}{% for c in l %}{% endfor %}{% endfor %}{% endfor %}",
    "rounds that are filtered": "{% for a in l %}{% for b in l if b == 'x' %}{% endfor %}{% endfor %}" * 3,
    "a text repeated": "{{ 'a' * 1000000000 }}",
    "a text doubled": "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
    "a text added": "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x + x %}" * 40 + "{{ x }}",
    "a list doubled": "{% set x = l %}" + "{% set x = x + x %}" * 40 + "{{ x }}",
    "a list of lists": "{% set x = [1] %}" + "{% set x = [x, x] %}" * 40 + "{{ x }}",
    "a huge power": "{{ 9 ** 9 ** 9 }}",
    "a huge product": "{% set n = 999999999 %}{{ n * n * n * n }}",
    "a wide format": "{{ '%999999999d' % 1 }}",
    "a wide format call": "{{ '{:>999999999}'.format(1) }}",
    "a precise round": "{{ 1 | round(1000000000) }}",
    "a wide indent": "{{ 'a\nb' | indent(1000000000) }}",
    "a far day": "{{ day | add_days(99999999999) }}",
    "far working days": "{{ day | add_workdays(99999999999) }}",
    "a join of long texts": "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x ~ x %}" * 13 + "{{ l | join(x) }}",
    "a replacement of all": "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x ~ x %}" * 13 + "{{ x | replace('a', x) }}",
    "the class of a text": "{{ ''.__class__.__mro__ }}",
    "the class of an entry": "{{ people[0].__class__ }}",
    "a class by index": "{{ ''['__class__'] }}",
    "the globals of a filter": "{{ upper.__globals__ }}",
    "a method": "{{ title.upper() }}",
    "a call": "{{ range(10) }}",
    "what counts": "{{ _meter.spend(-100000) }}",
    "what goes round": "{{ _each(l) }}",
    "another file": "{% include '/etc/passwd' %}",
    "a base": "{% extends 'x' %}",
    "an import": "{% import 'os' as os %}",
    "a macro": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "a block": "{% block a %}{% endblock %}",
    "a recursive loop": "{% for a in l recursive %}{{ loop(l) }}{% endfor %}",
    "deep brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "a deep not": "{{ " + "not " * 5000 + "1 }}",
    "a deep sum": "{{ " + "1 + " * 5000 + "1 }}",
    "deep filters": "{{ 'a'" + " | upper" * 5000 + " }}",
    "deep ifs": "{% if 1 %}" * 500 + "{% endif %}" * 500,
    "a long number": "{{ " + "9" * 5000 + " }}",
    "division by nothing": "{{ 1 / 0 }}",
    "what is not closed": "{{ title",
    "half a tag": "{% for %}",
    "a group": "{{ {'a': 1} }}",
}


def render(text: str, **values: object) -> str:
    return template_of(text, "test").render({"title": "A note", **values}, NOW)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_template_is_refused_with_its_line_and_costs_little(name: str) -> None:
    started = time.monotonic()
    with pytest.raises(TemplateInvalid) as refused:
        render(HOSTILE[name], l=["a"] * 1000, people=["Mara"], day=date(2026, 11, 23))
    assert time.monotonic() - started < BOUND
    assert refused.value.line >= 1
    assert len(refused.value.message) < 400


@given(st.text(alphabet="{}%#|()[]\"'+-*/~ .,:=<>abcdefilnorstuxy_019\n", max_size=120))
def test_any_text_is_rendered_or_refused(text: str) -> None:
    with suppress(TemplateInvalid):
        assert isinstance(render(text), str)


def test_obsidians_variables_mean_what_they_mean_there() -> None:
    text = "# {{title}}\n{{date}} {{ time }} {{Date:dddd, D MMMM YYYY}} {{time:HH[h]mm}} {{TITLE}}"
    assert render(text, time="09:05") == "# A note\n2026-11-23 09:05 Monday, 23 November 2026 09h05 A note"


def test_the_date_is_written_as_the_vault_has_it() -> None:
    assert template_of("{{date}}", "t").render({}, NOW, "DD.MM.YYYY") == "23.11.2026"


def test_lists_groups_and_conditions_are_written() -> None:
    text = "{% for p in people %}\n- {{ loop.index }} {{ p }}\n{% endfor %}\n"
    text += "{% if over %}x{% else %}{{ phase }}{% endif %}"
    values = {"people": ["Mara", "Léa"], "over": False, "phase": {"title": "Think"}}
    assert render(text, **values) == "- 1 Mara\n- 2 Léa\nThink"


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("day | add_workdays(3)", "2026-12-02"),
        ("day | add_days(3) | date('ddd D')", "Mon 30"),
        ("day.year + 1", "2027"),
        ("people", "Mara, Léa"),
        ("people | join(' and ')", "Mara and Léa"),
        ("people | sort | first", "Léa"),
        ("'' | default('none')", "none"),
        ("nothing | default('none')", "none"),
        ("'A: b' | quoted", '"A: b"'),
        ("'A/b' | slug", "a-b"),
        ("'Map' | link('the map')", "[[Map|the map]]"),
        ("2.60 | round(1)", "2.6"),
        ("'a' if true else 'b'", "a"),
        ("5 is divisibleby 5", "true"),
        ("people | length + 1", "3"),
        ("'abc'[:2] ~ 1", "ab1"),
    ],
)
def test_the_language_does_what_authors_need(expression: str, wanted: str) -> None:
    values = {"day": date(2026, 11, 27), "people": ["Mara", "Léa"]}
    assert render("{{ " + expression + " }}", **values) == wanted


def test_a_failure_names_the_line_of_the_template() -> None:
    with pytest.raises(TemplateInvalid) as refused:
        render("one\ntwo\n{{ nobody }}\n")
    assert (refused.value.line, refused.value.reason) == (3, "'nobody' is undefined.")
    with pytest.raises(TemplateInvalid) as refused:
        render("one\n{{ 1 | frob }}\n")
    assert (refused.value.line, refused.value.reason) == (2, "No filter named 'frob'.")


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.isprintable()))
def test_no_answer_breaks_the_properties_of_a_note(answer: str) -> None:
    text = '---\nowner: "{{ who }}"\nplain: {{ who }}\nlink: "[[{{ who }}]]"\nlist:\n  - {{ who }}\n---\n'
    values = yaml.load(render(text, who=answer).split("---\n")[1], Loader=yaml.BaseLoader)  # noqa: S506 - every value as its text
    assert values == {"owner": answer, "plain": answer, "link": f"[[{answer}]]", "list": [answer]}


def test_a_template_says_which_variables_it_asks_for_and_where() -> None:
    uses = template_of(
        "{{ a }}\n {{ b.c | d }}{% set e = 1 %}{{ e }}{% for f in g %}{{ f }}{{ loop.index }}{% endfor %}", "t"
    ).uses
    assert [tuple(use) for use in uses] == [("a", 1, 4), ("b", 2, 5), ("g", 2, 49)]


def test_every_filter_is_told_of_in_the_documents() -> None:
    from pathlib import Path

    page = (Path(__file__).parents[4] / "docs" / "methodologies.md").read_text(encoding="utf-8")
    assert [name for name in FILTERS if f"`{name}`" not in page] == []


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("YYYY-MM-DD HH:mm:ss", "2026-11-23 09:05:00"),
        ("ddd Do MMM YY, h:mm A", "Mon 23rd Nov 26, 9:05 AM"),
        ("[W]WW E Q DDDD", "W48 1 4 327"),
        ("LL", "November 23, 2026"),
    ],
)
def test_patterns_of_dates_are_moments(pattern: str, wanted: str) -> None:
    assert moment_format(NOW, pattern) == wanted


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 200))
def test_working_days_are_counted_without_weekends(day: date, count: int) -> None:
    later = add_workdays(day, count)
    assert later.weekday() < 5
    assert add_workdays(later, -count) == add_workdays(day, 0)
