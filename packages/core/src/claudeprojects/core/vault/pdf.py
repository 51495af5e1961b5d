"""A PDF's text, page by page, through pdfium; any damage is a warning and never an exception.

Pages are joined by form feeds, and every passage knows its page. Reading stops after ``MAX_PAGES`` pages,
``MAX_CHARACTERS`` characters or ``MAX_SECONDS`` seconds, with a warning that says so.
"""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING

from claudeprojects.core.vault.model import ParsedFile, Passage
from claudeprojects.core.vault.passages import split

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # the package has no types

MAX_PAGES = 5_000
MAX_CHARACTERS = 10_000_000
MAX_SECONDS = 30.0

PAGE_BREAK = "\f"

_pdfium = Lock()
"""pdfium is not thread-safe; one document is read at a time in a process."""


def parse_pdf(data: bytes) -> ParsedFile:
    """Parse a PDF's bytes. Never raises: an encrypted or damaged file has a warning and whatever could be read."""
    import pypdfium2  # deferred: loading pdfium costs more than most commands take

    parsed = ParsedFile("pdf")
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as problem:
            parsed.warnings.append(_why_unreadable(str(problem)))
            return parsed
        try:
            pages = _page_texts(document, parsed.warnings)
        finally:
            document.close()
    parsed.text = PAGE_BREAK.join(pages)
    parsed.passages = _passages(parsed.text, pages)
    if pages and not any(pages):
        parsed.warnings.append("The PDF holds no text (it may be a scan).")
    return parsed


def _why_unreadable(problem: str) -> str:
    if "password" in problem.lower():
        return "The PDF is encrypted, so its text is not indexed."
    return "The PDF is damaged and cannot be read."


def _page_texts(document: PdfDocument, warnings: list[str]) -> list[str]:
    from pypdfium2 import PdfiumError

    deadline = time.monotonic() + MAX_SECONDS
    pages: list[str] = []
    size, damaged = 0, 0
    for index in range(min(len(document), MAX_PAGES)):
        try:
            text = _page_text(document, index)
        except PdfiumError:
            text = ""
            damaged += 1
        size += len(text)
        if size > MAX_CHARACTERS or time.monotonic() > deadline:
            break
        pages.append(text)
    if damaged:
        warnings.append(f"{damaged} damaged pages of the PDF could not be read.")
    if len(pages) < len(document):
        warnings.append(f"Only the first {len(pages):,} of {len(document):,} pages are indexed.")
    return pages


def _page_text(document: PdfDocument, index: int) -> str:
    page = document[index]
    try:
        content = page.get_textpage()
        try:
            return _clean(content.get_text_bounded())
        finally:
            content.close()
    finally:
        page.close()


def _clean(text: str) -> str:
    """Page text with ``\\n`` line ends, without NULs, page breaks, pdfium's hyphen marks and half surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(PAGE_BREAK, "\n")
    text = text.replace("\ufffe", "").replace("\x02", "").replace("\0", "")
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def _passages(text: str, pages: list[str]) -> list[Passage]:
    found: list[Passage] = []
    offset = line = last = 0
    for number, page in enumerate(pages, 1):
        for start, end in split(text, offset, offset + len(page)):
            line += text.count("\n", last, start)
            last = start
            found.append(Passage(len(found), (), start, end, line, number))
        offset += len(page) + 1
    return found
