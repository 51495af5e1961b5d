"""Plugins run only when they may, do what they offer, and cannot take anything else down with them."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from claudeprojects.agents.errors import DefinitionExists, NameRefused, PluginFailed, PluginNotFound, PluginUntrusted
from claudeprojects.agents.plugins import finding
from claudeprojects.agents.plugins.hooks import KINDS, Hooks
from claudeprojects.agents.plugins.manager import PluginManager
from claudeprojects.agents.plugins.scaffold import new_plugin

ROOT = Path(__file__).parents[4]
EXAMPLES = ROOT / "docs" / "examples" / "plugins"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "vault").mkdir()
    return tmp_path / "vault"


@pytest.fixture
def manager(vault: Path, tmp_path: Path) -> PluginManager:
    return PluginManager(vault, tmp_path / "data")


def write(vault: Path, name: str, module: str, **files: str) -> Path:
    folder = vault / ".claudeprojects" / "plugins" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plugin.toml").write_text(f'name = "{name}"\nversion = "1.2"\ndescription = "d"\n')
    (folder / "plugin.py").write_text(module)
    for path, text in files.items():
        (folder / f"{path}.py").write_text(text)
    return folder


def trusted(manager: PluginManager, name: str):
    return manager.trust(name, one(manager, name).hash)


def one(manager: PluginManager, name: str):
    return next(info for info in manager.plugins() if info.name == name)


HOOK = "from claudeprojects.agents.plugins.hooks import hookimpl, Panel\n"
PANEL = HOOK + "@hookimpl\ndef panels():\n    return [Panel('p', 'Page', '<p>one</p>')]\n"


def test_a_vaults_plugin_is_not_run_before_it_is_trusted(vault, manager, tmp_path):
    write(vault, "spy", f"open({str(tmp_path / 'ran')!r}, 'w').close()\n" + PANEL)
    info = one(manager, "spy")
    assert (info.state, info.version, info.files) == ("untrusted", "1.2", ("plugin.py", "plugin.toml"))
    assert manager.panels() == []
    assert not (tmp_path / "ran").exists()
    assert trusted(manager, "spy").provides == {"panels": ["Page"]}
    assert (tmp_path / "ran").exists()


def test_what_changed_since_it_was_trusted_is_not_run(vault, manager, tmp_path):
    folder = write(vault, "page", PANEL)
    trusted(manager, "page")
    (folder / "plugin.py").write_text(PANEL.replace("one", "two"))
    assert [panel.html for _, panel in manager.panels()] == ["<p>one</p>"], "the trusted copy serves on"
    assert one(manager, "page").state == "changed"
    assert PluginManager(vault, tmp_path / "data").panels() == []
    trusted(manager, "page")
    assert [panel.html for _, panel in manager.panels()] == ["<p>two</p>"]


def test_a_file_added_beside_is_a_change_too(vault, manager):
    folder = write(vault, "page", PANEL)
    trusted(manager, "page")
    (folder / "more.py").write_text("")
    assert one(manager, "page").state == "changed"


def test_trust_holds_for_what_was_shown_and_nothing_else(vault, manager):
    folder = write(vault, "page", PANEL)
    shown = one(manager, "page").hash
    (folder / "plugin.py").write_text(PANEL + "import os\n")
    with pytest.raises(PluginUntrusted):
        manager.trust("page", shown)
    assert one(manager, "page").state == "untrusted"
    with pytest.raises(PluginNotFound):
        manager.trust("../page", shown)


def test_trust_is_remembered_and_can_be_taken_back(vault, manager, tmp_path):
    write(vault, "page", PANEL)
    trusted(manager, "page")
    again = PluginManager(vault, tmp_path / "data")
    assert one(again, "page").state == "loaded"
    assert again.distrust("page").state == "untrusted"
    assert again.panels() == []
    assert one(manager, "page").state == "untrusted"


def test_a_plugin_may_have_modules_beside_its_own(vault, manager):
    write(
        vault,
        "two-files",
        PANEL.replace("import hookimpl", "import hookimpl") + "from .words import W\n",
        words="W = 1",
    )
    assert trusted(manager, "two-files").state == "loaded"


@pytest.mark.parametrize(
    ("module", "why"),
    [
        ("1/0", "ZeroDivisionError: division by zero (plugin.py, line 1)"),
        ("def x(:", "SyntaxError"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        (
            HOOK + "@hookimpl\ndef panels():\n    raise RuntimeError('no moon')\n",
            "RuntimeError: no moon (plugin.py, line 4)",
        ),
        (HOOK + "@hookimpl\ndef panels():\n    return ['x']\n", "`panels` gave something that is none"),
        (HOOK + "@hookimpl\ndef panels():\n    return 3\n", "TypeError"),
        (HOOK + "@hookimpl\ndef panels(self, more):\n    return []\n", "more"),
    ],
)
def test_a_plugin_that_fails_says_where_and_the_others_go_on(vault, manager, module, why):
    write(vault, "broken", module)
    write(vault, "page", PANEL)
    trusted(manager, "page")
    info = trusted(manager, "broken")
    assert info.state == "failed"
    assert why in info.why
    assert len(manager.panels()) == 1


def test_what_is_no_plugin_says_why(vault, manager, tmp_path):
    folder = write(vault, "linked", PANEL)
    (folder / "data").symlink_to(tmp_path)
    write(vault, "named", PANEL)
    (vault / ".claudeprojects/plugins/named/plugin.toml").write_text('name = "other"')
    (vault / ".claudeprojects/plugins/empty").mkdir()
    found = {info.name: (info.state, info.why) for info in manager.plugins()}
    assert found["linked"] == ("failed", "data is a link; what it leads to could change unseen.")
    assert found["named"] == ("failed", "The name in plugin.toml is not that of the folder, 'named'.")
    assert found["empty"] == ("failed", "There is no plugin.toml that can be read.")
    with pytest.raises(PluginFailed):
        manager.trust("linked", "0" * 32)


def test_an_installed_plugin_is_found_by_its_entry_point(manager, tmp_path, monkeypatch):
    (tmp_path / "installed_plugin.py").write_text(PANEL)
    monkeypatch.syspath_prepend(tmp_path)
    entry = EntryPoint("installed", "installed_plugin", finding.ENTRY_POINTS)
    broken = EntryPoint("missing", "nothing_of_that_name", finding.ENTRY_POINTS)
    monkeypatch.setattr(finding, "installed_entries", lambda: (entry, broken))
    found = {info.name: info for info in manager.plugins()}
    assert (found["installed"].origin, found["installed"].state) == ("installed", "loaded")
    assert found["missing"].state == "failed"
    assert [panel.title for _, panel in manager.panels()] == ["Page"]


def test_every_hook_is_documented_and_has_an_example_and_a_scaffold():
    text = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    modules = [path.read_text(encoding="utf-8") for path in EXAMPLES.glob("*/plugin.py")]
    for kind in KINDS:
        assert getattr(Hooks, kind).__doc__
        assert f"`{kind}`" in text, kind
        assert any(f"@hookimpl\ndef {kind}():" in module for module in modules), kind
    assert set(KINDS) == {name for name in vars(Hooks) if not name.startswith("_")}


def test_a_new_plugin_is_untrusted_until_its_owner_says_otherwise(vault, manager):
    new_plugin(vault, "my-tool", "tools")
    assert one(manager, "my-tool").state == "untrusted"
    assert trusted(manager, "my-tool").provides == {"tools": ["my_tool_count_words"]}
    with pytest.raises(DefinitionExists):
        new_plugin(vault, "my-tool", "tools")
    for name in ("My tool", "../x", "", "a" * 65):
        with pytest.raises(NameRefused):
            new_plugin(vault, name, "tools")


def test_the_tests_of_every_scaffold_and_every_example_pass(vault):
    for kind in KINDS:
        new_plugin(vault, f"my-{kind.replace('_', '-')}", kind)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib", "-c", "/dev/null",
         "--rootdir", str(vault), "-W", "error", str(EXAMPLES), str(vault / ".claudeprojects" / "plugins")],
        capture_output=True, text=True, check=False, cwd=vault,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "15 passed" in done.stdout
