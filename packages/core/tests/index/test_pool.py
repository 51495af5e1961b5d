"""Workers that die cost at most the file that killed them, and none when no worker can run at all."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from claudeprojects.core.index.examine import Candidate
from claudeprojects.core.index.pool import INLINE_LIMIT, WorkerPool


@pytest.fixture
def candidates(tmp_path: Path) -> list[Candidate]:
    for number in range(INLINE_LIMIT + 1):
        (tmp_path / f"{number}.md").write_text(f"note {number}")
    (tmp_path / "bad.md").write_text("bad")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    paths = sorted(path.name for path in tmp_path.iterdir())
    return [Candidate(number + 1, path, 1, 1, 1) for number, path in enumerate(paths)]


def dying(kills: str | None):
    """A stand-in for ``run`` that answers as if a worker had died: at ``kills``, or always when it is ``None``."""

    def run(function, calls):
        for call in calls:
            paths = [candidate.path for candidate in call[1]] if call else []
            if kills is None or kills in paths:
                yield call, BrokenProcessPool()
            else:
                yield call, function(*call)

    return run


def skipped(pool: WorkerPool, root: Path, candidates: list[Candidate]) -> dict[str, str | None]:
    found = list(pool.examine(str(root), candidates))
    assert [candidate.path for candidate, _ in found] == [candidate.path for candidate in candidates]
    return {examined.path: examined.reason for _, examined in found if examined is not None and examined.reason}


def test_real_workers_examine_every_file(tmp_path: Path, candidates: list[Candidate]) -> None:
    pool = WorkerPool()
    assert skipped(pool, tmp_path, candidates) == {}
    assert next(iter(pool.run(os.getpid, [()])))[1] != os.getpid()
    pool.close()


def test_the_file_that_kills_a_worker_is_skipped_and_no_other(tmp_path, candidates, monkeypatch) -> None:
    pool = WorkerPool()
    monkeypatch.setattr(pool, "run", dying("bad.md"))
    assert skipped(pool, tmp_path, candidates) == {"bad.md": "unreadable"}


def test_where_no_worker_can_run_only_pdfs_have_to_wait(tmp_path, candidates, monkeypatch) -> None:
    pool = WorkerPool()
    monkeypatch.setattr(pool, "run", dying(None))
    assert skipped(pool, tmp_path, candidates) == {"a.pdf": "unreadable"}
