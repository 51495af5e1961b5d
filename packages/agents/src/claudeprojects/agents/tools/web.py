"""``fetch``: reads one page of the web. Switched off unless the user's permissions say ``web = true``.

The address itself is what leaves the machine, so it passes the privacy guard, and it is what a person is shown. Only
addresses on the public internet are reached: never this machine or its network. A redirect to another host is told
of and not followed, because permission was for this one.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urljoin, urlsplit

from claudeprojects.agents.errors import ToolRefused
from claudeprojects.agents.network import why_unreached
from claudeprojects.agents.tools.pages import text_of_page
from claudeprojects.agents.tools.schemas import arguments, text
from claudeprojects.agents.tools.shown import cut
from claudeprojects.agents.values import Effect, Source, ToolResult, ToolSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx
    from claudeprojects.agents.privacy.guard import Guard
    from claudeprojects.agents.tools.port import ToolContext

SECONDS = 20.0
LARGEST = 4_000_000
REDIRECTS = 5
TEXTS = frozenset({"application/json", "application/xml", "application/xhtml+xml"})
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Fetch:
    """Fetches one page and gives its text. ``guard`` lets the address leave, or raises ``PrivacyRefused``."""

    spec: ClassVar = ToolSpec(
        "fetch",
        "Read one page of the web by its address.",
        arguments(("url",), url=text("The address, beginning with https:// or http://.", maxLength=2000)),
    )

    def __init__(self, guard: Guard, reachable: Callable[[Address], bool] | None = None) -> None:
        self._guard = guard
        self._reachable = reachable or _is_public

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:  # noqa: ARG002
        """Sending that address out."""
        url = _checked(arguments["url"])
        return Effect("web", f"Fetch {url}", detail=url, leaves_machine=True)

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """The text of the page."""
        url = _checked(arguments["url"])
        host = urlsplit(url).hostname
        for _ in range(REDIRECTS):
            response, body = await self._get(url, ctx)
            if not response.is_redirect:
                return _shown(url, response, body)
            url = _checked(urljoin(url, response.headers.get("location", "")))
            if urlsplit(url).hostname != host:
                told = f"The page has moved to another host. Fetch this address instead, if it is right: {url}"
                return ToolResult(told, sources=(Source(url),))
        raise ToolRefused("fetch", "the page redirects without end")

    async def _get(self, url: str, ctx: ToolContext) -> tuple[httpx.Response, bytes]:
        import httpx

        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        address = await self._address(host, port)
        await asyncio.to_thread(
            self._guard.leave, "web", host, len(url.encode()), ctx.taint, ctx.sources, ctx.run_id, detail=url
        )
        wanted = httpx.URL(url).copy_with(host=str(address))
        headers = {"Host": parts.netloc, "User-Agent": "ClaudeProjects", "Accept": "text/html,text/*;q=0.9,*/*;q=0.1"}
        try:
            async with httpx.AsyncClient(timeout=SECONDS, trust_env=False) as client:
                request = client.build_request("GET", wanted, headers=headers, extensions={"sni_hostname": host})
                response = await client.send(request, stream=True)
                try:
                    return response, await _limited(response)
                finally:
                    await response.aclose()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ToolRefused("fetch", why_unreached(error, host)) from error

    async def _address(self, host: str, port: int) -> Address:
        """An address of ``host`` that may be reached; the connection is made to exactly that one."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise ToolRefused("fetch", f"there is no host {host!r}, or no network") from error
        addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        if not addresses or not all(map(self._reachable, addresses)):
            raise ToolRefused("fetch", f"{host!r} is on this machine or its network, and only public pages are read")
        return addresses[0]


def _is_public(address: Address) -> bool:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_global and not (mapped or address).is_multicast


def _checked(url: str) -> str:
    """The address without its fragment, which would not be sent. Raises ``ToolRefused``."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError as error:
        raise ToolRefused("fetch", f"{url!r} is no address") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ToolRefused("fetch", f"{url!r} is no address of a page")
    if parts.username or parts.password:
        raise ToolRefused("fetch", "an address with a name or password in it is not sent")
    return parts._replace(fragment="").geturl()


async def _limited(response: httpx.Response) -> bytes:
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > LARGEST:
            break
    return bytes(body[:LARGEST])


def _shown(url: str, response: httpx.Response, body: bytes) -> ToolResult:
    kind = response.headers.get("content-type", "text/plain").partition(";")[0].strip().casefold()
    if not kind.startswith("text/") and kind not in TEXTS:
        raise ToolRefused("fetch", f"it is no text ({kind})")
    decoded = body.decode(response.charset_encoding or "utf-8", "replace")
    shown = text_of_page(decoded, url) if "html" in kind or decoded.lstrip()[:1] == "<" else decoded
    failed = response.status_code >= 400
    status = f"The page answered {response.status_code}.\n" if failed else ""
    return ToolResult(cut(status + shown), sources=(Source(url),), is_error=failed)
