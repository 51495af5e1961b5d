"""The WebSocket tells what happens, and never holds more than it may."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from claudeprojects.core.events import EventBus, EverythingChanged, FilesChanged, StatusChanged, VaultWentOffline
from claudeprojects.engine.hub import QUEUE_LENGTH, STATUS_INTERVAL, Hub
from claudeprojects.engine.schemas.events import ENGINE_EVENT
from websockets.sync.client import connect


@pytest.fixture
def socket(engine):
    with connect(f"ws://127.0.0.1:{engine.port}/ws", subprotocols=[f"bearer.{engine.token}"]) as socket:
        yield socket


def next_event(socket, holds, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        event = json.loads(socket.recv(timeout=max(0.01, deadline - time.monotonic())))
        ENGINE_EVENT.validate_python(event)
        if holds(event):
            return event


def test_the_status_comes_first(socket):
    event = json.loads(socket.recv(timeout=60))
    assert event["type"] == "status"
    assert event["files"]["total"] >= 4


def test_an_edit_by_another_program_is_told(engine, socket):
    socket.recv(timeout=60)
    (engine.root / "Outside.md").write_text("made outside")
    next_event(socket, lambda event: event["type"] == "files_changed" and "Outside.md" in event["changed"])
    found = engine.http.get("/api/v1/search", params={"q": "outside", "mode": "keyword"}).json()["items"]
    assert "Outside.md" in [hit["path"] for hit in found]
    (engine.root / "Outside.md").unlink()
    next_event(socket, lambda event: event["type"] == "files_changed" and "Outside.md" in event["removed"])


def test_an_operation_is_told_to_every_client(engine, socket):
    socket.recv(timeout=60)
    engine.http.put("/api/v1/notes/Told.md", json={"text": "x"})
    engine.http.post("/api/v1/moves", json={"source": "Told.md", "target": "Told again.md"})
    assert next_event(socket, lambda event: event["type"] == "operation")["kind"] == "move"


def test_a_server_that_is_trusted_is_told_of(engine, socket):
    socket.recv(timeout=60)
    (engine.root / ".mcp.json").write_text('{"mcpServers": {"brought": {"command": "no-such-program"}}}')
    engine.http.post("/api/v1/mcp/servers/brought/trust").raise_for_status()
    told = next_event(socket, lambda event: event["type"] == "mcp_server")
    assert (told["name"], told["kind"], told["state"]) == ("brought", "state", "ready")
    (engine.root / ".mcp.json").unlink()


def test_what_a_client_says_does_no_harm(engine, socket):
    socket.send("hello")
    socket.send(b"\x00\xff")
    (engine.root / "After.md").write_text("x")
    next_event(socket, lambda event: event["type"] == "files_changed")


def collected(publish, reading=None):
    """The events one client gets when ``publish`` is called with the bus."""

    async def run():
        bus = EventBus()
        hub = Hub(bus)
        with hub.joined() as subscriber:
            publish(bus)
            await asyncio.sleep(2 * STATUS_INTERVAL)  # the loop serves what is due before it wakes us
            found = []
            while not subscriber._queue.empty():
                found.append(json.loads(await subscriber.next()))
            return found

    return asyncio.run(run())


def test_a_client_that_reads_too_slowly_is_told_to_load_anew():
    def publish(bus):
        for number in range(QUEUE_LENGTH + 10):
            bus.publish(FilesChanged(number, (f"{number}.md",)))

    found = collected(publish)
    assert found[0] == {"type": "resync"}
    assert [event["seq"] for event in found[1:]] == list(range(QUEUE_LENGTH + 1, QUEUE_LENGTH + 10))


def test_a_change_of_very_many_files_is_told_as_resync():
    assert collected(lambda bus: bus.publish(EverythingChanged())) == [{"type": "resync"}]


def test_status_events_are_thinned_and_the_last_one_arrives():
    def publish(bus):
        for number in range(500):
            bus.publish(StatusChanged({"seq": number}))

    found = collected(publish)
    assert len(found) == 1
    assert found[-1] == {"type": "status", "seq": 499}


def test_nobody_listens_to_the_bus_while_no_client_is_there():
    async def run():
        bus = EventBus()
        hub = Hub(bus)
        with hub.joined(), hub.joined():
            assert len(bus._subscribers) == 1
        assert not bus._subscribers
        bus.publish(VaultWentOffline())

    asyncio.run(run())
