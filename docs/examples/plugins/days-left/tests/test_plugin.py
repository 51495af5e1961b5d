"""The plugin does what it says."""

from pathlib import Path

from claudeprojects.agents.testing.plugins import plugin_at

PLUGIN = plugin_at(Path(__file__).parents[1])


def test_its_page_is_a_whole_document_that_loads_nothing():
    ((_, panel),) = PLUGIN.panels()
    assert panel.html.startswith("<!doctype html>")
    assert "http" not in panel.html
