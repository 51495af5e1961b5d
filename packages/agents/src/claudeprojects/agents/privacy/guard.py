"""The guard: the one gate that everything passes that would leave the machine, before a byte of it does.

The class of what would leave is the strictest of what its labels say and of what its notes are *now*, so that a note
made private a moment ago is private. What may leave is written into the audit log first; what may not is refused by
the name of the note that forbids it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.agents.errors import PrivacyRefused
from claudeprojects.agents.values import Privacy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claudeprojects.agents.privacy.audit import AuditLog, Channel
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.agents.values import Message, Source

_MOST_NAMED = 5


class Guard:
    """Holds what leaves against ``rules`` and keeps ``audit`` of it. Safe to use from many threads."""

    def __init__(self, rules: PrivacyRules, audit: AuditLog) -> None:
        self.rules = rules
        self._audit = audit

    def __call__(
        self, model_name: str, remote: bool, messages: Sequence[Message], run_id: str | None = None, *, extra: int = 0
    ) -> None:
        """Let ``messages`` go to a model, or raise ``PrivacyRefused``; what goes to a local one does not leave.

        ``extra`` are the bytes of tool descriptions and schemas, which hold no notes.
        """
        if not remote:
            return
        sources = [source for message in messages for source in message.sources]
        privacy = max((message.privacy for message in messages), default=Privacy.OPEN)
        self.leave("model", model_name, _size(messages) + extra, privacy, sources, run_id)

    def leave(
        self,
        channel: Channel,
        receiver: str,
        size: int,
        privacy: Privacy,
        sources: Iterable[Source] = (),
        run_id: str | None = None,
        *,
        detail: str = "",
    ) -> None:
        """Let ``size`` bytes made of ``sources`` go to ``receiver``, or raise ``PrivacyRefused``.

        ``privacy`` is the label of the text: the taint of the run, for the arguments of a tool. ``detail`` is a line
        for the log, never the text itself.
        """
        classes = {source.path: self.rules.of_source(source) for source in dict.fromkeys(sources)}
        strictest = max([privacy, *classes.values()])
        if self.rules.policy.may_receive(receiver, strictest):
            self._audit.append(
                "sent", channel, receiver, run_id=run_id, size=size, privacy=strictest, notes=classes, detail=detail
            )
            return
        blamed = [path for path, found in classes.items() if not self.rules.policy.may_receive(receiver, found)]
        self._audit.append(
            "refused", channel, receiver, run_id=run_id, size=size, privacy=strictest, notes=blamed, detail=detail
        )
        raise PrivacyRefused(receiver, strictest.label, tuple(blamed[:_MOST_NAMED]))


def _size(messages: Sequence[Message]) -> int:
    """The bytes of the texts and arguments in ``messages``; the wire's own marks around them are not counted."""
    texts = [message.text for message in messages]
    texts += [str(call.arguments) for message in messages for call in message.tool_calls]
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
