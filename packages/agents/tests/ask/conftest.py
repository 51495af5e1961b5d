"""A small vault that is asked, and models that say what a test tells them to, on the real gateway."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from claudeprojects.agents.ask.ask import Ask
from claudeprojects.agents.ask.chats import Chats
from claudeprojects.agents.context import ContextBuilder
from claudeprojects.agents.errors import ModelUnknown
from claudeprojects.agents.models.cache import ReplyCache
from claudeprojects.agents.models.gateway import ModelGateway
from claudeprojects.agents.models.port import ChatModel, Choice, Task
from claudeprojects.agents.models.providers import openai_model
from claudeprojects.agents.privacy.audit import AuditLog
from claudeprojects.agents.privacy.guard import Guard
from claudeprojects.agents.privacy.rules import PrivacyRules
from claudeprojects.agents.store import AgentStore
from claudeprojects.agents.testing.fake_models import FakeProvider
from claudeprojects.core.workspace import Workspace

NOTES = {
    "Projects/Clock.md": (
        "---\nstatus: active\n---\n# Clock\n\n## Battery\n\nTwo cells drive the hand. "
        "They last **5.4 years** in a drawer,\nand four on a wall.\n\n"
        "## Money\n\nThe budget was raised to 41,200 euros in May.\n"
    ),
    "Projects/Projects.md": "# Projects\n\nWe build clocks that show the tide.\n",
    "People/Lin Wei.md": "# Lin Wei\n\nOur hands and eyes in Shenzhen.\n",
    "Diary.md": "---\nprivacy: private\n---\n# Diary\n\nThe secret recipe needs saffron and plum brandy.\n",
    "Noise.md": "# Noise\n\nShips and boats and water.\n",
}  # fmt: skip


class Road:
    """A router and a source of at most one model; none can be chosen without one."""

    def __init__(self, model: ChatModel | None, capability: str) -> None:
        self._model, self._capability = model, capability
        self.tasks: list[Task] = []

    def choose(self, task: Task, out_of_reach: Mapping[str, str] = {}) -> Choice:
        self.tasks.append(task)
        if self._model is None:
            raise ModelUnknown("any")
        return Choice(self._model.name, "the only one", "It is the only one.")

    def model(self, name: str) -> ChatModel:
        assert self._model is not None
        return self._model

    def prepare(self, name: str) -> None:
        """Nothing has to be made ready."""

    def dollars(self, name: str, usage: object) -> float | None:
        return 0.0

    def observe(self, reply: object) -> None:
        """Keep nothing."""

    def card(self, name: str) -> object:
        return SimpleNamespace(capability=self._capability)


class Vault:
    """An open vault with everything that is needed to ask it."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace = workspace
        self.root = workspace.vault.root
        self.privacy = PrivacyRules(workspace)
        self.store = AgentStore(folder)
        self.audit = AuditLog(self.store)
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.cache: ReplyCache | None = None

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.workspace.sync()

    def ask_with(self, model: ChatModel | None = None, capability: str = "large") -> Ask:
        self.road = Road(model, capability)
        gateway = ModelGateway(self.road, self.road, Guard(self.privacy, self.audit), cache=self.cache)
        context = ContextBuilder(self.workspace, self.privacy)
        return Ask(self.workspace, self.privacy, context, gateway, self.road, self.road)

    def asked(self, question: str, model: ChatModel | None = None, capability: str = "large", **options: Any) -> Any:
        ask = self.ask_with(model, capability)
        return asyncio.run(ask.ask(question, on_event=lambda kind, data: self.events.append((kind, data)), **options))

    def chats_with(self, model: ChatModel | None = None, capability: str = "large") -> Chats:
        return Chats(self.workspace, self.privacy, self.ask_with(model, capability))


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    for path, text in NOTES.items():
        file = tmp_path / "vault" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    with Workspace.open(tmp_path / "vault", data_dir=tmp_path / "data") as workspace:
        workspace.sync()
        made = Vault(workspace, tmp_path / "agents")
        yield made
        made.store.close()


@pytest.fixture
def remote() -> Callable[[FakeProvider], ChatModel]:
    """Makes a model whose answers come from a fake, taken for one that is not on this machine."""

    def made(fake: FakeProvider) -> ChatModel:
        model = openai_model("fake-model", "key", address=f"{fake.url}/v1")
        model.remote = True
        return model

    return made


@pytest.fixture
def says() -> Callable[..., dict[str, str]]:
    """Makes a reply with claims: text and (passage, quote) of each."""

    def made(*claims: tuple[str, list[tuple[int, str]]]) -> dict[str, str]:
        given = [
            {"text": text, "citations": [{"passage": number, "quote": quote} for number, quote in citations]}
            for text, citations in claims
        ]
        return {"text": json.dumps({"claims": given})}

    return made
