"""``make wheel``: build the UI and then one wheel for each package into ``dist/``; the engine's holds the UI."""

from __future__ import annotations

import sys

from install import main as install
from toolbox.python import MEMBERS, install_uv
from toolbox.shell import PYTHON, ROOT, Failed, run


def main() -> int:
    """Build the wheels; returns the exit code."""
    if code := install(["all"]):
        return code
    try:
        for member in MEMBERS:
            run(
                install_uv(),
                "build",
                "--wheel",
                "--quiet",
                "--python",
                PYTHON,
                "--out-dir",
                ROOT / "dist",
                ROOT / member,
            )
    except Failed as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    print("The wheels are in dist/.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
