"""The class of a note: by folder, tag, property and default; and private whenever it cannot be told."""

from __future__ import annotations

import pytest
from claudeprojects.agents.errors import PrivacyPolicyInvalid
from claudeprojects.agents.privacy.policy import POLICY_FILE, PrivacyPolicy, parse_policy
from claudeprojects.agents.privacy.saving import save_policy
from claudeprojects.agents.values import Privacy, Source
from claudeprojects.core.errors import PathRefused

POLICY = """
default = "open"
team_models = ["anthropic:*"]

[folders]
"Clients/Acme" = "private"
"Team" = "team"

[tags]
journal = "private"
"""


@pytest.mark.parametrize(
    ("path", "text", "label"),
    [
        ("a.md", "", "open"),
        ("Clients/Acme/x.md", "", "private"),
        ("clients/ACME/deep/x.md", "", "private"),
        ("Clients/Acme.md", "", "open"),
        ("Clients/Acme 2/x.md", "", "open"),
        ("Clients/Acme/picture.png", "", "private"),
        ("Team/x.md", "", "team"),
        ("Team/x.md", "---\nprivacy: private\n---\n", "private"),
        ("Clients/Acme/x.md", "---\nprivacy: open\n---\n", "private"),
        ("a.md", "text #journal/2026 text", "private"),
        ("a.md", "---\ntags: [Journal]\n---\n", "private"),
        ("a.md", "`#journal`", "open"),
        ("a.md", "---\nprivacy: Team\n---\n", "team"),
        ("a.md", "---\nPrivacy: private\n---\n", "private"),
        ("a.md", "---\nprivacy: secret\n---\n", "private"),
        ("a.md", "---\nprivacy: [open]\n---\n", "private"),
        ("a.md", "---\nprivacy:\n---\n", "open"),
        ("a.md", "---\nprivacy: open\nprivacy: : :\n---\n", "private"),
        ("a.md", "the word privacy: private in the text", "open"),
    ],
)
def test_the_strictest_of_all_that_speak_of_a_note_holds(put, rules, path, text, label):
    put(POLICY_FILE, POLICY)
    put(path, text)
    assert rules.of_path(path).label == label


def test_the_default_holds_where_nothing_speaks_of_a_note(put, rules):
    put(POLICY_FILE, 'default = "private"')
    put("a.md", "")
    put("b.md", "---\nprivacy: open\n---\n")
    assert (rules.of_path("a.md"), rules.of_path("b.md")) == (Privacy.PRIVATE, Privacy.OPEN)
    assert rules.of_path("not there.md") is Privacy.PRIVATE


@pytest.mark.parametrize(
    "text", ["default = ", 'default = "secret"', "folders = 3", "x = 1", '[folders]\n"../x" = "open"', b"\xff"]
)
def test_everything_is_private_while_the_rules_cannot_be_read(put, rules, text):
    put("a.md", "")
    assert rules.of_path("a.md") is Privacy.OPEN
    put(POLICY_FILE, text)
    assert rules.of_path("a.md") is Privacy.PRIVATE
    assert rules.problem
    put(POLICY_FILE, "")
    assert rules.of_path("a.md") is Privacy.OPEN
    assert rules.problem is None


def test_a_note_made_private_is_private_at_once(put, rules):
    put("a.md", "text")
    assert rules.of_path("a.md") is Privacy.OPEN
    put("a.md", "---\nprivacy: private\n---\ntext")
    assert rules.of_path("a.md") is Privacy.PRIVATE


def test_sources_are_as_private_as_their_notes_and_odd_names_are_no_servers(put, rules):
    put("mcp:github", "---\nprivacy: private\n---\n")
    put("mcp:x.md", "---\nprivacy: private\n---\n")
    put("a.md", "---\nprivacy: team\n---\n")
    assert rules.of_sources([Source("https://example.org/x"), Source("mcp:github/get")]) is Privacy.OPEN
    assert rules.of_sources([Source("https://example.org/x"), Source("a.md")]) is Privacy.TEAM
    assert rules.of_sources([Source("mcp:x.md")]) is Privacy.PRIVATE


def test_saving_keeps_comments_and_can_be_read_again(root, put, rules):
    put(POLICY_FILE, '# mine\ndefault = "open" # why\n\n[folders]\n# gone\n"Old" = "team"\n')
    policy = PrivacyPolicy(Privacy.TEAM, (("Neu/Ä", Privacy.PRIVATE),), (("t/x", Privacy.TEAM),), ("openai:*",))
    save_policy(root, policy)
    text = (root / POLICY_FILE).read_text()
    assert "# mine" in text
    assert "# why" in text
    assert parse_policy(text) == rules.policy == policy


def test_rules_are_not_saved_through_a_link(root, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (root / ".claudeprojects").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PathRefused):
        save_policy(root, PrivacyPolicy())


def test_a_policy_with_a_folder_outside_is_refused(root):
    with pytest.raises(PrivacyPolicyInvalid):
        save_policy(root, PrivacyPolicy(folders=(("../x", Privacy.OPEN),)))
