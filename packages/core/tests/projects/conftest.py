"""The projects of a small vault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.workspace import Workspace

TODAY = date(2026, 11, 23)


@pytest.fixture
def opened(opened: Callable[..., Workspace]) -> Callable[[Mapping[str, str]], Projects]:
    """Open the vault with these files, as of 23 November 2026, a Monday."""
    return lambda files: Projects(opened(files), lambda: TODAY)
