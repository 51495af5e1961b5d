"""Hostile and broken files: a clear message, nothing lost, the engine lives."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

DEEP = 10_000
MILLION = 1_000_000
MANY = int(os.environ.get("CLAUDEPROJECTS_MANY", "200000"))
"""Links or tags in one file; a step that is quadratic in them would take hours at this number, too."""
MANY_LINKS = "[[Good note]] ".ljust(14 * MILLION // MANY) * MANY
"""14 MB, however many they are."""

REFUSED = ["../outside.md", "a/../../outside.md", "con.md/x\0.md", "New\nline.md", "a:b.md", "NUL.md", "/etc/hosts"]
REFUSED += ["x" * 300]

SEPARATORS = "\u2028\u2029\x0b\x0c\x1c\x85"

LOADS = {
    "Deep quotes.md": ">" * DEEP + " bottom\n",
    "Deep list.md": "".join(f"{' ' * (2 * depth)}- item\n" for depth in range(1_000)),
    "Deep brackets.md": "[" * DEEP + "x" + "]" * DEEP,
    "Deep embeds.md": "![[" * DEEP + "]]" * DEEP,
    "Deep emphasis.md": "*_" * DEEP + "x" + "_*" * DEEP,
    "Deep callouts.md": "".join("> " * depth + "[!note]\n" for depth in range(500)),
    "Deep properties.md": "---\nkey: " + "[" * DEEP + "]" * DEEP + "\n---\nbody of deep properties\n",
    "Anchors.md": "---\na: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(100)) + "---\n",
    "Laughs.md": "---\nl0: &l0 lol\n"
    + "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 12))
    + "---\nbody of laughs\n",
    "Broken properties.md": "---\nkey: [unclosed\n: : :\n---\nbody of broken properties\n",
    "Endless properties.md": "---\n" + "key: value\n" * 10_000,
    "Deep board.canvas": "[" * DEEP + "]" * DEEP,
    "Broken board.canvas": '{"nodes": [{"id": 1, "type": 7}, null, 3], "edges": "no"}',
    "Deep view.base": "filters:\n" + "".join(f"{'  ' * depth}- and:\n" for depth in range(1, 500)),
    "Many links.md": MANY_LINKS,
    "A million marks.md": "`" * MILLION + "[" * MILLION + "$" * MILLION,
    "One long line.md": "word " * MILLION,
    "Many tags.md": " ".join(f"#tag{number % 1000}" for number in range(MANY)),
    "Odd line ends.md": f"one{SEPARATORS}two\rthree\r\nfour [[Good note]]",
    "Nulls.md": "before\0after\0" * 100,
    "Empty.md": "",
    "Only a fence.md": "```",
    "Only three dashes.md": "---",
}

ODD_NAMES = ["con.md", "aux .md", "a:b?.md", "star*.md", "pipe|.md", "back\\slash.md", "dot..md", "#hash^caret.md"]
ODD_NAMES += ["[brackets]].md", "line\nbreak.md", "tab\there.md", "-rf.md", "~.md", "%41.md", "🦀 crab.md", "é.md"]
ODD_NAMES += ["e\u0301 decomposed.md", "\u202eright-to-left.md", "\u200b.md", "n" * 252 + ".md"]


def fill(vault: Path) -> None:
    (vault / "Good note.md").write_text("# Good note\n\nThe quiet word is periwinkle.\n")
    for name, text in LOADS.items():
        (vault / name).write_text(text, encoding="utf-8", newline="")
    with (vault / "Huge.md").open("wb") as file:
        file.write(b"# Huge\n\nhugeword\n")
        file.truncate(200_000_000)
    (vault / "Program.md").write_bytes(random.Random(1).randbytes(100_000))
    (vault / "Sixteen bits.md").write_bytes("# UTF-16".encode("utf-16"))
    (vault / "Picture.pdf").write_bytes(b"%PDF-1.7\n" + random.Random(2).randbytes(20_000))
    (vault / "Names").mkdir()
    for name in ODD_NAMES:
        (vault / "Names" / name).write_text(f"odd name {name!r}\n")
    (vault / "Names" / os.fsdecode(b"not utf-8 \xff\xfe.md")).write_text("odd bytes\n")
    deep = vault.joinpath(*["down"] * 150)
    deep.mkdir(parents=True)
    (deep / "Bottom.md").write_text("a note far down\n")
    (vault / "loop").symlink_to(vault)
    (vault / "out.md").symlink_to("/etc/hostname")
    (vault / "dangling.md").symlink_to("nowhere.md")
    os.mkfifo(vault / "pipe.md")
    (vault / "Closed folder").mkdir()
    (vault / "Closed folder" / "Inside.md").write_text("inside\n")
    (vault / "Closed.md").write_text("closed\n")
    (vault / "Closed folder").chmod(0)
    (vault / "Closed.md").chmod(0)


def give_up_powers() -> None:
    """Make file permissions count for root, too: drop CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (Linux)."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2):
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def fingerprint(vault: Path) -> dict[str, str]:
    """The hash of every file we may read, by path."""
    found = {}
    for folder, _, names in os.walk(vault):
        for name in names:
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink() and path.stat().st_size < 100_000_000:
                found[os.fsencode(path).hex()] = hashlib.blake2b(path.read_bytes()).hexdigest()
    return found


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    vault = tmp_path_factory.mktemp("bad") / "A vault"
    vault.mkdir()
    fill(vault)
    yield vault
    (vault / "Closed folder").chmod(0o700)


