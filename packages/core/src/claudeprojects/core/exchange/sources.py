"""What is imported, read safely: a zip file (also one with zip files in it, as Notion packs large exports), an
unpacked folder, or a single file.

Nothing is unpacked to the disk. Refused are archives that name places outside of themselves, are encrypted, or unpack
to far more than they are (a "zip bomb"); symbolic links are passed over and told of.
"""

from __future__ import annotations

import io
import re
import shutil
import stat
import zipfile
import zlib
from contextlib import ExitStack, suppress
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.model import Loss
from claudeprojects.core.exchange.names import candidates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOST_ENTRIES: Final = 200_000
LARGEST_TEXT: Final = 64 * 1024 * 1024
"""Bytes of a single page, table or list that is read as a whole."""
ALWAYS_FINE: Final = 512 * 1024 * 1024
MOST_GROWTH: Final = 100
"""How many times its own size an archive may unpack to, past ``ALWAYS_FINE`` bytes."""
_CHUNK: Final = 1 << 20
_JUNK: Final = ("__MACOSX/", ".DS_Store")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_TROUBLE = (*_DAMAGED, OSError)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


class Entry(NamedTuple):
    """One file in a source: its path there, with ``/``, and its size in bytes."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


class Source:
    """The files of one export. Close it when done; ``losses`` are the files that were passed over."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.losses: list[Loss] = []
        self._opened = ExitStack()
        self._entries: dict[str, Entry] = {}
        self._total = 0
        try:
            self._collect()
        except BaseException:
            self._opened.close()
            raise

    @property
    def name(self) -> str:
        """The file's or folder's name."""
        return self.path.name

    @property
    def entries(self) -> dict[str, Entry]:
        """Every file by its path, in the order of the archive."""
        return self._entries

    def with_suffix(self, *suffixes: str) -> list[Entry]:
        """The files whose name ends in one of ``suffixes``, in any case."""
        return [entry for entry in self._entries.values() if entry.name.lower().endswith(suffixes)]

    def bytes_of(self, entry: Entry) -> bytes:
        """All bytes of a file that is read as a whole; raises ``ImportFailed`` when it is too large or damaged."""
        if entry.size > LARGEST_TEXT:
            limit = f"{LARGEST_TEXT // 1024**2} MB"
            raise ImportFailed(self._shown(entry), f"it is larger than {limit}", "Export it in smaller parts.")
        with io.BytesIO() as out:
            self.copy(entry, out)
            return out.getvalue()

    def text_of(self, entry: Entry) -> str:
        """The text of a file; what is no UTF-8 is read as such a file most likely is meant."""
        return decoded(self.bytes_of(entry))

    def copy(self, entry: Entry, out: IO[bytes]) -> None:
        """Write the bytes of a file to ``out``; raises ``ImportFailed`` when it is damaged or longer than it says."""
        left = entry.size
        try:
            with entry.open() as file:
                while data := file.read(_CHUNK):
                    left -= len(data)
                    if left < 0:
                        raise ImportFailed(self._shown(entry), "it is longer than the archive says")
                    out.write(data)
        except _TROUBLE as error:
            raise ImportFailed(self._shown(entry), f"it is damaged ({error})") from error

    def close(self) -> None:
        """Let go of the files."""
        self._opened.close()

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _collect(self) -> None:
        if self.path.is_dir():
            for entry in _files_below(self.path, self.losses):
                self._add(entry)
        elif zipfile.is_zipfile(self.path):
            self._add_archive(self._open_zip(self.path, self.path.name), "", self.path.stat().st_size)
        elif self.path.suffix.lower() == ".zip":
            raise ImportFailed(self.path.name, "it is no zip file, or one that was cut off")
        else:
            self._add(Entry(self.path.name, self.path.stat().st_size, lambda: self.path.open("rb")))

    def _open_zip(self, file: Path, shown: str) -> zipfile.ZipFile:
        try:
            return self._opened.enter_context(zipfile.ZipFile(file))
        except _TROUBLE as error:
            raise ImportFailed(shown, f"it is no zip file that can be read ({error})") from error

    def _add_archive(self, archive: zipfile.ZipFile, prefix: str, packed: int) -> None:
        for info in archive.infolist():
            name = _name_of(info)
            shown = f"{self.name}/{prefix}{name}"
            if info.is_dir() or any(part in name for part in _JUNK):
                continue
            _check_name(name, shown)
            if stat.S_ISLNK(info.external_attr >> 16):
                self.losses.append(Loss(name, "a symbolic link", "links out of an archive are never followed"))
                continue
            if info.flag_bits & 1:
                raise ImportFailed(shown, "it is encrypted", "Unpack it with its password, and import the folder.")
            self._count(info.file_size, packed, shown)
            if name.lower().endswith(".zip") and not prefix and _is_part(name):
                self._add_nested(archive, info, name)
            else:
                self._add(Entry(name, info.file_size, lambda info=info: archive.open(info)))  # type: ignore[misc]

    def _add_nested(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
        """A zip in the zip: it is unpacked to a temporary file. One that is damaged is told of."""
        import tempfile

        copy = self._opened.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        try:
            with archive.open(info) as packed:
                shutil.copyfileobj(packed, copy, _CHUNK)
            copy.seek(0)
            inner = self._opened.enter_context(zipfile.ZipFile(copy))
        except _DAMAGED as error:
            self.losses.append(Loss(name, "all of it", f"it is damaged ({error})"))
            return
        self._add_archive(inner, f"{name}/", info.file_size)

    def _count(self, size: int, packed: int, shown: str) -> None:
        self._total += size
        if self._total > ALWAYS_FINE and self._total > MOST_GROWTH * packed:
            reason = "it would unpack to more than a hundred times its size, as a zip bomb does"
            raise ImportFailed(shown, reason, "Unpack it yourself if you trust it, and import the folder.")

    def _add(self, entry: Entry) -> None:
        if len(self._entries) >= MOST_ENTRIES:
            reason = f"it holds more than {MOST_ENTRIES:,} files"
            raise ImportFailed(self.name, reason, "Export it in smaller parts.")
        name = next(one for one in candidates(entry.name) if one not in self._entries)  # some have two of a name
        self._entries[name] = entry._replace(name=name)

    def _shown(self, entry: Entry) -> str:
        return entry.name if entry.name == self.name else f"{self.name}/{entry.name}"


def decoded(data: bytes) -> str:
    """``data`` as text: UTF-8 or what its byte order mark says, else of Windows. Line ends become ``\\n``."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _name_of(info: zipfile.ZipInfo) -> str:
    """The path of a member; some programs write UTF-8 without saying so, and backslashes."""
    name = info.orig_filename if "\\" in info.orig_filename else info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeEncodeError, UnicodeDecodeError):  # else it is what it says
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _check_name(name: str, shown: str) -> None:
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or _DRIVE.match(name) or "\0" in name:
        reason = "it names a place outside of the archive"
        raise ImportFailed(shown, reason, "Do not trust this archive; export it again from the other program.")


def _is_part(name: str) -> bool:
    """Whether a zip in a zip is a part of the export, and not a file somebody attached."""
    return "/" not in name or name.rpartition("/")[2].startswith("ExportBlock-")


def _files_below(root: Path, losses: list[Loss]) -> Iterator[Entry]:
    waiting = [root]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            name = path.relative_to(root).as_posix()
            if path.is_symlink():
                losses.append(Loss(name, "a symbolic link", "links are never followed"))
            elif path.is_dir():
                waiting.append(path)
            elif path.is_file() and path.name != ".DS_Store":
                yield Entry(name, path.stat().st_size, lambda path=path: path.open("rb"))  # type: ignore[misc]
