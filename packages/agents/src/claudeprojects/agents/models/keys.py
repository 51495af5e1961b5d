"""Keys of providers: in the keychain of the operating system and nowhere else.

A variable ``CLAUDEPROJECTS_<PROVIDER>_KEY`` serves where there is no keychain (a server, a container); it is only
ever read. A key is never written to a file, a log or an error.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal

from claudeprojects.agents.errors import KeychainMissing, ModelKeyMissing

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "claudeprojects"
"""The name the keys stand under in the keychain."""
OFF_VARIABLE: Final = "CLAUDEPROJECTS_KEYCHAIN"
"""Set to ``off``, the keychain is left alone: for servers, and for tests."""
PROVIDERS: Final = ("anthropic", "openai")
"""Those that take a key."""
REMEMBERED: Final = 60.0
"""Seconds that an answer of the keychain holds; asking it may take a while."""

_BACKENDS: Final = {
    "darwin": ("keyring.backends.macOS",),
    "win32": ("keyring.backends.Windows",),
    "linux": ("keyring.backends.SecretService", "keyring.backends.kwallet"),
}

Kept = Literal["keychain", "environment"]


def variable_of(provider: str) -> str:
    """The environment variable that may hold the provider's key."""
    return f"CLAUDEPROJECTS_{provider.upper().replace('-', '_')}_KEY"


class Keys:
    """The keys by provider. ``backend`` stands for the system's keychain; without it the system is asked for one.

    Safe to use from any thread; asking may wait for a person to unlock the keychain.
    """

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._backend = backend
        self._lock = threading.Lock()
        self._seen: dict[str, tuple[float, str | None]] = {}

    def get(self, provider: str) -> str | None:
        """The key, or ``None`` when there is none, or no keychain to hold it."""
        return self._kept(provider) or os.environ.get(variable_of(provider)) or None

    def need(self, provider: str, model: str) -> str:
        """The key; raises ``ModelKeyMissing``."""
        key = self.get(provider)
        if key is None:
            raise ModelKeyMissing(model, provider)
        return key

    def where(self, provider: str) -> Kept | None:
        """Where its key is, when there is one."""
        if self._kept(provider):
            return "keychain"
        return "environment" if os.environ.get(variable_of(provider)) else None

    def set(self, provider: str, key: str) -> None:
        """Keep ``key``. Raises ``KeychainMissing`` when no keychain can."""
        from keyring.errors import KeyringError

        try:
            self._chain(provider).set_password(SERVICE, provider, key.strip())
        except KeyringError as error:
            raise KeychainMissing(provider, variable_of(provider), _reason(error)) from error
        with self._lock:
            self._seen.pop(provider, None)

    def delete(self, provider: str) -> bool:
        """Forget the key; tell whether there was one. Raises ``KeychainMissing``."""
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            self._chain(provider).delete_password(SERVICE, provider)
        except PasswordDeleteError:
            return False
        except KeyringError as error:
            raise KeychainMissing(provider, variable_of(provider), _reason(error)) from error
        finally:
            with self._lock:
                self._seen.pop(provider, None)
        return True

    def _kept(self, provider: str) -> str | None:
        from keyring.errors import KeyringError

        with self._lock:
            asked, key = self._seen.get(provider, (-REMEMBERED, None))
            if time.monotonic() - asked < REMEMBERED:
                return key
            try:
                key = self._chain(provider).get_password(SERVICE, provider)
            except (KeyringError, KeychainMissing):
                key = None  # reading falls back to the environment; `set` says what is wrong
            self._seen[provider] = (time.monotonic(), key)
            return key

    def _chain(self, provider: str) -> KeyringBackend:
        if self._backend is None:
            self._backend = _system_keychain(provider)
        return self._backend


def _system_keychain(provider: str) -> KeyringBackend:
    """The keychain of this system, named outright: what ``keyring`` would choose by itself may be a plain file."""
    if os.environ.get(OFF_VARIABLE, "").lower() == "off":
        raise KeychainMissing(provider, variable_of(provider), f"{OFF_VARIABLE} turns it off")
    reason = "this system has none that is known"
    for name in _BACKENDS.get(sys.platform, ()):
        try:
            backend = import_module(name)
            kinds = [getattr(backend, kind, None) for kind in ("Keyring", "WinVaultKeyring", "DBusKeyring")]
            kind = next(kind for kind in kinds if kind is not None)
            if kind.priority > 0:
                made: KeyringBackend = kind()
                return made
        except Exception as error:  # noqa: BLE001 - each backend fails in its own way when its service is not there
            reason = _reason(error)
    raise KeychainMissing(provider, variable_of(provider), reason)


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__).rstrip(".")
