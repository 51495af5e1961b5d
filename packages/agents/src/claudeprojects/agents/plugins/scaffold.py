"""``plugin new``: a plugin of one kind that works, with tests that pass."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from claudeprojects.agents.errors import DefinitionExists, NameRefused
from claudeprojects.agents.plugins.folder import MANIFEST, MODULE, PLUGINS, is_name

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = "claudeprojects.agents.plugins"

_MANIFEST = Template("""name = "$name"
version = "0.1.0"
description = "$title."
""")

_README = Template("""# $title

A plugin for ClaudeProjects. Its code is in `plugin.py`; `plugin.toml` says what it is.

Run its tests with `pytest` in this folder. It runs in the workspace once you trust it: `claudeprojects plugin trust
$name`. After every change it must be trusted again.
""")

_EXTRA = {
    "agents": {
        "agents/$name-helper.md": (
            "---\nname: $name-helper\ndescription: Helps with $title. Say here when it should be used.\n"
            "tools: search, read\n---\n\nYou help with $title. Say here how, step by step.\n"
        ),
        "skills/$name-skill/SKILL.md": (
            "---\nname: $name-skill\ndescription: How $title is done. Say here when it should be used.\n---\n\n"
            "# $title\n\n1. Say here what to do.\n"
        ),
    },
    "methodologies": {
        "methodologies/$name.md": (
            "---\nname: $name\ndescription: $title, in two phases.\nphases:\n"
            "  - name: Look\n    activities: [Gather, Discuss]\n  - name: Decide\n    activities: [Choose]\n---\n\n"
            "# $title\n\nSay here what it is for.\n"
        ),
    },
}
"""Files beside the module, by kind."""


def new_plugin(root: Path, name: str, kind: str) -> Path:
    """Write a plugin of ``kind`` (one of ``hooks.KINDS``) into the vault at ``root``; the folder.

    Raises:
        NameRefused: no plugin can have this name.
        DefinitionExists: something is there already.
    """
    if not is_name(name):
        raise NameRefused(name)
    folder = root / PLUGINS / name
    if folder.exists():
        raise DefinitionExists(f"{PLUGINS}/{name}")
    for path, text in _files(name, kind).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return folder


def _files(name: str, kind: str) -> dict[str, str]:
    from importlib import resources

    templates = resources.files(TEMPLATES) / "templates"
    texts = {
        MANIFEST: _MANIFEST.template,
        "README.md": _README.template,
        MODULE: (templates / f"{kind}.py.txt").read_text(encoding="utf-8"),
        "tests/test_plugin.py": (templates / f"{kind}_test.py.txt").read_text(encoding="utf-8"),
        **_EXTRA.get(kind, {}),
    }
    words = {"name": name, "identifier": name.replace("-", "_"), "title": name.replace("-", " ").capitalize()}
    return {Template(path).substitute(words): Template(text).substitute(words) for path, text in texts.items()}
