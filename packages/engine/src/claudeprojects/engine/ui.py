"""The UI's files: every address that is not the API's gives the app, and the app shows what the address names.

The files are built into ``ui/`` of this package. Those under ``assets/`` carry a hash in their names and are kept by
browsers for good; ``index.html`` is asked for again every time. A ``.br`` or ``.gz`` beside a file is sent to
whoever accepts it.
"""

from __future__ import annotations

from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING

from claudeprojects.core.settings import load_settings
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from starlette.types import Scope

FOLDER = Path(__file__).parent / "ui"

ENCODINGS = {"br": ".br", "gzip": ".gz"}

FOREVER = "public, max-age=31536000, immutable"

NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>ClaudeProjects</title></head>
<body style="font: 16px/1.6 system-ui, sans-serif; max-width: 40rem; margin: 15vh auto; padding: 0 1rem">
<h1>The engine runs; its UI is not built yet</h1>
<p>In the checkout, run <code>make run</code>, or <code>make install</code> to only build it. Then load this page
again. The API answers under <code>/api/v1</code>.</p>
</body></html>
"""


def policy(*, remote_images: bool) -> str:
    """The Content-Security-Policy of the UI: nothing runs and nothing loads but what the engine serves.

    Styles may stand inline, because diagrams, formulas and the editor make them; scripts may not.
    """
    images = "'self' data: blob:" + (" https:" if remote_images else "")
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            f"img-src {images}",
            "media-src 'self' blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


class Interface(StaticFiles):
    """The built UI as an ASGI app. ``remote_images`` says, at each load, whether notes may show remote images."""

    def __init__(self, remote_images: Callable[[], bool], folder: Path = FOLDER) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._remote_images = remote_images
        self._folder = folder

    async def check_config(self) -> None:
        """Nothing to check: a folder that is not there yet is said so to whoever opens the page."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file at ``path``; the app itself where there is none."""
        try:
            return await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404 or path.startswith(("assets/", "api/")):
                raise
        if (self._folder / "index.html").is_file():
            return await super().get_response("index.html", scope)
        return HTMLResponse(NOT_BUILT, headers=self._page_headers())

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """A file, packed when a packed one is there and wanted, with how long to keep it."""
        path = Path(full_path)
        packed, encoding = _packed(path, scope)
        response = super().file_response(packed, packed.stat() if encoding else stat_result, scope, status_code)
        response.headers["Vary"] = "Accept-Encoding"
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.headers["Content-Type"] = guess_type(path.name)[0] or "application/octet-stream"
        if path.suffix == ".html":
            response.headers["Content-Type"] = "text/html; charset=utf-8"
            response.headers.update(self._page_headers())
        else:
            hashed = path.parent.name == "assets"
            response.headers["Cache-Control"] = FOREVER if hashed else "no-cache"
        return response

    def _page_headers(self) -> dict[str, str]:
        return {
            "Cache-Control": "no-cache",
            "Content-Security-Policy": policy(remote_images=self._remote_images()),
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }


def remote_images_of(root: Path) -> Callable[[], bool]:
    """Whether the settings now in force for the vault at ``root`` allow remote images."""
    return lambda: load_settings(root).ui_remote_images


def _packed(path: Path, scope: Scope) -> tuple[Path, str | None]:
    accepted = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"accept-encoding"), "")
    offered = {part.split(";")[0].strip() for part in accepted.split(",") if ";q=0" not in part.replace(" ", "")}
    for encoding, suffix in ENCODINGS.items():
        candidate = path.with_name(path.name + suffix)
        if encoding in offered and candidate.is_file():
            return candidate, encoding
    return path, None
