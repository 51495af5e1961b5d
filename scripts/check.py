"""``make check``: format, lint, types, layers and generated files, each named, all of them run; ``--fix`` formats."""

from __future__ import annotations

import sys
import time

from install import main as install
from toolbox.node import npm
from toolbox.shell import PYTHON, SCRIPTS, VENV, Failed, run

PACKAGES = ("claudeprojects.core", "claudeprojects.agents", "claudeprojects.engine", "claudeprojects.cli")


def python(*arguments: str) -> None:
    """Run our Python; its output shows only when it fails."""
    run(PYTHON, *arguments, quiet=True)


CHECKS = {
    "Python format": lambda: python("-m", "ruff", "format", "--check", "--quiet", "."),
    "Python lint": lambda: python("-m", "ruff", "check", "--quiet", "."),
    "Python types": lambda: python("-m", "mypy", *(word for name in PACKAGES for word in ("-p", name))),
    "Layers": lambda: run(VENV / SCRIPTS / "lint-imports", quiet=True),
    "Pinned dependencies": lambda: python("scripts/check_requirements.py"),
    "Generated contracts": lambda: python("scripts/generate_contracts.py", "--check"),
    "TypeScript format": lambda: npm("run", "format:check", "--silent", quiet=True),
    "TypeScript lint": lambda: npm("run", "lint", "--silent", quiet=True),
    "TypeScript types": lambda: npm("run", "types", "--silent", quiet=True),
}


def main(arguments: list[str]) -> int:
    """Run every check, or the formatters with ``--fix``; returns 0 when all is well."""
    if code := install(["python", "node"]):
        return code
    if arguments == ["--fix"]:
        python("-m", "ruff", "check", "--quiet", "--fix-only", ".")
        python("-m", "ruff", "format", "--quiet", ".")
        npm("run", "format", "--silent")
        return 0
    failed = [name for name in CHECKS if not passes(name)]
    print(f"{len(failed)} of {len(CHECKS)} checks failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def passes(name: str) -> bool:
    """Run one check and print its line."""
    started = time.monotonic()
    try:
        CHECKS[name]()
    except Failed as error:
        print(f"✗ {name}: {error}", flush=True)
        return False
    print(f"✓ {name} ({time.monotonic() - started:.0f} s)", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
