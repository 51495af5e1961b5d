"""The privacy policy of a vault: which folders, tags and properties make a note private, read from one small file.

``.claudeprojects/privacy.toml`` in the vault is the user's; its name begins with a dot, so no agent can change it.

    default = "open"                      # what no rule speaks of
    team_models = ["anthropic:*"]         # who may read ``team`` notes; nobody remote without it

    [folders]
    "Clients/Acme" = "private"            # and everything below

    [tags]
    "journal" = "private"                 # and #journal/2026

The property ``privacy`` of a note needs no rule. Of all that speak of a note the strictest holds.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import PrivacyPolicyInvalid
from claudeprojects.agents.values import Privacy
from claudeprojects.core.errors import PathRefused
from claudeprojects.core.vault.paths import OWN_FOLDER, check_path, is_inside
from claudeprojects.core.vault.resolve import fold
from claudeprojects.core.vault.tags import tag_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

POLICY_FILE = f"{OWN_FOLDER}/privacy.toml"
PROPERTY = "privacy"
"""The property by which a note names its own class."""

_KEYS = {"default", "team_models", "folders", "tags"}


@dataclass(frozen=True, slots=True)
class PrivacyPolicy:
    """The rules of one vault. ``folders`` are vault paths, ``tags`` are without ``#``; neither case nor
    Unicode composition counts."""

    default: Privacy = Privacy.OPEN
    folders: tuple[tuple[str, Privacy], ...] = ()
    tags: tuple[tuple[str, Privacy], ...] = ()
    team_models: tuple[str, ...] = ()

    def of_folder(self, path: str) -> Privacy | None:
        """The strictest class of the folders that ``path`` is in, ``None`` when no rule names one."""
        folded = fold(path)
        return max((privacy for folder, privacy in self.folders if is_inside(folded, fold(folder))), default=None)

    def of_tags(self, tags: Iterable[str]) -> Privacy | None:
        """The strictest class of ``tags`` and the tags above them, ``None`` when no rule names one."""
        keys = [tag_key(tag) for tag in tags]
        return max(
            (privacy for name, privacy in self.tags for key in keys if is_inside(key, tag_key(name))), default=None
        )

    def may_receive(self, receiver: str, privacy: Privacy) -> bool:
        """Whether ``receiver``, which is not on this machine, may be sent text of class ``privacy``."""
        if privacy is Privacy.TEAM:
            return any(fnmatchcase(receiver, pattern) for pattern in self.team_models)
        return privacy is Privacy.OPEN

    def to_json(self) -> dict[str, Any]:
        """The policy as the file has it."""
        return {
            "default": self.default.label,
            "team_models": list(self.team_models),
            "folders": {folder: privacy.label for folder, privacy in self.folders},
            "tags": {tag: privacy.label for tag, privacy in self.tags},
        }


LOCKED = PrivacyPolicy(default=Privacy.PRIVATE)
"""What holds while the file cannot be read: nothing leaves."""


def parse_policy(text: str) -> PrivacyPolicy:
    """The policy in the TOML ``text``; raises ``PrivacyPolicyInvalid``."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PrivacyPolicyInvalid(POLICY_FILE, str(error)) from error
    return policy_of(document)


def policy_of(document: Mapping[str, Any]) -> PrivacyPolicy:
    """The policy that ``document`` describes, as ``to_json`` gives it; raises ``PrivacyPolicyInvalid``."""
    if unknown := sorted(document.keys() - _KEYS):
        raise PrivacyPolicyInvalid(POLICY_FILE, f"there is no setting {unknown[0]!r}")
    models = document.get("team_models", [])
    if not isinstance(models, list) or not all(isinstance(model, str) for model in models):
        raise PrivacyPolicyInvalid(POLICY_FILE, "team_models is no list of names")
    return PrivacyPolicy(
        default=_privacy("default", document.get("default", "open")),
        folders=tuple((_folder(name), privacy) for name, privacy in _classes(document, "folders")),
        tags=tuple((name.removeprefix("#"), privacy) for name, privacy in _classes(document, "tags")),
        team_models=tuple(models),
    )


def _classes(document: Mapping[str, Any], key: str) -> list[tuple[str, Privacy]]:
    table = document.get(key, {})
    if not isinstance(table, dict):
        raise PrivacyPolicyInvalid(POLICY_FILE, f"{key} is no table")
    return [(name, _privacy(f"{key}.{name}", value)) for name, value in table.items()]


def _privacy(key: str, value: object) -> Privacy:
    try:
        return Privacy.of(str(value))
    except KeyError as error:
        raise PrivacyPolicyInvalid(POLICY_FILE, f"{key} is {value!r}, not open, team or private") from error


def _folder(name: str) -> str:
    try:
        return check_path(name.removeprefix("/"))
    except PathRefused as error:
        raise PrivacyPolicyInvalid(POLICY_FILE, f"the folder {name!r}: {error.reason}") from error
