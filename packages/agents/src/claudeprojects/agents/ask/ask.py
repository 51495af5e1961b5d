"""Ask: a question of the vault, answered from its notes and nothing else.

Passages are found, and then either a capable model words an answer, each claim of it held against the file it cites,
or, where only a tiny model can serve, the passages themselves are the answer, quoted word for word. Nothing that is
not held up by a quote in a file is ever part of an answer.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from claudeprojects.agents.ask import naming, writing
from claudeprojects.agents.ask.answer import Answer
from claudeprojects.agents.ask.citations import CitationCheck
from claudeprojects.agents.ask.claimstream import ClaimStream
from claudeprojects.agents.ask.extract import extract
from claudeprojects.agents.ask.followup import standalone
from claudeprojects.agents.context.builder import BUDGET
from claudeprojects.agents.errors import ModelError, PrivacyRefused, QuestionEmpty
from claudeprojects.agents.models.port import Task, estimate_tokens
from claudeprojects.agents.values import Privacy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claudeprojects.agents.ask.answer import Claim
    from claudeprojects.agents.context.builder import ContextBuilder
    from claudeprojects.agents.context.model import Context
    from claudeprojects.agents.models.gateway import Chooser, ModelGateway
    from claudeprojects.agents.models.port import Choice, TaskKind
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.agents.values import Message
    from claudeprojects.core.workspace import Workspace

    OnEvent = Callable[[str, dict[str, object]], None]

_HARDLY: Final = 0.03
"""Quotes whose scores differ by less are equal, so that a tiny model may order them."""

QUOTED: Final = "These are quotes: the model here is tiny, and only named and ordered them."
QUOTED_ALONE: Final = "These are quotes, found without a model."
KEPT_HERE: Final = "A private note is among what was read, so nothing left this machine."
UNHELD: Final = "What the model said is not held up by your notes, so it is left out."
UNREADABLE: Final = "The model did not answer in the form asked for, so these are quotes."


class Capabilities(Protocol):
    """What is known of models (``models.catalogue.Catalogue``)."""

    def card(self, name: str) -> object:
        """The card of a model; its ``capability`` is ``tiny`` for one that only names and orders."""
        ...


@dataclass(frozen=True, slots=True)
class AskOptions:
    """How a question is asked: in which project, by which model, and how much may be read for it.

    Without ``reuse`` the model is asked even when its reply to exactly this is kept.
    """

    project_path: str | None = None
    model: str | None = None
    budget_tokens: int = BUDGET
    reuse: bool = True


class Ask:
    """Answers questions of ``workspace``; models are reached through ``gateway``, chosen by ``router``."""

    def __init__(
        self,
        workspace: Workspace,
        privacy: PrivacyRules,
        context: ContextBuilder,
        gateway: ModelGateway,
        router: Chooser,
        capabilities: Capabilities,
    ) -> None:
        self.check = CitationCheck(workspace, privacy)
        self._context, self._gateway, self._router, self._capabilities = context, gateway, router, capabilities

    async def ask(
        self,
        question: str,
        *,
        history: Sequence[Message] = (),
        options: AskOptions = AskOptions(),
        on_event: OnEvent | None = None,
        ask_id: str | None = None,
    ) -> Answer:
        """The answer to ``question``, asked after ``history``.

        ``on_event`` is told, on the event loop, of ``context`` (what is read), each ``claim`` as it is held up, and
        ``void`` when claims told so far no longer hold.

        Raises:
            QuestionEmpty: there is nothing asked.
            PrivacyRefused: a remote model was asked for by name, and a note that would be sent may not leave.
        """
        started = time.perf_counter()
        if not question.strip():
            raise QuestionEmpty
        asking = _Asking(question.strip(), tuple(history), options, on_event or _nobody, ask_id)
        wanted = standalone(asking.question, asking.history)
        context = await asyncio.to_thread(
            self._context.build, wanted, project_path=options.project_path, budget_tokens=options.budget_tokens
        )
        asking.tell("context", {"passages": [entry.to_json() for entry in context.passages]})
        answer = await self._answer(asking, context)
        took = (time.perf_counter() - started) * 1000
        return replace(answer, question=asking.question, context=context, took_ms=took)

    async def _answer(self, asking: _Asking, context: Context) -> Answer:
        if not context.passages:
            return Answer(asking.question, notice=context.notice)
        choice, why_not = await asyncio.to_thread(self._choose, asking, context)
        if choice is None:
            return await self._quoted(asking, context, None, f"{QUOTED_ALONE} {why_not}")
        if self._is_tiny(choice.model_name):
            return await self._quoted(asking, context, choice)
        try:
            return await self._written(asking, context)
        except PrivacyRefused as error:
            if asking.options.model is not None:
                raise
            return await self._quoted(asking, context, None, f"{QUOTED_ALONE} {error.message}")
        except ModelError as error:
            asking.tell("void", {})
            return await self._quoted(asking, context, None, f"{QUOTED_ALONE} {error.message}")

    def _choose(self, asking: _Asking, context: Context) -> tuple[Choice | None, str]:
        try:
            return self._router.choose(asking.task("ask", context)), ""
        except ModelError as error:
            return None, error.message

    def _is_tiny(self, model: str) -> bool:
        return getattr(self._capabilities.card(model), "capability", "unknown") == "tiny"

    async def _written(self, asking: _Asking, context: Context) -> Answer:
        """An answer in the model's words; quotes when a tiny one had to stand in, or nothing could be read."""
        reader = writing.ClaimReader(context, self.check)
        async with ClaimStream(reader, asking.tell) as stream:
            answered = await self._gateway.reply(
                asking.task("ask", context),
                writing.request(context, asking.history),
                schema=writing.SCHEMA,
                max_tokens=writing.MOST_TOKENS,
                on_token=stream.feed,
                on_restart=stream.restart,
                run_id=asking.ask_id,
                reuse=asking.options.reuse,
            )
            reply, choice = answered.reply, answered.choice
            await stream.finish(reply.text)
        if self._is_tiny(choice.model_name) or not reader.readable:
            asking.tell("void", {})
            notice = UNREADABLE if reader.readable is False else QUOTED
            quoted = await self._quoted(asking, context, None, _joined(notice, choice.why))
            return replace(quoted, usage=reply.usage, why=choice.why)
        return Answer(
            asking.question,
            tuple(reader.claims),
            tuple(reader.dropped),
            reply.model,
            extractive=False,
            notice=_joined(
                choice.why if choice.degraded or answered.cached else None,
                UNHELD if reader.dropped and not reader.claims else None,
                context.notice,
            ),
            why=choice.why,
            usage=reply.usage,
        )

    async def _quoted(
        self, asking: _Asking, context: Context, choice: Choice | None, notice: str | None = None
    ) -> Answer:
        """An answer of quotes; with a ``choice`` its model names and orders them."""
        claims = await asyncio.to_thread(extract, context, self.check)
        for claim in claims:
            asking.tell("claim", claim.to_json())
        answer = Answer(asking.question, tuple(claims), notice=_joined(notice, context.notice))
        if not claims or choice is None:
            return answer if claims else replace(answer, notice=context.notice)
        try:
            answered = await asyncio.wait_for(
                self._gateway.reply(
                    asking.task("rank", context, model=choice.model_name),
                    naming.request(asking.question, claims),
                    schema=naming.schema(len(claims)),
                    max_tokens=naming.MOST_TOKENS,
                    run_id=asking.ask_id,
                    reuse=asking.options.reuse,
                ),
                naming.SECONDS,
            )
        except (ModelError, TimeoutError) as error:
            reason = error.message if isinstance(error, ModelError) else "The model took too long to name them."
            return replace(answer, notice=_joined(QUOTED_ALONE, reason, context.notice), why=choice.why)
        reply = answered.reply
        ordered = naming.named(asking.question, claims, reply.text, _groups(claims, context))
        return replace(
            answer,
            claims=tuple(ordered),
            model=reply.model,
            notice=_joined(
                QUOTED,
                KEPT_HERE if context.privacy is Privacy.PRIVATE else None,
                choice.why if choice.degraded else None,
                context.notice,
            ),
            why=choice.why,
            usage=reply.usage,
        )


