"""What a server answered, as a tool result: its texts, and whether it failed, also when it only says so in words."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from claudeprojects.core.wording import count

if TYPE_CHECKING:
    import mcp_types as types

SHORT_ANSWER = 600
"""Characters; a longer answer that begins with ``Error`` is more likely a document about errors."""

_FAILURE = re.compile(
    r"""^[\s#*>`"'\[(❌⚠️✖✗]*
    ( (an?\s+)?(unexpected\s+|internal\s+|server\s+|api\s+|http\s+|network\s+|fetch\s+|mcp\s+|fatal\s+)*
        (error|exception|failure)\b (?!\s+(handling|handler|codes?|messages?|pages?|rates?|budgets?|types?|logs?)\b)
    | (fetch|request|call|connection|authentication|authorization|login|operation|query|search|lookup)\s+
        (failed|refused|timed\s+out|denied|error)\b
    | failed\s+(to|with|:)\b | failed:
    | (could|can)\s*(not|n't)\s+(connect|reach|fetch|authenticate|access|resolve)\b
    | unauthori[sz]ed\b | forbidden\b | access\s+denied\b | permission\s+denied\b | bad\s+credentials\b
    | rate\s+limit(ed)?\b | too\s+many\s+requests\b | time(d)?\s*-?out\b | invalid\s+(api\s+)?(key|token)\b
    | traceback\s+\(most\s+recent\s+call\s+last\) | TypeError:|ENOENT\b|ECONNREFUSED\b|EACCES\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)

_CREDENTIALS = re.compile(
    r"credential|unauthori[sz]ed|authenticat|authoriz|forbidden|api[ _-]?key|token|\b40[13]\b", re.IGNORECASE
)
_NETWORK = re.compile(
    r"fetch failed|network|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|getaddrinfo|socket hang up|unreachable", re.IGNORECASE
)


def hint_for(server: str, failure: str) -> str:
    """What a person can do about a ``failure`` that a server tells of, as far as its words say."""
    if _NETWORK.search(failure):
        return "Its service is out of reach: check the network."
    if _CREDENTIALS.search(failure):
        return f"Check its token or key, and keep another with `claudeprojects mcp secret {server} NAME`."
    return f"`claudeprojects mcp logs {server}` shows what it wrote."


def text_of(result: types.CallToolResult) -> str:
    """The answer as text; what is no text is named by kind and size."""
    parts = [_part(block) for block in result.content]
    text = "\n\n".join(part for part in parts if part)
    if not text and result.structured_content is not None:
        text = json.dumps(result.structured_content, ensure_ascii=False, indent=2)
    return text


def failed(result: types.CallToolResult, text: str) -> bool:
    """Whether the call failed: the server says so, or says success and gives an error's text."""
    if result.is_error:
        return True
    return _structured_failure(result.structured_content) or _said_failure(text)


def _said_failure(text: str) -> bool:
    plain = text.strip()
    if not plain or len(plain) > SHORT_ANSWER:
        return False
    if plain.startswith("{"):
        try:
            return _structured_failure(json.loads(plain))
        except (ValueError, RecursionError):
            return False
    return _FAILURE.match(plain) is not None


def _structured_failure(value: Any) -> bool:
    """Whether an object is an error: an ``error`` of its own, or a flag that says it did not work."""
    if not isinstance(value, dict):
        return False
    if any(value.get(key) is False for key in ("success", "ok")) or value.get("isError") is True:
        return True
    error = value.get("error")
    if isinstance(error, str | dict) and error:
        return not (set(value) - {"error", "message", "status", "code", "statusCode", "details", "success", "ok"})
    return value.get("status") in ("error", "failed") and len(value) <= 3


def _part(block: types.ContentBlock) -> str:
    if block.type == "text":
        return block.text
    if block.type == "resource_link":
        return f"({block.title or block.name}: {block.uri})"
    if block.type == "resource":
        resource = block.resource
        text = getattr(resource, "text", None)
        return text if isinstance(text, str) else f"({resource.uri}: {resource.mime_type or 'data'}, not shown)"
    size = len(block.data) * 3 // 4
    return f"({block.type}, {block.mime_type}, {count(size, 'byte')}, not shown)"
