"""Models: cards, pulls, trials, keys and the routing table."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from claudeprojects.agents.errors import ModelUnknown
from claudeprojects.agents.models.keys import PROVIDERS, variable_of
from claudeprojects.agents.models.providers import ADDRESSES, is_on_this_machine
from claudeprojects.agents.models.sources import read_source
from claudeprojects.agents.models.views import model_views, name_for, try_model
from claudeprojects.engine.schemas.models import (
    KeyCommand,
    ModelList,
    ModelTrial,
    ProviderView,
    PullCommand,
    PullList,
    PullView,
    RouterCommand,
    RouterView,
)
from claudeprojects.engine.serving import Served, Serving
from fastapi import APIRouter, Path
from starlette.responses import Response

router = APIRouter(prefix="/models", tags=["models"])

ModelName = Annotated[str, Path(max_length=200, description="The full name, provider first.")]
KeyProvider = Literal["anthropic", "openai"]


@router.get("", response_model=ModelList)
async def list_models(served: Served) -> Response:
    """List every model with what it is good for, and every provider with whether its key is kept."""
    models = served.agents.models
    views = await model_views(models)
    return await served.answer(ModelList, lambda: {"items": views, "providers": _providers(served)})


@router.post("/pull", response_model=PullView, status_code=202)
async def pull_model(served: Served, wanted: PullCommand) -> Response:
    """Begin to fetch a model; events of the type `model_pull` say how far it is."""

    def work() -> object:
        name = name_for(wanted.source, wanted.name)
        return served.agents.models.pulls.start(name, read_source(wanted.source))

    return await served.answer(PullView, work, 202)


@router.get("/pulls", response_model=PullList)
async def list_pulls(served: Served) -> Response:
    """List the pulls since the engine started."""
    return await served.answer(PullList, lambda: {"items": served.agents.models.pulls.all()})


@router.delete("/pulls/{pull_id}", response_model=PullList)
async def cancel_pull(served: Served, pull_id: Annotated[str, Path(max_length=40)]) -> Response:
    """Stop a pull; what came is kept, and the same pull goes on from it."""

    def work() -> object:
        pulls = served.agents.models.pulls
        if not pulls.cancel(pull_id):
            raise ModelUnknown(pull_id)
        return {"items": pulls.all()}

    return await served.answer(PullList, work)


@router.get("/router", response_model=RouterView)
async def get_router(served: Served) -> Response:
    """Get the routing table: which model does which work."""
    return await served.answer(RouterView, lambda: _router(served))


@router.put("/router", response_model=RouterView)
async def put_router(served: Served, wanted: RouterCommand) -> Response:
    """Put a routing table in force; one that cannot be read is refused and changes nothing."""

    def work() -> object:
        rules = served.agents.models.rules
        if wanted.text is None:
            rules.reset()
        else:
            rules.write(wanted.text)
        return _router(served)

    return await served.answer(RouterView, work)


@router.put("/keys/{provider}", response_model=ProviderView)
async def put_key(served: Served, provider: KeyProvider, wanted: KeyCommand) -> Response:
    """Keep a provider's key in the system's keychain; it can be replaced and deleted, and never read back."""

    def work() -> object:
        served.agents.models.keys.set(provider, wanted.key.get_secret_value())
        return _provider(served, provider)

    return await served.answer(ProviderView, work)


@router.delete("/keys/{provider}", response_model=ProviderView)
async def delete_key(served: Served, provider: KeyProvider) -> Response:
    """Delete a provider's key from the keychain."""

    def work() -> object:
        served.agents.models.keys.delete(provider)
        return _provider(served, provider)

    return await served.answer(ProviderView, work)


@router.post("/{name:path}/test", response_model=ModelTrial)
async def test_model(served: Served, name: ModelName) -> Response:
    """Ask a model something of no consequence, and measure it; an alias such as `sonnet` will do as its name."""
    models = served.agents.models
    full = await served.run(lambda: models.resolve(name) or name)
    found = await served.with_agents(lambda agents: try_model(models, full, agents.guard))
    return await served.answer(ModelTrial, lambda: found)


@router.delete("/{name:path}", response_model=ModelList)
async def remove_model(served: Served, name: ModelName) -> Response:
    """Delete a local model's file; the list without it."""
    models = served.agents.models
    await served.run(lambda: models.remove(name))
    views = await model_views(models)
    return await served.answer(ModelList, lambda: {"items": views, "providers": _providers(served)})


def _providers(served: Serving) -> list[dict[str, Any]]:
    return [_provider(served, name) for name in ADDRESSES]


def _provider(served: Serving, name: str) -> dict[str, Any]:
    models = served.agents.models
    takes_key = name in PROVIDERS
    return {
        "name": name,
        "address": models.address(name),
        "on_this_machine": is_on_this_machine(models.address(name)),
        "takes_key": takes_key,
        "key": models.keys.where(name) if takes_key else None,
        "variable": variable_of(name),
    }


def _router(served: Serving) -> dict[str, Any]:
    table = served.agents.models.rules
    rules = table.rules()
    return {
        "rules": rules,
        "text": table.text(),
        "path": str(table.path),
        "own": table.path.exists(),
        "problem": table.problem,
    }