@dataclass(frozen=True, slots=True)
class _Asking:
    """One question on its way."""

    question: str
    history: tuple[Message, ...]
    options: AskOptions
    tell: OnEvent
    ask_id: str | None

    def task(self, kind: TaskKind, context: Context, model: str | None = None) -> Task:
        """What a model is wanted for."""
        earlier = sum(estimate_tokens(message.text) for message in self.history)
        tokens = context.used_tokens + earlier + estimate_tokens(writing.RULES) + writing.MOST_TOKENS
        privacy = max((context.privacy, *(message.privacy for message in self.history)))
        return Task(kind, tokens, privacy, model or self.options.model)


def _groups(claims: Sequence[Claim], context: Context) -> list[int]:
    """For each claim a number that it shares with those before it whose passages scored nearly the same."""
    by_title = {entry.piece.title: entry.found.score for entry in context.passages if entry.found}
    groups: list[int] = []
    first = 0.0
    for claim in claims:
        score = by_title.get(claim.text, 0.0)
        if not groups or first - score > _HARDLY:
            first = score
            groups.append(len(groups))
        else:
            groups.append(groups[-1])
    return groups


def _joined(*parts: str | None) -> str | None:
    return " ".join(part for part in parts if part) or None


def _nobody(_kind: str, _data: dict[str, object]) -> None:
    """Tell nobody."""
