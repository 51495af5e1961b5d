"""Drafts and blanks: what counts as one, and what is written where."""

from __future__ import annotations

from claudeprojects.agents.ask.answer import Claim
from claudeprojects.agents.ask.citations import Citation
from claudeprojects.agents.phases.blanks import blanks, forms, written_below
from claudeprojects.agents.phases.drafts import draft, holds, is_draft, shown, without_drafts
from claudeprojects.core.vault.note import parse_note

TEMPLATE = """---
type: brief
---

# Brief

Fill it in.

## Challenge

%% Whose problem
is it? %%

## Team

%% Names. %%

| Who | Brings |
| --- | --- |

## Steps

- [ ] First

## Talks

### Monday

## Twice

## Twice
"""


def one(quote: str) -> Claim:
    return Claim("A name", (Citation("Notes/Sea.md", "Tide", quote, 0, 0, 0, len(quote)),))


def test_blanks_are_sections_of_prose_that_nobody_has_written_in() -> None:
    assert blanks(TEMPLATE, TEMPLATE) == [("Challenge", "Whose problem is it?"), ("Monday", "")]
    assert forms(TEMPLATE, TEMPLATE) == ["Team", "Steps"]
    written = TEMPLATE.replace("is it? %%\n", "is it? %%\n\nThe harbour master's.\n")
    assert [blank.title for blank in blanks(written, TEMPLATE)] == ["Monday"]


def test_what_is_written_below_a_heading_leaves_all_else_as_it_was() -> None:
    text = written_below(TEMPLATE, "Challenge", "> One\n> Two")
    assert "is it? %%\n\n> One\n> Two\n\n## Team\n" in text
    assert text.replace("\n> One\n> Two\n", "") == TEMPLATE
    assert (
        written_below(TEMPLATE.replace("\n", "\r\n"), "Monday", "> One\n> Two").count("\r\n> One\r\n> Two\r\n") == 1
    )
    assert written_below("# A\n\n## B", "B", "> One") == "# A\n\n## B\n\n> One\n"
    assert written_below(TEMPLATE, "Nowhere", "> One") == TEMPLATE


def test_a_draft_says_what_it_is_and_where_its_quotes_stand() -> None:
    text = draft("local:smollm2-135m", [one("- [x] The tide turns at noon. ^turn")])
    assert text.splitlines()[0] == "> [!quote] Draft by smollm2-135m, a very small model: quotes to begin with"
    assert "> > - The tide turns at noon.\n" in text
    assert text.endswith("> — [[Notes/Sea#Tide]]")
    assert not parse_note(text).tasks
    assert all(line.startswith(">") for line in text.splitlines())


def test_quotes_lose_what_would_count_in_another_note() -> None:
    assert shown("> [!goal] Done means\n> ![[tide.png]] hangs there") == ["Done means", "[[tide.png]] hangs there"]
    assert holds("> > - The tide turns before noon.", "- [ ] The tide turns before noon. ^id")
    assert not holds("> > - The tide turns before noon.", "- [ ] The tide turns.")


def test_boxes_of_drafts_are_told_from_boxes_of_people() -> None:
    box = draft("local:tiny", [one("The tide turns at noon.")])
    text = f"# Note\n\n{box}\n\nOurs.\n\n> Theirs.\n"
    assert without_drafts(text) == "# Note\n\n\nOurs.\n\n> Theirs.\n"
    assert is_draft(text, text.index("The tide"))
    assert not is_draft(text, text.index("Ours"))
    assert not is_draft(text, text.index("Theirs"))
