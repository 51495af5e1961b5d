"""Importing the module of a plugin, apart from everything else, and calling its hooks one at a time.

The code of others may raise anything; here that becomes ``PluginFailed``, with the place in the plugin."""

from __future__ import annotations

import importlib.util
import logging
import re
import sys
import traceback
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import PluginFailed
from claudeprojects.agents.plugins.folder import MODULE
from claudeprojects.agents.plugins.hooks import KINDS, PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.metadata import EntryPoint
    from pathlib import Path

logger = logging.getLogger(__name__)


def load_folder(name: str, folder: Path) -> Any:
    """Import the ``plugin.py`` in ``folder`` as a package of its own. Raises ``PluginFailed``."""
    module_name = f"claudeprojects_plugin_{re.sub(r'[^a-z0-9]', '_', folder.name)}"
    if module_name in sys.modules:
        return sys.modules[module_name]
    spec = importlib.util.spec_from_file_location(
        module_name, folder / MODULE, submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise PluginFailed(name, f"{MODULE} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    except BaseException as error:
        del sys.modules[module_name]
        raise failure(name, error) from error
    finally:
        sys.dont_write_bytecode = written
    return module


def load_entry_point(entry: EntryPoint) -> Any:
    """Import an installed plugin. Raises ``PluginFailed``."""
    try:
        return entry.load()
    except BaseException as error:
        raise failure(entry.name, error) from error


def failure(name: str, error: BaseException) -> PluginFailed:
    """What ``error``, raised by the code of the plugin ``name``, is for the rest of the program.

    Raises ``error`` itself when it is a wish to stop and no failure.
    """
    if isinstance(error, KeyboardInterrupt | MemoryError):
        raise error
    if isinstance(error, PluginFailed):
        return error
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({frames[-1].filename.rpartition('/')[2]}, line {frames[-1].lineno})" if frames else ""
    first_line = (str(error).strip().splitlines() or [""])[0]
    return PluginFailed(name, f"{type(error).__name__}: {first_line}{where}" if first_line else type(error).__name__)


def implemented(module: Any) -> dict[str, Callable[[], Any]]:
    """The hooks that ``module`` implements, by name."""
    found = {kind: getattr(module, kind, None) for kind in KINDS}
    return {kind: hook for kind, hook in found.items() if callable(hook) and hasattr(hook, f"{PROJECT}_impl")}


def offered(name: str, hook: Callable[[], Any]) -> list[Any]:
    """What a hook gives, as a list. Raises ``PluginFailed``."""
    try:
        given = hook()
        return [] if given is None else list(given)
    except BaseException as error:
        logger.warning("the plugin %s failed", name, exc_info=True)
        raise failure(name, error) from error