@pytest.fixture(scope="module")
def engine(vault: Path, start_engine: Callable[..., Any]) -> Any:
    before = fingerprint(vault)
    engine = start_engine(vault, prepare=give_up_powers if os.geteuid() == 0 else None).ready()
    assert fingerprint(vault) == before, "opening a vault changes no byte of it"
    return engine


def test_the_good_note_is_found_among_the_bad_ones(engine: Any) -> None:
    assert engine.found("periwinkle") == ["Good note.md"]


def test_every_file_is_counted_and_every_skipped_one_has_a_reason(engine: Any, vault: Path) -> None:
    files = engine.get("/api/v1/status")["files"]
    skipped = engine.get("/api/v1/status/skipped?limit=200")["items"]
    assert files["total"] == files["indexed"] + files["skipped"]
    assert files["skipped"] == len(skipped)
    reasons = {entry["path"]: entry["reason"] for entry in skipped}
    assert reasons["Huge.md"] == "too_large"
    assert reasons["Program.md"] == reasons["Sixteen bits.md"] == "not_utf8"
    assert reasons["Closed.md"] == "unreadable"
    assert set(reasons.values()) <= {"ignored", "too_large", "unreadable", "symlink", "bad_name", "not_utf8"}


def test_a_folder_that_cannot_be_read_is_reported(engine: Any) -> None:
    skipped = engine.get("/api/v1/status/skipped?reason=unreadable&limit=200")["items"]
    assert any(entry["path"].startswith("Closed folder") for entry in skipped)


@pytest.mark.parametrize("name", sorted(LOADS))
def test_every_monster_can_be_opened(engine: Any, vault: Path, name: str) -> None:
    note = engine.note(name)
    assert note["text"] == LOADS[name]


def test_backlinks_without_number_come_a_page_at_a_time(engine: Any) -> None:
    page = engine.get(f"/api/v1/graph/backlinks?path={quote('Good note.md')}&limit=50")
    assert len(page["items"]) == 50
    assert page["next_cursor"]


def test_the_text_below_damaged_properties_is_still_found(engine: Any) -> None:
    for query, name in (
        ('"body of broken properties"', "Broken properties.md"),
        ('"body of deep properties"', "Deep properties.md"),
        ('"body of laughs"', "Laughs.md"),
    ):
        assert name in engine.found(query)


