"""Running other programs: where the checkout is, what they see, and how they fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
PYTHON = VENV / SCRIPTS / "python"


class Failed(Exception):
    """A step that did not work; its text says what happened and what to do next."""


def say(text: str) -> None:
    """Print one line of progress at once."""
    print(f"· {text}", flush=True)


def environment() -> dict[str, str]:
    """What child programs see: our own tools first on the path, and a home they can write to."""
    env = {name: value for name, value in os.environ.items() if value or name != "HOME"}
    env["VIRTUAL_ENV"] = str(VENV)
    env["PATH"] = os.pathsep.join([str(VENV / SCRIPTS), env.get("PATH", os.defpath)])
    home = Path("~").expanduser() if "HOME" in env else account_home()
    if not os.access(home, os.W_OK | os.X_OK):
        home = TOOLS / "home"
        home.mkdir(parents=True, exist_ok=True)
    return env | {"HOME": str(home)}


def account_home() -> Path:
    """The home in the system's list of accounts, for when the environment names none."""
    try:
        import pwd

        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except (ImportError, KeyError):
        return TOOLS / "home"


def run(
    *command: str | os.PathLike[str], quiet: bool = False, extra: dict[str, str] | None = None, name: str = ""
) -> None:
    """Run ``command`` in the checkout; ``quiet`` shows its output only when it fails.

    Raises ``Failed``, which calls it ``name`` or by its words.
    """
    words = [os.fspath(word) for word in command]
    pipe = subprocess.PIPE if quiet else None
    try:
        done = subprocess.run(
            words,
            cwd=ROOT,
            env=environment() | (extra or {}),
            stdout=pipe,
            stderr=subprocess.STDOUT if quiet else None,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise Failed(f"{words[0]} cannot be started: {error.strerror}.") from error
    if done.returncode:
        if quiet:
            sys.stderr.write(done.stdout)
        raise Failed(f"`{name or ' '.join(words)}` failed (exit code {done.returncode}).")
