"""A program that stands in for ``claude``: it speaks the stream of JSON that the SDK speaks with it, and asks the
messages API at ``ANTHROPIC_BASE_URL`` for what it answers, as the real one does.

What it writes is what version 2.1.330 of the real program was seen to write, shortened.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any


def option(name: str) -> str | None:
    return next((sys.argv[at + 1] for at, word in enumerate(sys.argv) if word == name), None)


def say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def ask(text: str) -> tuple[int, dict[str, Any]]:
    file = option("--system-prompt-file")
    body = {
        "model": option("--model") or "claude-default", "max_tokens": 64,
        "system": Path(file).read_text("utf-8") if file else "", "messages": [{"role": "user", "content": text}],
    }  # fmt: skip
    request = urllib.request.Request(
        f"{os.environ['ANTHROPIC_BASE_URL']}/v1/messages",
        json.dumps(body).encode(),
        {"content-type": "application/json", "x-api-key": os.environ.get("ANTHROPIC_API_KEY", "")},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return 200, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def answer(text: str) -> int:
    if not os.environ.get("ANTHROPIC_API_KEY"):
        return fail("Not logged in · Please run /login", None)
    status, told = ask(text)
    if status == 200:
        usage = told["usage"]
        say({"type": "assistant", "message": told, "parent_tool_use_id": None, "session_id": "s"})
        return end(told["content"][0]["text"], usage=usage, cost=usage["input_tokens"] / 1e6)
    said = told["error"]["message"]
    if status == 401:
        said = "Invalid API key · Fix external API key"
    reason = "prompt_too_long" if "too long" in said else "api_error"
    return fail(f"API Error: {said}" if reason == "api_error" else "Prompt is too long", status, reason)


def fail(said: str, status: int | None, reason: str = "api_error") -> int:
    shown = {
        "role": "assistant",
        "model": "<synthetic>",
        "content": [{"type": "text", "text": said}],
        "type": "message",
    }
    say({"type": "assistant", "message": shown, "error": "unknown", "session_id": "s", "parent_tool_use_id": None})
    end(said, is_error=True, status=status, reason=reason)
    return 1


def end(
    said: str, *, is_error: bool = False, status: int | None = None, reason: str = "completed",
    usage: dict[str, int] | None = None, cost: float = 0.0,
) -> int:  # fmt: skip
    say({
        "type": "result", "subtype": "success", "is_error": is_error, "result": said, "api_error_status": status,
        "terminal_reason": reason, "total_cost_usd": cost, "usage": usage or {}, "duration_ms": 1,
        "duration_api_ms": 1, "num_turns": 1, "session_id": "s",
    })  # fmt: skip
    return 0


def main() -> int:
    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] == "control_request":
            response = {"subtype": "success", "request_id": message["request_id"], "response": {"commands": []}}
            say({"type": "control_response", "response": response})
        elif message["type"] == "user":
            return answer(message["message"]["content"])
    return 1


if __name__ == "__main__":
    sys.exit(main())
