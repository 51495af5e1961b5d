from __future__ import annotations

import dataclasses

import pytest
from claudeprojects.core.errors import SettingInvalid, SettingUnknown
from claudeprojects.core.settings import SETTINGS, Settings, find_setting
from hypothesis import given
from hypothesis import strategies as st


def test_every_default_is_a_value_the_setting_takes() -> None:
    for setting in SETTINGS.values():
        assert setting.check(setting.default) == setting.default


def test_every_setting_says_what_it_is_and_what_it_takes() -> None:
    for setting in SETTINGS.values():
        assert setting.description.endswith(".")
        assert "\n" not in setting.description
        assert setting.allowed


def test_the_record_has_one_field_per_setting() -> None:
    names = {field.name for field in dataclasses.fields(Settings)}
    assert names == {key.replace(".", "_") for key in SETTINGS}
    assert {key: Settings().value(key) for key in SETTINGS} == {k: s.default for k, s in SETTINGS.items()}


def test_nothing_a_vault_may_set_reaches_the_network_or_names_a_model() -> None:
    in_vault = {key for key, setting in SETTINGS.items() if setting.in_vault}
    assert in_vault == {"search.mode", "search.limit", "index.pdf", "ui.theme"}


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("search.mode", "keyword", "keyword"),
        ("search.limit", "50", 50),
        ("index.pdf", "off", False),
        ("ui.remote_images", "Yes", True),
        ("embeddings.model", "off", "off"),
        ("embeddings.model", "ollama:nomic-embed-text", "ollama:nomic-embed-text"),
        ("embeddings.model", "openai:text-embedding-3-small", "openai:text-embedding-3-small"),
        ("embeddings.model", "onnx:/models/mini lm", "onnx:/models/mini lm"),
        ("embeddings.url", "http://127.0.0.1:11434", "http://127.0.0.1:11434"),
        ("embeddings.url", "", ""),
        ("engine.port", "0", 0),
    ],
)
def test_a_good_value_written_as_text_is_read(key: str, text: str, value: object) -> None:
    assert find_setting(key).parse(text) == value


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("search.mode", "fuzzy"),
        ("search.mode", ""),
        ("search.limit", "0"),
        ("search.limit", "201"),
        ("search.limit", "-5"),
        ("search.limit", "ten"),
        ("search.limit", "²"),
        ("index.pdf", "maybe"),
        ("embeddings.model", "gpt"),
        ("embeddings.model", "ollama:"),
        ("embeddings.model", "ftp:model"),
        ("embeddings.url", "file:///etc/passwd"),
        ("embeddings.url", "localhost:11434"),
        ("embeddings.url", "http://"),
        ("embeddings.url", "http://[::1"),
        ("embeddings.url", "http://host:99999"),
        ("embeddings.url", "https://user:secret@host"),
        ("embeddings.url", "https://token@host"),
        ("embeddings.url", "https://host/v1?key=secret"),
        ("engine.port", "65536"),
    ],
)
def test_a_bad_value_is_refused_by_name(key: str, text: str) -> None:
    with pytest.raises(SettingInvalid) as caught:
        find_setting(key).parse(text)
    assert caught.value.name == key
    assert find_setting(key).allowed in caught.value.hint


@given(st.text())
def test_no_text_makes_a_setting_fail_in_another_way(text: str) -> None:
    for setting in SETTINGS.values():
        try:
            value = setting.parse(text)
        except SettingInvalid:
            continue
        assert setting.check(value) == value


def test_a_number_is_not_a_checkbox_and_a_checkbox_not_a_number() -> None:
    for key, value in [("index.pdf", 1), ("search.limit", True), ("search.mode", None), ("ui.theme", ["dark"])]:
        with pytest.raises(SettingInvalid):
            find_setting(key).check(value)


def test_a_name_that_is_no_setting_is_answered_with_near_ones() -> None:
    with pytest.raises(SettingUnknown) as caught:
        find_setting("search.mod")
    assert caught.value.suggestions[0] == "search.mode"
    assert "search.mode" in caught.value.hint
