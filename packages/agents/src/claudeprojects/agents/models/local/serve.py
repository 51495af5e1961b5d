"""The program of the child process that serves one model file with llama.cpp: ``python -m …models.local.serve``.

It reads one line of JSON (``Order``) from its input and writes one line of JSON to its output: ``{"address": …}``
when the model is loaded, or ``{"problem": …}``. It ends when its input ends, so it never outlives who started it. The
key comes by the input and not by the command line, which others on the machine could read.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, TypedDict


class Order(TypedDict):
    """What to serve, and how."""

    path: str
    """The GGUF file."""
    alias: str
    """The name it answers to."""
    key: str
    """What every request must carry."""
    context_tokens: int
    parallel: int
    """Conversations at once; they share the context."""
    threads: int
    template: str | None
    """The chat template; ``None`` for the one in the file."""


def parameters(order: Order) -> Any:
    """The order as llama.cpp's parameters."""
    import xllamacpp  # type: ignore[import-untyped]

    given = xllamacpp.CommonParams()
    given.model.path = order["path"]
    given.model_alias = {order["alias"]}
    given.api_keys = [order["key"]]
    given.hostnames = ["127.0.0.1"]
    given.port = 0
    given.n_ctx = order["context_tokens"]
    given.n_parallel = order["parallel"]
    given.kv_unified = True
    given.cpuparams.n_threads = order["threads"]
    given.cpuparams_batch.n_threads = order["threads"]
    given.use_jinja = True
    given.ui = False
    given.offline = True
    given.warmup = False
    given.verbosity = 1
    if order["template"] is not None:
        given.chat_template = order["template"]
    return given


def main() -> None:
    """Serve until the input ends."""
    order: Order = json.loads(sys.stdin.readline())
    answer, sys.stdout = sys.stdout, sys.stderr
    try:
        import xllamacpp

        server = xllamacpp.Server(parameters(order))
        said = {"address": server.listening_address}
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent has to be told
        said = {"problem": str(error) or type(error).__name__}
    print(json.dumps(said), file=answer, flush=True)
    if "address" in said:
        sys.stdin.read()
    os._exit(0)  # the server's own shutdown waits for open connections


if __name__ == "__main__":
    main()
