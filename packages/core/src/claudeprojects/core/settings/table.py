"""Every setting there is, in one typed table: key, default, allowed values, and one line about it.

``Settings`` is the resolved record (``settings.search_mode``); each field carries its ``Setting``, the description
of the key ``search.mode``. Adding a field here is all it takes to add a setting: files, command line, API and
documentation read this table.
"""

from __future__ import annotations

import dataclasses
import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from claudeprojects.core.errors import SettingInvalid, SettingUnknown

if TYPE_CHECKING:
    from collections.abc import Callable

Value = str | int | bool
SearchMode = Literal["hybrid", "keyword", "semantic"]
Theme = Literal["system", "light", "dark"]

EMBEDDING_PROVIDERS = ("ollama", "openai", "onnx")
MODEL_PROVIDERS = ("anthropic", "openai", "ollama", "claude-code")
A_DAY_IN_MINUTES = 1440
LARGEST_FILE_MB = 1024
LARGEST_PAGE = 200
LARGEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its dotted ``key``, ``default``, what it takes (in words), and whether a vault may set it."""

    key: str
    default: Value
    allowed: str
    description: str
    in_vault: bool
    accepts: Callable[[Value], bool]
    choices: tuple[str, ...] = ()
    """Values worth offering when someone completes a command line."""

    def check(self, value: object) -> Value:
        """``value`` itself when the setting can have it; raises ``SettingInvalid``. Types are not converted."""
        if isinstance(value, str | int) and type(value) is type(self.default) and self.accepts(value):
            return value
        raise SettingInvalid(self.key, value, self.allowed)

    def parse(self, text: str) -> Value:
        """The value written as ``text`` on a command line; raises ``SettingInvalid``."""
        if isinstance(self.default, bool):
            words = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
            return self.check(words.get(text.strip().lower(), text))
        if isinstance(self.default, int):
            return self.check(int(text.strip()) if text.strip().isdecimal() else text)
        return self.check(text)


def _setting(
    key: str,
    default: Value,
    description: str,
    *,
    allowed: str = "",
    choices: tuple[str, ...] = (),
    accepts: Callable[[Any], bool] | None = None,
    in_vault: bool = False,
) -> Any:
    """A field of ``Settings`` that carries its description."""
    if accepts is None:
        accepts = choices.__contains__
    setting = Setting(
        key=key,
        default=default,
        allowed=allowed or _any_of(choices),
        description=description,
        in_vault=in_vault,
        accepts=accepts,
        choices=choices,
    )
    return dataclasses.field(default=default, metadata={"setting": setting})


def _any_of(choices: tuple[str, ...]) -> str:
    return ", ".join(choices[:-1]) + " or " + choices[-1]


def _between(low: int, high: int) -> dict[str, Any]:
    return {"allowed": f"a whole number from {low} to {high}", "accepts": lambda n: low <= n <= high}


def _is_embedding_model(value: str) -> bool:
    provider, colon, name = value.partition(":")
    if not colon:
        return value in {"static", "off"}
    return provider in EMBEDDING_PROVIDERS and bool(name.strip())


def _is_server_address(value: str) -> bool:
    """Empty, or an http(s) address without a name or password in it: secrets are never settings."""
    if value == "":
        return True
    from urllib.parse import urlsplit

    try:
        address = urlsplit(value)
        port_is_readable = address.port is None or address.port > 0
    except ValueError:
        return False
    named = bool(address.hostname) and address.username is None and address.password is None
    return address.scheme in {"http", "https"} and named and port_is_readable and not address.query


def _is_remote_model(value: str) -> bool:
    provider, colon, name = value.partition(":")
    return value in {"", "off"} or (bool(colon) and provider in MODEL_PROVIDERS and bool(name.strip()))


_ADDRESS = "an http or https address without a password, or nothing"
_BOOLEAN: dict[str, Any] = {"allowed": "true or false", "accepts": lambda _value: True}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force for one vault: defaults, overlaid by the user's file and the vault's."""

    search_mode: SearchMode = _setting(  # noqa: RUF009 - it makes a dataclass field
        "search.mode",
        "hybrid",
        "How a search ranks: by words, by meaning, or both.",
        choices=("hybrid", "keyword", "semantic"),
        in_vault=True,
    )
    search_limit: int = _setting(
        "search.limit", 20, "How many results a search shows.", **_between(1, LARGEST_PAGE), in_vault=True
    )
    embeddings_model: str = _setting(
        "embeddings.model",
        "static",
        "The model that reads meaning; `static` is built in and needs no network.",
        allowed="static, off, ollama:<model>, openai:<model> or onnx:<folder>",
        choices=("static", "off", "ollama:", "openai:", "onnx:"),
        accepts=_is_embedding_model,
    )
    embeddings_url: str = _setting(
        "embeddings.url",
        "",
        "Address of the embedding server; empty means the provider's usual one.",
        allowed=_ADDRESS,
        accepts=_is_server_address,
    )
    index_max_file_mb: int = _setting(
        "index.max_file_mb",
        32,
        "Files larger than this many megabytes are listed but not read.",
        **_between(1, LARGEST_FILE_MB),
    )
    index_pdf: bool = _setting(
        "index.pdf", True, "Whether the text of PDF files is searched.", **_BOOLEAN, in_vault=True
    )
    models_local: str = _setting(
        "models.local",
        "smollm2-135m",
        "The model on this machine that small and private work goes to.",
        allowed="a name from `claudeprojects models list`, such as smollm2-135m or ollama:qwen3",
        accepts=lambda name: bool(name.strip()),
    )
    models_remote: str = _setting(
        "models.remote",
        "",
        "The model for hard work; empty means the usual one of the provider whose key is kept, if any.",
        allowed="anthropic:<model>, openai:<model>, ollama:<model>, claude-code:<model>, off, or nothing",
        choices=("", "off", "anthropic:", "openai:", "ollama:"),
        accepts=_is_remote_model,
    )
    models_idle_minutes: int = _setting(
        "models.idle_minutes",
        5,
        "Minutes after which an unused local model gives its memory back.",
        **_between(1, A_DAY_IN_MINUTES),
    )
    models_cache_days: int = _setting(
        "models.cache_days",
        7,
        "Days for which a model's reply is kept, to be used again for exactly the same question; 0 keeps none.",
        **_between(0, 365),
    )
    mcp_idle_minutes: int = _setting(
        "mcp.idle_minutes",
        15,
        "Minutes after which an unused MCP server is ended; the next call starts it again.",
        **_between(1, A_DAY_IN_MINUTES),
    )
    models_anthropic_url: str = _setting(
        "models.anthropic_url",
        "",
        "Address of a service that speaks Anthropic's protocol; empty means Anthropic's own.",
        allowed=_ADDRESS,
        accepts=_is_server_address,
    )
    models_openai_url: str = _setting(
        "models.openai_url",
        "",
        "Address of a service that speaks OpenAI's protocol, ending in /v1; empty means OpenAI's own.",
        allowed=_ADDRESS,
        accepts=_is_server_address,
    )
    models_ollama_url: str = _setting(
        "models.ollama_url",
        "",
        "Address of the Ollama server; empty means the usual one on this machine.",
        allowed=_ADDRESS,
        accepts=_is_server_address,
    )
    ui_theme: Theme = _setting(  # noqa: RUF009 - it makes a dataclass field
        "ui.theme",
        "system",
        "The colours of the workspace.",
        choices=("system", "light", "dark"),
        in_vault=True,
    )
    ui_remote_images: bool = _setting(
        "ui.remote_images",
        False,
        "Whether notes may load images from the network; their servers learn when you read.",
        **_BOOLEAN,
    )
    engine_port: int = _setting(
        "engine.port",
        0,
        "The port the engine listens on, on this machine only; 0 takes any free one.",
        **_between(0, LARGEST_PORT),
    )

    @classmethod
    def of(cls, values: dict[str, Value]) -> Settings:
        """The record of checked ``values`` by key; what is missing has its default."""
        return cls(**{key.replace(".", "_"): value for key, value in values.items()})  # type: ignore[arg-type]

    def value(self, key: str) -> Value:
        """The value of the setting ``key``; raises ``SettingUnknown``."""
        return cast("Value", getattr(self, find_setting(key).key.replace(".", "_")))


SETTINGS: dict[str, Setting] = {
    field.metadata["setting"].key: field.metadata["setting"] for field in dataclasses.fields(Settings)
}
"""Every setting by its key, in the order they are shown."""


def find_setting(key: str) -> Setting:
    """The setting with this ``key``; raises ``SettingUnknown`` with near names."""
    try:
        return SETTINGS[key]
    except KeyError:
        raise SettingUnknown(key, tuple(difflib.get_close_matches(key, SETTINGS, n=2))) from None
