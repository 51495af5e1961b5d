"""The task line: all fields, any order, both notations; one field edited changes that field's text alone."""

from __future__ import annotations

from datetime import date

from claudeprojects.core.vault import taskline
from claudeprojects.core.vault.model import Task
from claudeprojects.core.vault.taskedit import change_body, change_status, tasks_in
from claudeprojects.core.vault.taskstatuses import PluginSettings
from claudeprojects.core.vault.workfields import WorkFields, work_fields
from hypothesis import given, settings
from hypothesis import strategies as st

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(str)
EMOJI = {
    "due": ("📅", DAYS), "scheduled": ("⏳", DAYS), "starts": ("🛫", DAYS), "created": ("➕", DAYS),
    "done": ("✅", DAYS), "cancelled": ("❌", DAYS),
    "recurrence": ("🔁", st.sampled_from(["every day", "every 2 weeks on Monday", "every month when done"])),
    "id": ("🆔", st.from_regex(r"[a-z0-9_-]{1,6}", fullmatch=True)),
    "depends_on": ("⛔", st.sampled_from(["ab", "ab,cd", "a-1, b_2"])),
    "on_completion": ("🏁", st.sampled_from(["keep", "delete"])),
}  # fmt: skip
KEYS = {
    "due": "due", "scheduled": "scheduled", "starts": "start", "created": "created", "done": "completion",
    "cancelled": "cancelled", "recurrence": "repeat", "id": "id", "depends_on": "dependsOn",
    "on_completion": "onCompletion", "priority": "priority",
}  # fmt: skip
PRIORITIES = {"highest": "🔺", "high": "⏫", "medium": "🔼", "low": "🔽", "lowest": "⏬"}
OWN = {
    "estimate": st.sampled_from(["3", "2h", "90 min"]),
    "sprint": st.sampled_from(["[[Sprint 2]]", "[[S (1)|one]]"]),
    "project": st.sampled_from(["[[Web]]", "Web"]),
    "time": st.just("17:00"),
}
NAMES = [*EMOJI, "priority"]


@st.composite
def written_fields(draw: st.DrawFn) -> list[str]:
    """Fields of every kind, each at most once, in either notation, with tags, people and our own among them."""
    pieces = []
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True)):
        value = draw(st.sampled_from(list(PRIORITIES)) if name == "priority" else EMOJI[name][1])
        if draw(st.booleans()):
            pieces.append(draw(st.sampled_from(["[{}:: {}]", "({}:: {})", "[{}::{}]"])).format(KEYS[name], value))
        elif name == "priority":
            pieces.append(PRIORITIES[value])
        else:
            pieces.append(EMOJI[name][0] + draw(st.sampled_from([" ", "", "\ufe0f "])) + value)
    for key in draw(st.lists(st.sampled_from(list(OWN)), unique=True)):
        pieces.append(f"[{key}:: {draw(OWN[key])}]")
    pieces += draw(st.lists(st.sampled_from(["#tag/sub", "@mara", "@jo.b", "#x"]), unique=True))
    return draw(st.permutations(pieces))


TEXTS = st.sampled_from(["Write", "Write (it) [[A note]] `x`", "A 📅 in the text", "a@b.org :: c", "Ünï 日本", ""])
GAPS = st.sampled_from([" ", "  "])
BODIES = st.builds(lambda text, pieces, gap: gap.join(filter(None, [text, *pieces])), TEXTS, written_fields(), GAPS)
HEADS = st.sampled_from(["- [ ] ", "> * [/]  ", "\t12) [ ] "])
TAILS = st.sampled_from(["", " ^id", "  "])


def read(line: str) -> tuple[Task, WorkFields]:
    task = tasks_in(line)[0]
    own = work_fields(task.description)
    return task, own._replace(text=" ".join(own.text.split()))


def fields_of(task: Task) -> dict[str, object]:
    return {name: getattr(task, name) for name in NAMES}


