"""An MCP server over stdio with tools that misbehave on request; run as a program by the tests.

It speaks the protocol by itself, in a few lines, because a program that loads the SDK takes a second to start.
Servers made with the SDK, and those of others, are in the tests of remote servers and of presets.
"""

from __future__ import annotations

import inspect
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

VERSION = "1.2.3"


def echo(text: str) -> str:
    """Say it back."""
    return text


def die() -> str:
    """End the process."""
    os._exit(3)


def hang() -> str:
    """Stop the whole process, so that it answers nothing any more."""
    os.kill(os.getpid(), signal.SIGSTOP)
    return "late"


def slow(seconds: float) -> str:
    """Take a while, and stay responsive."""
    time.sleep(seconds)
    return "done"


def hidden_failure() -> str:
    """Fail, and call it success."""
    return "Error searching libraries: TypeError: fetch failed"


def environment(name: str) -> str:
    """Tell an environment variable."""
    return os.environ.get(name, "(unset)")


def look(path: str) -> str:
    """Read any file."""
    return Path(path).read_text(encoding="utf-8")


TOOLS = {tool.__name__: tool for tool in (echo, die, hang, slow, hidden_failure, environment, look)}


def described(name: str) -> dict[str, Any]:
    tool = TOOLS[name]
    wanted = inspect.get_annotations(tool) | {"return": None}
    kinds = {"str": "string", "float": "number"}
    properties = {key: {"type": kinds[kind]} for key, kind in wanted.items() if kind}
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {"name": name, "description": tool.__doc__, "inputSchema": schema}


def answer(method: str, params: dict[str, Any]) -> dict[str, Any] | None:
    if method == "initialize":
        about = {"name": "misbehaving", "version": VERSION}
        return {"protocolVersion": params["protocolVersion"], "capabilities": {"tools": {}}, "serverInfo": about}
    if method == "tools/list":
        return {"tools": [described(name) for name in TOOLS]}
    if method == "tools/call":
        text = TOOLS[params["name"]](**params.get("arguments", {}))
        return {"content": [{"type": "text", "text": text}]}
    return {} if method == "ping" else None


def respond(message: dict[str, Any]) -> None:
    result = answer(message["method"], message.get("params") or {})
    body = {"error": {"code": -32601, "message": "Method not found"}} if result is None else {"result": result}
    line = json.dumps({"jsonrpc": "2.0", "id": message["id"], **body})
    os.write(1, f"{line}\n".encode())


def serve() -> None:
    for line in sys.stdin:
        message = json.loads(line)
        if "id" in message and "method" in message:
            threading.Thread(target=respond, args=(message,), daemon=True).start()


if __name__ == "__main__":
    sys.stderr.write("misbehaving is up\n")
    sys.stderr.flush()
    if "--stillborn" in sys.argv:
        sys.stderr.write("no key was given\n")
        sys.exit(1)
    serve()
