"""The room of models: names, keys, addresses, cards and a trial, with real parts and the FAKE provider."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from claudeprojects.agents.errors import ModelKeyMissing, ModelUnknown
from claudeprojects.agents.models.catalogue import Catalogue, capability_of
from claudeprojects.agents.models.gateway import ModelGateway
from claudeprojects.agents.models.keys import Keys, variable_of
from claudeprojects.agents.models.port import Task
from claudeprojects.agents.models.room import Models
from claudeprojects.agents.models.views import ModelView, model_views, name_for, try_model
from claudeprojects.agents.store import AgentStore
from claudeprojects.agents.testing.fake_models import FakeProvider
from claudeprojects.agents.values import Message, ModelReply, Privacy, Usage
from claudeprojects.core.settings import Settings

BUILTIN = "local:smollm2-135m"
NOWHERE = "http://127.0.0.1:9"


class Room:
    """A room of models in an empty folder, whose settings can be changed."""

    def __init__(self, folder: Path) -> None:
        self.settings = replace(Settings(), models_ollama_url=NOWHERE)
        self.store = AgentStore(folder / "data", durability="normal")
        self.models = Models(
            lambda: self.settings, store=self.store, folder=folder / "models", config_folder=folder, keys=Keys()
        )

    def set(self, **values: Any) -> None:
        self.settings = replace(self.settings, **values)

    def views(self) -> dict[str, ModelView]:
        return {view.name: view for view in asyncio.run(model_views(self.models))}


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    for provider in ("anthropic", "openai"):
        monkeypatch.delenv(variable_of(provider), raising=False)
    made = Room(tmp_path)
    yield made
    made.models.close()
    made.store.close()


def let_pass(*_: object) -> None:
    """A guard that refuses nothing."""


def test_without_network_or_key_everything_goes_to_the_model_that_comes_along(room: Room) -> None:
    for kind in ("chat", "ask", "agent", "title", "extract", "rank"):
        choice = room.models.router.choose(Task(kind, 100))
        assert choice.model_name == BUILTIN
        assert not choice.degraded


def test_a_key_is_enough_to_use_its_provider(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelKeyMissing):
        room.models.model("anthropic:claude-sonnet-5-5")
    monkeypatch.setenv(variable_of("anthropic"), "sk-ant-x")
    assert room.models.router.choose(Task("agent", 100)).model_name == "anthropic:claude-sonnet-5-5"
    assert room.models.router.choose(Task("agent", 100, Privacy.PRIVATE)).model_name == BUILTIN
    room.set(models_remote="off")
    assert room.models.router.choose(Task("agent", 100)).model_name == BUILTIN


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("local", BUILTIN),
        ("smollm2-135m", BUILTIN),
        ("sonnet", "anthropic:claude-sonnet-5-5"),
        ("opus", "anthropic:claude-opus-5-5"),
        ("claude-haiku-4-5", "anthropic:claude-haiku-4-5"),
        ("claude-haiku-4-5-20251001", "anthropic:claude-haiku-4-5-20251001"),
        ("openai:gpt-whatever", "openai:gpt-whatever"),
        ("gpt-5", "openai:gpt-5"),
        ("ollama:llama3.2:3b", "ollama:llama3.2:3b"),
        ("nonsense", None),
    ],
)
def test_names_in_agent_files_are_understood(room: Room, wanted: str, name: str | None) -> None:
    assert room.models.resolve(wanted) == name


def test_a_provider_that_is_not_known_is_an_error(room: Room) -> None:
    with pytest.raises(ModelUnknown):
        room.models.model("martian:x")


def test_a_card_is_honest_about_a_tiny_model(room: Room) -> None:
    card = room.views()[BUILTIN]
    assert (card.state, card.remote, card.capability, card.role) == ("ready", False, "tiny", "local")
    assert card.honestly.startswith("Tiny")
    assert card.builtin
    assert card.size_bytes > 90_000_000


def test_cards_say_what_is_in_the_way(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    cards = room.views()
    assert cards["local:qwen3-4b"].state == "to pull"
    assert cards["local:qwen3-4b"].capability == "medium"
    assert cards["anthropic:claude-sonnet-5-5"].state == "no key"
    monkeypatch.setenv(variable_of("anthropic"), "sk-ant-x")
    cards = room.views()
    assert cards["anthropic:claude-sonnet-5-5"].state == "ready"
    assert cards["anthropic:claude-sonnet-5-5"].role == "remote"


def test_the_models_of_an_ollama_server_are_shown(room: Room) -> None:
    with FakeProvider([], models=("qwen3:latest", "llama3.2:3b")) as fake:
        room.set(models_ollama_url=fake.url)
        cards = room.views()
    assert cards["ollama:qwen3"].state == "ready"
    assert not cards["ollama:llama3.2:3b"].remote


def test_a_trial_measures_and_the_figure_is_kept(room: Room, tmp_path: Path) -> None:
    words = {"text": "one two three four five six seven eight", "pause": 0.01, "usage": (12, 30)}
    with FakeProvider(lambda _request: words) as fake:
        room.set(models_openai_url=f"{fake.url}/v1")
        found = asyncio.run(try_model(room.models, "openai:gpt-4.1", let_pass))
        assert found.text.startswith("one two")
        assert 0 < found.first_token_seconds < found.seconds
    again = Models(lambda: room.settings, store=room.store, folder=tmp_path, config_folder=tmp_path)
    figure = again.figures.of("openai:gpt-4.1")
    assert figure is not None
    assert figure.tokens_per_second == pytest.approx(found.tokens_per_second)


def test_ordinary_answers_move_the_figure_a_little(room: Room) -> None:
    figures = room.models.figures
    figures.measured("local:x", 100.0, 0.2)
    figures.observe(ModelReply("…", "local:x", usage=Usage(10, 50, 0.0, 1.0)))
    figure = figures.of("local:x")
    assert figure is not None
    assert 50 < figure.tokens_per_second < 100
    assert figure.first_token_seconds == 0.2


def test_prices_are_known_or_said_to_be_unknown(room: Room) -> None:
    usage = Usage(1_000_000, 100_000)
    assert room.models.dollars("anthropic:claude-sonnet-4-6", usage) == pytest.approx(4.5)
    assert room.models.dollars("anthropic:claude-haiku-4-5-20251001", usage) == pytest.approx(1.5)
    assert room.models.dollars("openai:some-server", usage) is None
    assert room.models.dollars(BUILTIN, usage) == 0


def test_the_users_own_models_and_prices_go_first(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    assert catalogue.card("openai:mine").dollars(1, 1) is None
    (tmp_path / "models.toml").write_text(
        '[[model]]\nname = "openai:mine"\nalias = "mine"\ndollars_in = 1.0\ndollars_out = 2.0\n'
    )
    assert catalogue.card("openai:mine").dollars(1_000_000, 1_000_000) == 3.0
    assert catalogue.named("mine") == "openai:mine"


def test_a_price_of_the_users_own_changes_nothing_else_of_a_known_model(tmp_path: Path) -> None:
    catalogue, name = Catalogue(tmp_path), "openai:gpt-5.5"
    before = catalogue.card(name)
    assert before.checked in before.priced
    assert "as others quote it" in before.priced
    (tmp_path / "models.toml").write_text(f'[[model]]\nname = "{name}"\ndollars_in = 1.0\ndollars_out = 2.0\n')
    after = catalogue.card(name)
    assert (after.title, after.context_tokens, after.default) == (before.title, before.context_tokens, True)
    assert (after.dollars(1_000_000, 0), after.checked) == (1.0, "")
    assert after.priced == "The price is the one in your models.toml."


def test_every_remote_model_of_the_catalogue_says_its_price_and_when_it_was_looked_up(tmp_path: Path) -> None:
    remote = [card for card in Catalogue(tmp_path).cards().values() if card.provider in {"anthropic", "openai"}]
    assert remote
    assert all(card.dollars_in and card.dollars_out and card.checked and card.context_tokens for card in remote)
    assert {card.provider for card in remote if card.quoted} == {"openai"}
    assert Catalogue(tmp_path).card("local:smollm2-135m").priced == ""


def test_a_model_that_is_not_here_says_how_to_fetch_it(room: Room) -> None:
    assert room.models.missing("local:qwen3-0.6b") == (
        "it is not installed; `claudeprojects models pull qwen3-0.6b` fetches it"
    )
    with pytest.raises(ModelUnknown) as caught:
        room.models.server("local:qwen3-0.6b")
    assert "models pull" in caught.value.hint


def test_installing_our_packages_compiles_nothing_for_the_sake_of_a_model() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    assert not [name for name in project["dependencies"] if name.startswith(("llm", "llama"))]


def test_size_decides_how_able_a_model_counts() -> None:
    sizes = {"135M": "tiny", "0.6B": "small", "4B": "medium", "70B": "large", "": "unknown"}
    assert {size: capability_of(size) for size in sizes} == sizes


def test_a_pulled_model_gets_a_name() -> None:
    assert name_for("hf:Qwen/Qwen3-4B-GGUF/Qwen3-4B-Q4_K_M.gguf", None) == "local:qwen3-4b-q4_k_m"
    assert name_for("hf:Qwen/Qwen3-4B-GGUF/Qwen3-4B-Q4_K_M.gguf", "qwen") == "local:qwen"
    assert name_for("ollama:qwen3:4b", "x") == "ollama:qwen3:4b"


def test_offline_the_gateway_falls_back_to_the_model_that_comes_along(room: Room) -> None:
    room.set(models_remote="ollama:qwen3")

    async def no_wait(_seconds: float) -> None: ...

    gateway = ModelGateway(room.models, room.models.router, let_pass, sleep=no_wait)
    answer = asyncio.run(gateway.reply(Task("chat", 20), [Message("user", "Say hello.")], max_tokens=8))
    assert answer.reply.model == BUILTIN
    assert answer.choice.degraded
    assert "ollama:qwen3 was passed over" in answer.choice.why
    assert answer.reply.usage.dollars == 0
    assert room.models.running(BUILTIN)


def test_a_plugin_may_bring_a_provider(room: Room) -> None:
    class Echo:
        name, remote, context_tokens = "echo:loud", False, 100

        async def reply(self, messages: Any, tools: Any = (), **_: Any) -> ModelReply:
            return ModelReply(messages[-1].text, self.name)

        def count_tokens(self, text: str) -> int:
            return len(text)

    class Provider:
        name = "echo"

        def models(self) -> list[str]:
            return ["loud"]

        def model(self, name: str) -> Any:
            return Echo()

    room.models._more = lambda: {"echo": Provider(), "local": Provider()}
    assert room.models.model(BUILTIN).name == BUILTIN, "no plugin takes the place of a provider of ours"
    assert room.views()["echo:loud"].state == "ready"
    assert room.models.resolve("echo:loud") == "echo:loud"
    assert room.models.model("echo:loud").name == "echo:loud"
