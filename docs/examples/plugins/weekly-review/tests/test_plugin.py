"""The plugin does what it says."""

from pathlib import Path

from claudeprojects.agents.testing.plugins import plugin_at

PLUGIN = plugin_at(Path(__file__).parents[1])


def test_its_methodology_is_found():
    (folder,) = PLUGIN.methodology_folders()
    assert [path.name for path in folder.path.glob("*.md")] == ["weekly-review.md"]
