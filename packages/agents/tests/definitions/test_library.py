"""What is nearest counts, everything is explained, and nothing is read that should not be."""

from __future__ import annotations

import pytest
from claudeprojects.agents.definitions.library import Library
from claudeprojects.agents.definitions.places import PluginFolder
from claudeprojects.agents.errors import AgentNotFound, SkillNotFound
from claudeprojects.core.errors import PathRefused


def definition(name: str, text: str = "Do it.", **more: str) -> str:
    extra = "".join(f"{key}: {value}\n" for key, value in more.items())
    return f"---\nname: {name}\ndescription: {text}\n{extra}---\n{text}\n"


def by_path(shelf, kind="agents"):
    return {shelf.library.shown(entry.path): entry for entry in getattr(shelf.library, kind)()}


def test_the_nearest_of_a_name_is_used_and_the_others_say_which_one_is(shelf):
    for place in ("~/.claude", ".agents", ".claude", ".claudeprojects"):
        shelf.put(f"{place}/agents/helper.md", definition("helper", place))
    assert shelf.library.agent("helper").description == ".claudeprojects"
    found = by_path(shelf)
    assert [path for path, entry in found.items() if entry.used and entry.origin != "builtin"] == [
        ".claudeprojects/agents/helper.md"
    ]
    for path in (".claude/agents/helper.md", ".agents/agents/helper.md", "~/.claude/agents/helper.md"):
        assert found[path].why == ".claudeprojects/agents/helper.md has the same name and is nearer."


def test_agents_are_found_in_folders_below_and_documentation_beside_them_is_not_used(shelf):
    shelf.put(".claude/agents/engineering/backend/api.md", definition("api"))
    shelf.put(".claude/agents/README.md", "# Our agents\n")
    shelf.put(".claude/agents/notes.txt", "nothing")
    assert shelf.own() == ["api"]
    found = by_path(shelf)
    assert "documentation" in found[".claude/agents/README.md"].why
    assert ".claude/agents/notes.txt" not in found


def test_a_changed_a_new_and_a_deleted_file_are_seen_at_once(shelf):
    file = shelf.put(".claude/agents/a.md", definition("a", "one"))
    assert shelf.library.agent("a").description == "one"
    shelf.put(".claude/agents/a.md", definition("a", "two, longer"))
    shelf.put(".claude/agents/b.md", definition("b"))
    assert shelf.library.agent("a").description == "two, longer"
    assert shelf.own() == ["a", "b"]
    file.unlink()
    assert shelf.own() == ["b"]


def test_a_file_that_did_not_change_is_not_read_again(shelf, monkeypatch):
    shelf.put(".claude/agents/a.md", definition("a"))
    shelf.library.agents()
    monkeypatch.setattr("claudeprojects.agents.definitions.library.read_text", lambda _: pytest.fail("read again"))
    assert shelf.own() == ["a"]


def test_a_name_is_found_in_any_case_and_with_any_hyphens(shelf):
    shelf.put(".claude/agents/a.md", definition("Code Reviewer"))
    for name in ("Code Reviewer", "code-reviewer", "CODE_REVIEWER"):
        assert shelf.library.agent(name).name == "Code Reviewer"


def test_an_unknown_name_suggests_near_ones(shelf):
    with pytest.raises(AgentNotFound) as refused:
        shelf.library.agent("resercher")
    assert refused.value.suggestions[0] == "researcher"
    with pytest.raises(SkillNotFound):
        shelf.library.skill("nothing")


def test_a_link_out_of_the_vault_is_not_read(shelf):
    secret = shelf.put("~/secret.md", definition("secret"))
    (shelf.vault / ".claude/agents").mkdir(parents=True)
    (shelf.vault / ".claude/agents/secret.md").symlink_to(secret)
    (shelf.vault / ".claude/skills").symlink_to(shelf.home)
    shelf.put("~/x/SKILL.md", definition("x"))
    assert shelf.own() == []
    assert "leads out" in by_path(shelf)[".claude/agents/secret.md"].why
    assert all(not entry.used for entry in shelf.library.skills())


def test_links_in_the_home_are_followed_and_loops_end(shelf):
    shelf.put("~/dotfiles/agents/a.md", definition("a"))
    (shelf.home / ".claude").mkdir()
    (shelf.home / ".claude/agents").symlink_to(shelf.home / "dotfiles/agents")
    (shelf.home / "dotfiles/agents/again").symlink_to(shelf.home / "dotfiles/agents")
    assert shelf.own() == ["a"]


def test_bytes_that_are_no_text_and_files_that_are_too_large_are_told_of(shelf):
    shelf.put(".claude/agents/latin.md", "")
    (shelf.vault / ".claude/agents/latin.md").write_bytes(b"---\nname: latin\ndescription: caf\xe9\n---\nx")
    shelf.put(".claude/agents/large.md", "x" * 1_000_001)
    found = by_path(shelf)
    assert found[".claude/agents/latin.md"].used
    assert found[".claude/agents/latin.md"].problems[0].line == 3
    assert "larger than" in found[".claude/agents/large.md"].why


