"""(d) Thirty-two writers at once through the API, from a process of their own."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.engine import Engine
from benchmarks.places import ROOT
from benchmarks.sampling import percentile

if TYPE_CHECKING:
    from benchmarks.places import Place
    from benchmarks.report import Report

WRITERS, NOTES = 32, 100
BODY = "Written at once with many others, and found by everyone. " * 16
"""About 900 bytes."""


def measure(place: Place, report: Report) -> None:
    """Write new notes and make sure that every one of them is on disk and searchable when its answer is there."""
    for left_over in place.vault.glob("Written *"):
        shutil.rmtree(left_over)
    folder = f"Written {time.time_ns()}"
    with Engine(place) as engine:
        engine.wait_ready()
        before = engine.get("/api/v1/status")["files"]["indexed"]
        command = [sys.executable, "-m", "benchmarks.writers", engine.host, str(engine.port), engine.token, folder]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        after = engine.get("/api/v1/status")["files"]["indexed"]
    outcome = json.loads(done.stdout)
    on_disk = len(list((place.vault / folder).glob("*.md")))
    if not after - before == on_disk == WRITERS * NOTES:
        raise SystemExit(
            f"{WRITERS * NOTES} notes were accepted, {on_disk} are on disk, {after - before} in the index."
        )
    shutil.rmtree(place.vault / folder)
    latencies = outcome["milliseconds"]
    rate = len(latencies) / outcome["seconds"]
    middle = (
        f"p50 {percentile(latencies, 0.5):.0f}, worst {max(latencies):.0f} ms; all {on_disk:,} on disk and indexed"
    )
    report.add(
        "d",
        f"{WRITERS} writers, notes a second",
        rate,
        "/s",
        goal=500.0,
        at_least=True,
        beside="the clients share the cores",
    )
    report.add("d", f"{WRITERS} writers, p95", percentile(latencies, 0.95), "ms", goal=100.0, beside=middle)


async def write_all(host: str, port: int, token: str, folder: str) -> dict[str, object]:
    """All writers together; returns the whole time and every latency."""
    started = time.perf_counter()
    parts = await asyncio.gather(*(write(host, port, token, folder, number) for number in range(WRITERS)))
    return {"seconds": time.perf_counter() - started, "milliseconds": [value for part in parts for value in part]}


async def write(host: str, port: int, token: str, folder: str, writer: int) -> list[float]:
    """One writer: note after note on one connection, in plain HTTP/1.1 so that the client costs little."""
    reader, stream = await asyncio.open_connection(host, port)
    found = []
    for number in range(NOTES):
        path = f"{folder}/Note {writer}-{number}.md".replace(" ", "%20")
        body = json.dumps({"text": f"# Note {writer}-{number}\n\n{BODY}\n", "base_hash": None}).encode()
        head = f"PUT /api/v1/notes/{path} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        started = time.perf_counter()
        stream.write(head.encode() + body)
        await answer(reader)
        found.append(1000 * (time.perf_counter() - started))
    stream.close()
    return found


async def answer(reader: asyncio.StreamReader) -> None:
    """Read one response; raises ``RuntimeError`` when it is a problem."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next(int(line.split(":")[1]) for line in head.split("\r\n") if line.startswith("content-length:"))
    body = await reader.readexactly(length)
    if head.split(" ", 2)[1] not in {"200", "201"}:
        raise RuntimeError(f"{head.splitlines()[0]}: {body[:500]!r}")


if __name__ == "__main__":
    host, port, token, folder = sys.argv[1:]
    print(json.dumps(asyncio.run(write_all(host, int(port), token, folder))))
