"""The norms of the house as tests: layers, docstrings, sizes, the map, and nothing of one machine in the files."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT / "packages" / "core" / "src", ROOT / "packages" / "engine" / "src", ROOT / "apps" / "cli" / "src"]
CORE = ROOT / "packages" / "core" / "src" / "claudeprojects" / "core"

LINES = 400
LONGER_FOR_A_REASON = {
    "packages/ui/src/styles/prose.css": "the whole look of a rendered note, read as one list of rules",
}
"""Files past ``LINES``, each with its reason. Generated files and data are not counted."""

CODE = {".py", ".ts", ".tsx", ".css", ".sql", ".sh", ".mjs"}
GENERATED = ("packages/types/",)
MANIFEST = r"\w+/\w+/(pyproject\.toml|package\.json)"


@cache
def tracked() -> list[str]:
    """Every file in git, and new ones that git would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def python_modules() -> list[Path]:
    return sorted(path for source in SOURCES for path in source.rglob("*.py"))


def test_the_layers_hold() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_contract_is_named_with_a_sentence_and_quoted_on_the_map() -> None:
    names = re.findall(r"^name = (.+)$", (ROOT / ".importlinter").read_text(), re.MULTILINE)
    page = (ROOT / "docs" / "map.md").read_text()
    assert names
    assert [name for name in names if name not in page or len(name.split()) < 4] == []


def test_the_map_names_every_room() -> None:
    page = (ROOT / "docs" / "map.md").read_text()
    rooms = {path.name for path in CORE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert {room for room in rooms if not re.search(rf"\b{room}\b", page)} == set()
    members = {name.rpartition("/")[0] for name in tracked() if re.fullmatch(MANIFEST, name)}
    assert {member for member in members if member not in page} == set()


@pytest.mark.parametrize("path", python_modules(), ids=lambda path: path.stem)
def test_public_objects_say_what_they_are(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    missing = [name for name, node in public_objects(tree) if not ast.get_docstring(node)]
    assert missing == []


def public_objects(tree: ast.Module) -> list[tuple[str, ast.Module | ast.ClassDef | ast.FunctionDef]]:
    """The module, its public classes and functions, and their public methods."""
    found: list[tuple[str, ast.Module | ast.ClassDef | ast.FunctionDef]] = [("module", tree)]
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            found.append((node.name, node))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            methods = [child for child in node.body if isinstance(child, ast.FunctionDef)]
            found += [(f"{node.name}.{child.name}", child) for child in methods if is_public_method(child)]
    return found


def is_public_method(method: ast.FunctionDef) -> bool:
    words = {getattr(decorator, "attr", getattr(decorator, "id", "")) for decorator in method.decorator_list}
    return not method.name.startswith(("_", "test_")) and not words & {"override", "overload", "setter"}


def test_no_file_has_grown_past_reading() -> None:
    files = [name for name in tracked() if Path(name).suffix in CODE and not name.startswith(GENERATED)]
    lengths = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in files}
    long = {name for name, length in lengths.items() if length > LINES}
    assert long == set(LONGER_FOR_A_REASON), "split it, or list it with the reason"


def test_every_package_is_a_namespace_without_an_init_of_its_own() -> None:
    assert not [source for source in SOURCES if (source / "claudeprojects" / "__init__.py").exists()]


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    home_or_checkout = re.compile(rb"/home/\w+/|/Users/\w+/|/root/|" + re.escape(str(ROOT).encode()) + rb"/")
    found = [name for name in tracked() if home_or_checkout.search((ROOT / name).read_bytes())]
    assert [name for name in found if name != "tests/architecture/test_the_house.py"] == []


def test_locked_dependencies_name_no_registry() -> None:
    locks = [name for name in tracked() if Path(name).name in {"requirements.txt", "package-lock.json", "uv.txt"}]
    assert {"requirements.txt", "package-lock.json", "scripts/uv.txt"} <= set(locks)
    address = re.compile(r'"resolved": "https?://|--(extra-)?index-url|--find-links')
    assert [name for name in locks if address.search((ROOT / name).read_text())] == []


def test_the_dependencies_pinned_are_the_ones_asked_for() -> None:
    check = [sys.executable, "scripts/check_requirements.py"]
    done = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_dependency_has_its_reason() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text().lower()
    asked = re.compile(r'^\s+"([A-Za-z0-9._-]+)', re.MULTILINE)
    names: set[str] = set()
    for name in tracked():
        if not re.fullmatch(r"\w+/\w+/pyproject\.toml", name):
            continue
        block = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / name).read_text(), re.MULTILINE | re.DOTALL)
        names |= set(asked.findall(block[1])) if block else set()
    assert {name for name in names if not name.startswith("claudeprojects") and name.lower() not in page} == set()


def test_make_help_lists_every_target() -> None:
    text = (ROOT / "Makefile").read_text()
    phony = set(re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)[1].split())  # type: ignore[index]
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {f"make {name} " for name in phony - {"python"} if f"make {name} " not in shown} == set()


def test_continuous_integration_runs_what_people_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "make check test" in script.read_text()