@given(HEADS, BODIES, TAILS, st.sampled_from(NAMES), st.data())
@settings(max_examples=150)
def test_setting_one_field_leaves_every_other_as_it_was(
    head: str, body: str, tail: str, name: str, data: st.DataObject
) -> None:
    line = f"{head}{body}{tail}"
    value = data.draw(st.none() | (st.sampled_from(list(PRIORITIES)) if name == "priority" else EMOJI[name][1]))
    before, own = read(line)
    changed = change_body(line, 0, lambda inner: taskline.with_field(inner, name, value))
    after, own_after = read(changed)
    expected = fields_of(before) | {name: value if name != "depends_on" else parts(value)}
    assert fields_of(after) == expected
    assert own_after == own
    assert (after.block_id, after.indent, after.marker, after.symbol) == (
        before.block_id,
        before.indent,
        before.marker,
        before.symbol,
    )
    if value is not None and getattr(before, name) not in (None, ()):
        assert difference_is_within(line, changed, name)


def parts(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",")) if value else ()


def difference_is_within(before: str, after: str, name: str) -> bool:
    """Whether the two differ only inside the text of the field ``name`` of ``before``."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    from claudeprojects.core.vault.tasks import locate_fields

    offset = before.index("]") + 1
    rest = before[offset:]
    inner = rest.rstrip().removesuffix(" ^id") if rest.rstrip().endswith(" ^id") else rest
    places = [(offset + first, offset + last) for found, first, last in locate_fields(inner) if found == name]
    return any(first <= start and len(before) - end <= last for first, last in places) or before == after


def test_an_empty_task_can_have_a_block_id() -> None:
    assert [(task.description, task.block_id) for task in tasks_in("- [ ] ^id\n- [ ] a^id")] == [
        ("", "id"),
        ("a^id", None),
    ]


@given(HEADS, BODIES, TAILS, st.sampled_from(list(OWN)), st.data())
@settings(max_examples=120)
def test_setting_a_field_of_our_own_leaves_the_plugins_as_they_were(
    head: str, body: str, tail: str, key: str, data: st.DataObject
) -> None:
    line = f"{head}{body}{tail}"
    value = data.draw(st.none() | OWN[key])
    before, own = read(line)
    changed = change_body(line, 0, lambda inner: taskline.with_own_field(inner, key, value))
    after, own_after = read(changed)
    assert fields_of(after) == fields_of(before)
    expected = read(f"- [ ] x [{key}:: {value}]")[1] if value else WorkFields("x")
    changing = {"estimate": ("points", "hours")}.get(key, (key,))
    for field in ("text", "assignees", "points", "hours", "sprint", "project", "time"):
        wanted = expected if field in changing else own
        assert getattr(own_after, field) == getattr(wanted, field), field


@given(HEADS, BODIES, TAILS, st.lists(st.sampled_from(["lin", "Mara", "Mara Okafor", "jo.b"]), unique=True))
def test_people_are_set_exactly(head: str, body: str, tail: str, people: list[str]) -> None:
    line = f"{head}{body}{tail}"
    before, _ = read(line)
    after, own = read(change_body(line, 0, lambda inner: taskline.with_people(inner, people)))
    assert {name.casefold() for name in own.assignees} == {name.casefold() for name in people}
    assert fields_of(after) == fields_of(before)


@given(HEADS, BODIES, TAILS, st.sampled_from(["Other", "New [[text]] #tag/sub", "x @mara"]))
def test_a_description_is_replaced_and_fields_stay(head: str, body: str, tail: str, text: str) -> None:
    line = f"{head}{body}{tail}"
    before, own = read(line)
    after, own_after = read(change_body(line, 0, lambda inner: taskline.with_description(inner, text)))
    assert fields_of(after) == fields_of(before)
    assert sorted(own_after.text.split()) == sorted(text.split())
    assert (own_after.points, own_after.hours, own_after.sprint, own_after.time) == (
        own.points,
        own.hours,
        own.sprint,
        own.time,
    )


@given(HEADS, BODIES, TAILS, st.sampled_from(" /x-?"))
def test_there_and_back_again_changes_no_status_date_twice(head: str, body: str, tail: str, symbol: str) -> None:
    line = f"{head}{body}{tail}"
    before, _ = read(line)
    if before.recurrence or before.on_completion:
        return
    plugin = PluginSettings()
    changed = change_status(line, 0, symbol, date(2026, 11, 23), plugin)
    task, _ = read(changed)
    assert task.symbol == symbol
    assert (task.due, task.priority, task.id, task.description) == (
        before.due,
        before.priority,
        before.id,
        before.description,
    )
    if symbol == "x":
        assert task.done == "2026-11-23"
