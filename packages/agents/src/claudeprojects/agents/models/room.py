"""The models of one workspace: what is known, installed, connected and measured, and how each is reached.

The user's models, keys and routing table serve all their vaults; figures are kept with the vault's agent store.
"""

from __future__ import annotations

from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from claudeprojects.agents.errors import ModelUnknown
from claudeprojects.agents.models.catalogue import Catalogue
from claudeprojects.agents.models.clients import Clients
from claudeprojects.agents.models.figures import Figures
from claudeprojects.agents.models.keys import PROVIDERS as KEYED
from claudeprojects.agents.models.keys import Keys
from claudeprojects.agents.models.loaded import LoadedModels
from claudeprojects.agents.models.providers import (
    ADDRESSES,
    CONTEXT_TOKENS,
    OLLAMA_CONTEXT,
    admit_langchain,
    anthropic_model,
    is_on_this_machine,
    ollama_model,
    openai_model,
)
from claudeprojects.agents.models.pulls import Pulls
from claudeprojects.agents.models.router import Router
from claudeprojects.agents.models.rules import RuleFile
from claudeprojects.agents.models.shelf import Shelf
from claudeprojects.core.settings import config_file, data_home

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from claudeprojects.agents.models.local.process import LocalServer
    from claudeprojects.agents.models.port import ChatModel, Provider
    from claudeprojects.agents.store import AgentStore
    from claudeprojects.agents.values import ModelReply, Usage
    from claudeprojects.core.events import Event
    from claudeprojects.core.settings import Settings
    from claudeprojects.core.workspace import Workspace

PROVIDERS: Final = ("local", "ollama", "anthropic", "openai", "claude-code")


