"""``python -m claudeprojects.core.sample [FOLDER]``: make the sample workspace and print where it is."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from claudeprojects.core.errors import ClaudeProjectsError
from claudeprojects.core.sample.create import create_sample, ensure_sample


def main(arguments: list[str]) -> int:
    """Make it in the folder named, or at its default place unless it is there already; returns the exit code."""
    try:
        if arguments:
            create_sample(place := Path(arguments[0]), date.today())
        else:
            place = ensure_sample()
    except ClaudeProjectsError as error:
        sys.stderr.write(f"{error.message}\n{error.hint}\n")
        return 1
    sys.stdout.write(f"{place}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
