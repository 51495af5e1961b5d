"""Write the contracts in packages/types from the API code; ``--check`` only says whether they are up to date.

``openapi.json`` and ``events.schema.json`` come from the engine's routes and models, ``src/api.ts`` from
``openapi.json`` by openapi-typescript; ``schema/methodology.json`` is the schema that methodologies are checked
against. Nobody edits them.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from claudeprojects.core.methodologies.structure import schema
from claudeprojects.engine.app import create_api
from claudeprojects.engine.openapi import event_schemas
from toolbox.node import npm
from toolbox.shell import ROOT, Failed

TYPES = ROOT / "packages" / "types"


def generate(folder: Path) -> list[Path]:
    """Write all contracts into ``folder`` and return their paths in it. Raises ``Failed``."""
    openapi, events, types = Path("openapi.json"), Path("events.schema.json"), Path("src/api.ts")
    methodology = Path("schema/methodology.json")
    for path in (types, methodology):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    _write_json(folder / methodology, schema())
    _write_json(folder / openapi, create_api().openapi())
    _write_json(folder / events, _event_document())
    arguments = (
        str(folder / openapi),
        "--output",
        str(folder / types),
        "--root-types",
        "--root-types-no-schema-prefix",
    )
    npm("run", "--silent", "--workspace", "@claudeprojects/types", "generate", "--", *arguments, quiet=True)
    return [openapi, events, methodology, types]


def main(arguments: list[str]) -> int:
    """Generate or check; returns the exit code."""
    try:
        if "--check" in arguments:
            return _check()
        generate(TYPES)
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _check() -> int:
    with tempfile.TemporaryDirectory() as folder:
        stale = [path for path in generate(Path(folder)) if not _same(Path(folder) / path, TYPES / path)]
    for path in stale:
        print(f"packages/types/{path.as_posix()} is not what the code says: run `make gen`.", file=sys.stderr)
    return 1 if stale else 0


def _same(made: Path, kept: Path) -> bool:
    return kept.is_file() and made.read_bytes() == kept.read_bytes()


def _event_document() -> dict[str, Any]:
    schemas = event_schemas("#/$defs/{model}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schemas.pop("EngineEvent"),
        "$defs": dict(sorted(schemas.items())),
    }


def _write_json(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
