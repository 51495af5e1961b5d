"""Privacy rules: the class of any note, text or source of one vault, by the rules and the file as they are now.

What cannot be told is private: a policy that cannot be read, a class that does not exist, properties that cannot be
parsed, a file that cannot be read.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from claudeprojects.agents.errors import PrivacyPolicyInvalid
from claudeprojects.agents.privacy.policy import LOCKED, POLICY_FILE, PROPERTY, PrivacyPolicy, parse_policy
from claudeprojects.agents.values import Privacy
from claudeprojects.core.errors import NoteNotFound, PathRefused, VaultError
from claudeprojects.core.vault.parse import file_kind, parse_file
from claudeprojects.core.vault.tags import tag_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.agents.values import Source
    from claudeprojects.core.vault.model import Properties
    from claudeprojects.core.vault.walk import DiskFile
    from claudeprojects.core.workspace import Workspace

_REMEMBERED = 20_000
_FOREIGN = ("http://", "https://", "mcp:", "tool:")
_Stamp = tuple[int, int, int]


class PrivacyRules:
    """The rules of ``workspace``. Safe to use from many threads; the first look at a note costs its parsing."""

    def __init__(self, workspace: Workspace) -> None:
        self._vault = workspace.vault
        self._guard = threading.Lock()
        self._read: tuple[_Stamp | None, PrivacyPolicy, str | None] = (None, PrivacyPolicy(), None)
        self._known: OrderedDict[str, tuple[_Stamp, Privacy]] = OrderedDict()

    @property
    def policy(self) -> PrivacyPolicy:
        """The policy in force."""
        return self._current()[1]

    @property
    def problem(self) -> str | None:
        """Why the policy's file cannot be read; then everything is private."""
        return self._current()[2]

    def of_path(self, path: str) -> Privacy:
        """The class of the file at ``path`` as it is on disk; of what does not exist, that of its folder."""
        policy = self.policy
        try:
            file = self._vault.stat(path)
            if file is None:
                return self._strictest(policy, [policy.of_folder(path)])
            stamp = _stamp(file)
            with self._guard:
                known = self._known.get(path)
            if known is None or known[0] != stamp:
                known = (stamp, self.of_bytes(path, self._vault.read_bytes(path)))
                self._remember(path, known)
        except NoteNotFound:
            return self._strictest(policy, [policy.of_folder(path)])
        except VaultError:
            return Privacy.PRIVATE
        return known[1]

    def of_bytes(self, path: str, data: bytes) -> Privacy:
        """The class a file at ``path`` with the content ``data`` has."""
        policy = self.policy
        found = [policy.of_folder(path)]
        if file_kind(path) in ("note", "canvas") and _may_speak(policy, data):
            try:
                parsed = parse_file(path, data)
            except UnicodeDecodeError:
                return Privacy.PRIVATE if policy.tags or PROPERTY.encode() in data else self._strictest(policy, found)
            found += [of_properties(parsed.properties, parsed.text), policy.of_tags(tag.name for tag in parsed.tags)]
        return self._strictest(policy, found)

    def of_sources(self, sources: Iterable[Source]) -> Privacy:
        """The strictest class of the notes among ``sources``; pages and servers are open."""
        return max((self.of_source(source) for source in sources), default=Privacy.OPEN)

    def of_source(self, source: Source) -> Privacy:
        """The class of one source now."""
        if not is_foreign(source.path):
            return self.of_path(source.path)
        try:
            return Privacy.OPEN if self._vault.stat(source.path) is None else self.of_path(source.path)
        except PathRefused:  # as no name on disk can hold "//"
            return Privacy.OPEN

    def _strictest(self, policy: PrivacyPolicy, found: Iterable[Privacy | None]) -> Privacy:
        return max((privacy for privacy in found if privacy is not None), default=policy.default)

    def _remember(self, path: str, known: tuple[_Stamp, Privacy]) -> None:
        with self._guard:
            self._known[path] = known
            self._known.move_to_end(path)
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)

    def _current(self) -> tuple[_Stamp | None, PrivacyPolicy, str | None]:
        file = self._vault.stat(POLICY_FILE)
        stamp = None if file is None else _stamp(file)
        with self._guard:
            if stamp != self._read[0]:
                self._read = (stamp, *self._load())
                self._known.clear()
            return self._read

    def _load(self) -> tuple[PrivacyPolicy, str | None]:
        try:
            return parse_policy(self._vault.read_bytes(POLICY_FILE).decode("utf-8-sig")), None
        except NoteNotFound as error:
            return (PrivacyPolicy(), None) if self._vault.stat(POLICY_FILE) is None else (LOCKED, error.message)
        except (PrivacyPolicyInvalid, VaultError) as error:
            return LOCKED, error.message
        except UnicodeDecodeError:
            return LOCKED, f"{POLICY_FILE} is not UTF-8."


def of_properties(properties: Properties, text: str) -> Privacy | None:
    """The class that a note's properties name, ``None`` when they name none."""
    if properties.error is not None:
        return Privacy.PRIVATE if PROPERTY in text[: max(properties.end, 4000)].casefold() else None
    named = [value for name, value in properties.values.items() if name.casefold() == PROPERTY and value is not None]
    return max((_class_of(value) for value in named), default=None)


def _may_speak(policy: PrivacyPolicy, data: bytes) -> bool:
    """Whether a note can hold a tag or property that matters; most cannot, and need no parsing to see it."""
    text = tag_key(data.decode("utf-8", "replace"))
    if PROPERTY in text or any(tag_key(tag) in text for tag, _ in policy.tags):
        return True
    return text.lstrip("\ufeff").startswith(("---", "{")) and "\\" in text  # a name may be written with escapes


def is_foreign(path: str) -> bool:
    """Whether a source's ``path`` reads as a URI rather than a vault path: a page, a server, a tool."""
    return path.startswith(_FOREIGN)


def _class_of(value: object) -> Privacy:
    try:
        return Privacy.of(value) if isinstance(value, str) else Privacy.PRIVATE
    except KeyError:
        return Privacy.PRIVATE


def _stamp(file: DiskFile) -> _Stamp:
    return file.mtime_ns, file.size, file.inode
