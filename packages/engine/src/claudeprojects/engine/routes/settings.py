"""Settings."""

from __future__ import annotations

from claudeprojects.core.settings import (
    effective_settings,
    find_setting,
    user_settings,
    vault_settings,
)
from claudeprojects.engine import views
from claudeprojects.engine.schemas.settings import SettingList, SettingsPatch
from claudeprojects.engine.serving import Served, Serving
from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(tags=["settings"])


@router.get("/settings", response_model=SettingList)
async def get_settings(served: Served) -> Response:
    """List every setting with its value and where that comes from."""
    return await served.answer(SettingList, lambda: _settings(served))


@router.patch("/settings", response_model=SettingList)
async def change_settings(served: Served, wanted: SettingsPatch) -> Response:
    """Change settings; when one value is not allowed, none is written. They take effect at once."""

    def work() -> SettingList:
        _change(served, wanted)
        return _settings(served)

    return await served.answer(SettingList, work)


def _settings(served: Serving) -> SettingList:
    found = effective_settings(served.workspace.vault.root)
    return SettingList(items=[views.setting(entry) for entry in found])


def _change(served: Serving, wanted: SettingsPatch) -> None:
    for key, value in wanted.values.items():
        setting = find_setting(key)
        if value is not None:
            setting.check(value)
    file = user_settings() if wanted.scope == "user" else vault_settings(served.workspace.vault.root)
    for key, value in wanted.values.items():
        if value is None:
            file.unset(key)
        else:
            file.set(key, value)
    served.workspace.refresh_settings()
