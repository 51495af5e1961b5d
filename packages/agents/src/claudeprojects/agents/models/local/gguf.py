"""What a GGUF file says of itself: name, size, context, and whether all of it is there.

Read after the specification (github.com/ggml-org/ggml, docs/gguf.md, versions 2 and 3, little-endian): header,
metadata, descriptions of tensors, then their data. Only the head is read, whatever the file's size.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from claudeprojects.agents.errors import ModelCorrupt

if TYPE_CHECKING:
    from pathlib import Path

MAGIC: Final = b"GGUF"
_SCALARS: Final = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING: Final = 8
_ARRAY: Final = 9
_LONGEST_STRING: Final = 16 * 1024 * 1024
_MOST_ENTRIES: Final = 10_000_000
_DEFAULT_ALIGNMENT: Final = 32
DEFAULT_CONTEXT: Final = 4096
"""Of a file that does not say."""


@dataclass(frozen=True, slots=True)
class GgufInfo:
    """The head of a model file."""

    name: str
    architecture: str
    size_label: str
    """Number of parameters as the maker writes it, ``135M``; empty when not said."""
    context_tokens: int
    has_template: bool
    license: str


def read_gguf(path: Path, model: str) -> GgufInfo:
    """Read the head of the file at ``path``.

    Raises:
        ModelCorrupt: it is no GGUF file, or ends too early.
    """
    try:
        with path.open("rb") as file:
            told, last_tensor = _head(file)
            begins = _aligned(file.tell(), int(told.get("general.alignment", _DEFAULT_ALIGNMENT)))
    except OSError as error:
        raise ModelCorrupt(model, str(path), error.strerror or str(error)) from error
    except (_NotGguf, struct.error, UnicodeDecodeError) as error:
        raise ModelCorrupt(
            model, str(path), str(error) if isinstance(error, _NotGguf) else "its head is cut"
        ) from error
    if path.stat().st_size <= begins + last_tensor:
        raise ModelCorrupt(model, str(path), "the file ends too early; it was not fetched whole")
    architecture = str(told.get("general.architecture", ""))
    return GgufInfo(
        name=str(told.get("general.name", path.stem)),
        architecture=architecture,
        size_label=str(told.get("general.size_label", "")),
        context_tokens=int(told.get(f"{architecture}.context_length", DEFAULT_CONTEXT)),
        has_template="tokenizer.chat_template" in told,
        license=str(told.get("general.license", "")),
    )


class _NotGguf(Exception):
    pass


def _head(file: BinaryIO) -> tuple[dict[str, Any], int]:
    """The metadata, and how far into the data the last tensor begins."""
    if file.read(4) != MAGIC:
        raise _NotGguf("it is not a GGUF file")
    (version,) = _unpack(file, "I")
    if version not in {2, 3}:
        raise _NotGguf(f"its GGUF version {version} is not known")
    tensors, entries = _unpack(file, "QQ")
    if max(tensors, entries) > _MOST_ENTRIES:
        raise _NotGguf("its head is damaged")
    told = {}
    for _ in range(entries):
        key = _string(file)
        (kind,) = _unpack(file, "I")
        told[key] = _value(file, kind)
    last = 0
    for _ in range(tensors):
        _string(file)
        (dimensions,) = _unpack(file, "I")
        *_, offset = _unpack(file, f"{dimensions}QIQ") if dimensions <= 8 else _damaged()
        last = max(last, offset)
    return told, last


def _value(file: BinaryIO, kind: int) -> Any:
    if kind == _STRING:
        return _string(file)
    if kind == _ARRAY:
        inner, count = _unpack(file, "IQ")
        if count > _MOST_ENTRIES:
            _damaged()
        if inner in _SCALARS:
            file.seek(struct.calcsize(f"<{_SCALARS[inner]}") * count, 1)
            return None
        for _ in range(count):
            _value(file, inner)
        return None
    if kind not in _SCALARS:
        _damaged()
    return _unpack(file, _SCALARS[kind])[0]


def _string(file: BinaryIO) -> str:
    (length,) = _unpack(file, "Q")
    if length > _LONGEST_STRING:
        _damaged()
    return file.read(length).decode("utf-8")


def _unpack(file: BinaryIO, shape: str) -> tuple[Any, ...]:
    shape = f"<{shape}"
    return struct.unpack(shape, file.read(struct.calcsize(shape)))


def _damaged() -> Any:
    raise _NotGguf("its head is damaged")


def _aligned(position: int, step: int) -> int:
    return -(-position // step) * step
