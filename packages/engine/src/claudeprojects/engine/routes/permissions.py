"""Permissions: the rules on what agents may do, and the user's own file of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.engine.schemas.permissions import Permissions, PermissionsView
from claudeprojects.engine.serving import Served
from fastapi import APIRouter
from starlette.responses import Response

if TYPE_CHECKING:
    from claudeprojects.agents.runtime import AgentRuntime

router = APIRouter(tags=["permissions"])


@router.get("/permissions", response_model=PermissionsView)
async def get_permissions(served: Served) -> Response:
    """Show the rules in force, where each stands, and whether commands can be confined here."""
    return await served.answer(PermissionsView, lambda: _shown(served.agents))


@router.put("/permissions", response_model=PermissionsView)
async def put_permissions(served: Served, wanted: Permissions) -> Response:
    """Write the user's own file of permissions; a vault's file is changed by hand only."""

    def work() -> dict[str, object]:
        from claudeprojects.agents.permissions.files import Document

        served.agents.permissions.save(Document.model_validate(wanted.model_dump()))
        return _shown(served.agents)

    return await served.answer(PermissionsView, work)


def _shown(agents: AgentRuntime) -> dict[str, object]:
    from claudeprojects.agents.tools.sandbox.bubblewrap import Missing, find_sandbox

    permissions = agents.permissions
    user, *vault = permissions.files()
    sandbox = find_sandbox(agents.workspace.data_dir / "commands")
    root = agents.workspace.vault.root
    return {
        "path": str(user.path),
        "user": user.document.model_dump(),
        "vault": [
            {
                "path": file.path.relative_to(root).as_posix(),
                "ask": file.document.ask,
                "deny": file.document.deny,
                "agents": {name: rules.model_dump() for name, rules in file.document.agents.items()},
            }
            for file in vault
            if file.document != type(file.document)()
        ],
        "problems": permissions.problems(),
        "sandbox": (
            {"available": False, "reason": sandbox.reason, "landlock": 0, "alone": sandbox.reason}
            if isinstance(sandbox, Missing)
            else {"available": True, "reason": "", "landlock": sandbox.landlock, "alone": sandbox.alone}
        ),
    }
