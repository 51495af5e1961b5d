"""A text file as its bytes: decoding that can be undone exactly, and the hash that names a content."""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file's text and whether a UTF-8 byte order mark stood before it; line ends are kept as they are."""

    text: str
    bom: bool = False

    def encode(self) -> bytes:
        """The bytes this text was decoded from, exactly; the inverse of :func:`decode`."""
        data = self.text.encode("utf-8")
        return BOM_UTF8 + data if self.bom else data


def decode(data: bytes) -> TextFile:
    """Read ``data`` as UTF-8. Raises ``UnicodeDecodeError`` when it is not; nothing is replaced or normalised."""
    if data.startswith(BOM_UTF8):
        return TextFile(data[len(BOM_UTF8) :].decode("utf-8"), bom=True)
    return TextFile(data.decode("utf-8"))


def content_hash(data: bytes) -> str:
    """The name of a file's content: BLAKE2b-128 of its bytes, as 32 hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest()


def hash_of(pieces: Iterable[bytes]) -> str:
    """``content_hash`` of bytes that come in pieces."""
    digest = blake2b(digest_size=16)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()
