"""``make eval`` over a folder with a question file: every way is measured, on what the file says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

QUESTIONS = """
[[question]]
text = "What does the walrus eat?"
kind = "same words"
gold = [{ path = "Walrus.md", quote = "eats clams" }]

[[question]]
text = "Who painted the zeppelin?"
"""


def test_a_folder_is_measured_by_its_own_questions(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "Walrus.md").write_text("# Walrus\n\nThe walrus eats clams by the thousand.\n", encoding="utf-8")
    (vault / "Heron.md").write_text("# Heron\n\nThe heron stands in the reeds and waits.\n", encoding="utf-8")
    (tmp_path / "questions.toml").write_text(QUESTIONS, encoding="utf-8")
    out = tmp_path / "figures.json"
    given = ["--vault", str(vault), "--questions", str(tmp_path / "questions.toml"), "--out", str(out)]
    ran = subprocess.run(
        [sys.executable, "-m", "evaluation", *given], cwd=ROOT, check=True, capture_output=True, text=True
    )
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert set(figures["retrieval"]) == {"keyword", "vectors", "hybrid", "hybrid + rerank"}
    assert figures["retrieval"]["hybrid + rerank"]["recall@1"] == 1.0
    assert figures["answers"]["quotes that stand in their file"] == 1.0
    assert figures["answers"]["citation precision"] == 1.0
    assert figures["answers"]["rightly 'not in your notes'"] == 1.0
    assert "recall@5" in ran.stdout
    assert sorted(path.name for path in vault.iterdir()) == ["Heron.md", "Walrus.md"]
