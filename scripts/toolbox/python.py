"""The Python side: uv into ``.tools``, then ``.venv`` with every pinned dependency and our own packages."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from toolbox.shell import PYTHON, ROOT, SCRIPTS, TOOLS, VENV, Failed, run, say
from toolbox.stamps import Stamp

UV_PIN = ROOT / "scripts" / "uv.txt"
REQUIREMENTS = ROOT / "requirements.txt"
MEMBERS = ("packages/core", "packages/engine", "apps/cli")
INSTALL = ("install", "--quiet", "--require-hashes", "--requirement")


def install_uv() -> Path:
    """Bring the pinned uv into ``.tools`` and return its path. Raises ``Failed`` with the next step."""
    suffix = ".exe" if os.name == "nt" else ""
    inside, beside = TOOLS / SCRIPTS / f"uv{suffix}", TOOLS / "lib" / "uv" / "bin" / f"uv{suffix}"
    uv = inside if _has("ensurepip") else beside
    stamp = Stamp("uv", [UV_PIN, sys.version], uv)
    if stamp.fresh():
        return uv
    say("Installing uv into .tools")
    if uv == inside:
        run(sys.executable, "-m", "venv", TOOLS, quiet=True)
        run(TOOLS / SCRIPTS / "python", "-m", "pip", *INSTALL, UV_PIN, quiet=True)
    elif _has("pip"):
        run(sys.executable, "-m", "pip", *INSTALL, UV_PIN, "--upgrade", "--target", TOOLS / "lib" / "uv", quiet=True)
    elif found := shutil.which("uv"):
        return Path(found)
    else:
        raise Failed(
            f"{sys.executable} has neither venv nor pip. Install one of them, then run make again; on Debian and "
            "Ubuntu: `sudo apt install python3-venv`, on Fedora: `sudo dnf install python3-pip`."
        )
    stamp.write()
    return uv


def install_python() -> None:
    """Bring ``.venv`` up to date: pinned dependencies checked by hash, our packages editable."""
    uv = install_uv()
    projects = [ROOT / member / "pyproject.toml" for member in MEMBERS]
    stamp = Stamp("python", [REQUIREMENTS, *projects, sys.version], PYTHON)
    if stamp.fresh():
        return
    say("Installing the Python packages into .venv (the first time takes a minute)")
    if not PYTHON.exists():
        run(uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, VENV)
    pip = (uv, "pip", "install", "--quiet", "--python", PYTHON)
    run(*pip, "--require-hashes", "--requirement", REQUIREMENTS)
    editables = [word for member in MEMBERS for word in ("--editable", ROOT / member)]
    run(*pip, "--no-deps", *editables)
    stamp.write()


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None
