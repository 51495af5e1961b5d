"""Files of the vault as they are, with content types and policies under which even a hostile one cannot harm.

A file in a vault may come from a stranger, and here it would run on the engine's own address. So only types that
hold no program are sent as what they are; markup and scripts are shown as plain text, anything unknown is a
download, and every response forbids scripts and is cut off from the address it came from (``sandbox``).
"""

from __future__ import annotations

import os
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from claudeprojects.core.vault.disk import Disk
from claudeprojects.core.vault.paths import check_path
from starlette.responses import FileResponse, Response

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from starlette.datastructures import Headers
    from starlette.types import Receive, Scope, Send

TEXT = "text/plain; charset=utf-8"
UNKNOWN = "application/octet-stream"

TYPES: dict[str, str] = {
    **dict.fromkeys((".jpg", ".jpeg", ".jfif"), "image/jpeg"),
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".ico": "image/vnd.microsoft.icon",
    ".svg": "image/svg+xml",
    **dict.fromkeys((".mp4", ".m4v"), "video/mp4"),
    ".webm": "video/webm",
    ".ogv": "video/ogg",
    ".mov": "video/quicktime",
    ".mkv": "video/x-matroska",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    **dict.fromkeys((".ogg", ".oga", ".opus"), "audio/ogg"),
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".3gp": "video/3gpp",
    ".pdf": "application/pdf",
    **dict.fromkeys(
        (".md", ".txt", ".csv", ".tsv", ".log", ".canvas", ".base", ".json", ".yaml", ".yml", ".toml", ".ini"), TEXT
    ),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml", ".xml", ".xsl", ".xslt"), TEXT),
    **dict.fromkeys((".js", ".mjs", ".cjs", ".ts", ".tsx", ".jsx", ".css", ".py", ".sh", ".tex", ".bib"), TEXT),
}
"""What is sent as what; an SVG draws, and its scripts do not run under ``POLICY`` or inside an image."""

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; sandbox; frame-ancestors 'self'"
)
PDF_POLICY = (
    "default-src 'none'; script-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
)
"""Without ``sandbox``, in which browsers do not show PDFs; their own viewers isolate what a PDF runs."""


def attachment_response(root: Path, path: str, headers: Headers, *, download: bool) -> Response:
    """The file at vault path ``path``: whole, a range of it, or 304 when ``headers`` show the client has it.

    Raises ``NoteNotFound`` and ``PathRefused``; a symbolic link is refused, also one planted while we look.
    """
    response = _OpenFile(root, check_path(path), download=download)
    if _is_known(headers, response.headers):
        response.close()
        kept = {name: response.headers[name] for name in ("etag", "last-modified", "cache-control")}
        return Response(status_code=304, headers=kept)
    return response


class _OpenFile(FileResponse):
    """A response from a file that was opened below the vault's root, and is closed when the response is sent."""

    def __init__(self, root: Path, path: str, *, download: bool) -> None:
        self._file = Disk(root).open(path)
        try:
            status = os.fstat(self._file.fileno())
            kind = TYPES.get(PurePosixPath(path.lower()).suffix, UNKNOWN)
            super().__init__(
                _name_of_open(self._file, root / path),
                media_type=kind,
                filename=PurePosixPath(path).name,
                stat_result=status,
                content_disposition_type="attachment" if download or kind == UNKNOWN else "inline",
                headers={
                    "Content-Security-Policy": PDF_POLICY if kind == TYPES[".pdf"] else POLICY,
                    "Cache-Control": "private, no-cache",
                    "ETag": f'"{status.st_mtime_ns:x}-{status.st_size:x}"',
                },
            )
        except BaseException:
            self.close()
            raise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, then close the file."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.close()

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


def _name_of_open(file: BinaryIO, path: Path) -> str:
    """A name by which exactly the open ``file`` can be read, where the system has one; else its ``path``."""
    name = f"/dev/fd/{file.fileno()}"
    return name if os.path.exists(name) else str(path)


def _is_known(asked: Headers, ours: Headers) -> bool:
    if known := asked.get("if-none-match"):
        return ours["etag"] in {tag.strip().removeprefix("W/") for tag in known.split(",")} or known.strip() == "*"
    return asked.get("if-modified-since") == ours["last-modified"]
