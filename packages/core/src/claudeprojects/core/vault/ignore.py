"""Ignore rules: which files of a vault are listed but not indexed.

Three sources: ``.claudeprojects/ignore`` in gitignore syntax, Obsidian's excluded files (``userIgnoreFilters`` in
``.obsidian/app.json``: a prefix of the path or ``/regular expression/``, both regardless of case), and every name
that begins with a dot. As with git, nothing below an ignored folder can be taken back in.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from claudeprojects.core.vault.paths import IGNORE_FILE, OBSIDIAN_SETTINGS, parent_of
from pathspec import GitIgnoreSpec

_JS_NAMED_GROUP = re.compile(r"\(\?<(?=[A-Za-z_])")


@dataclass(frozen=True)
class IgnoreRules:
    """The compiled rules of one vault; immutable, so a change of the files means new rules."""

    patterns: GitIgnoreSpec | None = None
    prefixes: tuple[str, ...] = ()
    expressions: tuple[re.Pattern[str], ...] = ()
    problems: tuple[str, ...] = field(default=(), compare=False)
    """The rules that could not be read and so ignore nothing, each with the reason."""

    @classmethod
    def compile(cls, ignore_file: str = "", obsidian_settings: str = "") -> IgnoreRules:
        """Return the rules that the texts of the two files give; what cannot be read is in ``problems``."""
        problems: list[str] = []
        patterns = _compile_patterns(ignore_file, problems)
        prefixes, expressions = _compile_filters(obsidian_settings, problems)
        return cls(patterns, prefixes, expressions, tuple(problems))

    def ignores_folder(self, path: str, name: str) -> bool:
        """Tell whether the folder ``path`` (its last name ``name``) is ignored with everything in it.

        The folders above it are taken to be not ignored.
        """
        if name.startswith("."):
            return True
        folder = path + "/"
        if self.prefixes and folder.casefold().startswith(self.prefixes):
            return True
        return self.patterns is not None and self.patterns.match_file(folder)

    def ignores_file(self, path: str, name: str) -> bool:
        """Tell whether the file ``path`` (its last name ``name``), in a folder that is not ignored, is ignored."""
        if name.startswith("."):
            return True
        if self.prefixes and path.casefold().startswith(self.prefixes):
            return True
        if self.patterns is not None and self.patterns.match_file(path):
            return True
        return any(expression.search(path) for expression in self.expressions)

    def ignores(self, path: str) -> bool:
        """Tell whether the file ``path`` is ignored, by itself or by a folder above it."""
        folder = parent_of(path)
        names = folder.split("/") if folder else []
        above = ""
        for name in names:
            above = f"{above}/{name}" if above else name
            if self.ignores_folder(above, name):
                return True
        return self.ignores_file(path, path.rpartition("/")[2])


def _compile_patterns(text: str, problems: list[str]) -> GitIgnoreSpec | None:
    lines = []
    for line in text.removeprefix("\ufeff").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError as error:
            problems.append(f"{IGNORE_FILE}: {line!r} is no gitignore pattern ({error})")
        else:
            lines.append(line)
    return GitIgnoreSpec.from_lines(lines) if lines else None


def _compile_filters(text: str, problems: list[str]) -> tuple[tuple[str, ...], tuple[re.Pattern[str], ...]]:
    prefixes: list[str] = []
    expressions: list[re.Pattern[str]] = []
    for rule in _read_filters(text, problems):
        if len(rule) > 2 and rule.startswith("/") and rule.endswith("/"):
            try:
                expressions.append(re.compile(_JS_NAMED_GROUP.sub("(?P<", rule[1:-1]), re.IGNORECASE))
            except (re.error, OverflowError, RecursionError) as error:
                problems.append(f"{OBSIDIAN_SETTINGS}: {rule!r} is no regular expression ({error})")
        elif rule:
            prefixes.append(rule.casefold())
    return tuple(prefixes), tuple(expressions)


def _read_filters(text: str, problems: list[str]) -> list[str]:
    if not text.strip():
        return []
    try:
        settings = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        problems.append(f"{OBSIDIAN_SETTINGS}: it is not JSON ({error})")
        return []
    filters = settings.get("userIgnoreFilters") if isinstance(settings, dict) else None
    return [rule for rule in filters if isinstance(rule, str)] if isinstance(filters, list) else []
