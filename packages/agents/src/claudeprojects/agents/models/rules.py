"""The routing table: readable rules in a TOML file that the user may edit."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, get_args

from claudeprojects.agents.errors import RouterTableInvalid
from claudeprojects.agents.models.port import TaskKind
from claudeprojects.agents.values import Privacy
from claudeprojects.core.wording import count

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.agents.models.port import Task

FILE_NAME = "router.toml"
"""In the user's configuration folder."""

KINDS: tuple[str, ...] = get_args(TaskKind)
_CONDITIONS = {"kind", "wanted", "privacy", "tokens_below", "tokens_above", "dollars_below"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: conditions that must all hold, and the models to take, in order."""

    name: str
    use: tuple[str, ...]
    because: str = ""
    kinds: tuple[str, ...] = ()
    wanted: bool | None = None
    privacy: Privacy | None = None
    """The least class it applies to."""
    tokens_below: int | None = None
    tokens_above: int | None = None
    dollars_below: float | None = None

    def applies(self, task: Task, *, wanted: bool) -> bool:
        """Whether all conditions hold."""
        return (
            (not self.kinds or task.kind in self.kinds)
            and (self.wanted is None or self.wanted == wanted)
            and (self.privacy is None or task.privacy >= self.privacy)
            and (self.tokens_below is None or task.tokens < self.tokens_below)
            and (self.tokens_above is None or task.tokens > self.tokens_above)
            and (
                self.dollars_below is None
                or (task.dollars_left is not None and task.dollars_left < self.dollars_below)
            )
        )

    @property
    def conditions(self) -> str:
        """The conditions in words, for the table a person reads."""
        told = []
        if self.kinds:
            told.append(" or ".join(self.kinds))
        if self.wanted is not None:
            told.append("a model was asked for" if self.wanted else "no model was asked for")
        if self.privacy is not None:
            told.append(
                "private text" if self.privacy is Privacy.PRIVATE else f"{self.privacy.label} text or stricter"
            )
        if self.tokens_below is not None:
            told.append(f"less than {count(self.tokens_below, 'token')}")
        if self.tokens_above is not None:
            told.append(f"more than {count(self.tokens_above, 'token')}")
        if self.dollars_below is not None:
            told.append(f"less than ${self.dollars_below:g} left")
        return ", ".join(told) or "always"


def built_in_table() -> str:
    """The table that comes along, as text."""
    return (resources.files("claudeprojects.agents.models") / FILE_NAME).read_text("utf-8")


def read_rules(text: str, path: str) -> tuple[Rule, ...]:
    """The rules in ``text``.

    Raises:
        RouterTableInvalid: it is no TOML, or a rule says something that cannot be; names the rule.
    """
    try:
        entries = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise RouterTableInvalid(path, "the file", str(error)) from error
    if not isinstance(entries, list) or not entries:
        raise RouterTableInvalid(path, "the file", "it holds no [[rule]]")
    return tuple(_rule(entry, number, path) for number, entry in enumerate(entries, start=1))


def _rule(entry: dict[str, Any], number: int, path: str) -> Rule:
    where = f"rule {number}"

    def refuse(problem: str) -> RouterTableInvalid:
        return RouterTableInvalid(path, where, problem)

    name, use, when = entry.get("name"), entry.get("use"), entry.get("when", {})
    if not isinstance(name, str) or not name.strip():
        raise refuse("it needs a name")
    where = f"rule {number}, {name!r}"
    use = [use] if isinstance(use, str) else use
    if not isinstance(use, list) or not use or not all(isinstance(model, str) and model for model in use):
        raise refuse("`use` must name a model or a list of them")
    if not isinstance(when, dict):
        raise refuse('`when` must be a table, such as { kind = "chat" }')
    if unknown := sorted({*when} - _CONDITIONS) or sorted({*entry} - {"name", "use", "when", "because"}):
        raise refuse(f"there is no condition {unknown[0]!r}")
    kinds = when.get("kind", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if wrong := [kind for kind in kinds if kind not in KINDS]:
        raise refuse(f"there is no kind of work {wrong[0]!r}; there are {', '.join(KINDS)}")
    for key in ("tokens_below", "tokens_above", "dollars_below"):
        if not isinstance(when.get(key, 0), int | float) or isinstance(when.get(key), bool):
            raise refuse(f"`{key}` must be a number")
    if not isinstance(when.get("wanted", True), bool):
        raise refuse("`wanted` must be true or false")
    try:
        privacy = Privacy.of(when["privacy"]) if "privacy" in when else None
    except (KeyError, AttributeError):
        raise refuse(f"there is no privacy class {when['privacy']!r}; there are open, team and private") from None
    return Rule(
        name=name.strip(),
        use=tuple(use),
        because=str(entry.get("because", "")),
        kinds=tuple(kinds),
        wanted=when.get("wanted"),
        privacy=privacy,
        tokens_below=when.get("tokens_below"),
        tokens_above=when.get("tokens_above"),
        dollars_below=when.get("dollars_below"),
    )


class RuleFile:
    """The table in force: the user's ``router.toml`` in ``folder``, or the one that comes along."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self.problem: str | None = None
        """Why the user's file is not in force, when it is there and cannot be read."""
        self._stamp: tuple[int, int] | None = None
        self._rules = read_rules(built_in_table(), FILE_NAME)

    def rules(self) -> tuple[Rule, ...]:
        """The rules; those from before stay in force while the file cannot be read."""
        stamp = self._look()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._rules = read_rules(self.text(), str(self.path))
                self.problem = None
            except RouterTableInvalid as error:
                self.problem = error.message
        return self._rules

    def text(self) -> str:
        """The table as text, the user's or the one that comes along."""
        try:
            return self.path.read_text("utf-8")
        except FileNotFoundError:
            return built_in_table()
        except OSError as error:
            raise RouterTableInvalid(str(self.path), "the file", error.strerror or str(error)) from error
        except UnicodeDecodeError as error:
            raise RouterTableInvalid(str(self.path), "the file", "it is no text in UTF-8") from error

    def write(self, text: str) -> None:
        """Put ``text`` in force; it is read first. Raises ``RouterTableInvalid``, and then nothing is written."""
        read_rules(text, str(self.path))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(text, "utf-8")
        fresh.replace(self.path)

    def reset(self) -> None:
        """Return to the table that comes along."""
        self.path.unlink(missing_ok=True)

    def _look(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size
