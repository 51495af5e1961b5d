"""Approvals: one question for one exact effect, waiting through restarts, answered once."""

from __future__ import annotations

import asyncio

import pytest
from claudeprojects.agents.errors import ApprovalDecided, ApprovalNotFound
from claudeprojects.agents.permissions.approvals import ApprovalStore
from claudeprojects.agents.permissions.decision import Decision
from claudeprojects.agents.store import AgentStore
from claudeprojects.agents.values import Effect

WHY = Decision("ask", "Bash", "It asks.")
EFFECT = Effect("shell", "Run ls", ("a.md",), "ls", leaves_machine=False)


@pytest.fixture
def store(tmp_path):
    opened = AgentStore(tmp_path, durability="normal")
    yield opened
    opened.close()


def ask(approvals: ApprovalStore, key: str = "run/1/0", effect: Effect = EFFECT, run: str = "run"):
    return approvals.request(run, key, effect, "shell", {"command": effect.detail}, WHY)


def test_asking_the_same_again_is_one_question_and_another_effect_is_another(store):
    approvals = ApprovalStore(store.database)
    first = ask(approvals)
    assert ask(approvals) == first
    assert ask(approvals, effect=Effect("shell", "Run rm", detail="rm x")).id != first.id
    assert ask(approvals, key="run/2/0").id != first.id
    assert len(approvals.list("waiting")) == 3
    assert approvals.list("waiting")[0] == first


def test_a_question_and_its_answer_survive_a_restart(tmp_path):
    store = AgentStore(tmp_path, durability="normal")
    asked = ask(ApprovalStore(store.database))
    store.close()
    store = AgentStore(tmp_path, durability="normal")
    approvals = ApprovalStore(store.database)
    assert approvals.list("waiting") == [asked]
    approvals.decide(asked.id, True, "you", "go on")
    store.close()
    store = AgentStore(tmp_path, durability="normal")
    again = ask(ApprovalStore(store.database))
    store.close()
    assert (again.state, again.note, again.decided_by, again.effect) == ("approved", "go on", "you", EFFECT)


def test_whoever_waits_is_told_at_once_from_any_thread(store):
    approvals = ApprovalStore(store.database)
    asked = ask(approvals)

    async def scene():
        waiting = [asyncio.create_task(approvals.wait(asked.id)) for _ in range(3)]
        await asyncio.sleep(0)
        await asyncio.to_thread(approvals.decide, asked.id, False, "you", "not now")
        return await asyncio.wait_for(asyncio.gather(*waiting), 5)

    assert {(answer.state, answer.note) for answer in asyncio.run(scene())} == {("denied", "not now")}


def test_an_answer_from_another_process_is_seen(store, tmp_path, monkeypatch):
    monkeypatch.setattr("claudeprojects.agents.permissions.approvals._LOOK_AGAIN_SECONDS", 0.05)
    approvals = ApprovalStore(store.database)
    asked = ask(approvals)
    other = AgentStore(tmp_path, durability="normal")

    async def scene():
        waiting = asyncio.create_task(approvals.wait(asked.id))
        await asyncio.sleep(0.05)
        ApprovalStore(other.database).decide(asked.id, True, "you")
        return await asyncio.wait_for(waiting, 10)

    assert asyncio.run(scene()).state == "approved"
    other.close()


def test_waiting_ends_when_the_run_is_cancelled(store):
    approvals = ApprovalStore(store.database)
    asked = ask(approvals)

    async def scene():
        cancelled = asyncio.Event()
        waiting = asyncio.create_task(approvals.wait(asked.id, cancelled))
        await asyncio.sleep(0)
        cancelled.set()
        return await asyncio.wait_for(waiting, 5)

    assert asyncio.run(scene()).state == "waiting"


def test_an_answer_stands(store):
    approvals = ApprovalStore(store.database)
    asked = ask(approvals)
    assert approvals.decide(asked.id, True, "you") == approvals.decide(asked.id, True, "you")
    with pytest.raises(ApprovalDecided, match="approved already"):
        approvals.decide(asked.id, False, "you")
    with pytest.raises(ApprovalNotFound):
        approvals.decide("none", True, "you")


def test_a_run_that_ends_withdraws_its_questions_and_no_others(store):
    approvals = ApprovalStore(store.database)
    told = []
    approvals.on_change(told.append)
    mine, other = ask(approvals), ask(approvals, "other/1/0", run="other")
    assert [approval.state for approval in approvals.withdraw("run")] == ["withdrawn"]
    assert approvals.list("waiting") == [other]
    assert [(approval.id, approval.state) for approval in told] == [
        (mine.id, "waiting"), (other.id, "waiting"), (mine.id, "withdrawn"),
    ]  # fmt: skip
    with pytest.raises(ApprovalDecided):
        approvals.decide(mine.id, True, "you")
