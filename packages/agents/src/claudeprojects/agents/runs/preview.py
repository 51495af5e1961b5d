"""A run before it is started: which model would serve it and why, what of its notes may leave, and its limits.

It is what a person is shown beside the task. It is no promise: the guard decides anew over every call, and the
router over every step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.models.port import Task, estimate_tokens
from claudeprojects.agents.permissions.modes import in_force
from claudeprojects.agents.runs.model import Budget
from claudeprojects.agents.values import Privacy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claudeprojects.agents.definitions.records import AgentDefinition, PermissionMode
    from claudeprojects.agents.models.gateway import Chooser
    from claudeprojects.agents.models.room import Models
    from claudeprojects.agents.privacy.rules import PrivacyRules


@dataclass(frozen=True, slots=True)
class HandedNote:
    """A note that would be handed over, and whether the model that would serve may be sent it."""

    path: str
    privacy: Privacy
    allowed: bool


@dataclass(frozen=True, slots=True)
class RunPreview:
    """What starting the run would begin with."""

    agent: str
    mode: PermissionMode
    model: str
    rule: str
    why: str
    degraded: bool
    remote: bool
    """Whether what the model is sent leaves this machine."""
    receiver: str
    """The address of the model's provider; empty when it stays here."""
    notes: tuple[HandedNote, ...]
    budget: Budget


class Previews:
    """Shows what ``Runs.start`` with the same arguments would begin with."""

    def __init__(
        self, agent: Callable[[str], AgentDefinition], privacy: PrivacyRules, models: Models, router: Chooser
    ) -> None:
        self._agent, self._privacy, self._models, self._router = agent, privacy, models, router

    def of(
        self,
        agent: str,
        prompt: str = "",
        *,
        mode: PermissionMode | None = None,
        model: str | None = None,
        paths: Sequence[str] = (),
        budget: Mapping[str, Any] | None = None,
    ) -> RunPreview:
        """The preview; blocking.

        Raises:
            AgentNotFound: there is no such agent.
            ModelUnknown: no model can be used.
        """
        definition = self._agent(agent)
        limits = Budget.of(budget or {})
        classes = {path: self._privacy.of_path(path) for path in dict.fromkeys(paths)}
        strictest = max(classes.values(), default=Privacy.OPEN)
        tokens = estimate_tokens(definition.prompt + prompt)
        choice = self._router.choose(Task("agent", tokens, strictest, model or definition.model, limits.dollars))
        name = choice.model_name
        remote = self._models.is_remote(name)
        may_receive = self._privacy.policy.may_receive
        return RunPreview(
            agent=definition.name,
            mode=in_force(definition, mode or definition.mode),
            model=name,
            rule=choice.rule,
            why=choice.why,
            degraded=choice.degraded,
            remote=remote,
            receiver=self._models.address(name.partition(":")[0]) if remote else "",
            notes=tuple(HandedNote(path, it, not remote or may_receive(name, it)) for path, it in classes.items()),
            budget=limits,
        )
