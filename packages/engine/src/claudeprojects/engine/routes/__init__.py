"""The operations of the API, one module per idea. Each is thin: the workspace does the work, a schema shows it."""

from __future__ import annotations

import sys

# FastAPI asks of every parameter whether it is a model of pydantic 1, and loads all of that (0.1 s) to find none.
sys.modules.setdefault("pydantic.v1", None)  # type: ignore[arg-type]
