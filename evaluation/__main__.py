"""Run the evaluation and print its tables; see the package."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from claudeprojects.core.workspace import Workspace

from evaluation.corpus import make_corpus
from evaluation.measuring import measure_answers, measure_retrieval
from evaluation.questions import Asked, read_questions

COLUMNS = ("recall@1", "recall@3", "recall@5", "recall@10", "mrr", "ndcg@10", "p50_ms", "p95_ms")
NOTES = 2000


def main() -> int:
    """Make or open the corpus, measure, print, and write the figures."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="evaluation-") as folder:
        if options.vault is None:
            root = Path(folder, "vault")
            asked = make_corpus(root, options.notes, seed=options.seed)
        else:
            root, asked = options.vault, read_questions(options.questions)
        figures = _measured(root, Path(folder, "data"), asked)
    _show(figures)
    if options.out is not None:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evaluation", description="How well questions are answered.")
    parser.add_argument("--vault", type=Path, help="A folder of notes; without it, a corpus is generated.")
    parser.add_argument("--questions", type=Path, help="TOML file with the questions for --vault.")
    parser.add_argument("--notes", type=int, default=NOTES, help="Generated notes around those asked about.")
    parser.add_argument("--seed", type=int, default=1, help="Another corpus than the one the weights were chosen on.")
    parser.add_argument("--out", type=Path, help="Write the figures there as JSON.")
    options = parser.parse_args()
    if (options.vault is None) != (options.questions is None):
        parser.error("--vault and --questions belong together")
    return options


def _measured(root: Path, data: Path, asked: list[Asked]) -> dict[str, Any]:
    with Workspace.open(root, data_dir=data) as workspace:
        began = time.perf_counter()
        workspace.sync()
        indexed = time.perf_counter() - began
        status = workspace.status().to_json()
        return {
            "notes": sum(1 for _ in root.rglob("*.md")),
            "questions": len(asked),
            "embeddings": status["embeddings"]["model"],
            "indexed_s": round(indexed, 1),
            "retrieval": measure_retrieval(workspace, asked),
            "answers": measure_answers(workspace, asked),
        }


def _show(figures: dict[str, Any]) -> None:
    print(f"{figures['notes']:,} notes, {figures['questions']} questions, embeddings: {figures['embeddings']}\n")
    print(f"{'':18}" + "".join(f"{column:>11}" for column in COLUMNS))
    for way, row in figures["retrieval"].items():
        print(f"{way:18}" + "".join(f"{row[column]:>11.3f}" for column in COLUMNS))
    kinds = list(next(iter(figures["retrieval"].values()))["recall@5 by kind"])
    print(f"\n{'recall@5':18}" + "".join(f"{kind:>14}" for kind in kinds))
    for way, row in figures["retrieval"].items():
        print(f"{way:18}" + "".join(f"{row['recall@5 by kind'][kind]:>14.3f}" for kind in kinds))
    print("\nAnswers without a model")
    for name, value in figures["answers"].items():
        print(f"  {name:36} {value}")


if __name__ == "__main__":
    sys.exit(main())
