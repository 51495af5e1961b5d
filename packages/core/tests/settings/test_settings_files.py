from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from claudeprojects.core.errors import (
    PathRefused,
    SettingInvalid,
    SettingsDamaged,
    SettingUnknown,
    StorageFailed,
)
from claudeprojects.core.settings import (
    SETTINGS,
    Settings,
    effective_settings,
    load_settings,
    user_settings,
    vault_settings,
)


def write_user_file(text: str) -> Path:
    path = user_settings().path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_vault_file(vault: Path, text: str) -> Path:
    path = vault / ".claudeprojects" / "settings.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_files_the_defaults_hold_and_no_file_appears(vault: Path, home: Path) -> None:
    assert load_settings(vault) == Settings()
    assert not home.exists()
    assert list(vault.iterdir()) == []


def test_the_vault_overlays_the_user_and_the_user_overlays_the_defaults(vault: Path) -> None:
    user_settings().set("search.limit", 40)
    user_settings().set("search.mode", "keyword")
    vault_settings(vault).set("search.mode", "semantic")
    settings = load_settings(vault)
    assert (settings.search_mode, settings.search_limit, settings.ui_theme) == ("semantic", 40, "system")
    sources = {entry.setting.key: entry.source for entry in effective_settings(vault)}
    assert (sources["search.mode"], sources["search.limit"], sources["ui.theme"]) == ("vault", "user", "default")
    assert list(sources) == list(SETTINGS)


def test_writing_keeps_comments_and_unknown_keys_of_the_users_file() -> None:
    path = write_user_file("# mine\n[search]\nlimit = 7  # few\nfuture = [1, 2]\n\n[elsewhere]\nkey = 'x'\n")
    user_settings().set("search.limit", 9)
    user_settings().set("ui.theme", "dark")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# mine\n[search]\nlimit = 9  # few\nfuture = [1, 2]\n\n[elsewhere]\nkey = 'x'\n")
    assert 'theme = "dark"' in text
    assert sorted(user_settings().ignored()) == ["elsewhere.key", "search.future"]


def test_writing_keeps_unknown_keys_of_the_vaults_file(vault: Path) -> None:
    path = write_vault_file(vault, '{"later": {"é": [1]}, "search": {"mode": "keyword"}}')
    vault_settings(vault).set("search.limit", 3)
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "later": {"é": [1]},
        "search": {"mode": "keyword", "limit": 3},
    }


def test_unsetting_brings_the_default_back_and_says_whether_there_was_anything() -> None:
    user_settings().set("search.limit", 9)
    assert user_settings().unset("search.limit")
    assert not user_settings().unset("search.limit")
    assert load_settings().search_limit == 20


@pytest.mark.parametrize("text", ["[search\n", "search = 1\nsearch = 2\n", "\x00"])
def test_a_malformed_user_file_is_reported_and_left_alone(text: str) -> None:
    path = write_user_file(text)
    for use in (load_settings, lambda: user_settings().set("search.limit", 9)):
        with pytest.raises(SettingsDamaged) as caught:
            use()
        assert str(path) in caught.value.message
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("text", ["", "{", "[]", '{"search": {}', "[" * 100_000, "\ufeff{]"])
def test_a_malformed_vault_file_is_reported_and_left_alone(vault: Path, text: str) -> None:
    path = write_vault_file(vault, text)
    with pytest.raises(SettingsDamaged):
        load_settings(vault)
    with pytest.raises(SettingsDamaged):
        vault_settings(vault).set("search.limit", 9)
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_is_not_text_or_far_too_large_is_reported(vault: Path) -> None:
    path = write_vault_file(vault, "")
    for data in (b"\xff\xfe{}", b" " * 1_000_001):
        path.write_bytes(data)
        with pytest.raises(SettingsDamaged):
            load_settings(vault)


