"""What is withheld from the model of a run: results made of notes that it may not be sent.

Tools leave such notes out by themselves; this is the line behind them, which holds for every tool there is, and
judges a result as the guard will: by its own label and by what its notes are now. So a run on a remote model that
comes upon a private note goes on without it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claudeprojects.agents.tools.shown import left_out
from claudeprojects.agents.values import Privacy

if TYPE_CHECKING:
    from collections.abc import Collection

    from claudeprojects.agents.tools.port import ToolContext
    from claudeprojects.agents.values import ToolResult


def within_reach(result: ToolResult, ctx: ToolContext) -> ToolResult:
    """``result`` as the run's model may be sent it; ``data["left_out"]`` names the notes that are not in it."""
    if ctx.ceiling < Privacy.PRIVATE:
        classes = {source.path: ctx.privacy.of_source(source) for source in result.sources}
        strictest = max([result.privacy, *classes.values()])
        if strictest > ctx.ceiling:
            ctx.withheld.update(path for path, found in classes.items() if found > ctx.ceiling)
            result = replace(result, text=left_out(strictest, ctx), privacy=Privacy.OPEN, sources=())
    if ctx.withheld:
        result = replace(result, data={**result.data, "left_out": sorted(ctx.withheld)})
    return result


def told(paths: Collection[str], model: str) -> str:
    """What the run's page says of the notes that were left out."""
    return f"Left out, because {model} may not be sent them: {', '.join(sorted(paths))}."
