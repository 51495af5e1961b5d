"""The plugin does what it says."""

import asyncio
from pathlib import Path

from claudeprojects.agents.testing.plugins import plugin_at
from claudeprojects.agents.values import Message

PLUGIN = plugin_at(Path(__file__).parents[1])


def test_its_model_repeats_what_it_was_told():
    provider = PLUGIN.model_providers()["echo-model"]
    model = provider.model(provider.models()[0])
    heard = []
    reply = asyncio.run(model.reply([Message("user", "High tide at six")], on_token=heard.append))
    assert reply.text == "".join(heard) == "High tide at six"
