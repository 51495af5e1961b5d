"""The plugin does what it says."""

from pathlib import Path

from claudeprojects.agents.testing.plugins import plugin_at
from click.testing import CliRunner

PLUGIN = plugin_at(Path(__file__).parents[1])


def test_its_command_greets():
    ran = CliRunner().invoke(PLUGIN.commands()["greeting"], ["Lin"])
    assert (ran.exit_code, ran.output) == (0, "Hello, Lin.\n")