def test_plugins_bring_agents_skills_and_servers_behind_the_users_own(shelf, tmp_path):
    brought = tmp_path / "plugin"
    for path, text in {
        "agents/a.md": definition("a"),
        "agents/b.md": definition("b", permissionMode="bypassPermissions"),
        "skills/s/SKILL.md": definition("s"),
        ".mcp.json": '{"mcpServers": {"p": {"command": "p"}}}',
    }.items():
        (brought / path).parent.mkdir(parents=True, exist_ok=True)
        (brought / path).write_text(text)
    shelf.put("~/.claude/agents/a.md", definition("a", "mine"))
    library = Library(shelf.vault, plugins=lambda: [PluginFolder("tides", brought)])
    assert library.agent("a").description == "mine"
    assert library.agent("b").mode == "default"
    assert {entry.plugin for entry in library.agents() if entry.origin == "plugin"} == {"tides"}
    assert library.skill("s").origin == "plugin"
    assert list(library.servers()) == ["p"]


def test_a_skill_is_a_folder_and_what_lies_in_it_belongs_to_it(shelf):
    shelf.put(
        ".claude/skills/tides/SKILL.md", definition("tides", **{"allowed-tools": "Read Grep", "license": "MIT"})
    )
    shelf.put(".claude/skills/tides/examples/SKILL.md", definition("inner"))
    shelf.put(".claude/skills/group/moon/SKILL.md", "# Moon\n\nWhat the moon does.\n")
    shelf.put(".claude/skills/empty/SKILL.md", "")
    skills = by_path(shelf, "skills")
    tides = shelf.library.skill("tides")
    assert (tides.allowed_tools, tides.license, tides.folder.name) == (("Read", "Grep"), "MIT", "tides")
    moon = shelf.library.skill("moon")
    assert (moon.description, moon.body) == ("What the moon does.", "# Moon\n\nWhat the moon does.")
    assert ".claude/skills/tides/examples/SKILL.md" not in skills
    assert not skills[".claude/skills/empty/SKILL.md"].used


def test_a_skill_is_found_by_its_name_and_by_its_folder(shelf):
    shelf.put(".claude/skills/pdf/SKILL.md", definition("pdf-reading"))
    assert shelf.library.skill("pdf-reading") is shelf.library.skill("pdf")


def test_instructions_come_nearest_first_and_the_users_last(shelf):
    shelf.put("AGENTS.md", "root")
    shelf.put("Projects/CLAUDE.md", "projects")
    shelf.put("Projects/Tide/AGENTS.md", "tide")
    shelf.put("Other/AGENTS.md", "other")
    shelf.put("~/.claude/CLAUDE.md", "mine")
    told = shelf.library.instructions_for("Projects/Tide/Clock.md")
    assert told == [
        ("Projects/Tide/AGENTS.md", "tide"),
        ("Projects/CLAUDE.md", "projects"),
        ("AGENTS.md", "root"),
        ("~/.claude/CLAUDE.md", "mine"),
    ]
    assert [path for path, _ in shelf.library.instructions_for("")] == ["AGENTS.md", "~/.claude/CLAUDE.md"]
    with pytest.raises(PathRefused):
        shelf.library.instructions_for("../x.md")


def test_imports_are_told_after_the_file_that_imports_them_and_only_once(shelf):
    shelf.put("CLAUDE.md", "See @AGENTS.md and @docs/style.md, not `@docs/code.md`.\n```\n@docs/code.md\n```\n@me\n")
    shelf.put("AGENTS.md", "agents")
    shelf.put("docs/style.md", "style @../docs/deep.md @./style.md")
    shelf.put("docs/deep.md", "deep")
    shelf.put("docs/code.md", "code")
    assert [path for path, _ in shelf.library.instructions_for("")] == [
        "AGENTS.md", "CLAUDE.md", "docs/style.md", "docs/deep.md",
    ]  # fmt: skip


def test_a_note_cannot_import_what_lies_outside_the_vault(shelf):
    secret = shelf.put("~/secret.txt", "SECRET")
    shelf.put("AGENTS.md", f"@~/secret.txt @{secret} @../home/secret.txt")
    assert all("SECRET" not in text for _, text in shelf.library.instructions_for(""))
    assert [found.why for found in shelf.library.instructions.found("")][1:] == [
        "It lies outside the vault, so it is not read."
    ]


def test_the_same_text_in_two_files_is_told_once(shelf):
    shelf.put("AGENTS.md", "same")
    (shelf.vault / "CLAUDE.md").symlink_to("AGENTS.md")
    shelf.put("A/CLAUDE.md", "same")
    assert [path for path, _ in shelf.library.instructions_for("A/x.md")] == ["A/CLAUDE.md"]
    assert [path for path, _ in shelf.library.instructions_for("")] == ["AGENTS.md"]


def test_a_public_collection_put_there_as_it_is_is_sorted_out(shelf):
    at = "~/.claude/agents/collection"
    shelf.put(f"{at}/plugins/web/agents/frontend.md", definition("frontend"))
    shelf.put(f"{at}/plugins/app/agents/frontend.md", definition("frontend"))
    shelf.put(f"{at}/plugins/web/commands/build.md", "---\ndescription: Build\nargument-hint: '[what]'\n---\nx")
    shelf.put(f"{at}/plugins/web/skills/css/SKILL.md", definition("css"))
    shelf.put(f"{at}/.git/agents/old.md", definition("old"))
    shelf.put(f"{at}/node_modules/x/agent.md", definition("theirs"))
    shelf.put(f"{at}/README.md", "# Ninety agents")
    assert shelf.own() == ["frontend"]
    said = {path.rpartition("/")[2]: entry.why for path, entry in by_path(shelf).items() if not entry.used}
    assert "command of Claude Code" in said["build.md"]
    assert "a skill and no agent" in said["SKILL.md"]
    assert said["frontend.md"] == f"{at}/plugins/app/agents/frontend.md has the same name and is nearer."
    assert "documentation" in said["README.md"]
    assert not {"old.md", "agent.md"} & set(said)
