"""The vault of these tests, embedded too."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from claudeprojects.core.workspace import Workspace


@pytest.fixture
def opened(opened: Callable[..., Workspace]) -> Callable[..., Workspace]:
    """Open the vault with these notes and wait until they are indexed and embedded."""
    return partial(opened, embed=True)
