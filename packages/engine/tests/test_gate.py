"""Who gets in, and what every response says to a browser."""

from __future__ import annotations

import http.client

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

NOTE, FILE = "/api/v1/notes/Home.md", "/api/v1/attachments/Home.md"
GUARDED = ["/api/v1/status", NOTE, FILE, "/api/v1/openapi.json", "/metrics"]
HOSTS = ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "0.0.0.0:{port}"]
SITES = [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)]


@pytest.mark.parametrize("path", [*GUARDED, "/api/v1/nothing"])
def test_without_the_token_nothing_of_the_vault_is_told(engine, path):
    answer = engine.anonymous("GET", path)
    assert answer.status_code == 401
    assert answer.json()["code"] == "engine_refused"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "Home" not in answer.text.replace(path, "")


@pytest.mark.parametrize("token", ["x", "t" * 42, "t" * 44, "ü"])
def test_another_token_is_refused(engine, token):
    headers = {"Authorization": f"Bearer {token}".encode()}
    assert engine.anonymous("GET", "/api/v1/status", headers=headers).status_code == 401


@pytest.mark.parametrize("path", GUARDED)
def test_the_token_opens(engine, path):
    assert engine.http.get(path).status_code == 200


def test_health_needs_no_token_and_tells_nothing_of_the_vault(engine):
    answer = engine.anonymous("GET", "/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert engine.root.name not in answer.text


def test_opening_the_address_with_the_token_leaves_a_cookie_and_a_clean_address(engine):
    with httpx.Client(base_url=engine.address) as browser:
        answer = browser.get(f"/note/Home.md?token={engine.token}&line=3")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/note/Home.md?line=3"
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith(f"claudeprojects_{engine.port}=")
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
        assert browser.get("/api/v1/status").status_code == 200


def test_signing_in_never_leads_to_another_site(engine):
    answer = engine.anonymous("GET", f"//evil.example/?token={engine.token}")
    assert not answer.headers["location"].startswith("//")


def test_signing_in_with_another_token_leaves_no_cookie(engine):
    answer = engine.anonymous("GET", "/?token=wrong")
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


def test_the_cookie_of_an_engine_on_another_port_does_not_open(engine):
    headers = {"Cookie": f"claudeprojects_{engine.port + 1}={engine.token}"}
    assert engine.anonymous("GET", "/api/v1/status", headers=headers).status_code == 401


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/api/v1/status", "/healthz", "/", "/?token={token}"])
def test_a_name_rebound_to_this_machine_is_refused(engine, host, path):
    headers = {"Host": host.format(port=engine.port)}
    answer = engine.http.get(path.format(token=engine.token), headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
def test_the_names_of_this_machine_are_ours(engine, name):
    assert engine.http.get("/api/v1/status", headers={"Host": f"{name}:{engine.port}"}).status_code == 200


def test_two_host_headers_are_refused(engine):
    connection = http.client.HTTPConnection("127.0.0.1", engine.port)
    connection.putrequest("GET", "/healthz", skip_host=True)
    connection.putheader("Host", f"127.0.0.1:{engine.port}")
    connection.putheader("Host", "evil.example")
    connection.endheaders()
    assert connection.getresponse().status in {400, 403}
    connection.close()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1:1"])
def test_another_origin_is_refused_even_with_the_token(engine, origin):
    headers = {"Origin": origin.format(port=engine.port)}
    assert engine.http.post("/api/v1/index/reconcile", headers=headers).status_code == 403


def test_our_own_origin_is_let_in(engine):
    assert engine.http.get("/api/v1/status", headers={"Origin": engine.address}).status_code == 200


@pytest.mark.parametrize(("site", "status"), SITES)
def test_what_another_site_embeds_is_refused(engine, site, status):
    answer = engine.http.get(FILE, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == status


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/nothing", "/", *GUARDED])
def test_every_response_carries_the_security_headers(engine, path):
    headers = engine.http.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def _socket(engine, **options):
    return connect(f"ws://127.0.0.1:{engine.port}/ws", **options)


def test_the_websocket_needs_the_token(engine):
    with pytest.raises(InvalidStatus) as refused, _socket(engine):
        pass
    assert refused.value.response.status_code == 403


def test_the_websocket_takes_the_token_as_subprotocol_or_cookie_or_header(engine):
    with _socket(engine, subprotocols=[f"bearer.{engine.token}"]) as socket:
        assert socket.subprotocol == f"bearer.{engine.token}"
    with _socket(engine, additional_headers={"Cookie": f"claudeprojects_{engine.port}={engine.token}"}):
        pass
    with _socket(engine, additional_headers={"Authorization": f"Bearer {engine.token}"}):
        pass


def test_the_websocket_refuses_another_origin(engine):
    with (
        pytest.raises(InvalidStatus),
        _socket(engine, origin="http://evil.example", subprotocols=[f"bearer.{engine.token}"]),
    ):
        pass
