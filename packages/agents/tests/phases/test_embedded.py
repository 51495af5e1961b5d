"""One activity on the model that comes along, as on a machine without a network or a key."""

from __future__ import annotations

import asyncio
from typing import Any

from claudeprojects.agents.phases.drafts import MARK
from claudeprojects.agents.runtime import AgentRuntime

QUOTE = "The boat lies in the old harbour until the first of May."


def test_the_embedded_model_drafts_an_activity_in_quotes(place: Any) -> None:
    place.put("Harbour.md", f"# Harbour\n\n{QUOTE}\n")

    async def story() -> None:
        with place.workspace() as workspace:
            runtime = AgentRuntime(workspace, home=place.home)
            await runtime.start()
            try:
                run = await runtime.phases.start("Work/Boat/Boat.md", hand_over={"write-right": "Mara"})
                run = await runtime.runs.finished(run.id, timeout=100)
                assert run.state == "done", run.why
                (step,) = [each for each in runtime.runs.steps(run.id) if each.kind == "model"]
                assert (step.name, step.model) == ("Left › Body", "local:smollm2-135m")
                assert 0 < step.usage.output_tokens <= 120
                text = str(runtime.changes.view(run.id).read("Work/Boat/Left.md").text)
                assert f"Draft by smollm2-135m, {MARK}" in text
                assert f"> > {QUOTE}\n>\n> — [[Harbour#Harbour]]" in text
            finally:
                await runtime.close()

    asyncio.run(story())
