"""Saving the privacy policy, for the user alone: nothing that an agent can call leads here."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

from claudeprojects.agents.privacy.policy import POLICY_FILE, PrivacyPolicy, parse_policy
from claudeprojects.core.errors import PathRefused, StorageFailed

if TYPE_CHECKING:
    from pathlib import Path

    import tomlkit
    from claudeprojects.agents.values import Privacy


def save_policy(root: Path, policy: PrivacyPolicy) -> None:
    """Write ``policy`` into the vault at ``root``, atomically; comments in a file that can be read stay.

    Raises:
        PathRefused: the file, or the folder it is in, is a link that leads elsewhere.
        StorageFailed: the disk refused; the old rules are still there.
    """
    target = root / POLICY_FILE
    if target.is_symlink() or target.parent.is_symlink():
        raise PathRefused(POLICY_FILE, "it is a symbolic link")
    text = _written(target, policy)
    parse_policy(text)
    try:
        target.parent.mkdir(exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=target.parent, prefix=".claudeprojects-", suffix=".tmp")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    except OSError as error:
        raise StorageFailed(POLICY_FILE, error.strerror or str(error)) from error


def _written(target: Path, policy: PrivacyPolicy) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(target.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, TOMLKitError):
        document = tomlkit.document()
    _set(document, "default", policy.default.label)
    _set(document, "team_models", list(policy.team_models))
    for key, classes in (("folders", policy.folders), ("tags", policy.tags)):
        _set_table(document, key, dict(classes))
    return tomlkit.dumps(document)


def _set(document: tomlkit.TOMLDocument, key: str, value: str | list[str]) -> None:
    if value or key in document:
        document[key] = value


def _set_table(document: tomlkit.TOMLDocument, key: str, classes: dict[str, Privacy]) -> None:
    import tomlkit
    from tomlkit.items import Table

    table = document.get(key)
    if not isinstance(table, Table):
        if not classes:
            document.pop(key, None)
            return
        table = document[key] = tomlkit.table()
    for name in [name for name in table if name not in classes]:
        del table[name]
    for name, privacy in classes.items():
        table[name] = privacy.label
