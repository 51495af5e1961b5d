from __future__ import annotations

import pytest
from claudeprojects.core.errors import PathRefused
from claudeprojects.core.vault.paths import (
    check_changeable,
    check_new_path,
    check_path,
    printable,
    renamed,
    why_protected,
)


@pytest.mark.parametrize(
    "path",
    ["", "/", "/etc/passwd", "../x.md", "a/../../x.md", "a/./b.md", "a//b.md", "a\0b.md", "C:\\x.md", "C:/x.md",
     "a\udcffb.md", "x" * 256, "ü" * 128, "/".join(["folder"] * 700)],
)  # fmt: skip
def test_a_path_that_leaves_the_vault_or_that_no_disk_takes_is_refused(path):
    with pytest.raises(PathRefused) as refused:
        check_path(path)
    refused.value.message.encode()


@pytest.mark.parametrize(
    "path", ["a.md", "CON.md", "what?.md", "a\\b.md", "trailing. ", "日本語/ノート.md", ".x/y", "a:b"]
)
def test_an_odd_name_that_exists_can_be_read(path):
    assert check_path(path) == path


@pytest.mark.parametrize(
    "name",
    ["CON", "aux.md", "Nul.tar.gz", "com1", "LPT9.md", "COM¹.md", "con .md", "a<b.md", "a>b", 'a"b', "a|b", "a?b",
     "a*b", "a:b", "a\\b", "tab\t.md", "dot.", "space ", " space.md", "del\x7f", ".claudeprojects-1-0.tmp"],
)  # fmt: skip
def test_a_new_name_that_some_system_refuses_is_refused(name):
    with pytest.raises(PathRefused, match=r".") as refused:
        check_new_path(f"folder/{name}")
    assert refused.value.hint


@pytest.mark.parametrize("name", ["console.md", "a.b.c.md", "#1 idea.md", "C'est ça!.md", "x" * 252 + ".md", "コン"])
def test_a_new_name_that_every_system_takes_is_taken(name):
    assert check_new_path(f"folder/{name}/") == f"folder/{name}"


def test_only_the_names_below_the_existing_folder_have_to_be_good():
    assert check_new_path("what?/a.md", "what?") == "what?/a.md"
    with pytest.raises(PathRefused):
        check_new_path("what?/a?.md", "what?")


@pytest.mark.parametrize(
    "path",
    [".claudeprojects", ".ClaudeProjects", ".claudeprojects/trash/1/x", ".claudeprojects/ignore", ".git/hooks/x",
     "a/.GIT/x", ".obsidian/plugins/x/main.js", ".claude/agents/a.md", ".mcp.json", "a/.hidden.md"],
)  # fmt: skip
def test_our_folder_and_what_other_programs_go_by_are_not_for_writing(path):
    for check in check_changeable, check_new_path:
        with pytest.raises(PathRefused) as refused:
            check(path)
        assert "program" in refused.value.hint


def test_a_dot_inside_a_name_hides_nothing():
    assert why_protected("a.b/x.y./c..md") is None


def test_undecodable_bytes_are_shown_as_escapes():
    assert printable("a\udcff.md") == "a\\xff.md"


def test_a_renamed_folder_takes_along_what_is_in_it_and_nothing_else():
    assert renamed("a/b.md", "a", "c/d") == "c/d/b.md"
    assert renamed("ab/b.md", "a", "c") == "ab/b.md"
    assert renamed("a", "a", "c") == "c"
