"""``python -m claudeprojects.cli``: the same as ``claudeprojects``."""

from __future__ import annotations

import sys

from claudeprojects.cli.main import main

sys.exit(main())
