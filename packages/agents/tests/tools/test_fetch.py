"""Fetching pages: only public hosts, only where permission was for, never with private text. The server is real."""

from __future__ import annotations

import ipaddress
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from claudeprojects.agents.permissions.files import Document
from claudeprojects.agents.privacy.audit import AuditLog
from claudeprojects.agents.tools.pages import text_of_page
from claudeprojects.agents.tools.web import Fetch, _is_public
from claudeprojects.agents.values import Privacy

PAGE = """<html><head><title>Tides &amp; times</title><script>evil()</script></head><body><nav>Menu</nav>
<h1>Tides</h1><p>High <b>water</b> at <a href="/noon">noon</a>.</p><ul><li>one</li><li>two</li></ul>
<table><tr><td>a</td><td>b</td></tr></table><img src="http://evil.example/?q=x"><style>p{}</style></body></html>"""


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        answers = {
            "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
            "/moved": (302, {"Location": "/page"}, b""),
            "/away": (302, {"Location": "http://elsewhere.example/x"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
            "/long": (200, {"Content-Type": "text/plain"}, b"a" * 5_000_000),
        }
        code, headers, body = answers.get(self.path, (404, {"Content-Type": "text/plain"}, b"Not here"))
        self.server.seen.append((self.path, self.headers["Host"]))
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    made.seen = []
    thread = threading.Thread(target=made.serve_forever, args=(0.02,))
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def fetch(desk, server):
    """Fetches from the server, as if its address were a public one."""
    desk.box._sources = [lambda: [Fetch(desk.guard, reachable=lambda address: str(address) == "127.0.0.1")]]
    desk.allow("WebFetch(domain:127.0.0.1)", web=True)

    def get(path, context=None):
        return desk.call("fetch", context=context, url=f"http://127.0.0.1:{server.server_port}{path}")

    return get


def test_a_page_is_read_as_text_and_what_left_is_in_the_log(desk, server, fetch):
    result = fetch("/page#part")
    assert "# Tides\n\nHigh water at [noon](http://127.0.0.1:" in result.text
    assert "- one\n- two" in result.text
    for unwanted in ("evil", "Menu", "p{}"):
        assert unwanted not in result.text
    assert server.seen == [("/page", f"127.0.0.1:{server.server_port}")]
    entry = AuditLog(desk.store).list()[0]
    assert (entry.channel, entry.receiver, entry.outcome) == ("web", "127.0.0.1", "sent")


def test_a_redirect_is_followed_on_its_host_and_told_of_to_another(fetch):
    assert "High water" in fetch("/moved").text
    assert "Fetch this address instead, if it is right: http://elsewhere.example/x" in fetch("/away").text
    assert "redirects without end" in fetch("/round").text


def test_what_is_no_text_missing_or_long_is_told(fetch):
    assert "no text (image/png)" in fetch("/picture").text
    missing = fetch("/nothing")
    assert (missing.is_error, "answered 404" in missing.text) == (True, True)
    assert len(fetch("/long").text) < 50_000


def test_nothing_is_sent_by_a_run_that_has_read_private_notes(desk, server, fetch):
    for taint in (Privacy.PRIVATE, Privacy.TEAM):
        assert fetch("/page", desk.context(taint=taint)).is_error
    assert server.seen == []


def test_this_machine_and_its_network_are_not_reached(desk, server):
    desk.allow("WebFetch", web=True)
    for url in (
        f"http://127.0.0.1:{server.server_port}/page",
        f"http://localhost:{server.server_port}/page",
        "http://[::1]/",
    ):
        result = desk.call("fetch", url=url)
        assert "only public pages are read" in result.text, url
    assert server.seen == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.org/x", "https://", "https://me:pw@a.org/", "javascript:alert(1)", "https://a:99999/"]
)  # fmt: skip
def test_only_plain_addresses_of_pages_are_sent(desk, url):
    desk.allow("WebFetch", web=True)
    assert desk.call("fetch", url=url).data["code"] == "tool_refused"


@pytest.mark.parametrize(
    ("address", "public"),
    [("93.184.215.14", True), ("10.1.2.3", False), ("169.254.169.254", False), ("::ffff:127.0.0.1", False),
     ("fe80::1", False), ("2606:2800::1", True), ("192.0.2.1", False), ("224.0.0.1", False), ("100.64.0.1", False)],
)  # fmt: skip
def test_public_addresses_are_told_from_others(address, public):
    assert _is_public(ipaddress.ip_address(address)) is public


def test_fetching_is_asked_for_with_the_address_that_would_be_sent(desk):
    desk.permissions.save(Document(web=True))

    def refuse(asked):
        assert (asked.effect.detail, asked.effect.leaves_machine) == ("https://example.org/?q=tides", True)
        desk.approvals.decide(asked.id, False, "you")

    assert desk.answered("WebFetch", {"url": "https://example.org/?q=tides#x", "prompt": "?"}, refuse).is_error


def test_odd_pages_do_not_break_the_reader():
    for html in ("", "<", "<p", "</a></a>", "<a><a href>x</a>", "<svg><svg>", "<title>x", "&#0; &#xD800; &nope;"):
        text_of_page(html, "http://a.org")
