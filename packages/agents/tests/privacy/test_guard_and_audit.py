"""The guard refuses before anything leaves and names the note; the log holds all of it, and shows tampering."""

from __future__ import annotations

import shutil

import pytest
from claudeprojects.agents.errors import PrivacyRefused
from claudeprojects.agents.privacy.audit import AuditLog
from claudeprojects.agents.privacy.policy import POLICY_FILE
from claudeprojects.agents.store import AgentStore
from claudeprojects.agents.values import Message, Privacy, Source

CLAUDE = "anthropic:claude"


def message(text="x", privacy=Privacy.OPEN, *paths):
    return Message("user", text, privacy=privacy, sources=tuple(map(Source, paths)))


def test_open_text_goes_and_is_written_down(put, guard, audit):
    put("a.md", "hello")
    guard(CLAUDE, True, [message("häll", Privacy.OPEN, "a.md")], "run", extra=10)
    (entry,) = audit.list()
    assert (entry.outcome, entry.receiver, entry.run_id, entry.bytes, entry.notes) == (
        "sent", CLAUDE, "run", 15, ("a.md",)
    )  # fmt: skip


def test_what_stays_on_the_machine_neither_leaves_nor_is_logged(guard, audit):
    guard("local:tiny", False, [message("x", Privacy.PRIVATE)], "run")
    assert audit.list() == []


def test_private_text_is_refused_and_the_note_is_named(put, guard, audit):
    put("a.md", "")
    put("Diary.md", "---\nprivacy: private\n---\n")
    with pytest.raises(PrivacyRefused) as refused:
        guard(CLAUDE, True, [message("x", Privacy.OPEN, "a.md"), message("y", Privacy.PRIVATE, "Diary.md")], "run")
    assert refused.value.notes == ("Diary.md",)
    assert "'Diary.md' is private" in refused.value.message
    (entry,) = audit.list()
    assert (entry.outcome, entry.notes) == ("refused", ("Diary.md",))


def test_a_note_made_private_since_it_was_read_is_refused(put, guard):
    put("a.md", "text")
    said = [message("text", Privacy.OPEN, "a.md")]
    guard(CLAUDE, True, said, "run")
    put("a.md", "---\nprivacy: private\n---\ntext")
    with pytest.raises(PrivacyRefused):
        guard(CLAUDE, True, said, "run")


def test_a_label_without_a_note_is_enough_to_refuse(guard):
    with pytest.raises(PrivacyRefused):
        guard.leave("web", "example.org", 10, Privacy.PRIVATE)


def test_team_text_goes_to_those_the_team_allows(put, guard):
    put("a.md", "---\nprivacy: team\n---\n")
    said = [message("x", Privacy.TEAM, "a.md")]
    with pytest.raises(PrivacyRefused):
        guard(CLAUDE, True, said)
    put(POLICY_FILE, 'team_models = ["anthropic:*"]')
    guard(CLAUDE, True, said)
    with pytest.raises(PrivacyRefused):
        guard("openai:gpt", True, said)


def filled(audit, number=5):
    for count in range(number):
        audit.append("sent", "model", CLAUDE, run_id=f"r{count}", size=count, privacy=Privacy.OPEN, notes=["a.md"])


def test_an_untouched_log_is_whole(audit):
    assert audit.verify().ok
    filled(audit)
    assert (audit.verify().ok, audit.verify().entries) == (True, 5)


TAMPERING = {
    "a value": ("UPDATE audit SET bytes = 99 WHERE entry_id = 3", 3),
    "a note": ("UPDATE audit SET notes = '[]' WHERE entry_id = 2", 2),
    "an entry gone": ("DELETE FROM audit WHERE entry_id = 3", 3),
    "the first gone": ("DELETE FROM audit WHERE entry_id = 1", 1),
    "the end cut off": ("DELETE FROM audit WHERE entry_id = 5", 5),
    "all of it": ("DELETE FROM audit", 1),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found(what, store, audit):
    filled(audit)
    statement, at = TAMPERING[what]
    with store.database.write() as transaction:
        for name in ("audit_is_not_changed", "audit_is_not_shortened"):
            transaction.execute(f"DROP TRIGGER {name}")
        transaction.execute(statement)
    found = audit.verify()
    assert not found.ok
    assert found.broken_at == at


def test_the_database_itself_refuses_to_change_the_log(store, audit):
    filled(audit)
    for statement in ("DELETE FROM audit", "UPDATE audit SET bytes = 0"):
        with pytest.raises(Exception, match="only added to"), store.database.write() as transaction:
            transaction.execute(statement)
    assert audit.verify().ok


def test_a_log_put_back_from_yesterday_is_found(store, audit, tmp_path):
    filled(audit, 3)
    store.close()
    shutil.copy(tmp_path / "data" / "agents.db", tmp_path / "yesterday.db")
    today = AgentStore(tmp_path / "data")
    filled(AuditLog(today), 3)
    today.close()
    shutil.copy(tmp_path / "yesterday.db", tmp_path / "data" / "agents.db")
    again = AgentStore(tmp_path / "data")
    assert not AuditLog(again).verify().ok
    again.close()


def test_pages_of_the_log_go_back_in_time(audit):
    filled(audit, 7)
    assert [entry.id for entry in audit.list(limit=3)] == [7, 6, 5]
    assert [entry.id for entry in audit.list(limit=3, before=5)] == [4, 3, 2]
    assert [entry.id for entry in audit.list(run_id="r2")] == [3]
