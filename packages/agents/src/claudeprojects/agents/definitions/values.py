"""Single values of definition files, read as generously as they are written: texts, names, lists, numbers."""

from __future__ import annotations

import re
from typing import Any

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a name should be; other names are used with a warning."""
MAX_NAME = 64

ALL = frozenset({"*", "all", "all tools", "any", "inherit"})
"""Ways to write that every tool is allowed."""
NONE = frozenset({"none", "[]", "no tools"})


def text_of(value: Any) -> str:
    """A value as text; the ``\\n`` that some programs write into plain text are line ends."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(text_of(entry) for entry in value).strip()
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return (text if "\n" in text else text.replace("\\n", "\n").replace('\\"', '"')).strip()


def names_of(value: Any) -> tuple[str, ...]:
    """The names in a list, or in a text separated by commas or, without any, by blanks; brackets hold together."""
    if value is None:
        return ()
    entries = value if isinstance(value, list) else _split(str(value))
    names = (text_of(entry).strip("`'\"").strip() for entry in entries if not isinstance(entry, dict | list))
    return tuple(dict.fromkeys(name for name in names if name))


def _split(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    parts = _outside_brackets(text, ",\n")
    return parts if len(parts) > 1 else _outside_brackets(text, " \t")


def _outside_brackets(text: str, separators: str) -> list[str]:
    parts, depth, current = [], 0, ""
    for character in text:
        depth += (character == "(") - (character == ")")
        if character in separators and depth <= 0:
            parts.append(current)
            current = ""
        else:
            current += character
    return [part.strip() for part in (*parts, current) if part.strip()]


def number_of(value: Any) -> int | None:
    """A whole number above 0, or ``None``."""
    if isinstance(value, bool):
        return None
    try:
        number = int(str(value).strip().replace("_", ""))
    except ValueError:
        return None
    return number if 0 < number < 1_000_000 else None


def why_no_name(name: str) -> str | None:
    """Why nothing can have this ``name`` at all, ``None`` when it can."""
    if not name.strip():
        return "the name is empty"
    if len(name) > MAX_NAME:
        return f"the name is longer than {MAX_NAME} characters"
    if any(not character.isprintable() or character in '/\\"`<>' for character in name):
        return "the name holds a character that no name can hold"
    return None


def slug(name: str) -> str:
    """The name as it should be written: ``Code Reviewer`` and ``code_reviewer`` are both ``code-reviewer``."""
    return re.sub(r"[^\w]+|_+", "-", name.casefold()).strip("-")


def opening(body: str, limit: int = 200) -> str:
    """The first sentence or so of a Markdown text: what stands for a description that is missing."""
    fallback = ""
    for line in body.split("\n"):
        text = line.strip().lstrip("#>*-").strip().replace("**", "")
        if not text or line.startswith(("```", "<", "|")):
            continue
        if not line.startswith("#"):
            return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"
        fallback = fallback or text
    return fallback[:limit]
