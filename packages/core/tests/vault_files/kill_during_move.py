"""A process that moves a folder, to be killed meanwhile: ``kill_during_move.py ROOT STATE``."""

from __future__ import annotations

import sys
from pathlib import Path

from claudeprojects.core.vault.vault import Vault

if __name__ == "__main__":
    Vault(Path(sys.argv[1]), Path(sys.argv[2])).move("old", "new/place")
