"""Why something in the network could not be had, in words for a person; errors of ``httpx`` and the system alike."""

from __future__ import annotations

import errno
import socket
import ssl
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SILENT: Final = frozenset({errno.ECONNREFUSED})
_NO_WAY: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
_BROKEN: Final = frozenset({errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED})
_BROKE_OFF: Final = frozenset({"RemoteProtocolError", "ReadError", "WriteError", "IncompleteRead", "CloseError"})
_SLOW: Final = frozenset({"TimeoutException", "TimeoutError", "APITimeoutError"})


def why_unreached(error: BaseException, place: str) -> str:
    """Why ``place`` (a host or an address) did not give what was asked of it; no sentence, no full stop."""
    status = getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(status, int):
        return f"{place} answered {status}{_phrase(status)}"
    chain = list(_causes(error))
    names = {kind.__name__ for cause in chain for kind in type(cause).__mro__}
    if names & _SLOW or any(getattr(cause, "errno", None) == errno.ETIMEDOUT for cause in chain):
        return f"{place} did not answer in time"
    for cause in chain:
        if (told := _of_system(cause, place)) is not None:
            return told
    if names & _BROKE_OFF:
        return f"the connection to {place} broke off"
    return f"{place} cannot be reached"


def _of_system(cause: BaseException, place: str) -> str | None:
    """What an error of the system itself says."""
    if isinstance(cause, ssl.SSLError):
        distrusted = isinstance(cause, ssl.SSLCertVerificationError)
        return f"there is no secure connection to {place}{': its certificate is not trusted' if distrusted else ''}"
    if isinstance(cause, socket.gaierror):
        return f"there is no host for {place}, or no network"
    number = getattr(cause, "errno", None)
    if number in _SILENT:
        return f"nothing answers at {place}"
    if number in _NO_WAY:
        return f"there is no way to {place}: the network is off, or does not lead there"
    return f"the connection to {place} broke off" if number in _BROKEN else None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """``error`` and what it came from, the nearest first; of a group, its members."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        cause = waiting.pop(0)
        if cause is None or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [*getattr(cause, "exceptions", ()), cause.__cause__, cause.__context__]


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase})"
    except ValueError:
        return ""
