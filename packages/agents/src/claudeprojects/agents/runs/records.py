"""The tables of runs: every row read and written in one place.

A run that was cancelled stays cancelled whatever its worker writes afterwards, and a worker that lost a run to
another one cannot write to it any more (``RunTakenOver``).
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import RunNotFound, RunTakenOver
from claudeprojects.agents.runs.model import Budget, Run, RunState, Spent, Step
from claudeprojects.agents.runs.reviewing import WITH_OPEN_CHANGES, change_counts
from claudeprojects.agents.values import Privacy, Usage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claudeprojects.agents.store import AgentStore
    from claudeprojects.core.store.database import Row, Transaction

_RUN = """
    id, root_id, parent_id, agent, title, prompt, mode, state, created_at, paths, why, answer, wanted_model,
    model, budget, usage, privacy, attended, priority, job, attempt, owner, parent_key, forked_from, forked_step,
    schedule_id, reuse, started_at, ended_at
"""
_RUN_COLUMNS = tuple(name.strip() for name in _RUN.split(","))
_STEP = "run_id, number, kind, name, started_at, request, reply, model, rule, usage, privacy, ended_at, error"


class RunRecords:
    """Runs, steps and messages in ``store``; blocking, and quick."""

    def __init__(self, store: AgentStore) -> None:
        self._database = store.database

    def add(self, run: Run, steps: Iterable[Step] = ()) -> None:
        """Record a new run, with the ``steps`` it starts from when it is a fork."""
        with self._database.write() as write:
            write.execute(f"INSERT INTO runs ({_RUN}) VALUES ({_marks(len(_RUN_COLUMNS))})", _run_row(run))
            for step in steps:
                _put(write, step)

    def get(self, run_id: str) -> Run:
        """The run ``run_id``. Raises ``RunNotFound``."""
        if (found := self.find("id", run_id)) is None:
            raise RunNotFound(run_id)
        return found

    def find(self, column: str, value: str) -> Run | None:
        """The first run with ``value`` in ``column`` (a column's name, never input)."""
        rows = self._database.read(f"SELECT {_RUN} FROM runs WHERE {column} = ?", (value,))
        return _run_of(rows[0]) if rows else None

    def page(
        self,
        states: Sequence[str],
        before: tuple[float, str] | None,
        limit: int,
        *,
        roots: bool,
        review: bool | None = None,
    ) -> list[Run]:
        """The newest runs created before ``before``; all states when ``states`` is empty.

        With ``review`` only those whose changes wait for a person; with ``False`` only the others.
        """
        where, params = ["1"], list[Any]()
        if states:
            where.append(f"state IN ({_marks(len(states))})")
            params += states
        if roots:
            where.append("parent_id IS NULL")
        if review is not None:
            where.append(WITH_OPEN_CHANGES if review else f"NOT {WITH_OPEN_CHANGES}")
        if before is not None:
            where.append("(created_at, id) < (?, ?)")
            params += before
        sql = f"SELECT {_RUN} FROM runs WHERE {' AND '.join(where)} ORDER BY created_at DESC, id DESC LIMIT ?"
        return [_run_of(row) for row in self._database.read(sql, (*params, limit))]

    def tree(self, root_id: str) -> list[Run]:
        """The run ``root_id`` and all its descendants, oldest first."""
        sql = f"SELECT {_RUN} FROM runs WHERE root_id = ? ORDER BY created_at, rowid"
        return [_run_of(row) for row in self._database.read(sql, (root_id,))]

    def spent(self, root_id: str) -> Spent:
        """What the tree of ``root_id`` has used."""
        rows = self._database.read("SELECT usage FROM runs WHERE root_id = ?", (root_id,))
        return sum((Spent.from_json(json.loads(usage)) for (usage,) in rows), Spent())

    def change_counts(self, root_ids: Iterable[str]) -> dict[str, dict[str, int]]:
        """How many files the trees of ``root_ids`` change, by the state of the change."""
        return change_counts(self._database, set(root_ids))

    def counts(self) -> dict[str, int]:
        """How many root runs there are in each state."""
        return dict(self._database.read("SELECT state, count(*) FROM runs WHERE parent_id IS NULL GROUP BY state"))

    def unfinished_roots(self) -> list[Run]:
        """Root runs that a worker should be carrying out."""
        sql = (
            f"SELECT {_RUN} FROM runs WHERE parent_id IS NULL AND state IN ('queued', 'running') ORDER BY created_at"
        )
        return [_run_of(row) for row in self._database.read(sql)]

    def cancelled_among(self, root_ids: Sequence[str]) -> list[str]:
        """Those of ``root_ids`` that somebody cancelled."""
        sql = f"SELECT id FROM runs WHERE state = 'cancelled' AND id IN ({_marks(len(root_ids))})"
        return [run_id for (run_id,) in self._database.read(sql, root_ids)] if root_ids else []

    def claim(self, root_id: str, owner: str, job: int) -> Run | None:
        """Let ``owner`` carry out the tree as its job number ``job``; ``None`` when it is not to be carried out."""
        with self._database.write() as write:
            write.execute(
                "UPDATE runs SET state = 'running', why = '', owner = ?, started_at = coalesce(started_at, ?)"
                " WHERE id = ? AND job = ? AND state IN ('queued', 'running', 'waiting')",
                (owner, time.time(), root_id, job),
            )
            claimed = write.changes() == 1
            if claimed:
                write.execute("UPDATE runs SET owner = ? WHERE root_id = ? AND ended_at IS NULL", (owner, root_id))
        return self.get(root_id) if claimed else None

    def settle(
        self, run: Run, state: RunState, why: str = "", *, answer: str | None = None, owner: str | None = None
    ) -> Run:
        """Move a run to ``state``; one that was cancelled stays so. Returns it as it is then."""
        ended = time.time() if state in ("done", "failed", "cancelled") else None
        started = time.time() if state == "running" else None
        with self._database.write() as write:
            write.execute(
                "UPDATE runs SET state = ?, why = ?, answer = coalesce(?, answer), ended_at = ?,"
                " started_at = coalesce(started_at, ?)"
                " WHERE id = ? AND state != 'cancelled' AND (? IS NULL OR owner = ?)",
                (state, why, answer, ended, started, run.id, owner, owner),
            )
        return self.get(run.id)

    def settle_descendants(self, root: Run) -> None:
        """Let what is unfinished below a root share its state: nobody works on it any more."""
        with self._database.write() as write:
            write.execute(
                "UPDATE runs SET state = ?, why = ?, ended_at = ? WHERE root_id = ? AND id != root_id"
                " AND state IN ('queued', 'running', 'waiting')",
                (root.state, root.why, root.ended_at, root.id),
            )

    def requeue(self, run_id: str, why: str = "", *, attempt: int | None = None, reopen: bool = False) -> Run | None:
        """Ready a root run for its next job; ``None`` when it has ended (and is not to be ``reopen``-ed)."""
        with self._database.write() as write:
            write.execute(
                "UPDATE runs SET state = 'queued', why = ?, job = job + 1, attempt = coalesce(?, attempt),"
                " ended_at = NULL, owner = NULL WHERE id = ? AND (? OR state IN ('queued', 'running', 'waiting'))",
                (why, attempt, run_id, reopen),
            )
            changed = write.changes() == 1
        return self.get(run_id) if changed else None

    def cancel_tree(self, run: Run, why: str) -> list[Run]:
        """Cancel ``run`` and every descendant that has not ended; returns those."""
        live = [each for each in self._descent(run) if not each.ended]
        with self._database.write() as write:
            for each in live:
                write.execute(
                    "UPDATE runs SET state = 'cancelled', why = ?, ended_at = ? WHERE id = ? AND ended_at IS NULL",
                    (why, time.time(), each.id),
                )
        return [replace(each, state="cancelled", why=why) for each in live]

    def _descent(self, run: Run) -> list[Run]:
        tree, family = self.tree(run.root_id), {run.id}
        for each in tree:  # parents come before their children
            if each.parent_id in family:
                family.add(each.id)
        return [each for each in tree if each.id in family]

    def children(self, run_id: str) -> list[Run]:
        """The runs that ``run_id`` asked for, in the order of the calls that did."""
        rows = self._database.read(f"SELECT {_RUN} FROM runs WHERE parent_id = ?", (run_id,))
        return sorted(map(_run_of, rows), key=_by_call)

    def set_budget(self, run_id: str, budget: Budget) -> None:
        """Give a run another budget."""
        with self._database.write() as write:
            write.execute("UPDATE runs SET budget = ? WHERE id = ?", (json.dumps(budget.to_json()), run_id))

    def delete(self, run_id: str) -> None:
        """Forget an ended run and its descendants."""
        with self._database.write() as write:
            write.execute("DELETE FROM runs WHERE root_id = ?", (run_id,))

    def steps(self, run_id: str) -> list[Step]:
        """All steps of a run, in order."""
        sql = f"SELECT {_STEP} FROM steps WHERE run_id = ? ORDER BY number"
        return [_step_of(row) for row in self._database.read(sql, (run_id,))]

    def write_steps(self, run: Run, steps: Iterable[Step], spent: Spent) -> None:
        """Record ``steps`` as they are now, and what the run used, privacy and model with them, as one commit.

        Raises:
            RunTakenOver: another worker carries out the run now.
        """
        with self._database.write() as write:
            if run.owner is not None:
                ((owner,),) = write.execute("SELECT owner FROM runs WHERE id = ?", (run.id,)) or ((None,),)
                if owner != run.owner:
                    raise RunTakenOver(run.id)
            for step in steps:
                _put(write, step)
            write.execute(
                "UPDATE runs SET usage = ?, privacy = ?, model = ? WHERE id = ?",
                (json.dumps(spent.to_json()), int(run.privacy), run.model, run.id),
            )

    def add_message(self, run_id: str, text: str) -> None:
        """Keep what a person says to a run until its next model call."""
        with self._database.write() as write:
            write.execute(
                "INSERT INTO run_messages (run_id, text, created_at) VALUES (?, ?, ?)", (run_id, text, time.time())
            )

    def take_messages(self, run_id: str, step: int) -> list[str]:
        """What persons said since the last model call; from now on it belongs to ``step``, however often cut."""
        if not self._database.value("SELECT count(*) FROM run_messages WHERE run_id = ?", (run_id,)):
            return []
        with self._database.write() as write:
            write.execute("UPDATE run_messages SET step = ? WHERE run_id = ? AND step IS NULL", (step, run_id))
            rows = write.execute(
                "SELECT text FROM run_messages WHERE run_id = ? AND step = ? ORDER BY id", (run_id, step)
            )
        return [text for (text,) in rows]

    def has_messages(self, run_id: str) -> bool:
        """Whether something a person said has not been read yet."""
        sql = "SELECT count(*) FROM run_messages WHERE run_id = ? AND step IS NULL"
        return bool(self._database.value(sql, (run_id,)))


def _by_call(run: Run) -> tuple[int, ...]:
    _, *numbers = (run.parent_key or "").split("/")
    return tuple(map(int, numbers))


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _put(write: Transaction, step: Step) -> None:
    write.execute(f"INSERT OR REPLACE INTO steps ({_STEP}) VALUES ({_marks(13)})", _step_row(step))


def _run_row(run: Run) -> tuple[Any, ...]:
    values = {name: getattr(run, name) for name in _RUN_COLUMNS}
    values |= {"paths": json.dumps(run.paths), "budget": json.dumps(run.budget.to_json())}
    values |= {"usage": json.dumps(run.usage.to_json()), "privacy": int(run.privacy)}
    return tuple(values.values())


def _run_of(row: Row) -> Run:
    values = dict(zip(_RUN_COLUMNS, row, strict=True))
    values |= {"paths": tuple(json.loads(values["paths"])), "budget": Budget.of(json.loads(values["budget"]))}
    values |= {"usage": Spent.from_json(json.loads(values["usage"])), "privacy": Privacy(values["privacy"])}
    return Run(**{**values, "attended": bool(values["attended"]), "reuse": bool(values["reuse"])})


def _step_row(step: Step) -> tuple[Any, ...]:
    reply = None if step.reply is None else _json(step.reply)
    usage = step.usage
    counted = {"input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens}
    return (
        step.run_id, step.number, step.kind, step.name, step.started_at, _json(step.request), reply, step.model,
        step.rule, _json({**counted, "dollars": usage.dollars, "seconds": usage.seconds}), int(step.privacy),
        step.ended_at, step.error,
    )  # fmt: skip


def _step_of(row: Row) -> Step:
    run_id, number, kind, name, started_at, request, reply, model, rule, usage, privacy, ended_at, error = row
    return Step(
        run_id, number, kind, name, started_at, json.loads(request), None if reply is None else json.loads(reply),
        model, rule, Usage(**json.loads(usage)), Privacy(privacy), ended_at, error,
    )  # fmt: skip


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
