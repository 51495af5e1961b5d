"""Keys stand in the keychain and nowhere else."""

from __future__ import annotations

import pytest
from claudeprojects.agents.errors import KeychainMissing, ModelKeyMissing
from claudeprojects.agents.models.keys import Keys, variable_of
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

SECRET = "sk-ant-0123456789"


class Chain(KeyringBackend):
    """A keychain in memory, by keyring's own interface."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, *, locked: bool = False) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = locked

    def _open(self) -> dict[tuple[str, str], str]:
        if self.locked:
            raise KeyringLocked("the keychain is locked")
        return self.kept

    def get_password(self, service: str, username: str) -> str | None:
        return self._open().get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self._open().pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


@pytest.fixture(autouse=True)
def no_keys_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for provider in ("anthropic", "openai"):
        monkeypatch.delenv(variable_of(provider), raising=False)


def test_a_key_is_kept_found_and_forgotten() -> None:
    chain = Chain()
    keys = Keys(chain)
    assert keys.where("anthropic") is None
    keys.set("anthropic", f" {SECRET}\n")
    assert keys.get("anthropic") == SECRET
    assert keys.where("anthropic") == "keychain"
    assert chain.kept == {("claudeprojects", "anthropic"): SECRET}
    assert keys.delete("anthropic")
    assert not keys.delete("anthropic")
    assert keys.get("anthropic") is None


def test_the_environment_serves_where_there_is_no_keychain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUDEPROJECTS_OPENAI_KEY", SECRET)
    keys = Keys(Chain(locked=True))
    assert keys.get("openai") == SECRET
    assert keys.where("openai") == "environment"


def test_without_a_keychain_nothing_is_kept_and_the_error_says_what_to_do() -> None:
    with pytest.raises(KeychainMissing) as caught:
        Keys(Chain(locked=True)).set("openai", SECRET)
    assert "CLAUDEPROJECTS_OPENAI_KEY" in caught.value.hint
    assert SECRET not in f"{caught.value} {caught.value.fields()}"


def test_a_machine_without_a_keychain_service_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    keys = Keys()
    assert keys.get("openai") is None
    with pytest.raises(KeychainMissing):
        keys.set("openai", SECRET)


def test_a_missing_key_names_the_provider() -> None:
    with pytest.raises(ModelKeyMissing) as caught:
        Keys(Chain()).need("anthropic", "anthropic:claude-sonnet-5-5")
    assert "models key anthropic" in caught.value.hint
