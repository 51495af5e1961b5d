from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.settings import config_file, data_dir, data_folders, data_home, record_root

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_one_variable_moves_both_the_data_and_the_settings(home: Path) -> None:
    assert data_home() == home
    assert config_file() == home / "config.toml"


def test_without_the_variable_the_systems_own_places_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLAUDEPROJECTS_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert data_home().name == "claudeprojects"
    assert config_file().parts[-2:] == ("claudeprojects", "config.toml")


def test_a_vaults_folder_can_be_recognised_and_lies_outside_the_vault(vault: Path, home: Path) -> None:
    folder = data_dir(vault)
    assert folder.parent == home / "vaults"
    assert folder.name.startswith("my-vault-")
    assert not folder.exists()


def test_two_ways_to_one_folder_are_one_vault(vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = tmp_path / "link"
    link.symlink_to(vault)
    monkeypatch.chdir(tmp_path)
    relative = type(vault)("My Vault")
    assert data_dir(link) == data_dir(vault) == data_dir(relative) == data_dir(vault / ".." / "My Vault")


def test_two_folders_of_one_name_are_two_vaults(tmp_path: Path) -> None:
    assert data_dir(tmp_path / "a" / "Notes") != data_dir(tmp_path / "b" / "Notes")


def test_names_in_any_script_and_of_any_length_make_a_folder_name(tmp_path: Path) -> None:
    for name in ("笔记", "…", "a" * 200, "Ünïcode Notes", "\udcff"):
        folder = data_dir(tmp_path / name)
        assert folder.name.isascii()
        assert len(folder.name) <= 57


def test_a_data_folder_says_which_vault_it_belongs_to(vault: Path) -> None:
    assert data_folders() == []
    record_root(data_dir(vault), vault)
    unknown = data_home() / "vaults" / "unknown"
    unknown.mkdir()
    (unknown / "vault.json").write_text("{", encoding="utf-8")
    assert {folder.path.name: folder.root for folder in data_folders()} == {
        data_dir(vault).name: vault.resolve(),
        "unknown": None,
    }
