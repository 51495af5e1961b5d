"""``make run``: install what is missing, then open the workspace on ``$VAULT``, or on the sample, in the browser.

It stays in the foreground until Ctrl-C. Without a vault it makes the sample workspace in the user's folder on the
first run and opens the same one ever after.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from install import main as install
from toolbox.shell import PYTHON, ROOT, environment

CLI = (str(PYTHON), "-m", "claudeprojects.cli")


def main() -> int:
    """Open the workspace; returns the exit code."""
    if code := install(["all"]):
        return code
    vault = chosen_vault() or sample_vault()
    command = [*CLI, "serve", "--open", "--vault", vault]
    if port := os.environ.get("PORT"):
        command += ["--port", port]
    try:
        return subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode
    except KeyboardInterrupt:
        return 0


def chosen_vault() -> str | None:
    """The folder named by ``make run VAULT=…``, absolute, or ``None``."""
    named = os.environ.get("VAULT", "").strip()
    return str(Path.cwd() / Path(named).expanduser()) if named else None


def sample_vault() -> str:
    """The sample workspace, made on the first run."""
    done = subprocess.run(
        [PYTHON, "-m", "claudeprojects.core.sample"],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.returncode)
    path = done.stdout.strip()
    print(f"· The sample workspace is in {path} (your own: make run VAULT=/path/to/folder)")
    return path


if __name__ == "__main__":
    sys.exit(main())
