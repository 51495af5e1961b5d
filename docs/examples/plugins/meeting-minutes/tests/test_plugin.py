"""The plugin does what it says."""

from pathlib import Path

from claudeprojects.agents.testing.plugins import plugin_at

PLUGIN = plugin_at(Path(__file__).parents[1])


def test_its_agent_and_its_skill_are_in_use():
    library = PLUGIN.library()
    assert library.agent("meeting-minutes-helper").origin == "plugin"
    assert library.skill("meeting-minutes-skill").description
