"""The plugin does what it says."""

import asyncio
from pathlib import Path
from types import SimpleNamespace

from claudeprojects.agents.testing.plugins import plugin_at
from claudeprojects.agents.values import Privacy

PLUGIN = plugin_at(Path(__file__).parents[1])


def test_it_says_what_it_would_do_and_does_it():
    (tool,) = PLUGIN.tools()
    arguments = {"path": "Note.md"}
    view = SimpleNamespace(
        read=lambda path: SimpleNamespace(text="one two three"), privacy_of=lambda path: Privacy.TEAM
    )
    context = SimpleNamespace(view=view)
    assert tool.effect(arguments, context).paths == ("Note.md",)
    result = asyncio.run(tool.run(arguments, context))
    assert (result.text, result.privacy) == ("3 words", Privacy.TEAM)
