"""Guided drafting: how an activity is done where only a very small model serves.

Such a model cannot use tools, and what it words by itself is not to be trusted. So our own code goes through the
blanks of the notes, finds what may be quoted for each, and the model does what it can: it names and orders the
quotes, one short call for a blank. A blank for which there is nothing to quote stays blank, for people. Each call is
a durable step and each draft is written under a key of its own, so that nothing is done twice after a crash.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.agents.ask import naming
from claudeprojects.agents.errors import ModelError
from claudeprojects.agents.models.port import Task, estimate_tokens
from claudeprojects.agents.phases.blanks import blanks, forms, written_below
from claudeprojects.agents.phases.drafts import draft, holds, shown
from claudeprojects.agents.phases.material import Material

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.agents.ask.answer import Claim
    from claudeprojects.agents.ask.citations import Citation, CitationCheck
    from claudeprojects.agents.context.builder import ContextBuilder
    from claudeprojects.agents.definitions.records import AgentDefinition
    from claudeprojects.agents.models.port import Choice
    from claudeprojects.agents.phases.asking import Asking
    from claudeprojects.agents.phases.blanks import Blank
    from claudeprojects.agents.phases.casting import Cast
    from claudeprojects.agents.phases.plan import PhasePlan
    from claudeprojects.agents.values import Privacy
    from claudeprojects.core.methodologies.model import Activity

MOST_TOKENS: Final = 120
"""Of one answer: two names and an order."""
_NAME_WORD: Final = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Serving:
    """What is known of the models that would serve, and what drafts are made from."""

    choose: Callable[[Task], Choice]
    """Raises ``ModelError`` when no model can be used."""
    is_tiny: Callable[[str], bool]
    """Whether a model of that full name can only name and order."""
    ceiling: Callable[[str], Privacy]
    """The strictest class that the model of that full name may be sent."""
    context: ContextBuilder
    check: CitationCheck

    def tiny(self, agent: AgentDefinition, wanted: str | None, privacy: Privacy) -> str | None:
        """The very small model that would serve ``agent``; ``None`` when a larger one would, or none at all."""
        tokens = estimate_tokens(agent.prompt)
        try:
            name = self.choose(Task("agent", tokens, privacy, wanted or agent.model)).model_name
        except ModelError:
            return None
        return name if self.is_tiny(name) else None


class Drafted(NamedTuple):
    """What came of an activity: a sentence or two for a person, and whether it is theirs now."""

    said: str
    is_for_people: bool


class _Note(NamedTuple):
    """One note of an activity while it is drafted."""

    artefact: str
    title: str
    path: str
    template: str


@dataclass(frozen=True, slots=True)
class Guided:
    """Drafts the notes of activities with the very small ``model``."""

    model: str
    plan: PhasePlan
    serving: Serving
    asking: Asking
    is_taken_over: Callable[[str], bool]
    """Whether a person has that activity by now."""

    async def draft(self, activity: Activity, chosen: Cast, attempt: int, *, told: bool) -> Drafted:
        """Draft what can be quoted in the blanks of the notes of ``activity``; ``told``: a person said something."""
        material = Material(
            self.plan, activity, self.serving.context, self.serving.check,
            looks_around=bool(chosen.preparing), reach=self.serving.ceiling(self.model),
        )  # fmt: skip
        filled, left = list[str](), list[str]()
        for artefact in activity.outputs:
            note = await asyncio.to_thread(self._note, artefact)
            if self.plan.is_counted(artefact):
                left.append(f"{note.title}, because what is counted in it only people make")
                continue
            text = await asyncio.to_thread(self.plan.text, note.path)
            for blank in blanks(text, note.template):
                if await asyncio.to_thread(self.is_taken_over, activity.id):
                    return Drafted("", is_for_people=True)
                step = f"{activity.id}/{attempt}/draft/{artefact}/{blank.title}"
                done = await self._blank(activity, material, note, blank, step)
                (filled if done else left).append(f"{note.title} › {blank.title}")
            left += [f"{note.title} › {title}" for title in forms(text, note.template)]
        silent = await asyncio.to_thread(lambda: not all(map(self.plan.is_written, activity.outputs)))
        return Drafted(self._said(filled, left, told=told), is_for_people=silent)

    async def _blank(self, activity: Activity, material: Material, note: _Note, blank: Blank, step: str) -> bool:
        """Draft one blank; whether there was something to quote."""
        taken = await asyncio.to_thread(self._taken, note)
        claims = await asyncio.to_thread(material.claims, f"{blank.title}. {blank.hint}", taken)
        if not claims:
            return False
        question = f"{activity.title}: {blank.title}. {blank.hint}"
        messages = naming.request(question, claims)
        tokens = sum(estimate_tokens(message.text) for message in messages) + MOST_TOKENS
        privacy = max(message.privacy for message in messages)
        said = await self.asking.reply(
            step, f"{note.title} › {blank.title}", Task("rank", tokens, privacy, self.model), messages,
            schema=naming.schema(len(claims)), max_tokens=MOST_TOKENS,
        )  # fmt: skip
        ordered = _named(question, claims, said)
        await asyncio.to_thread(self._write, note, blank, ordered, step)
        return True

    def _write(self, note: _Note, blank: Blank, claims: list[Claim], step: str) -> None:
        before = self.plan.view.read(note.path).text or ""
        text = written_below(before, blank.title, draft(self.model, claims))
        taint = max(citation.privacy for claim in claims for citation in claim.citations)
        self.plan.view.write(f"{self.asking.run_id}/{step}", note.path, text, taint=taint)

    def _taken(self, note: _Note) -> Callable[[Citation], bool]:
        """Whether a quote was made already: in another note of the project, or from the same place in this one."""
        plan = self.plan
        paths = {plan.path(artefact.id) for artefact in plan.methodology.artefacts} - {note.path}
        others = {path: plan.text(path) for path in paths}
        own = plan.text(note.path)

        def taken(citation: Citation) -> bool:
            elsewhere = (text for path, text in others.items() if path != citation.path)
            here = citation.path not in others and citation.link in own
            return here or holds(own, citation.quote) or any(holds(text, citation.quote) for text in elsewhere)

        return taken

    def _note(self, artefact: str) -> _Note:
        plan = self.plan
        return _Note(artefact, plan.artefact(artefact).title, plan.path(artefact), plan.template(artefact))

    def _said(self, filled: list[str], left: list[str], *, told: bool) -> str:
        name = self.model.partition(":")[2] or self.model
        parts = [f"First draft by {name}, a very small model that only names and orders quotes of your notes."]
        parts += [f"In {', '.join(filled)}." if filled else "It found nothing to quote."]
        parts += [f"Left to people: {', '.join(left)}."] if left else []
        parts += ["It cannot follow what you said."] if told else []
        return " ".join(parts)


def _named(question: str, claims: list[Claim], said: str) -> list[Claim]:
    """The claims as the model named and ordered them; each name that says nothing is the place's instead."""
    places = {claim.citations: claim.text for claim in claims}
    named = naming.named(question, claims, said, [0] * len(claims))
    return [claim if _says_something(claim) else replace(claim, text=places[claim.citations]) for claim in named]


def _says_something(claim: Claim) -> bool:
    """Whether a name has two words at least, and is not the quote over again."""
    quote = " ".join(shown(claim.citations[0].quote))
    begins = claim.text.casefold() in quote.casefold()[: len(claim.text) + 4]
    return len(_NAME_WORD.findall(claim.text)) > 1 and 2 * len(claim.text) <= len(quote) and not begins
