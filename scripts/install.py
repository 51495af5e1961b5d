"""Bring parts of this checkout up to date: ``python scripts/install.py [python|node|ui|browser|all] …``."""

from __future__ import annotations

import sys

from toolbox.browser import install_browser
from toolbox.node import build_ui, install_node
from toolbox.python import install_python
from toolbox.shell import Failed

PARTS = {"python": install_python, "node": install_node, "ui": build_ui, "browser": install_browser}


def main(names: list[str]) -> int:
    """Install the named parts in order; ``all`` is what running the product needs. Returns the exit code."""
    chosen = [part for name in names for part in (["python", "node", "ui"] if name == "all" else [name])]
    if unknown := [name for name in chosen if name not in PARTS]:
        print(f"There is no part {unknown[0]!r}; there are: {', '.join(PARTS)}, all.", file=sys.stderr)
        return 2
    try:
        for name in chosen:
            PARTS[name]()
    except Failed as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["all"]))
