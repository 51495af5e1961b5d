"""Forking: the changes that a fork shares with the run it comes from, taken over as they were left, running nothing.

That holds for every tool alike: what a command had changed cannot be had again by running it again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claudeprojects.core.errors import VaultError
from claudeprojects.core.vault.textfile import content_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claudeprojects.agents.changes.records import Change, Records
    from claudeprojects.core.vault.vault import Vault


def take_over(run_id: str, calls: Mapping[str, str], vault: Vault, records: Records) -> None:
    """Propose for the fork ``run_id`` what ``calls`` had: the keys, or beginnings of keys, there and here.

    What is on disk already need not be proposed again. Doing it twice changes nothing.
    """
    done = f"{run_id}/shared"
    if records.call(done) is not None:
        return
    with records.database.write():
        latest: dict[int, tuple[int, str, Change]] = {}
        for there, here in calls.items():
            for number, key, change in records.steps_of(there):
                if change.id not in latest or latest[change.id][0] < number:
                    latest[change.id] = number, here + key[len(there) :], change
        for _, key, change in sorted(latest.values(), key=lambda step: step[2].id):
            if not change.changes_nothing and not _is_so(change, vault):
                records.log(key, records.add(run_id, replace(change, staged_by=run_id)))
                if (data := records.content_if_kept(change.proposed)) is not None:
                    records.remember_read(run_id, change.path, data)
        records.remember_call(run_id, done, {})


def _is_so(change: Change, vault: Vault) -> bool:
    """Whether the disk is as the change would make it."""
    if change.proposed is not None and change.old_path not in (None, change.path):
        return _hash_at(vault, change.old_path or "") is None and _hash_at(vault, change.path) == change.proposed
    return _hash_at(vault, change.path) == change.proposed


def _hash_at(vault: Vault, path: str) -> str | None:
    try:
        return content_hash(vault.read_bytes(path))
    except VaultError:
        return None
