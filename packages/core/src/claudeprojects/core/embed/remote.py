"""What the embedders behind a server share: one JSON request with a time limit, and vectors out of its answer."""

from __future__ import annotations

import abc
import http.client
import json
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import numpy as np
from claudeprojects.core.errors import EmbedderFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BATCH: Final = 64
"""Texts sent in one request."""
_TIMEOUT: Final = 60.0
_LARGEST_ANSWER: Final = 64_000_000


class RemoteEmbedder(abc.ABC):
    """An ``Embedder`` over a server the user named; subclasses say what is asked and where the vectors stand.

    The length of the vectors is learned by embedding one word when the embedder is made.
    """

    def __init__(self, kind: str, model: str, address: str, headers: dict[str, str] | None = None) -> None:
        self.name = f"{kind}:{model}"
        self._model = model
        self._address = _checked(self.name, address)
        self._headers = {"Content-Type": "application/json", **(headers or {})}
        self._dimensions = int(self._ask(["word"]).shape[1])

    @property
    def dimensions(self) -> int:
        """See ``Embedder``."""
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Embedder``. Blank texts are not sent: their rows are zeros."""
        rows = np.zeros((len(texts), self._dimensions), np.float32)
        told = [number for number, text in enumerate(texts) if text.strip()]
        for start in range(0, len(told), BATCH):
            chosen = told[start : start + BATCH]
            rows[chosen] = self._ask([texts[number] for number in chosen])
        return rows

    @abc.abstractmethod
    def _request(self, texts: list[str]) -> tuple[str, dict[str, Any]]:
        """The path below the address, and the body to post."""

    @abc.abstractmethod
    def _vectors(self, answer: Any) -> list[list[float]]:
        """The vectors in the server's answer, in the order of the texts. ``KeyError`` or ``TypeError`` if absent."""

    def _ask(self, texts: list[str]) -> NDArray[np.float32]:
        path, body = self._request(texts)
        answer = self._post(f"{self._address}{path}", body)
        try:
            rows = np.array(self._vectors(answer), np.float32)
        except (KeyError, TypeError, ValueError, IndexError) as problem:
            raise EmbedderFailed(self.name, "the server's answer holds no vectors") from problem
        expected = getattr(self, "_dimensions", rows.shape[-1])
        if rows.ndim != 2 or rows.shape != (len(texts), expected) or not np.isfinite(rows).all():
            raise EmbedderFailed(self.name, f"the server's answer has the wrong shape {rows.shape}")
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        np.divide(rows, norms, out=rows, where=norms > 0)
        return rows

    def _post(self, url: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(url, json.dumps(body).encode(), self._headers)  # noqa: S310 - checked
        try:
            with _opener.open(request, timeout=_TIMEOUT) as response:
                return json.loads(response.read(_LARGEST_ANSWER))
        except urllib.error.HTTPError as problem:
            with problem:
                detail = problem.read(500).decode("utf-8", "replace").strip()
            raise EmbedderFailed(self.name, f"{url} answered {problem.code}: {detail}") from problem
        except (OSError, http.client.HTTPException, ValueError) as problem:
            raise EmbedderFailed(self.name, f"{url} cannot be asked ({problem})") from problem


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Texts go to the address the user set and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))


def _checked(name: str, address: str) -> str:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise EmbedderFailed(name, f"{address!r} is not an http(s) address")
    return address.rstrip("/")
