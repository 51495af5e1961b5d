"""The clients of the remote providers, made for the port: Anthropic, OpenAI and what speaks like it, Ollama.

Each is made for one event loop, with its own connections, and sends nothing but the calls: no telemetry, no tracing,
no retries behind the gateway's back.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from claudeprojects.agents.models.adapter import LangChainModel

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

ADDRESSES = {
    "anthropic": "https://api.anthropic.com",
    "openai": "https://api.openai.com/v1",
    "ollama": "http://127.0.0.1:11434",
}
"""Where each provider is usually found."""

TIMEOUT = 300.0
"""Seconds a whole reply may take; long ones of large models take minutes."""
BETWEEN_BYTES = 90.0
"""Seconds of silence after which a connection counts as dead."""
CONNECTION_TIMES = (10.0, BETWEEN_BYTES, BETWEEN_BYTES, 10.0)
"""Seconds to connect, between bytes read and written, and to wait for a free connection."""
CONTEXT_TOKENS = 128_000
"""Assumed of a model nothing is known of."""
OLLAMA_CONTEXT = 32_768
"""Asked of Ollama, whose own default is too short for notes."""
MOST_TOKENS = 8_192
"""Of one answer, where the provider demands a number."""


def admit_langchain() -> None:
    """Make this process fit for LangChain; to be called before any of it is imported.

    LangSmith's tracing is turned off, whatever the environment says: prompts are the user's. And pydantic 1, which an
    engine keeps out to start faster, is let in.
    """
    kept_out: object = sys.modules.get("pydantic.v1", sys)
    if kept_out is None:
        del sys.modules["pydantic.v1"]
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING", "LANGSMITH_TRACING_V2"):
        os.environ[name] = "false"


def is_on_this_machine(address: str) -> bool:
    """Whether ``address`` is loopback, so that what is sent there stays here."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def connection_headers(address: str) -> dict[str, str]:
    """On this machine a connection costs nothing, so none is kept: then a client can be used in any event loop."""
    return {"Connection": "close"} if is_on_this_machine(address) else {}


def anthropic_model(model: str, key: str, *, address: str = "", timeout: float = TIMEOUT) -> LangChainModel:
    """The model ``model`` of Anthropic, or of a service that speaks its messages API at ``address``."""
    admit_langchain()
    import anthropic
    from langchain_anthropic import ChatAnthropic

    class Client(ChatAnthropic):
        """With connections of its own: LangChain shares them between event loops, and they break there."""

        @cached_property
        def _async_client(self) -> anthropic.AsyncClient:
            http = anthropic.DefaultAsyncHttpxClient(timeout=CONNECTION_TIMES)
            return anthropic.AsyncClient(**{**self._client_params, "http_client": http})

    address = address or ADDRESSES["anthropic"]
    options: dict[str, Any] = {"model_name": model, "api_key": key, "base_url": address, "max_retries": 0}
    client = Client(
        **options,
        timeout=BETWEEN_BYTES,
        max_tokens_to_sample=MOST_TOKENS,
        stop=None,
        default_headers=connection_headers(address),
    )
    return LangChainModel(
        client,
        name=f"anthropic:{model}",
        remote=not is_on_this_machine(address),
        context_tokens=_context_of(client),
        address=address,
        timeout=timeout,
        schema_option=lambda schema: {"response_format": _openai_schema(schema)},
    )


def openai_model(
    model: str, key: str, *, address: str = "", timeout: float = TIMEOUT, name: str = "", context_tokens: int = 0
) -> LangChainModel:
    """The model ``model`` of OpenAI, or of anything that speaks chat completions at ``address`` (ends in ``/v1``)."""
    admit_langchain()
    import openai
    from langchain_openai import ChatOpenAI

    address = address or ADDRESSES["openai"]
    here = is_on_this_machine(address)
    http = openai.DefaultAsyncHttpxClient(timeout=CONNECTION_TIMES, trust_env=not here)
    options: dict[str, Any] = {"model": model, "api_key": key or "none", "base_url": address, "max_retries": 0}
    client = ChatOpenAI(
        **options,
        http_async_client=http,
        stream_usage=True,
        use_responses_api=False,
        default_headers=connection_headers(address),
    )
    return LangChainModel(
        client,
        name=name or f"openai:{model}",
        remote=not here,
        context_tokens=context_tokens or _context_of(client),
        address=address,
        timeout=timeout,
        schema_option=lambda schema: {"extra_body": {"response_format": _openai_schema(schema)}},
        # As an option of its own the client would parse the answer, and raise on one that was cut at the limit.
    )


def ollama_model(
    model: str, *, address: str = "", timeout: float = TIMEOUT, context_tokens: int = 0
) -> LangChainModel:
    """The model ``model`` of the Ollama server at ``address``."""
    admit_langchain()
    from langchain_ollama import ChatOllama

    address = address or ADDRESSES["ollama"]
    here = is_on_this_machine(address)
    connection = {"timeout": CONNECTION_TIMES, "trust_env": not here, "headers": connection_headers(address)}
    context = context_tokens or OLLAMA_CONTEXT
    client = ChatOllama(model=model, base_url=address, async_client_kwargs=connection, num_ctx=context)
    return LangChainModel(
        client,
        name=f"ollama:{model}",
        remote=not is_on_this_machine(address),
        context_tokens=context,
        address=address,
        timeout=timeout,
        schema_option=lambda schema: {"format": schema},
        limits_option=lambda limits: {"options": _ollama_options(limits, context)},
    )


def _openai_schema(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": schema.get("title") or "answer", "schema": schema}}


def _ollama_options(limits: dict[str, Any], context: int) -> dict[str, Any]:
    """Ollama takes limits as ``options``, which replace those of the client."""
    told = {"num_ctx": context, "num_predict": limits.get("max_tokens"), "temperature": limits.get("temperature")}
    return {name: value for name, value in told.items() if value is not None}


def _context_of(client: BaseChatModel) -> int:
    profile = client.profile or {}
    return int(profile.get("max_input_tokens") or CONTEXT_TOKENS)
