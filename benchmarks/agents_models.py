"""(m) Local models: the first token through our gateway beside the raw llama.cpp server, and memory once unloaded."""

from __future__ import annotations

import asyncio
import http.client
import json
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import psutil
from claudeprojects.agents.models.gateway import ModelGateway
from claudeprojects.agents.models.keys import Keys
from claudeprojects.agents.models.port import Task
from claudeprojects.agents.models.room import Models
from claudeprojects.agents.values import Message
from claudeprojects.core.settings import Settings

from benchmarks.engine import Engine
from benchmarks.sampling import percentile

if TYPE_CHECKING:
    from claudeprojects.agents.models.local.process import Address

    from benchmarks.places import Place
    from benchmarks.report import Report

NAME = "local:smollm2-135m"
RUNS = 15
WORDS = ("harbour", "teak", "movement", "dial", "winter", "supplier", "price", "margin", "tide", "sailor")
UNLOAD_PATIENCE = 100.0
"""Seconds; the shortest idle time that can be set is one minute."""


def measure(place: Place, report: Report) -> None:
    """Both, with the model that comes along."""
    asyncio.run(first_tokens(report))
    idle_memory(place, report)


async def first_tokens(report: Report) -> None:
    """Prompts as long as a chat with passages, each one new, so that no cached prompt hides the difference."""
    with tempfile.TemporaryDirectory() as folder:
        models = Models(Settings, folder=Path(folder), config_folder=Path(folder), keys=Keys())
        gateway = ModelGateway(models, models.router, lambda *_: None)
        server = models.server(NAME)
        try:
            raw, ours = [], []
            with server.leased() as address:
                await through_gateway(gateway, prompt())
                for _ in range(RUNS):
                    raw.append(await asyncio.to_thread(straight, address, prompt()))
                    ours.append(await through_gateway(gateway, prompt()))
        finally:
            models.close()
    middle, floor = percentile(ours, 0.5), percentile(raw, 0.5)
    beside = f"raw llama.cpp server {1000 * floor:.0f} ms, ours {1000 * middle:.0f} ms"
    report.add("m", "first token of local chat, against the raw server", middle / floor, "×", goal=1.1, beside=beside)


def prompt() -> str:
    """About 300 tokens that were never asked before."""
    return "Summarise: " + " ".join(random.choices(WORDS, k=220))


async def through_gateway(gateway: ModelGateway, text: str) -> float:
    """Seconds to the first token, by the road that everything takes."""
    began = time.perf_counter()
    first: list[float] = []
    await gateway.reply(
        Task("chat", 400),
        [Message("user", text)],
        max_tokens=4,
        on_token=lambda _token: first.append(time.perf_counter() - began),
    )
    return first[0]


def straight(address: Address, text: str) -> float:
    """Seconds to the first token, by a bare HTTP request."""
    place = urlsplit(address.url)
    body = {"messages": [{"role": "user", "content": text}], "max_tokens": 4, "stream": True}
    headers = {"Authorization": f"Bearer {address.key}", "Content-Type": "application/json"}
    began = time.perf_counter()
    connection = http.client.HTTPConnection(place.hostname or "", place.port)
    connection.request("POST", "/v1/chat/completions", json.dumps(body), headers)
    response = connection.getresponse()
    while line := response.readline():
        if not line.startswith(b"data: {"):
            continue
        choices = json.loads(line[6:])["choices"]
        if choices and choices[0]["delta"].get("content"):
            break
    seconds = time.perf_counter() - began
    response.read()
    connection.close()
    return seconds


def idle_memory(place: Place, report: Report) -> None:
    """The engine with all its children, after a model was used and unloaded."""
    with Engine(place) as engine:
        engine.wait_ready()
        before = memory(engine)
        engine.request("PATCH", "/api/v1/settings", {"values": {"models.idle_minutes": 1}})
        engine.request("POST", f"/api/v1/models/{NAME}/test")
        loaded = memory(engine)
        deadline = time.monotonic() + UNLOAD_PATIENCE
        while state(engine) == "loaded" and time.monotonic() < deadline:
            time.sleep(1)
        after = memory(engine)
    beside = f"before any agent {before:.0f} MB, with the model loaded {loaded:.0f} MB"
    report.add("m", "memory with an idle model unloaded", after, "MB", goal=250.0, beside=beside)


def state(engine: Engine) -> str:
    """Of the model."""
    cards = engine.get("/api/v1/models")["items"]
    return next(str(card["state"]) for card in cards if card["name"] == NAME)


def memory(engine: Engine) -> float:
    """Megabytes that the engine's processes have to themselves."""
    process = psutil.Process(engine.process.pid)
    return sum(one.memory_full_info().uss for one in (process, *process.children(recursive=True))) / 1e6
