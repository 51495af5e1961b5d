"""The Python side: uv into ``.tools``, then ``.venv`` with every pinned dependency and our own packages."""

from __future__ import annotations

import compileall
import importlib.util
import os
import platform
import shutil
import sys
from pathlib import Path

from toolbox.shell import PYTHON, ROOT, SCRIPTS, TOOLS, VENV, Failed, run, say
from toolbox.stamps import Stamp

UV_PIN = ROOT / "scripts" / "uv.txt"
REQUIREMENTS = ROOT / "requirements.txt"
MEMBERS = ("packages/core", "packages/agents", "packages/engine", "apps/cli")
UV = TOOLS / SCRIPTS / ("uv.exe" if os.name == "nt" else "uv")


def install_uv() -> Path:
    """Bring the pinned uv into ``.tools/bin`` and return its path. Raises ``Failed`` with the next step."""
    stamp = Stamp("uv", [UV_PIN, platform.machine()], UV)
    if stamp.fresh():
        return UV
    say("Installing uv into .tools")
    draft = TOOLS / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    if pip := _pip(draft / "venv"):
        run(*pip, "install", "--quiet", "--require-hashes", "--requirement", UV_PIN, "--target", draft, quiet=True)
        UV.parent.mkdir(parents=True, exist_ok=True)
        (draft / "bin" / UV.name).replace(UV)
        shutil.rmtree(draft)
    elif found := shutil.which("uv"):
        return Path(found)
    else:
        raise Failed(
            f"{sys.executable} has neither pip nor venv. Install one of them, then run make again; on Debian and "
            "Ubuntu: `sudo apt install python3-venv`, on Fedora: `sudo dnf install python3-pip`."
        )
    stamp.write()
    return UV


def _pip(venv: Path) -> list[str]:
    """The command of a pip to work with: Python's own, else one in a new ``venv``; empty when neither is there."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if not importlib.util.find_spec("ensurepip"):
        return []
    run(sys.executable, "-m", "venv", venv, quiet=True)
    return [str(venv / SCRIPTS / "python"), "-m", "pip"]


def install_python() -> None:
    """Bring ``.venv`` up to date: pinned dependencies checked by hash, our packages editable, all of it compiled,
    since a start that compiles modules takes twice as long, and some machines never keep what they compiled."""
    _install_packages()
    for member in MEMBERS:
        compileall.compile_dir(ROOT / member / "src", quiet=1)


def _install_packages() -> None:
    uv = install_uv()
    projects = [ROOT / member / "pyproject.toml" for member in MEMBERS]
    stamp = Stamp("python", [REQUIREMENTS, *projects, sys.version], PYTHON)
    if stamp.fresh():
        return
    say("Installing the Python packages into .venv (the first time takes a minute)")
    if not PYTHON.exists():
        run(uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, VENV)
    pip = (uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", PYTHON)
    run(*pip, "--require-hashes", "--requirement", REQUIREMENTS)
    editables = [word for member in MEMBERS for word in ("--editable", ROOT / member)]
    run(*pip, "--no-deps", *editables)
    stamp.write()
