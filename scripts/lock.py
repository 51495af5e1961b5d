"""``make lock``: resolve all dependencies anew and export them, with hashes, to ``requirements.txt``.

``uv.lock`` is a by-product that stays out of git: it names the index it was resolved from.
"""

from __future__ import annotations

import sys

from toolbox.python import REQUIREMENTS, install_uv
from toolbox.shell import Failed, run

EXPORT = ("export", "--quiet", "--no-emit-workspace", "--all-packages", "--all-groups", "--no-header")


def main() -> int:
    """Lock and export; returns the exit code."""
    try:
        uv = install_uv()
        run(uv, "lock", "--quiet", *sys.argv[1:])
        run(uv, *EXPORT, "--output-file", REQUIREMENTS)
    except Failed as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
