"""``.mcp.json`` as Claude Code writes it, and as it is copied from other programs."""

from __future__ import annotations

import json

import pytest
from claudeprojects.agents.definitions.servers import (
    expanded,
    read_configuration,
    read_entry,
    to_config,
    variables_of,
)
from claudeprojects.agents.errors import ServerVariableMissing


def one(config):
    return read_entry("s", config).definition


def test_a_configuration_is_read_as_documented(shelf):
    shelf.put(
        ".mcp.json",
        """
        {"mcpServers": {
          "github": {"command": "npx", "args": ["-y", "server-github"], "env": {"TOKEN": "${GITHUB_TOKEN}"}},
          "docs": {"type": "http", "url": "https://x.example/mcp", "timeout": 30000,
                   "headers": {"A": "Bearer ${KEY:-none}"}}
        }}
        """,
    )
    servers = shelf.library.servers()
    assert servers["github"].transport == "stdio"
    assert servers["github"].env == {"TOKEN": "${GITHUB_TOKEN}"}
    assert (servers["docs"].transport, servers["docs"].timeout) == ("http", 30.0)


@pytest.mark.parametrize(
    ("config", "transport"),
    [
        ({"url": "https://x.example"}, "http"),
        ({"type": "streamable-http", "url": "https://x.example"}, "http"),
        ({"type": "streamableHttp", "url": "https://x.example"}, "http"),
        ({"transport": "sse", "url": "https://x.example"}, "sse"),
        ({"serverUrl": "https://x.example"}, "http"),
        ({"url": "${BASE:-https://x.example}/mcp"}, "http"),
        ({"command": "x"}, "stdio"),
        ({"command": ["x", "a"], "args": "b c"}, "stdio"),
        ({"command": {"path": "x", "args": ["a"]}}, "stdio"),
    ],
)
def test_the_transport_is_understood(config, transport):
    assert one(config).transport == transport


def test_a_command_written_as_one_list_is_taken_apart():
    assert (one({"command": ["x", "a"]}).command, one({"command": ["x", "a"]}).args) == ("x", ("a",))


@pytest.mark.parametrize(
    "config",
    [{}, [], None, "npx", {"type": "http"}, {"type": "carrier-pigeon", "url": "https://x"}, {"url": "file:///etc/passwd"},
     {"command": ""}, {"args": ["x"]}],
)  # fmt: skip
def test_what_cannot_start_says_why(config):
    entry = read_entry("s", config)
    assert entry.definition is None
    assert entry.problems[-1].level == "error"
    assert "'s'" in entry.problems[-1].text or "object" in entry.problems[-1].text


def test_comments_trailing_commas_and_other_wrappers_are_read_and_told_of():
    entries, problems = read_configuration(
        '{\n // mine\n "servers": {"a": {"command": "x", "args": ["http://y//z",],}, /* no */},\n}'
    )
    assert entries[0].definition.args == ("http://y//z",)
    assert [problem.level for problem in problems] == ["warning", "note"]


def test_a_broken_file_names_the_line():
    entries, problems = read_configuration('{\n  "mcpServers": {\n    oops\n}')
    assert entries == []
    assert (problems[0].line, problems[0].level) == (3, "error")


def test_a_disabled_server_and_one_with_a_taken_name_are_not_used(shelf):
    shelf.put(".mcp.json", '{"mcpServers": {"a": {"command": "x"}, "b": {"command": "x", "disabled": true}}}')
    shelf.put("~/mcp.json", '{"mcpServers": {"a": {"command": "mine"}, "c": {"command": "y"}}}')
    found = {(entry.name, entry.origin): entry for entry in shelf.library.mcp_config()}
    assert found["a", "vault"].used
    assert "nearer" in found["a", "user"].why
    assert "disabled" in found["b", "vault"].why
    assert sorted(shelf.library.servers()) == ["a", "c"]


def test_variables_are_filled_in_when_a_server_starts():
    server = one({"command": "${BIN:-node}", "args": ["${env:HERE}/x"], "env": {"T": "a${TOKEN}b"}, "cwd": "${HERE}"})
    assert variables_of(server) == ("HERE", "TOKEN")
    ready = expanded(server, {"HERE": "/h", "TOKEN": "t"})
    assert (ready.command, ready.args, ready.env, ready.cwd) == ("node", ("/h/x",), {"T": "atb"}, "/h")
    with pytest.raises(ServerVariableMissing) as refused:
        expanded(server, {"HERE": "/h"})
    assert refused.value.variable == "TOKEN"


@pytest.mark.parametrize(
    "config",
    [
        {"type": "stdio", "command": "x", "args": ["a"], "env": {"A": "1"}, "alwaysAllow": ["t"]},
        {"type": "http", "url": "https://x.example", "headers": {"A": "1"}, "timeout": 5000},
        {"type": "sse", "url": "https://x.example"},
    ],
)
def test_a_server_is_written_as_it_was_read(config):
    assert to_config(one(config)) == config
    assert one(json.loads(json.dumps(to_config(one(config))))) == one(config)
