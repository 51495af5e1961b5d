"""One engine per vault, found by later starts, stopped without losing a write."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading

import httpx
import pytest
from claudeprojects.core.errors import EngineUnreachable, IndexBusy, SettingInvalid, VaultNotFound
from claudeprojects.core.workspace import Workspace
from claudeprojects.engine.client import Client
from claudeprojects.engine.locate import EngineInfo, find_running, read_record, vault_id, write_record
from claudeprojects.engine.server import serve
from claudeprojects.engine.starting import bind, start_lock

PROGRAM = """
import sys
from pathlib import Path
from claudeprojects.engine.server import serve
root, data = map(Path, sys.argv[1:])
found = serve(root, data_dir=data, on_ready=lambda info: print("ready", info.port, flush=True))
print("found" if found else "served", flush=True)
"""


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def start(root, data):
    """Starts engines in processes of their own; those still running are stopped at the end."""
    started = []

    def start():
        command = [sys.executable, "-c", PROGRAM, str(root), str(data)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ready(process):
    line = process.stdout.readline()
    assert line.startswith("ready"), process.stderr.read()
    return int(line.split()[1])


def test_the_record_is_there_while_the_engine_runs_and_only_for_its_owner(start, root, data, wait_until):
    process = start()
    port = ready(process)
    info = find_running(root, data_dir=data)
    assert info is not None
    assert (info.pid, info.port) == (process.pid, port)
    assert stat.S_IMODE((data / "engine.json").stat().st_mode) == 0o600
    with Client.connect(root, data_dir=data) as client:
        wait_until(lambda: client.get("status")["state"] == "ready")
        assert client.get("workspace")["pid"] == process.pid
    process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0
    assert not (data / "engine.json").exists()
    assert find_running(root, data_dir=data) is None
    assert process.stderr.read() == ""


def test_a_second_start_finds_the_first(start, root, data):
    first = start()
    port = ready(first)
    second = start()
    assert ready(second) == port
    assert second.stdout.readline() == "found\n"
    assert second.wait(10) == 0
    assert first.poll() is None


def test_of_starts_at_the_same_moment_one_serves(start, wait_until):
    processes = [start() for _ in range(3)]
    assert len({ready(process) for process in processes}) == 1
    wait_until(lambda: sum(process.poll() == 0 for process in processes) == 2)


def test_the_port_stays_the_vaults_own(start):
    first = start()
    port = ready(first)
    first.send_signal(signal.SIGINT)
    assert first.wait(15) == 0
    assert ready(start()) == port


def test_an_engine_that_was_killed_is_not_found_and_the_next_start_takes_over(start, root, data):
    first = start()
    ready(first)
    first.kill()
    first.wait()
    assert read_record(data) is not None
    assert find_running(root, data_dir=data) is None
    with pytest.raises(EngineUnreachable):
        Client.connect(root, data_dir=data)
    second = start()
    ready(second)
    assert find_running(root, data_dir=data).pid == second.pid


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"pid": 1}', '{"pid": "x", "port": []}'])
def test_a_damaged_record_is_no_engine(root, data, content):
    data.mkdir()
    (data / "engine.json").write_text(content)
    assert find_running(root, data_dir=data) is None


def test_a_record_whose_address_answers_for_another_vault_is_no_engine(engine, root, data):
    data.mkdir()
    fields = {"host": "127.0.0.1", "token": "x", "vault": str(root), "version": "0", "started_at": ""}
    write_record(data, EngineInfo(pid=os.getpid(), port=engine.port, **fields))
    assert find_running(root, data_dir=data) is None
    assert find_running(engine.root, data_dir=data) is not None


def test_every_write_that_was_answered_is_on_disk_after_sigterm(start, root, data, wait_until):
    process = start()
    ready(process)
    info = read_record(data)
    answered = []

    def write(name):
        headers = {"Authorization": f"Bearer {info.token}"}
        with contextlib.suppress(httpx.TransportError), httpx.Client(base_url=info.address, headers=headers) as http:
            for number in range(10_000):
                path = f"{name} {number}.md"
                if http.put(f"/api/v1/notes/{path}", json={"text": path}).status_code == 200:
                    answered.append(path)

    writers = [threading.Thread(target=write, args=(f"writer {number}",)) for number in range(4)]
    for writer in writers:
        writer.start()
    wait_until(lambda: len(answered) > 20)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    for writer in writers:
        writer.join()
    assert all((root / path).read_text() == path for path in answered)
    with Workspace.open(root, data_dir=data) as workspace:
        workspace.sync(embed=False)
        indexed = workspace.status().files.by_kind["note"]
    assert indexed == len([path for path in root.rglob("*.md") if ".claudeprojects" not in path.parts])


def test_a_folder_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(VaultNotFound):
        serve(tmp_path / "nowhere", data_dir=tmp_path / "data")


def test_only_this_machines_own_addresses_are_listened_on(tmp_path):
    with pytest.raises(SettingInvalid):
        bind("0.0.0.0", 0, vault_id(tmp_path))  # noqa: S104 - it is refused


def test_a_port_in_use_is_refused_when_asked_for_and_avoided_when_not(tmp_path):
    vault = vault_id(tmp_path)
    with contextlib.closing(bind("127.0.0.1", 0, vault)) as first:
        taken = first.getsockname()[1]
        with pytest.raises(SettingInvalid):
            bind("127.0.0.1", taken, vault)
        with contextlib.closing(bind("localhost", 0, vault)) as second:
            assert second.getsockname()[1] != taken


def test_the_start_lock_is_held_by_one(tmp_path, monkeypatch):
    monkeypatch.setattr("claudeprojects.engine.starting.PATIENCE", 0.1)
    with start_lock(tmp_path), pytest.raises(IndexBusy), start_lock(tmp_path):
        pass
    with start_lock(tmp_path):
        pass


def test_health_answers_while_the_process_is_busy_with_a_slow_client(engine):
    with socket.create_connection(("127.0.0.1", engine.port)) as slow:
        slow.sendall(b"PUT /api/v1/notes/Slow.md HTTP/1.1\r\nContent-Length: 100\r\n")
        assert engine.anonymous("GET", "/healthz", timeout=60).status_code == 200  # the slow one never ends


def test_the_record_says_nothing_to_others_about_the_token_in_the_address(root):
    info = EngineInfo(1, "::1", 5, "secret", str(root), "0", "")
    assert info.address == "http://[::1]:5"
    assert "secret" not in info.address
    assert json.loads(json.dumps(info.url)).endswith("token=secret")


def test_an_engine_loads_what_is_heavy_only_when_it_is_used() -> None:
    heavy = {"dbos", "jinja2", "keyring", "langchain", "langchain_core", "mcp", "numpy", "sqlalchemy", "xllamacpp"}
    script = "import sys; from claudeprojects.engine.rooms import Rooms; Rooms().open_all(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert heavy & set(done.stdout.split()) == set()
