"""The files that permissions stand in: the user's ``permissions.toml``, and what a vault brings along.

The user's file may allow. A vault may come from a stranger, so its ``.claudeprojects/permissions.toml`` and the
``permissions`` of its ``.claude/settings.json`` can only ask and deny; what they would allow has no effect and is
told of in ``problems``; so is a rule, in any file, about a tool that there is not. A file that cannot be read stops
every tool (``PermissionsDamaged``) until it is mended: its rules may be the ones that deny.
"""

from __future__ import annotations

import json
import threading
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import PermissionsDamaged, RuleInvalid, RuleToolUnknown
from claudeprojects.agents.permissions.known import KnownTools
from claudeprojects.agents.permissions.policy import Policy, ShellLimits
from claudeprojects.agents.permissions.rules import Rule
from claudeprojects.agents.permissions.saving import save
from claudeprojects.core.settings.folders import config_file
from pydantic import BaseModel, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from claudeprojects.agents.permissions.rules import Action, Origin

NAME = "permissions.toml"
VAULT_FILE = f".claudeprojects/{NAME}"
CLAUDE_FILES = (".claude/settings.json", ".claude/settings.local.json")
ACTIONS: tuple[Action, ...] = ("allow", "ask", "deny")
LARGEST_FILE = 1_000_000


class RuleTexts(BaseModel):
    """Rules as they are written, by what they say."""

    model_config = ConfigDict(frozen=True, strict=True)

    allow: list[str] = []
    ask: list[str] = []
    deny: list[str] = []

    def texts(self, action: Action) -> list[str]:
        """The rules that ``action``."""
        found: list[str] = getattr(self, action)
        return found


class Document(RuleTexts):
    """What a file of permissions may hold: rules for every agent, for some by name, and what is switched on."""

    agents: dict[str, RuleTexts] = {}
    web: bool = False
    shell: ShellLimits = Field(default_factory=ShellLimits)


@dataclass(frozen=True, slots=True)
class FileRules:
    """One file and what it says."""

    path: Path
    origin: Origin
    document: Document

    def rules(self, agent: str, action: Action) -> tuple[Rule, ...]:
        """The rules that ``action`` for ``agent``, its own first. Raises ``PermissionsDamaged``."""
        own = self.document.agents.get(agent, RuleTexts())
        try:
            return tuple(
                Rule.parse(text, action, self.origin) for text in (*own.texts(action), *self.document.texts(action))
            )
        except RuleInvalid as error:
            raise PermissionsDamaged(str(self.path), error.message) from error


class PermissionFiles:
    """The permissions of the vault at ``root`` for this user. Asking again reads only files that changed.

    ``known`` tells which tools rules can be about.
    """

    def __init__(self, root: Path, user_file: Path | None = None, known: KnownTools | None = None) -> None:
        self.known = known or KnownTools()
        self.user_file = user_file or config_file().with_name(NAME)
        self.vault_file = root / VAULT_FILE
        self._claude_files = tuple(root / name for name in CLAUDE_FILES)
        self._lock = threading.Lock()
        self._known: dict[Path, tuple[tuple[int, int, int] | None, FileRules]] = {}

    def policy(self, agent: str, above: Iterable[str] = ()) -> Policy:
        """The rules in force for ``agent``; what asks and denies for those ``above``, who gave it its work, does too.

        Raises:
            PermissionsDamaged: a file cannot be read.
        """
        files = self.files()
        user, names = files[0], (agent, *above)
        return Policy(
            allow=user.rules(agent, "allow"),
            ask=tuple(dict.fromkeys(rule for file in files for name in names for rule in file.rules(name, "ask"))),
            deny=tuple(dict.fromkeys(rule for file in files for name in names for rule in file.rules(name, "deny"))),
            web=user.document.web,
            shell=user.document.shell,
        )

    def files(self) -> list[FileRules]:
        """What each file says, the user's first; a missing file says nothing."""
        return [
            self._file(self.user_file, "user", tomllib.loads),
            self._file(self.vault_file, "vault", tomllib.loads),
            *(self._file(path, "vault", _claude) for path in self._claude_files),
        ]

    def problems(self) -> list[str]:
        """What of the files has no effect, or stops every tool, in words."""
        found = [text for file in self.files() for text in self._wrong(file)]
        for file in self.files()[1:]:
            document = file.document
            allowing = [text for rules in _tables(document) for text in rules.allow]
            allowing += ["web = true"] if document.web else []
            allowing += ["[shell]"] if document.shell != ShellLimits() else []
            found += [f"{file.path.name} cannot allow {text!r}: a vault only asks and denies." for text in allowing]
        return found

    def save(self, document: Document) -> Document:
        """Write ``document`` into the user's file; comments and keys we do not know stay.

        Raises:
            PermissionsDamaged: the file there cannot be read.
            RuleInvalid: a rule cannot be read; nothing is written.
            RuleToolUnknown: a rule that does not stand there yet names no tool; nothing is written.
        """
        standing = {text.strip() for text, _ in _texts(self.files()[0].document)}
        for text, action in _texts(document):
            rule = Rule.parse(text, action, "user")
            if rule.text not in standing:
                self._check(rule)
        save(self.user_file, document.model_dump(exclude_defaults=True), tuple(Document.model_fields))
        return self.files()[0].document

    def _wrong(self, file: FileRules) -> list[str]:
        """The rules of ``file`` that cannot be read, or are about tools that there are not."""
        found = []
        for text, action in _texts(file.document):
            try:
                self._check(Rule.parse(text, action, file.origin))
            except (RuleInvalid, RuleToolUnknown) as error:
                found.append(f"{file.path.name}: {error.message} {error.hint}")
        return list(dict.fromkeys(found))

    def _check(self, rule: Rule) -> None:
        if not self.known.means(rule):
            raise RuleToolUnknown(rule.text, rule.tool, self.known.near(rule.tool))

    def _file(self, path: Path, origin: Origin, parse: Callable[[str], dict[str, Any]]) -> FileRules:
        stamp = _stamp(path)
        with self._lock:
            known = self._known.get(path)
            if known is None or known[0] != stamp:
                known = stamp, FileRules(path, origin, _read(path, parse) if stamp else Document())
                self._known[path] = known
            return known[1]


def _tables(document: Document) -> list[RuleTexts]:
    return [document, *document.agents.values()]


def _texts(document: Document) -> list[tuple[str, Action]]:
    return [(text, action) for table in _tables(document) for action in ACTIONS for text in table.texts(action)]


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise PermissionsDamaged(str(path), error.strerror or str(error)) from error
    return status.st_mtime_ns, status.st_size, status.st_ino


def _read(path: Path, parse: Callable[[str], dict[str, Any]]) -> Document:
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_FILE:
            raise PermissionsDamaged(str(path), "it is not a file of permissions")
        return Document.model_validate(parse(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError, RecursionError) as error:
        raise PermissionsDamaged(str(path), _first_line(error)) from error


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        found = error.errors()[0]
        return f"{'.'.join(map(str, found['loc']))}: {found['msg']}"
    return (isinstance(error, OSError) and error.strerror) or str(error)


def _claude(text: str) -> dict[str, Any]:
    """The rules in a settings file of Claude Code; the rest of it is not ours to read."""
    document = json.loads(text)
    permissions = document.get("permissions") if isinstance(document, dict) else None
    return {action: permissions[action] for action in ACTIONS if action in permissions} if permissions else {}
