"""Failures of the network in words: what was out of reach, and never a number of the system's."""

from __future__ import annotations

import errno
import socket
import ssl

import httpx
import pytest
from claudeprojects.agents.network import why_unreached

PLACE = "models.example.org"


def caused(by: BaseException) -> BaseException:
    """As ``httpx`` raises it: an error of its own, from one of the library below, from the system's."""
    try:
        try:
            raise by
        except BaseException as error:
            raise RuntimeError("below") from error
    except RuntimeError as error:
        above = httpx.ConnectError(f"[Errno 111] {by}")
        above.__cause__ = error
        return above


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (caused(ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")), f"nothing answers at {PLACE}"),
        (caused(OSError(errno.ENETUNREACH, "Network is unreachable")), f"there is no way to {PLACE}"),
        (caused(socket.gaierror(socket.EAI_NONAME, "Name or service not known")), f"there is no host for {PLACE}"),
        (caused(ssl.SSLError(1, "certificate verify failed")), f"there is no secure connection to {PLACE}"),
        (caused(ssl.SSLCertVerificationError(1, "x")), f"there is no secure connection to {PLACE}: its certificate"),
        (caused(ConnectionResetError(errno.ECONNRESET, "reset")), f"the connection to {PLACE} broke off"),
        (httpx.ReadError(""), f"the connection to {PLACE} broke off"),
        (httpx.RemoteProtocolError("peer closed"), f"the connection to {PLACE} broke off"),
        (httpx.ConnectTimeout(""), f"{PLACE} did not answer in time"),
        (TimeoutError(), f"{PLACE} did not answer in time"),
        (ExceptionGroup("all", [ConnectionRefusedError(errno.ECONNREFUSED, "no")]), f"nothing answers at {PLACE}"),
        (httpx.UnsupportedProtocol("[Errno 1]"), f"{PLACE} cannot be reached"),
    ],
)
def test_the_reason_is_told_in_words(error: BaseException, told: str) -> None:
    reason = why_unreached(error, PLACE)
    assert reason.startswith(told)
    assert "Errno" not in reason


@pytest.mark.parametrize(("status", "told"), [(503, "503 (Service Unavailable)"), (799, "799")])
def test_an_answer_that_is_none_is_told_by_its_status(status: int, told: str) -> None:
    request = httpx.Request("GET", f"https://{PLACE}/")
    error = httpx.HTTPStatusError("bad", request=request, response=httpx.Response(status, request=request))
    assert why_unreached(error, PLACE) == f"{PLACE} answered {told}"
