"""The documents say what the code says: dependencies, layers, settings, links between pages."""

from __future__ import annotations

import configparser
import json
import re
import tomllib
from pathlib import Path

import pytest
from claudeprojects.core.settings import SETTINGS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "changelog.d" / "README.md"]

MEMBERS = ("apps/*", "packages/*")
BUNDLED = {"@claudeprojects/types", "@claudeprojects/ui"}
IMPLIED = re.compile(
    r"^(@types/.*|graphology-types|eslint-.*|@eslint/.*|globals|typescript-eslint|jsdom|prettier-.*)$"
)
"""Companions of a tool that is listed: its types, its plugins."""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared_python() -> set[str]:
    names = set()
    for path in [
        ROOT / "pyproject.toml",
        *ROOT.glob("apps/*/pyproject.toml"),
        *ROOT.glob("packages/*/pyproject.toml"),
    ]:
        project = tomllib.loads(path.read_text(encoding="utf-8"))
        groups = [project["project"]["dependencies"], *project.get("dependency-groups", {}).values()]
        groups += project["project"].get("optional-dependencies", {}).values()
        names |= {normal(re.match(r"[\w.-]+", entry).group()) for group in groups for entry in group}  # type: ignore[union-attr]
    return {name for name in names if not name.startswith("claudeprojects")}


def declared_javascript() -> set[str]:
    names: set[str] = set()
    for path in [ROOT / "package.json", *(path for p in MEMBERS for path in ROOT.glob(f"{p}/package.json"))]:
        package = json.loads(path.read_text(encoding="utf-8"))
        names |= package.get("dependencies", {}).keys() | package.get("devDependencies", {}).keys()
    return {name for name in names - BUNDLED if not IMPLIED.match(name)}


def documented() -> list[str]:
    text = (DOCS / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", text, re.MULTILINE)
    return [name.strip() for row in rows for name in row.split(",") if row not in {"Library", "Tool"}]


def covers(entry: str, name: str) -> bool:
    return name.startswith(entry[:-1]) if entry.endswith("*") else normal(entry) == normal(name)


def test_every_dependency_has_its_reason() -> None:
    entries = documented()
    missing = [
        name
        for name in sorted(declared_python() | declared_javascript())
        if not any(covers(entry, name) for entry in entries)
    ]
    assert missing == []


def test_no_reason_is_given_for_what_is_not_used() -> None:
    declared = declared_python() | declared_javascript() | {"uv"}
    assert [entry for entry in documented() if not any(covers(entry, name) for name in declared)] == []


def test_the_map_quotes_the_layer_contracts() -> None:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    text = (DOCS / "map.md").read_text(encoding="utf-8")
    names = [parser[section]["name"] for section in parser.sections() if section.startswith("importlinter:contract:")]
    assert names
    assert [name for name in names if name not in text] == []


def test_the_command_line_page_shows_every_setting_as_it_is() -> None:
    text = (DOCS / "cli.md").read_text(encoding="utf-8").replace("&lt;", "<").replace("&gt;", ">")
    for setting in SETTINGS.values():
        default = str(setting.default).lower() if isinstance(setting.default, bool) else str(setting.default)
        shown = (
            f"| `{setting.key}` | {f'`{default}`' if default else ''} | {setting.allowed} | {setting.description} |"
        )
        assert re.sub(r"\s+", " ", shown) in re.sub(r"\s+", " ", text), setting.key


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    for target in targets:
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        found = (page.parent / name) if name else page
        assert found.exists(), target
        if anchor:
            assert anchor in anchors(found), target


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_changelog_fragments_are_named_by_kind() -> None:
    kinds = {"added", "changed", "fixed", "removed", "security"}
    for path in (ROOT / "changelog.d").iterdir():
        if path.name != "README.md":
            assert path.name.split(".")[1:] in [[kind, "md"] for kind in kinds], path.name
            assert path.read_text(encoding="utf-8").strip().endswith(".")
