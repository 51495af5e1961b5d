"""Small edits of a note's text: one property set, renamed or removed, one task's status changed.

Everything else stays byte for byte: comments, order, quoting, line ends. An edit that cannot be made so is refused
with ``NotEditable`` and changes nothing; every property edit is read back before it is returned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from claudeprojects.core.errors import NotEditable
from claudeprojects.core.vault.properties import frontmatter_span
from claudeprojects.core.vault.propertylayout import Place, places
from claudeprojects.core.vault.source import unify_line_ends
from claudeprojects.core.vault.taskedit import complete_task, set_task_status
from claudeprojects.core.vault.yamlreader import YamlProblem, read_mapping
from claudeprojects.core.vault.yamlwriter import NotAValue, Quotes, flow_list, is_simple, property_lines, scalar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["complete_task", "remove_property", "rename_property", "set_property", "set_task_status"]

_HERE = "this note"
_MEND = "Correct the properties in the text of the note first."


def set_property(text: str, name: str, value: Any, *, path: str = _HERE) -> str:
    """``text`` with property ``name`` set to a text, number, boolean, ``None`` or a list of them.

    A new property goes below the others; a note without frontmatter gets one. ``path`` names the note in errors.
    Raises ``NotEditable`` when the frontmatter is malformed or JSON, or the old or new value is nested.
    """
    if isinstance(value, tuple):
        value = list(value)
    if not is_simple(value):
        raise NotEditable(path, f"the value of {name!r} is nested", "Edit nested values in the text of the note.")
    _check_name(name, path)

    def expected(values: dict[str, Any]) -> dict[str, Any]:
        if not is_simple(values.get(name)):
            raise NotEditable(path, "a nested value cannot be replaced here", "Edit it in the text of the note.")
        return {**values, name: value}

    try:
        return _edited(text, path, lambda inner, newline: _with_property(inner, name, value, newline), expected)
    except NotAValue as problem:
        raise NotEditable(path, str(problem), "Use a text, a number, true, false or a list of them.") from problem


def rename_property(text: str, name: str, new: str, *, path: str = _HERE) -> str:
    """``text`` with property ``name`` called ``new``, its value and place as they were; nested values too.

    Raises ``NotEditable`` when there is no ``name`` or ``new`` is there, and as ``set_property`` does.
    """
    _check_name(new, path)
    if name == new:
        return text

    def expected(values: dict[str, Any]) -> dict[str, Any]:
        if name not in values:
            raise NotEditable(path, f"it has no property {name!r}", "Read the note again.")
        if new in values:
            raise NotEditable(path, f"it has a property {new!r} already", "Choose another name.")
        return {new if key == name else key: value for key, value in values.items()}

    return _edited(text, path, lambda inner, _: _with_name(inner, name, new), expected)


def remove_property(text: str, name: str, *, path: str = _HERE) -> str:
    """``text`` without property ``name``; unchanged when there is none.

    With its last property the frontmatter goes too. Raises ``NotEditable`` when the frontmatter is malformed.
    """
    unified = unify_line_ends(text)
    span = frontmatter_span(unified)
    if span is None:
        return text
    start, end, block_end = span
    values = _read(text[start:end], path)
    if name not in values:
        return text
    left = {key: value for key, value in values.items() if key != name}
    changed = _edited(text, path, lambda inner, _: _without_property(inner, name), lambda _: left)
    rest = text[block_end:]
    inner_left = changed[start : len(changed) - len(text) + end]
    return changed if inner_left.strip() or frontmatter_span(unify_line_ends(rest)) else rest


def _check_name(name: str, path: str) -> None:
    if not name or name != name.strip() or not name.isprintable():
        raise NotEditable(path, f"{name!r} is not a property name", "Use a name of letters, digits, spaces, - or _.")


def _edited(
    text: str,
    path: str,
    edit: Callable[[str, str], str],
    expected: Callable[[dict[str, Any]], dict[str, Any]],
) -> str:
    """``text`` with the inside of its frontmatter edited, read back and compared with what is ``expected``."""
    span = frontmatter_span(unify_line_ends(text))
    newline = _line_end(text)
    start, end, _ = span or (0, 0, 0)
    inner = text[start:end]
    wanted = expected(_read(inner, path))
    changed = edit(inner, newline)
    try:
        after, _ = read_mapping(changed)
    except YamlProblem as problem:
        raise NotEditable(path, f"the change cannot be written as YAML ({problem})", _MEND) from problem
    if list(after.items()) != list(wanted.items()):
        raise NotEditable(path, "it cannot be changed without changing more than was asked", _MEND)
    if span is None:
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        return f"{mark}---{newline}{changed}---{newline}{text.removeprefix(mark)}"
    return text[:start] + changed + text[end:]


def _read(inner: str, path: str) -> dict[str, Any]:
    if inner.lstrip().startswith("{"):
        raise NotEditable(path, "its properties are JSON", "Edit them in the text of the note.")
    try:
        return read_mapping(inner)[0]
    except YamlProblem as problem:
        raise NotEditable(path, f"its properties cannot be read ({problem})", _MEND) from problem


def _line_end(text: str) -> str:
    """The line end of the first line; ``\\n`` when there is none."""
    for index, character in enumerate(text):
        if character == "\n":
            return "\n"
        if character == "\r":
            return text[index : index + 2] if text[index + 1 : index + 2] == "\n" else "\r"
    return "\n"


def _with_property(inner: str, name: str, value: Any, newline: str) -> str:
    """The YAML ``inner`` with the property replaced in its place, or added at the end."""
    all_places = places(inner) if inner else []
    place = next((place for place in all_places if place.name == name), None)
    if place is None:
        indent = _indent_at(inner, all_places[0].key_start) if all_places else ""
        return inner + property_lines(name, value, indent=indent, item_indent=indent + "  ", newline=newline)
    in_place = _in_place(inner, place, value)
    if in_place is not None:
        return in_place
    first, last = _lines_of(inner, place)
    indent = _indent_at(inner, place.key_start)
    item_indent = indent + "  " if place.items_at is None else _indent_at(inner, place.items_at)
    lines = property_lines(name, value, indent=indent, item_indent=item_indent, newline=newline)
    return inner[:first] + lines + inner[last:]


def _in_place(inner: str, place: Place, value: Any) -> str | None:
    """The value alone replaced on its line, the comment behind it kept; ``None`` when whole lines must change."""
    before = inner[place.value_start : place.value_end]
    one_line = not any(mark in before for mark in "\r\n")
    if isinstance(value, list):
        if place.style != "flow":
            return None
        written = flow_list(value)
    elif place.style in ("plain", "'", '"') and one_line:
        written = scalar(value, cast("Quotes", place.style.replace("plain", "")) if isinstance(value, str) else "")
    else:
        return None
    start, head = place.value_start, inner[: place.value_start]
    if not written:
        return head.rstrip(" ") + inner[place.value_end :]
    return head + (" " if inner[start - 1] == ":" else "") + written + inner[place.value_end :]


def _with_name(inner: str, name: str, new: str) -> str:
    place = next(place for place in places(inner) if place.name == name)
    return inner[: place.key_start] + scalar(new, in_flow=True) + inner[place.key_end :]


def _without_property(inner: str, name: str) -> str:
    place = next(place for place in places(inner) if place.name == name)
    first, last = _lines_of(inner, place)
    return inner[:first] + inner[last:]


def _indent_at(inner: str, offset: int) -> str:
    """The white space that begins the line of ``offset``."""
    line_start = max(inner.rfind("\n", 0, offset), inner.rfind("\r", 0, offset)) + 1
    line = inner[line_start:offset]
    return line if not line.strip() else ""


def _lines_of(inner: str, place: Place) -> tuple[int, int]:
    """The whole lines a property takes: from the start of its first to after the end of its last."""
    first = max(inner.rfind("\n", 0, place.key_start), inner.rfind("\r", 0, place.key_start)) + 1
    end = max(place.key_start + 1, place.key_start + len(inner[place.key_start : place.value_end].rstrip()))
    unified = unify_line_ends(inner)
    newline = unified.find("\n", end)
    return first, newline + 1 if newline >= 0 else len(inner)
