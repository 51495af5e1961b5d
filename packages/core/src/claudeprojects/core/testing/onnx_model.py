"""A sentence model in ONNX of a few hundred bytes, written field by field as onnx.proto says.

Its only layer is a table: each word of ``WORDS`` has a vector, and every other word that of ``[UNK]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

WORDS = {
    "[PAD]": (9.0, 9.0, 9.0, 9.0),  # never to be seen in a result: the attention mask leaves it out
    "[UNK]": (0.0, 0.0, 0.0, 1.0),
    "cat": (1.0, 0.0, 0.0, 0.1),
    "feline": (0.9, 0.1, 0.0, 0.1),
    "river": (0.0, 1.0, 0.0, 0.1),
    "stream": (0.1, 0.9, 0.0, 0.1),
    "nothing": (0.0, 0.0, 0.0, 0.0),
}
FLOAT, INT64 = 1, 7


def write_model(
    folder: Path, *, pooled: bool = False, wants: tuple[str, ...] = ("input_ids", "attention_mask")
) -> None:
    """Write ``model.onnx`` and ``tokenizer.json``; ``pooled``: one vector a text comes out, not one a token."""
    table = np.array(list(WORDS.values()), np.float32)
    (folder / "model.onnx").write_bytes(_model(table, wants, pooled=pooled))
    words = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))  # noqa: S106 - no password
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))


def _model(table: NDArray[np.float32], wants: tuple[str, ...], *, pooled: bool) -> bytes:
    tensor = _number(1, table.shape[0]) + _number(1, table.shape[1]) + _number(2, FLOAT)
    tensor += _bytes(8, b"table") + _bytes(9, table.tobytes())
    nodes = [_node("Gather", ["table", "input_ids"], "tokens")]
    if pooled:
        nodes.append(
            _node("ReduceMax", ["tokens", "axis"], "texts", _bytes(1, b"keepdims") + _number(3, 0) + _number(20, 2))
        )
    axis = _number(1, 1) + _number(2, INT64) + _bytes(8, b"axis") + _bytes(9, (1).to_bytes(8, "little"))
    graph = b"".join(_bytes(1, node) for node in nodes) + _bytes(2, b"tiny") + _bytes(5, tensor) + _bytes(5, axis)
    graph += b"".join(_bytes(11, _value(name, INT64, ["batch", "sequence"])) for name in wants)
    graph += _bytes(
        12, _value("texts", FLOAT, ["batch", 4]) if pooled else _value("tokens", FLOAT, ["batch", "sequence", 4])
    )
    opset = _number(2, 18)
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, opset)


def _node(operator: str, inputs: list[str], output: str, attribute: bytes = b"") -> bytes:
    fields = b"".join(_bytes(1, name.encode()) for name in inputs) + _bytes(2, output.encode())
    return fields + _bytes(4, operator.encode()) + (_bytes(5, attribute) if attribute else b"")


def _value(name: str, kind: int, shape: list[str | int]) -> bytes:
    dimensions = [_number(1, size) if isinstance(size, int) else _bytes(2, size.encode()) for size in shape]
    tensor = _number(1, kind) + _bytes(2, b"".join(_bytes(1, dimension) for dimension in dimensions))
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, tensor))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    return bytes([*encoded, value])
