"""Names of runs: ids that sort by time, ids of sub-agents that follow from the call that asked, and short titles."""

from __future__ import annotations

import hashlib
import secrets
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_TITLE = 80


def new_id() -> str:
    """A new id: ten characters of time, then eight of chance; the later sorts behind the earlier."""
    return _spelled(int(time.time() * 1000), 10) + _spelled(secrets.randbits(40), 8)


def child_id(key: str) -> str:
    """The id of the run that the tool call ``key`` of another run asks for: always the same."""
    digest = hashlib.blake2b(key.encode(), digest_size=10).digest()
    return _spelled(int.from_bytes(digest, "big"), 16) + "-a"


def title_of(prompt: str) -> str:
    """The first line of ``prompt``, cut between words to at most 80 characters."""
    line = next((line.strip() for line in prompt.splitlines() if line.strip()), "Untitled")
    if len(line) <= _TITLE:
        return line
    return line[:_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _spelled(number: int, length: int) -> str:
    letters = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        letters.append(_ALPHABET[digit])
    return "".join(reversed(letters))
