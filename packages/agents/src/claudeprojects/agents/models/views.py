"""What a person sees of the models: cards with their state, and a test of one."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from claudeprojects.agents.models.catalogue import HONESTLY, Capability, capability_of
from claudeprojects.agents.models.local.gguf import read_gguf
from claudeprojects.agents.models.sources import KINDS, read_source
from claudeprojects.agents.values import Message
from claudeprojects.core.errors import ClaudeProjectsError

if TYPE_CHECKING:
    from claudeprojects.agents.models.gateway import Guard
    from claudeprojects.agents.models.room import Models
    from claudeprojects.agents.models.shelf import LocalFile

State = Literal["ready", "loaded", "to pull", "no key", "unreachable", "damaged"]

TEST_QUESTION: Final = "Count from one to forty in words, and say nothing else."
TEST_TOKENS: Final = 96
OLLAMA_PATIENCE: Final = 1.0
"""Seconds an Ollama server has to list its models."""


@dataclass(frozen=True, slots=True)
class ModelView:
    """One model as it stands: what it is, whether it can be used, how fast it was."""

    name: str
    title: str
    provider: str
    state: State
    remote: bool
    capability: Capability
    honestly: str
    about: str
    parameters: str
    context_tokens: int
    size_bytes: int
    license: str
    source: str
    dollars_in: float | None
    dollars_out: float | None
    checked: str
    """The day when size and price were last looked up; empty when that is not known."""
    priced: str
    """Where the price is from and how old it is, in a sentence."""
    role: Literal["local", "remote"] | None
    """Whether it is the one that small and private work goes to, or the one for hard work."""
    builtin: bool
    tokens_per_second: float | None
    first_token_seconds: float | None
    measured_at: float | None


@dataclass(frozen=True, slots=True)
class Trial:
    """What a test found out."""

    model: str
    text: str
    first_token_seconds: float
    seconds: float
    tokens: int
    tokens_per_second: float


async def model_views(models: Models) -> list[ModelView]:
    """Every model that is known, installed or offered by a server, those that can be used first."""
    offered = await _on_ollama(models)
    return await asyncio.to_thread(_views, models, offered)


def _views(models: Models, offered: dict[str, int] | None) -> list[ModelView]:
    files = {file.name: file for file in models.shelf.files()}
    cards = models.catalogue.cards()
    chosen = [models.resolve("local"), models.resolve("remote")]
    names = [name for name in (*files, *cards, *(offered or {}), *models.offered(), *chosen) if name is not None]
    views = [_view(models, name, files.get(name), offered) for name in dict.fromkeys(names)]
    order = {"loaded": 0, "ready": 0, "damaged": 1, "unreachable": 1, "no key": 2, "to pull": 3}
    return sorted(views, key=lambda view: (order[view.state], view.role is None, view.provider != "local"))


def _view(models: Models, name: str, file: LocalFile | None, offered: dict[str, int] | None) -> ModelView:
    card = models.catalogue.card(name)
    figure = models.figures.of(name)
    told = _told_by_file(file)
    parameters = card.parameters or told.get("parameters", "")
    capability = capability_of(parameters) if parameters else card.capability
    provider = card.provider
    roles: tuple[Literal["local", "remote"], ...] = ("local", "remote")
    return ModelView(
        name=name,
        title=card.title or told.get("title") or name.partition(":")[2],
        provider=provider,
        state=_state(models, name, told, offered),
        remote=models.is_remote(name),
        capability=capability,
        honestly=HONESTLY[capability],
        about=card.about,
        parameters=parameters,
        context_tokens=told.get("context_tokens") or card.context_tokens,
        size_bytes=file.size if file else (offered or {}).get(name) or card.size_mb * 1_000_000,
        license=card.license or told.get("license", ""),
        source=file.source if file else card.source,
        dollars_in=card.dollars_in,
        dollars_out=card.dollars_out,
        checked=card.checked,
        priced=card.priced,
        role=next((role for role in roles if models.resolve(role) == name), None),
        builtin=file.builtin if file else False,
        tokens_per_second=figure.tokens_per_second if figure else None,
        first_token_seconds=figure.first_token_seconds if figure else None,
        measured_at=figure.measured_at if figure else None,
    )


def _told_by_file(file: LocalFile | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        info = read_gguf(file.path, file.name)
    except ClaudeProjectsError:
        return {"damaged": True}
    return {
        "title": info.name,
        "parameters": info.size_label,
        "context_tokens": info.context_tokens,
        "license": info.license,
    }


def _state(models: Models, name: str, told: dict[str, Any], offered: dict[str, int] | None) -> State:
    provider = name.partition(":")[0]
    if told.get("damaged"):
        return "damaged"
    if provider == "local":
        return "loaded" if models.running(name) else "ready" if told else "to pull"
    if provider == "ollama":
        return "unreachable" if offered is None else "ready" if name in offered else "to pull"
    return "no key" if models.missing(name) else "ready"


async def _on_ollama(models: Models) -> dict[str, int] | None:
    """The models of the Ollama server by full name, with their sizes; ``None`` when it does not answer."""
    import httpx

    here = not models.is_remote("ollama:")
    try:
        async with httpx.AsyncClient(timeout=OLLAMA_PATIENCE, trust_env=not here) as http:
            answer = await http.get(f"{models.address('ollama')}/api/tags")
            listed = answer.raise_for_status().json()["models"]
            return {f"ollama:{entry['name'].removesuffix(':latest')}": int(entry.get("size", 0)) for entry in listed}
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return None


async def try_model(models: Models, name: str, guard: Guard) -> Trial:
    """Ask the model something of no consequence, and keep how fast it was. Raises what a call raises."""
    await asyncio.to_thread(models.prepare, name)
    model = models.model(name)
    question = [Message("user", TEST_QUESTION)]
    await asyncio.to_thread(guard, model.name, model.remote, question, None)
    if not model.remote:
        await model.reply([Message("user", "Hello.")], max_tokens=1)  # loading is not what is measured
    began = time.perf_counter()
    first: list[float] = []
    reply = await model.reply(
        question,
        max_tokens=TEST_TOKENS,
        on_token=lambda _text: None if first else first.append(time.perf_counter() - began),
    )
    seconds = time.perf_counter() - began
    first_token = first[0] if first else seconds
    tokens = reply.usage.output_tokens
    speed = max(tokens - 1, 1) / max(seconds - first_token, 0.001)
    models.figures.measured(name, speed, first_token)
    return Trial(name, reply.text, first_token, seconds, tokens, speed)


def name_for(source: str, wanted: str | None) -> str:
    """The full name a pulled model gets: ``wanted``, or one made from its source. Raises ``PullFailed``."""
    read = read_source(source)
    if read.kind == "ollama":
        return f"ollama:{read.rest}"
    if wanted and wanted.partition(":")[0] not in KINDS:
        return f"local:{wanted.removeprefix('local:')}"
    return f"local:{read.local_name}"