def test_properties_that_cannot_be_read_are_not_written_either(engine: Any, vault: Path) -> None:
    before = (vault / "Broken properties.md").read_bytes()
    path = f"/api/v1/notes/{quote('Broken properties.md')}"
    status, problem = engine.request("PATCH", path, {"set_properties": {"status": "done"}})
    assert 400 <= status < 500, problem
    assert problem["code"] == "not_editable"
    assert (vault / "Broken properties.md").read_bytes() == before


@pytest.mark.parametrize("name", ["Huge.md", "Program.md", "Sixteen bits.md", "Picture.pdf"])
def test_what_is_not_text_is_shown_as_what_it_is_and_never_written(engine: Any, vault: Path, name: str) -> None:
    note = engine.note(name)
    assert note["editable"] is False
    assert note["reason"] or name.endswith(".pdf")
    size = (vault / name).stat().st_size
    status, problem = engine.request("PUT", f"/api/v1/notes/{quote(name)}", {"text": "x", "base_hash": note["hash"]})
    assert 400 <= status < 500, problem
    assert (vault / name).stat().st_size == size


def test_odd_names_are_listed_as_they_are(engine: Any, vault: Path) -> None:
    listed: list[str] = []
    cursor = ""
    while True:
        page = engine.get(f"/api/v1/files?folder=Names&limit=50{cursor}")
        listed += [entry["name"] for entry in page["items"]]
        if not page.get("next_cursor"):
            break
        cursor = f"&cursor={quote(page['next_cursor'])}"
    assert set(ODD_NAMES) <= set(listed)


@pytest.mark.parametrize("name", [name for name in ODD_NAMES if "\\" not in name])
def test_odd_names_can_be_opened(engine: Any, name: str) -> None:
    assert engine.note(f"Names/{name}")["text"] == f"odd name {name!r}\n"


@pytest.mark.parametrize(
    "path",
    REFUSED,
)
def test_new_notes_get_no_name_that_another_system_refuses(engine: Any, vault: Path, path: str) -> None:
    status, problem = engine.request("PUT", f"/api/v1/notes/{quote(path, safe='')}", {"text": "x", "base_hash": None})
    assert 400 <= status < 500, (status, problem)
    assert problem["code"] in {"path_refused", "note_exists", "note_not_found", "not_found", "invalid_request"}, (
        problem
    )
    assert not (vault.parent / "outside.md").exists()


def test_a_link_out_of_the_vault_is_not_followed(engine: Any) -> None:
    status, note = engine.request("GET", "/api/v1/notes/out.md")
    assert status >= 400 or not note["text"]
    status, _ = engine.request("PUT", "/api/v1/notes/out.md", {"text": "x", "base_hash": None})
    assert 400 <= status < 500


def test_renaming_the_good_note_updates_every_one_of_many_links(engine: Any, vault: Path) -> None:
    status, operation = engine.request(
        "POST", "/api/v1/moves", {"source": "Good note.md", "target": "Better note.md", "update_links": True}
    )
    assert status < 300, operation
    text = (vault / "Many links.md").read_text()
    assert text == MANY_LINKS.replace("Good", "Better")
    status, undone = engine.request("POST", f"/api/v1/operations/{operation['id']}/undo")
    assert status < 300, undone
    assert (vault / "Many links.md").read_text() == MANY_LINKS


def test_the_command_line_says_the_same(engine: Any, vault: Path) -> None:
    environment = {**os.environ, "CLAUDEPROJECTS_HOME": str(engine.home)}
    command = [sys.executable, "-m", "claudeprojects.cli", "status", "--json", "--vault", str(vault)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    files = json.loads(done.stdout)["files"]
    reasons = Counter(entry["reason"] for entry in engine.get("/api/v1/status/skipped?limit=200")["items"])
    assert files["skipped"] == reasons.total()


def test_the_engine_lived_through_all_of_it(engine: Any) -> None:
    assert engine.found("periwinkle") == ["Good note.md"]
    assert "Traceback" not in engine.output()
