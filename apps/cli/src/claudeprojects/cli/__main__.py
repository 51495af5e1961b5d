"""``python -m claudeprojects.cli``: the same as ``claudeprojects``."""

from __future__ import annotations

import sys

from claudeprojects.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
