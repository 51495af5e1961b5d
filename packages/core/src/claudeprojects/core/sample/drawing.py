"""Pictures and papers drawn by code: a PNG from pixels and a PDF from lines of text, each a few dozen lines.

They exist so that samples and generated vaults hold real attachments without shipping binary files. Sources: PNG
(W3C Recommendation, third edition), PDF 1.4 (ISO 32000-1, sections 7.5 and 9.4).
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Colour = tuple[int, int, int]

PAGE_WIDTH, PAGE_HEIGHT = 595, 842
"""A4 in points."""


def png(width: int, height: int, pixels: Sequence[Colour]) -> bytes:
    """An RGB image of ``width`` × ``height`` from its ``pixels``, row by row from the top left."""
    flat = bytes(channel for pixel in pixels for channel in pixel)
    rows = b"".join(b"\0" + flat[start : start + 3 * width] for start in range(0, 3 * width * height, 3 * width))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A document with one page for each list of lines; lines are Latin-1, the first of a page is its heading."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, lines in enumerate(pages):
        content = _page_content(lines)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * index} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _document(objects)


def _page_content(lines: Sequence[str]) -> bytes:
    parts = ["BT 18 TL 1 0 0 1 72 760 Tm"]
    for number, line in enumerate(lines):
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        parts.append(f"/F1 {20 if number == 0 else 11} Tf ({escaped}) Tj T*{' T*' if number == 0 else ''}")
    return "\n".join([*parts, "ET"]).encode("latin-1")


def _document(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, entries)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
