"""The router: which model does which work, by a readable table, what can be used now, and what is out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from claudeprojects.agents.errors import ModelContextTooLong, ModelUnknown
from claudeprojects.agents.models.port import Choice
from claudeprojects.core.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claudeprojects.agents.models.port import Task
    from claudeprojects.agents.models.rules import Rule

NOT_ASKED = {"", "inherit", "default"}
"""What stands in agent files for "whichever"."""


class Supply(Protocol):
    """What the router needs to know of the models there are."""

    def resolve(self, wanted: str) -> str | None:
        """The full name behind ``local``, ``remote``, an alias or a name; ``None`` when there is none."""
        ...

    def missing(self, name: str) -> str | None:
        """Why the model cannot be used (no key, not installed), or ``None`` when it can."""
        ...

    def context_tokens(self, name: str) -> int:
        """How long a conversation may be."""
        ...


class Router:
    """Chooses by ``rules`` among the models of ``supply``."""

    def __init__(self, supply: Supply, rules: Callable[[], tuple[Rule, ...]]) -> None:
        self._supply = supply
        self._rules = rules

    def choose(self, task: Task, out_of_reach: Mapping[str, str] | None = None) -> Choice:
        """The model for ``task``, passing over those ``out_of_reach`` (name → reason).

        Raises:
            ModelContextTooLong: only models that take less could be used.
            ModelUnknown: none can be used at all.
        """
        wanted = (task.wanted or "").strip()
        asked = wanted.lower() not in NOT_ASKED
        passed: dict[str, str] = {}
        too_small: list[tuple[str, int]] = []
        for rule in self._rules():
            if not rule.applies(task, wanted=asked):
                continue
            for target in rule.use:
                if target == "wanted" and not asked:
                    continue
                name = self._supply.resolve(wanted if target == "wanted" else target)
                reason = self._reason_against(name, task, out_of_reach or {})
                if name is not None and reason is None:
                    return Choice(name, rule.name, _why(rule, passed), degraded=bool(passed))
                if name is not None and reason is not None and reason.startswith("it takes"):
                    too_small.append((name, self._supply.context_tokens(name)))
                if name is not None or target == "wanted":
                    passed.setdefault(name or wanted, reason or "no such model is known")
        if out_of_reach:
            return Choice(next(iter(out_of_reach)), "", "nothing else can be used", degraded=True)
        if too_small:
            raise ModelContextTooLong(*max(too_small, key=lambda entry: entry[1]))
        raise _nothing(passed)

    def _reason_against(self, name: str | None, task: Task, out_of_reach: Mapping[str, str]) -> str | None:
        if name is None:
            return "no such model is known"
        if name in out_of_reach:
            return out_of_reach[name]
        if missing := self._supply.missing(name):
            return missing
        most = self._supply.context_tokens(name)
        if not most or task.tokens <= most:
            return None
        return f"it takes {count(most, 'token')}, and {task.tokens:,} are needed"


def _why(rule: Rule, passed: Mapping[str, str]) -> str:
    because = rule.because or rule.conditions
    if not passed:
        return f"{because[:1].upper()}{because[1:]}."
    told = "; ".join(f"{name} was passed over: {reason}" for name, reason in passed.items())
    return f"{told}. Instead: {because}."


def _nothing(passed: Mapping[str, str]) -> ModelUnknown:
    name, reason = next(iter(passed.items()), ("any", "no rule of the routing table applies"))
    error = ModelUnknown(name)
    error.args = (f"No model can be used: {name!r}: {reason}.",)
    return error
