"""Files of permissions: the user's may allow, a vault's cannot, and one that cannot be read stops everything."""

from __future__ import annotations

import json

import pytest
from claudeprojects.agents.errors import PermissionsDamaged, RuleInvalid, RuleToolUnknown
from claudeprojects.agents.permissions.files import Document, PermissionFiles, RuleTexts
from claudeprojects.agents.permissions.known import KnownTools
from claudeprojects.agents.permissions.policy import ShellLimits


@pytest.fixture
def files(tmp_path):
    (tmp_path / "vault" / ".claudeprojects").mkdir(parents=True)
    (tmp_path / "vault" / ".claude").mkdir()
    return PermissionFiles(tmp_path / "vault", tmp_path / "permissions.toml")


def texts(rules):
    return [rule.text for rule in rules]


def test_without_files_nothing_is_said_and_the_web_is_off(files):
    policy = files.policy("writer")
    assert (policy.allow, policy.ask, policy.deny, policy.web) == ((), (), (), False)


def test_rules_of_an_agent_come_before_those_of_all(files):
    files.user_file.write_text('allow = ["Bash(ls)"]\nweb = true\n[agents.writer]\nallow = ["Bash(wc:*)"]\n')
    assert texts(files.policy("writer").allow) == ["Bash(wc:*)", "Bash(ls)"]
    assert texts(files.policy("planner").allow) == ["Bash(ls)"]
    assert files.policy("writer").web


def test_a_vault_only_tightens_and_what_it_would_allow_is_told(files):
    files.vault_file.write_text(
        'allow = ["Bash"]\ndeny = ["Read(Private/**)"]\nweb = true\n[shell]\nnetwork = true\n'
    )
    claude = files.vault_file.parents[1] / ".claude" / "settings.json"
    claude.write_text(json.dumps({"permissions": {"allow": ["WebFetch"], "ask": ["Bash"]}, "model": "x"}))
    policy = files.policy("writer")
    assert policy.allow == ()
    assert not policy.web
    assert policy.shell == ShellLimits()
    assert texts(policy.deny) == ["Read(Private/**)"]
    assert texts(policy.ask) == ["Bash"]
    assert len(files.problems()) == 4


def test_a_changed_file_counts_at_once(files):
    files.policy("writer")
    files.user_file.write_text('deny = ["Bash"]')
    assert texts(files.policy("writer").deny) == ["Bash"]
    files.user_file.unlink()
    assert files.policy("writer").deny == ()


@pytest.mark.parametrize(
    "text",
    [
        "allow = [",
        'allow = "Bash"',
        "allow = [1]",
        'deny = ["Bash(x"]',
        "web = 1",
        "[shell]\nseconds = 0",
        "[shell]\nx = 1",
    ],
)
def test_a_file_that_cannot_be_read_stops_every_tool(files, text):
    files.user_file.write_text(text)
    with pytest.raises(PermissionsDamaged, match=r"permissions\.toml"):
        files.policy("writer")


def test_saving_keeps_comments_and_what_others_wrote(files):
    files.user_file.write_text('# mine\nother = 1\nallow = ["Bash(old)"]\nweb = true\n')
    saved = files.save(
        Document(deny=["Read(P/**)"], agents={"writer": RuleTexts(ask=["Bash"])}, shell=ShellLimits(seconds=9))
    )
    text = files.user_file.read_text()
    assert text.startswith("# mine\nother = 1\n")
    assert "Bash(old)" not in text
    assert saved.deny == ["Read(P/**)"]
    assert not saved.web
    assert files.policy("writer").shell.seconds == 9
    assert texts(files.policy("writer").ask) == ["Bash"]


def test_a_rule_that_cannot_be_read_is_not_saved(files):
    with pytest.raises(RuleInvalid):
        files.save(Document(deny=["Bash("]))
    assert not files.user_file.exists()


def test_what_may_not_be_read_is_left_out_of_whole_vault_searches(files):
    files.user_file.write_text('deny = ["Read(Private/**)"]\nask = ["Read(Money/**)"]\n')
    policy = files.policy("writer")
    paths = ["a.md", "Private/a.md", "private/b/c.md", "Money/a.md", ".obsidian/app.json"]
    assert [path for path in paths if policy.may_read(path)] == ["a.md"]


@pytest.mark.parametrize(
    ("rule", "near"),
    [("Nope(x)", ()), ("Raed(Private/**)", ("Read",)), ("Bassh(ls)", ("Bash",)), ("Wri*", ("Write",)), ("mcp__", ())],
)
def test_a_rule_about_no_tool_is_not_saved_and_names_those_near(files, rule, near):
    with pytest.raises(RuleToolUnknown) as raised:
        files.save(Document(agents={"writer": RuleTexts(deny=[rule])}))
    assert repr(rule) in raised.value.message
    assert raised.value.suggestions[:1] == near
    assert not files.user_file.exists()


@pytest.mark.parametrize(
    "rule",
    ["read", "Read(P/**)", "LS", "MultiEdit", "WebSearch", "Task(writer)", "*", "w*", "mcp__later__tool", "mcp__*",
     "weigh"],
)  # fmt: skip
def test_our_names_claude_codes_and_those_of_servers_and_plugins_are_tools(tmp_path, rule):
    files = PermissionFiles(tmp_path, tmp_path / "permissions.toml", KnownTools(lambda: ["weigh"]))
    assert files.save(Document(deny=[rule])).deny == [rule]
    assert files.problems() == []


def test_rules_about_no_tool_that_stand_there_are_told_of_and_do_not_hinder_others(files):
    files.user_file.write_text('deny = ["Raed(Private/**)", "Bash"]\n')
    files.vault_file.write_text('[agents.writer]\nask = ["Nope"]\n')
    told = files.problems()
    assert [("'Raed(Private/**)'" in told[0], "Did you mean 'Read'?" in told[0]), "'Nope'" in told[1]] == [
        (True, True), True,
    ]  # fmt: skip
    files.save(Document(deny=["Raed(Private/**)", "Bash", "Edit(x)"]))
    assert texts(files.policy("writer").deny) == ["Raed(Private/**)", "Bash", "Edit(x)"]


def test_a_rule_that_cannot_be_read_is_told_of_where_rules_are_listed(files):
    files.user_file.write_text('deny = ["Bash("]')
    assert "'Bash('" in files.problems()[0]
    assert files.save(Document()).deny == []
