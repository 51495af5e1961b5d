"""Errors of language models, their keys and files."""

from __future__ import annotations

from typing import ClassVar

from claudeprojects.agents.errors.base import AgentsError
from claudeprojects.core.wording import amount, count


class ModelError(AgentsError):
    """The model ``model`` cannot serve. ``transient`` says whether the same call may work a little later."""

    code = "model_error"
    transient: ClassVar[bool] = False

    def __init__(self, model: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.model = model
        if hint is not None:
            self.hint = hint


class ModelUnknown(ModelError):
    """There is no model ``model`` to be used; ``known`` are names near it."""

    code = "model_unknown"

    def __init__(self, model: str, known: tuple[str, ...] = ()) -> None:
        near = " or ".join(repr(name) for name in known)
        hint = f"Did you mean {near}?" if near else "`claudeprojects models list` shows what there is."
        super().__init__(model, f"There is no model {model!r}.", hint)
        self.known = known


class ModelOffline(ModelError):
    """Nothing answers at ``address``, for ``reason``."""

    code = "model_offline"
    transient = True

    def __init__(self, model: str, address: str, reason: str) -> None:
        hint = f"Check the network, or start what serves it at {address}."
        super().__init__(model, f"The model {model!r} is out of reach: {reason}.", hint)
        self.address = address
        self.reason = reason


class ModelTimeout(ModelError):
    """No answer came within ``seconds``."""

    code = "model_timeout"
    transient = True

    def __init__(self, model: str, seconds: float) -> None:
        hint = "Try again, ask for less at once, or choose a faster model."
        super().__init__(model, f"The model {model!r} did not answer within {amount(seconds, 'second')}.", hint)
        self.seconds = seconds


class ModelRateLimited(ModelError):
    """The provider takes no more requests for now; ``retry_after`` is in seconds, when it was said."""

    code = "model_rate_limited"
    transient = True

    def __init__(self, model: str, retry_after: float | None = None) -> None:
        when = f"in {amount(retry_after, 'second')}" if retry_after is not None else "in a minute"
        super().__init__(
            model,
            f"The provider of {model!r} takes no more requests for now.",
            f"Try again {when}, or raise its limit.",
        )
        self.retry_after = retry_after


class ModelUnavailable(ModelError):
    """The server of the model fails, for ``reason``."""

    code = "model_unavailable"
    transient = True

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(
            model, f"The model {model!r} cannot serve now: {reason}.", "Try again later, or choose another model."
        )
        self.reason = reason


class ModelKeyMissing(ModelError):
    """No key is kept for ``provider``."""

    code = "model_key_missing"

    def __init__(self, model: str, provider: str) -> None:
        hint = f"Run `claudeprojects models key {provider}`, or enter it on the page Models."
        super().__init__(model, f"There is no key for {provider!r}.", hint)
        self.provider = provider


class ModelKeyRefused(ModelError):
    """The provider does not accept the key it was given, for ``reason``."""

    code = "model_key_refused"

    def __init__(self, model: str, reason: str) -> None:
        hint = "Check the key and what it may be used for, and enter it again: `claudeprojects models key`."
        super().__init__(model, f"The provider of {model!r} does not accept the key: {reason}.", hint)
        self.reason = reason


class ModelContextTooLong(ModelError):
    """The conversation is longer than the ``limit`` tokens the model takes (``None`` when it was not said)."""

    code = "model_context_too_long"

    def __init__(self, model: str, limit: int | None = None) -> None:
        most = f" than the {count(limit, 'token')} it takes" if limit else " than it takes"
        super().__init__(
            model, f"The text for {model!r} is longer{most}.", "Give it less, or choose a model that takes more."
        )
        self.limit = limit


class ModelRefused(ModelError):
    """The provider does not accept the request as it is, for ``reason``."""

    code = "model_refused"

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(
            model, f"The request was not accepted by {model!r}: {reason}.", "Check the model's name and settings."
        )
        self.reason = reason


class ModelKept(ModelError):
    """The model comes along with the program and cannot be removed."""

    code = "model_kept"

    def __init__(self, model: str) -> None:
        hint = "It takes memory only while it is used; the setting models.local names another one to use."
        super().__init__(model, f"The model {model!r} comes along and cannot be removed.", hint)


class ModelCorrupt(ModelError):
    """The model's file is damaged or not a model, for ``reason``."""

    code = "model_corrupt"

    def __init__(self, model: str, path: str, reason: str) -> None:
        hint = "Remove it and fetch it again: `claudeprojects models remove`, `claudeprojects models pull`."
        super().__init__(model, f"The file of {model!r} cannot be used: {reason}.", hint)
        self.path = path
        self.reason = reason


class PullFailed(ModelError):
    """The model ``model`` could not be fetched, for ``reason``; what came is kept, to go on from."""

    code = "pull_failed"

    def __init__(self, model: str, reason: str, hint: str = "Try again; it goes on where it stopped.") -> None:
        super().__init__(model, f"The model {model!r} could not be fetched: {reason}.", hint)
        self.reason = reason


class KeychainMissing(ModelError):
    """The system offers no keychain, for ``reason``; nothing was kept."""

    code = "keychain_missing"

    def __init__(self, provider: str, variable: str, reason: str) -> None:
        hint = f"Unlock or install one (Secret Service, Keychain, Credential Locker), or set {variable} for now."
        super().__init__(provider, f"No keychain can keep the key for {provider!r}: {reason}.", hint)
        self.provider = provider
        self.variable = variable
        self.reason = reason


class RouterTableInvalid(ModelError):
    """The routing table at ``path`` cannot be used: ``problem`` in ``rule``; the built-in one serves meanwhile."""

    code = "router_table_invalid"
    hint = "Correct it, or remove the file to return to the built-in table."

    def __init__(self, path: str, rule: str, problem: str) -> None:
        super().__init__("router", f"The routing table cannot be read at {rule}: {problem}.")
        self.path = path
        self.rule = rule
        self.problem = problem