class Models:
    """Every model that may be used: the gateway's source, and the router's supply.

    ``settings`` gives those in force; ``publish`` hears of pulls; ``more`` are the providers that plugins bring.
    Close it to stop local models.
    """

    def __init__(
        self,
        settings: Callable[[], Settings],
        *,
        store: AgentStore | None = None,
        publish: Callable[[Event], None] = lambda _event: None,
        keys: Keys | None = None,
        folder: Path | None = None,
        config_folder: Path | None = None,
        more: Callable[[], Mapping[str, Provider]] = dict,
    ) -> None:
        self._settings = settings
        config = config_folder or config_file().parent
        self.keys = keys or Keys()
        self.catalogue = Catalogue(config)
        self.shelf = Shelf(folder or data_home() / "models")
        self.rules = RuleFile(config)
        self.router = Router(self, self.rules.rules)
        self._store = store
        self.pulls = Pulls(self.shelf, publish, lambda: self.address("ollama"))
        self._loaded = LoadedModels(self.shelf, lambda: settings().models_idle_minutes * 60.0)
        self._clients = Clients()
        self._more = more

    @classmethod
    def of(cls, workspace: Workspace, store: AgentStore, more: Callable[[], Mapping[str, Provider]] = dict) -> Models:
        """Those for ``workspace``."""
        return cls(lambda: workspace.settings, store=store, publish=workspace.events.publish, more=more)

    @cached_property
    def figures(self) -> Figures:
        """How fast each was."""
        return Figures(self._store)

    def offered(self) -> list[str]:
        """The full names of the models that plugins serve; a plugin cannot take the place of a provider of ours."""
        more = {name: one for name, one in self._more().items() if name not in PROVIDERS}
        return [f"{name}:{model}" for name, one in more.items() for model in one.models()]

    def address(self, provider: str) -> str:
        """Where the provider is, by the settings."""
        settings = self._settings()
        chosen = {
            "anthropic": settings.models_anthropic_url,
            "openai": settings.models_openai_url,
            "ollama": settings.models_ollama_url,
        }
        return chosen.get(provider) or ADDRESSES.get(provider, "")

    def resolve(self, wanted: str) -> str | None:
        """The full name behind ``local``, ``remote``, an alias, or a name with or without its provider."""
        if wanted == "local":
            return self.resolve(self._settings().models_local) if self._settings().models_local != "local" else None
        if wanted == "remote":
            return self._remote()
        provider, colon, name = wanted.partition(":")
        if colon and name and (provider in PROVIDERS or provider in self._more()):
            return wanted
        if known := self.catalogue.named(wanted):
            return known
        for prefix, maker in (("claude-", "anthropic"), ("gpt-", "openai")):
            if wanted.startswith(prefix):
                return f"{maker}:{wanted}"
        return next((file.name for file in self.shelf.files() if file.name == f"local:{wanted}"), None)

    def _remote(self) -> str | None:
        chosen = self._settings().models_remote
        if chosen:
            return None if chosen == "off" else chosen
        for provider in ("anthropic", "openai"):
            if self.keys.get(provider):
                return self.catalogue.default_of(provider)
        return None

    def missing(self, name: str) -> str | None:
        """Why the model cannot be used now, or ``None`` when nothing is known to be in the way."""
        provider = name.partition(":")[0]
        if provider == "local":
            installed = any(file.name == name for file in self.shelf.files())
            known = self.catalogue.card(name).source
            fetch = f"; `claudeprojects models pull {name.partition(':')[2]}` fetches it" if known else ""
            return None if installed else f"it is not installed{fetch}"
        if provider in KEYED:
            keyless = is_on_this_machine(self.address(provider))
            return None if keyless or self.keys.get(provider) else f"there is no key for {provider}"
        if provider == "ollama":
            return None
        if provider == "claude-code":
            from claudeprojects.agents.models.claude_code import why_missing

            return why_missing()
        return None if provider in self._more() else f"there is no provider {provider!r}"

    def context_tokens(self, name: str) -> int:
        """How many tokens question and answer may have together; 0 when it is not known."""
        provider = name.partition(":")[0]
        if provider == "local":
            return self._loaded.context_tokens(name)
        if provider not in PROVIDERS and provider in self._more():
            return self._more()[provider].model(name.partition(":")[2]).context_tokens
        assumed = OLLAMA_CONTEXT if provider == "ollama" else CONTEXT_TOKENS
        return self.catalogue.card(name).context_tokens or assumed

    def is_remote(self, name: str) -> bool:
        """Whether what the model is sent leaves this machine; of one nobody serves it is assumed."""
        provider, _, model = name.partition(":")
        if provider == "local" or provider in ADDRESSES:
            return provider != "local" and not is_on_this_machine(self.address(provider))
        more = self._more()
        return more[provider].model(model).remote if provider in more else True

    def prepare(self, name: str) -> None:
        """See ``ModelSource``: ask for the key, and load the client's library. Raises ``ModelKeyMissing``."""
        provider = name.partition(":")[0]
        self._key(name)
        libraries = {"anthropic": "langchain_anthropic", "openai": "langchain_openai", "ollama": "langchain_ollama"}
        if provider in libraries:
            admit_langchain()
            import_module(libraries[provider])

    def model(self, name: str) -> ChatModel:
        """See ``ModelSource``. Raises ``ModelUnknown`` and ``ModelKeyMissing``."""
        provider, _, model = name.partition(":")
        key = self._key(name)
        context = self.context_tokens(name)
        address = self.address(provider)
        make: dict[str, Callable[[], ChatModel]] = {
            "local": partial(self._local_model, name),
            "anthropic": partial(anthropic_model, model, key, address=address),
            "openai": partial(openai_model, model, key, address=address, context_tokens=context),
            "ollama": partial(ollama_model, model, address=address, context_tokens=context),
            "claude-code": partial(self._claude_code, model),
        }
        if provider not in make:
            more = self._more()
            if provider not in more:
                raise ModelUnknown(name)
            make[provider] = partial(more[provider].model, model)
        return self._clients.kept((name, address, key), make[provider])

    def _key(self, name: str) -> str:
        """The key to call the model with; empty for a provider that takes none."""
        provider = name.partition(":")[0]
        if provider not in KEYED:
            return ""
        here = is_on_this_machine(self.address(provider))
        return (self.keys.get(provider) or "none") if here else self.keys.need(provider, name)

    def _claude_code(self, model: str) -> ChatModel:
        from claudeprojects.agents.models.claude_code import ClaudeCodeModel

        return ClaudeCodeModel(model)

    def _local_model(self, name: str) -> ChatModel:
        from claudeprojects.agents.models.local.model import LocalModel

        return LocalModel(self.server(name))

    def server(self, name: str) -> LocalServer:
        """The process of a local model, running or not. Raises ``ModelUnknown`` and ``ModelCorrupt``."""
        return self._loaded.server(name)

    def running(self, name: str) -> bool:
        """Whether a local model is loaded."""
        return self._loaded.running(name)

    def dollars(self, name: str, usage: Usage) -> float | None:
        """See ``ModelSource``."""
        return self.catalogue.card(name).dollars(usage.input_tokens, usage.output_tokens)

    def observe(self, reply: ModelReply) -> None:
        """See ``ModelSource``."""
        self.figures.observe(reply)

    def forget(self, name: str) -> None:
        """Unload a local model and let go of its clients, as before its file is removed."""
        self._clients.forget(name)
        self._loaded.forget(name)

    def remove(self, name: str) -> None:
        """Delete a local model. Raises ``ModelUnknown``, ``ModelKept``."""
        self.shelf.file(name)
        self.forget(name)
        self.shelf.remove(name)

    def close(self) -> None:
        """Stop pulls and local models."""
        self.pulls.close()
        self._loaded.close()
