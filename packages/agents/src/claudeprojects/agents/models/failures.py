"""From the errors of providers' clients to ours: one place that knows what each client raises.

The clients of OpenAI and Anthropic share their shapes (``APIConnectionError``, ``APITimeoutError``,
``APIStatusError`` with ``status_code`` and ``response``); Ollama's has ``ResponseError`` and lets httpx through.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claudeprojects.agents.errors import (
    ModelContextTooLong,
    ModelError,
    ModelKeyRefused,
    ModelOffline,
    ModelRateLimited,
    ModelRefused,
    ModelTimeout,
    ModelUnavailable,
)
from claudeprojects.agents.network import why_unreached

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOO_LONG = re.compile(
    r"context.{0,12}(length|size|window)|prompt is too long|too many (input )?tokens|exceed.{0,40}context"
    r"|maximum context|input is too long",
    re.IGNORECASE,
)
_SECRET = re.compile(r"\b(sk-|key-)?[A-Za-z0-9_\-]{24,}\b|\bsk-[A-Za-z0-9_\-*]+")
_LONGEST_REASON = 200


def failure_of(error: Exception, model: str, address: str, timeout: float) -> ModelError | None:
    """Our error for what a client raised, or ``None`` when it is nothing a provider does."""
    if isinstance(error, ModelError):
        return error
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if kinds & {"APITimeoutError", "TimeoutException", "TimeoutError"}:
        return ModelTimeout(model, timeout)
    if kinds & {"APIConnectionError", "TransportError", "ConnectionError", "OSError"}:
        return _unreachable(error, model, address)
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        response = getattr(error, "response", None)
        return failure_of_status(status, _reason(error), model, getattr(response, "headers", {}))
    if kinds & {"APIError", "ResponseError"}:
        reason = _reason(error)
        return ModelContextTooLong(model) if _TOO_LONG.search(reason) else ModelUnavailable(model, reason)
    return None


def failure_of_status(status: int, reason: str, model: str, headers: Mapping[str, str]) -> ModelError:
    """Our error for an HTTP status; a key that a provider repeats in its message is blotted out."""
    reason = _SECRET.sub("…", reason)[:_LONGEST_REASON].rstrip(".")
    if status in {401, 403}:
        return ModelKeyRefused(model, reason)
    if status == 429:
        return ModelRateLimited(model, _retry_after(headers))
    if status in {400, 413, 422, 500} and _TOO_LONG.search(reason):
        return ModelContextTooLong(model)
    if status == 408:
        return ModelUnavailable(model, reason)
    if status >= 500:
        return ModelUnavailable(model, f"its server answered {status}: {reason}")
    return ModelRefused(model, reason)


def _unreachable(error: Exception, model: str, address: str) -> ModelError:
    cause: BaseException = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    if type(cause).__name__ in {"RemoteProtocolError", "ReadError", "IncompleteRead"}:
        return ModelUnavailable(model, "the connection broke in the middle of the answer")
    return ModelOffline(model, address, why_unreached(error, address))


def _reason(error: Exception) -> str:
    body = getattr(error, "body", None)
    if isinstance(body, dict):
        inner = body.get("error", body)
        if isinstance(inner, dict) and isinstance(inner.get("message"), str):
            return str(inner["message"])
    return str(getattr(error, "message", "") or getattr(error, "error", "") or error)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    try:
        return float(headers.get("retry-after", ""))
    except ValueError:
        return None
