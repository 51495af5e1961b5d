"""Check, without any network, that ``requirements.txt`` pins what the members' ``pyproject.toml`` files ask for.

Every dependency must be pinned, by hash, at a version its owner accepts (an extra only where it is installed here);
and a pin that is there for one of our
packages only must still be asked for by it. Runs in ``.venv`` (it reads versions with ``packaging``).
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PROJECTS = [ROOT, *(ROOT / "packages" / name for name in ("core", "agents", "engine")), ROOT / "apps" / "cli"]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(.*?)(?=^[A-Za-z0-9]|\Z)", re.MULTILINE | re.DOTALL)


def declared() -> Iterator[tuple[str, Requirement, bool]]:
    """Every outside dependency: the name of the project that asks for it, and whether only in an extra."""
    for folder in PROJECTS:
        data = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
        project = data["project"]
        needed = [project.get("dependencies", []), *data.get("dependency-groups", {}).values()]
        for lists, extra in ((needed, False), (project.get("optional-dependencies", {}).values(), True)):
            for text in (text for entries in lists for text in entries if isinstance(text, str)):
                if not (requirement := Requirement(text)).name.startswith("claudeprojects"):
                    yield project["name"], requirement, extra


def problems() -> Iterator[str]:
    """One sentence for every way the two are out of step."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = {canonicalize_name(name): (version, rest) for name, version, rest in PIN.findall(text)}
    asked = {canonicalize_name(requirement.name) for _, requirement, _ in declared()}
    for owner, requirement, extra in declared():
        version, _ = pins.get(canonicalize_name(requirement.name), (None, ""))
        if version is None and extra:
            continue
        if version is None:
            yield f"{owner} asks for {requirement}, which is not pinned."
        elif not requirement.specifier.contains(version, prereleases=True):
            yield f"{owner} asks for {requirement}, but {version} is pinned."
    for name, (_, rest) in pins.items():
        reasons = set(re.findall(r"^    #(?: via)? +(\S+)", rest, re.MULTILINE))
        if "--hash=" not in rest:
            yield f"{name} is pinned without a hash."
        if name not in asked and reasons and all(reason.startswith("claudeprojects") for reason in reasons):
            yield f"{name} is pinned, but no project asks for it any more."


if __name__ == "__main__":
    if found := list(problems()):
        print(*found, "Run `make lock`.", sep="\n", file=sys.stderr)
        sys.exit(1)
