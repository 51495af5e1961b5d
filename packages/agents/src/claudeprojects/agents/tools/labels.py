"""Labels around what tools bring back, so that a model can tell data from instructions.

Text of notes, pages and servers is data: it stands between a pair of marks that it cannot forge, under its sources;
the opening of a run says what that means. The label is help for a model, not the protection: permissions are decided
on effects, whoever proposed them. A skill is no data but instructions, chosen by whoever put it there, and is marked
as such; it grants as little.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claudeprojects.agents.values import ToolResult

SHOWN_SOURCES = 8

_MARK = re.compile(r"<(\s*/?\s*(?:tool_result|skill)\b)", re.IGNORECASE)


def labelled(tool: str, result: ToolResult) -> str:
    """The text of ``result`` between marks that name the ``tool`` and the sources."""
    sources = list(dict.fromkeys(source.path for source in result.sources))
    named = "; ".join(sources[:SHOWN_SOURCES]) + ("; …" if len(sources) > SHOWN_SOURCES else "")
    source = f' source="{_attribute(named)}"' if named else ""
    text = _MARK.sub(r"&lt;\1", result.text)
    if tool == "skill":
        return f"<skill{source}>\n{text}\n</skill>"
    return f'<tool_result tool="{_attribute(tool)}"{source}>\n{text}\n</tool_result>'


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace("\n", " ")
