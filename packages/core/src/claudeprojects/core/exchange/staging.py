"""Bytes on their way into a vault: where they wait, and their hash while they pass by."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path  # noqa: TC003 - part of a record
from typing import IO, TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK: Final = 1 << 20


class Piece(NamedTuple):
    """``size`` bytes of ``file`` from ``start``: many notes in one file are staged faster than each in its own."""

    file: Path
    start: int
    size: int

    def pieces(self) -> Iterator[bytes]:
        """The bytes; a note is small enough to come at once."""
        with self.file.open("rb") as file:
            file.seek(self.start)
            yield file.read(self.size)


class Waiting(NamedTuple):
    """All bytes of ``file``, however many."""

    file: Path

    def pieces(self) -> Iterator[bytes]:
        """The bytes, some at a time."""
        with self.file.open("rb") as file:
            while piece := file.read(_CHUNK):
                yield piece


class Digest:
    """The hash and size of bytes that pass by, as ``content_hash`` has it; ``found`` is where the same bytes are."""

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=16)
        self.size = 0
        self.found = ""

    def update(self, data: bytes) -> None:
        """More bytes."""
        self._hash.update(data)
        self.size += len(data)

    def hexdigest(self) -> str:
        """The hash."""
        return self._hash.hexdigest()


class Tee:
    """A file that also tells a digest what is written to it."""

    def __init__(self, out: IO[bytes], digest: Digest) -> None:
        self._out, self._digest = out, digest

    def write(self, data: bytes) -> int:
        """Write to both."""
        self._digest.update(data)
        return self._out.write(data)
