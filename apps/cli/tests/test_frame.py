"""What surrounds every command: start-up, the shared options, the vault that is meant, pipes and terminals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

PROGRAM = [sys.executable, "-m", "claudeprojects.cli"]

HEAVY = ("rich", "pydantic", "fastapi", "numpy", "tantivy", "apsw", "platformdirs", "asyncio")


def imported_by(*arguments: str) -> set[str]:
    script = (
        "import sys; from claudeprojects.cli.main import main; main(sys.argv[1:]);"
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["note", "--help"], ["--version"]])
def test_help_loads_nothing_it_does_not_need(arguments: list[str]) -> None:
    loaded = imported_by(*arguments)
    assert [name for name in HEAVY if name in loaded] == []


def test_json_loads_no_rich() -> None:
    assert "rich" not in imported_by("config", "list", "--json")


def test_the_module_and_the_script_are_one_program(vault: Path) -> None:
    by_module = subprocess.run([*PROGRAM, "--version"], capture_output=True, text=True, check=True)
    assert by_module.stdout.startswith("claudeprojects 0.")


def test_the_vault_may_be_named_before_and_after_the_command(
    run: Callable[..., Ran], vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (["--vault", str(vault), "config", "path"], ["config", "path", "--vault", str(vault)]):
        assert str(vault) in run(*arguments).out


def test_the_nearest_marked_folder_above_is_the_vault(
    run: Callable[..., Ran], vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vault_of(folder: Path) -> str:
        monkeypatch.chdir(folder)
        path: str = json.loads(run("config", "path", "--json").out)["vault_settings"]
        return path.removesuffix("/.claudeprojects/settings.json")

    assert vault_of(vault / "Projects") == str(vault)
    unmarked = tmp_path / "plain" / "inner"
    unmarked.mkdir(parents=True)
    assert vault_of(unmarked) == str(unmarked)
    (tmp_path / "plain" / ".claudeprojects").mkdir()
    assert vault_of(unmarked) == str(tmp_path / "plain")
    monkeypatch.setenv("CLAUDEPROJECTS_VAULT", str(vault))
    assert vault_of(unmarked) == str(vault)


def test_notes_are_named_from_here_from_the_root_and_by_absolute_path(
    run: Callable[..., Ran], vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = (vault / "Projects" / "Dial.md").read_text(encoding="utf-8")
    monkeypatch.chdir(vault / "Projects")
    for name in ("Dial", "Dial.md", "./Dial", "Projects/Dial", str(vault / "Projects" / "Dial.md")):
        assert run("note", "read", name).out == wanted, name


def test_a_note_goes_through_a_pipe_byte_for_byte(vault: Path) -> None:
    data = "\ufeffone\r\ntwo\rthree\n\tfour é 潮".encode()
    write = [*PROGRAM, "note", "write", "Exact", "--vault", str(vault)]
    subprocess.run(write, input=data, check=True, capture_output=True)
    assert (vault / "Exact.md").read_bytes() == data
    (vault / "Exact.md").write_bytes(b"a\r\nb")
    read = subprocess.run([*PROGRAM, "note", "read", "Exact", "--vault", str(vault)], capture_output=True, check=True)
    assert read.stdout == b"a\r\nb"


def test_text_that_is_not_utf8_is_refused(vault: Path) -> None:
    write = [*PROGRAM, "note", "write", "Bad", "--vault", str(vault)]
    done = subprocess.run(write, input=b"caf\xe9", check=False, capture_output=True)
    assert done.returncode == 2
    assert b"not UTF-8" in done.stderr
    assert not (vault / "Bad.md").exists()


def test_a_reader_that_stops_reading_ends_the_program_quietly(vault: Path) -> None:
    (vault / "Long.md").write_text("many words\n" * 30_000, encoding="utf-8")
    reading = [*PROGRAM, "note", "read", "Long", "--vault", str(vault)]
    process = subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 141


def test_a_terminal_that_cannot_show_a_character_shows_another(vault: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    command = [*PROGRAM, "search", "潮汐", "--mode", "keyword", "--vault", str(vault)]
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert b"??/??.md" in done.stdout


def test_colour_is_for_terminals_that_want_it(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in run("config", "list").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("config", "list").out
    assert "\x1b[" not in run("config", "list", "--no-color").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("config", "list").out


def test_a_note_never_drives_the_terminal(
    run: Callable[..., Ran], vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault / "Evil.md").write_text("evilword \x1b]0;owned\x07 \x1b[2J \u202e", encoding="utf-8")
    for arguments in (["search", "evilword", "--mode", "keyword"], ["search", "\x1b[2J", "--mode", "keyword"]):
        ran = run(*arguments)
        assert "\x1b" not in ran.out + ran.err
        assert "\u202e" not in ran.out + ran.err


def test_completion_scripts_are_made_for_three_shells(run: Callable[..., Ran]) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_CLAUDEPROJECTS_COMPLETE" in run("completion", shell).out


def completed(vault: Path, *words: str) -> list[str]:
    environment = os.environ | {
        "_CLAUDEPROJECTS_COMPLETE": "fish_complete",
        "COMP_WORDS": " ".join(["claudeprojects", *words]),
        "COMP_CWORD": words[-1] if words else "",
    }
    done = subprocess.run(PROGRAM, env=environment, cwd=vault, capture_output=True, text=True, check=False)
    return [line.split(",", 1)[1].split("\t")[0] for line in done.stdout.splitlines() if "," in line]


def test_commands_paths_settings_and_values_are_completed(vault: Path) -> None:
    assert "search" in completed(vault, "se")
    assert completed(vault, "note", "read", "Pro") == ["Projects/"]
    assert completed(vault, "note", "read", "Projects/t") == ["Projects/Tide clock.md"]
    assert completed(vault, "config", "get", "search.") == ["search.mode", "search.limit"]
    assert completed(vault, "config", "set", "search.mode", "k") == ["keyword"]


def test_property_names_are_completed_from_the_index(run: Callable[..., Ran], vault: Path) -> None:
    run("index")
    assert completed(vault, "note", "patch", "Start.md", "--remove", "st") == ["status"]
