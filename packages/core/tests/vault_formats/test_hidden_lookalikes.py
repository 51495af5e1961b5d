"""Names that another system takes for hidden ones are as protected as those."""

from __future__ import annotations

import pytest
from claudeprojects.core.vault.paths import why_protected


@pytest.mark.parametrize(
    "path", ["\u200c.git/x", "a/\ufeff.claude/x", "\u2060.obsidian", "GIT~1/hooks/x", "claude~2/x.md"]
)
def test_what_macos_or_windows_takes_for_hidden_is_protected(path: str) -> None:
    assert why_protected(path) is not None


@pytest.mark.parametrize("path", ["a\u200db.md", "git~.md", "legit~1.md", "Notes/~1.md", "\u200bNote.md"])
def test_other_odd_names_are_not(path: str) -> None:
    assert why_protected(path) is None
