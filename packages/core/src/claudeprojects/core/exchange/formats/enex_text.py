"""The text of Evernote's file piece by piece, up to where notes begin and end.

Characters that XML does not allow, a bare ``&`` and bytes that are not of the file's encoding are mended on the way.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claudeprojects.core.exchange.sources import Entry

LONGEST: Final = 64 * 1024 * 1024
"""Characters of anything that is kept as a whole."""
_CHUNK: Final = 1 << 16
_REFUSED: Final = bytes(code for code in range(32) if code not in (9, 10, 13))
_BARE: Final = re.compile(r"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,32});)")
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*encoding=["']([\w-]+)["']""")


class MarkedText:
    """The text of a file that comes in pieces, taken up to marks; ``ended`` when there is no more."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._left = ""
        self.ended = False

    def until(self, mark: re.Pattern[str]) -> str:
        """What comes before ``mark``, which is next then; all the rest when it does not come."""
        before = self._left
        while (found := mark.search(before)) is None:
            piece = next(self._pieces, None)
            if piece is None or len(before) > LONGEST:
                self.ended, self._left = True, ""
                return before
            before += piece
        self._left = before[found.start() :]
        return before[: found.start()]

    def pass_on(self, mark: str, feed: Callable[[str], None]) -> bool:
        """Feed all up to ``mark`` and with it; ``False`` when the file ends before it."""
        text = self._left
        while (at := text.find(mark)) < 0:
            kept = max(0, len(text) - len(mark))
            feed(text[:kept])
            piece = next(self._pieces, None)
            if piece is None:
                feed(text[kept:])
                self._left = ""
                return False
            text = text[kept:] + piece
        feed(text[: at + len(mark)])
        self._left = text[at + len(mark) :]
        return True


def pieces(entry: Entry) -> Iterator[str]:
    """The text of a file piece by piece, without what no XML may hold."""
    with entry.open() as file:
        data = file.read(_CHUNK)
        wide = data[:2] in _WIDE
        decoder = codecs.getincrementaldecoder("utf-16" if wide else _encoding(data))(errors=_WINDOWS)
        held = ""
        while data:
            text = held + decoder.decode(data if wide else data.translate(None, _REFUSED))
            cut = text.rfind("&", max(0, len(text) - 40))
            text, held = (text, "") if cut < 0 else (text[:cut], text[cut:])
            yield _BARE.sub("&amp;", text) if "&" in text else text
            data = file.read(_CHUNK)
        yield _BARE.sub("&amp;", held + decoder.decode(b"", final=True))


_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WINDOWS: Final = "claudeprojects.windows"


def _encoding(data: bytes) -> str:
    found = _ENCODING.search(data[:200])
    try:
        name = codecs.lookup(found[1].decode()).name if found else "utf-8"
    except LookupError:
        name = "utf-8"
    return "utf-8-sig" if name in {"utf-8", "ascii"} or name.startswith("utf-16") else name


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not of the encoding a file says, as those of Windows."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_WINDOWS, _as_windows)