def test_a_bad_value_in_a_file_is_named() -> None:
    write_user_file('[search]\nlimit = "many"\n')
    with pytest.raises(SettingInvalid) as caught:
        load_settings()
    assert (caught.value.name, caught.value.value) == ("search.limit", "many")


def test_a_table_where_a_value_belongs_is_refused_and_kept() -> None:
    path = write_user_file("search = 3\n")
    with pytest.raises(SettingsDamaged):
        user_settings().set("search.limit", 9)
    assert path.read_text(encoding="utf-8") == "search = 3\n"


def test_a_bad_value_or_name_writes_nothing(vault: Path, home: Path) -> None:
    with pytest.raises(SettingInvalid):
        user_settings().set("search.limit", 0)
    with pytest.raises(SettingUnknown):
        user_settings().set("search.speed", "fast")
    with pytest.raises(SettingUnknown):
        vault_settings(vault).unset("password")
    assert not home.exists()
    assert list(vault.iterdir()) == []


def test_a_vault_cannot_redirect_text_to_a_server(vault: Path) -> None:
    write_vault_file(
        vault,
        json.dumps(
            {
                "embeddings": {"url": "https://collector.example", "model": "openai:any"},
                "ui": {"remote_images": True, "theme": "dark"},
                "engine": {"port": 80},
            }
        ),
    )
    settings = load_settings(vault)
    assert settings == Settings(ui_theme="dark")
    assert sorted(vault_settings(vault).ignored()) == [
        "embeddings.model",
        "embeddings.url",
        "engine.port",
        "ui.remote_images",
    ]


def test_setting_what_a_vault_may_not_decide_is_refused_with_the_reason(vault: Path) -> None:
    with pytest.raises(SettingInvalid) as caught:
        vault_settings(vault).set("embeddings.url", "https://collector.example")
    assert "your own settings" in caught.value.hint
    assert list(vault.iterdir()) == []


def test_a_link_out_of_the_vault_is_neither_read_nor_written(vault: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    secret = outside / "settings.json"
    secret.write_text('{"search": {"mode": "keyword"}}', encoding="utf-8")
    (vault / ".claudeprojects").symlink_to(outside)
    for use in (lambda: load_settings(vault), lambda: vault_settings(vault).set("search.limit", 9)):
        with pytest.raises(PathRefused):
            use()
    (vault / ".claudeprojects").unlink()
    (vault / ".claudeprojects").mkdir()
    (vault / ".claudeprojects" / "settings.json").symlink_to(secret)
    with pytest.raises(PathRefused):
        vault_settings(vault).set("search.limit", 9)
    assert secret.read_text(encoding="utf-8") == '{"search": {"mode": "keyword"}}'


def test_a_users_file_that_is_a_link_stays_one(tmp_path: Path) -> None:
    dotfiles = tmp_path / "dotfiles.toml"
    dotfiles.write_text("# kept\n", encoding="utf-8")
    path = user_settings().path
    path.parent.mkdir(parents=True)
    path.symlink_to(dotfiles)
    user_settings().set("search.limit", 9)
    assert path.is_symlink()
    assert dotfiles.read_text(encoding="utf-8") == "# kept\n\n[search]\nlimit = 9\n"


def test_a_pipe_in_place_of_the_file_does_not_hang(vault: Path) -> None:
    (vault / ".claudeprojects").mkdir()
    os.mkfifo(vault / ".claudeprojects" / "settings.json")
    with pytest.raises(SettingsDamaged):
        load_settings(vault)


def test_a_failed_write_leaves_the_old_file_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_user_file("[search]\nlimit = 7\n")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed) as caught:
        user_settings().set("search.limit", 9)
    assert "No space left" in caught.value.message
    assert path.read_text(encoding="utf-8") == "[search]\nlimit = 7\n"
    assert list(path.parent.iterdir()) == [path]


def test_permissions_survive_a_rewrite() -> None:
    path = write_user_file("")
    path.chmod(0o600)
    user_settings().set("search.limit", 9)
    assert path.stat().st_mode & 0o777 == 0o600
