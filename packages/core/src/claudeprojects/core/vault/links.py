"""Links and embeds in Markdown text: ``[[wikilinks]]``, ``[text](target.md)`` and reference definitions.

Only links to files of the vault are found: a target with a scheme (``https:``, ``mailto:``, ``obsidian:``) is not
one. A reference link is recorded once, at its definition ``[label]: target``, because that is where its target
stands. See ``docs/formats.md``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from claudeprojects.core.vault.masking import BLANK
from claudeprojects.core.vault.model import Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.core.vault.source import Source

MAX_DISPLAY = 1000
"""Longer link texts are cut: nested links would otherwise cost the square of their depth."""

# Possessive marks stand on character classes only: on groups, Python before 3.11.5 gets them wrong (gh-106052).
WIKILINK = re.compile(r"\[\[(?!\[)([^\[\]\n]*+(?:(?:\[(?!\[)|\](?!\]))[^\[\]\n]*+)*)\]\]")
_PLAIN_LINK = re.compile(r"\[([^\[\]\\\n]*+)\]\(([^()\s<>\\]*+)\)")
_BRACKET = re.compile(r"\\.|!?\[|\]\(?|\n[ \t>]*(?=\n)", re.DOTALL)
_DESTINATION = re.compile(
    r"""[ \t\n]*
    (?: <(?P<angle>[^<>\n]{0,4096}+)>
      | (?P<bare>(?:[^\s()<>\\]++|\\.|(?<!\()[<>]|\((?:[^\s()\\]++|\\.|\([^\s()\\]*+\))*\))*) )
    (?:[ \t\n]+(?:"[^"]{0,1000}+"|'[^']{0,1000}+'|\([^()]{0,1000}+\)))?
    [ \t\n]*\)""",
    re.VERBOSE,
)
_DEFINITION = re.compile(r"\n {0,3}\[(?!\^)([^\[\]\n]{1,999}+)\]:[ \t]*(?:<([^<>\n]{1,4096}+)>|(\S+))")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def find_links(source: Source) -> list[Link]:
    """Every vault link of ``source`` after its frontmatter, in the order they stand."""
    scan = source.scan
    links: list[Link] = []
    if "[[" in scan:
        links.extend(_wikilinks(source))
    ordered = True
    if "](" in scan:
        links.extend(_markdown_links(source))
        ordered = False
    if "]:" in scan:
        links.extend(_definitions(source))
        ordered = False
    if not ordered:
        links.sort(key=_start)
    return links


def _start(link: Link) -> int:
    return link.start


def split_wikilink(content: str) -> tuple[str, str, str | None]:
    """The inside of ``[[…]]`` as target, subpath (with its ``#``) and display; ``\\|`` of tables counts as ``|``."""
    address, bar, display = content.partition("|")
    if bar and address.endswith("\\"):
        address = address[:-1]
    target, hash_, subpath = address.partition("#")
    return target.strip(), hash_ + subpath.rstrip(), display.strip() if bar else None


def _address(content: str) -> tuple[str, str, str | None] | None:
    """``split_wikilink``, or ``None`` when it names nothing, or something outside the vault."""
    target, subpath, display = split_wikilink(content)
    return None if not (target or len(subpath) > 1) or "://" in target else (target, subpath, display)


_address_again = lru_cache(maxsize=4096)(_address)
"""The same for short insides, which recur: in one note, and from note to note."""
_SHORT = 100


def is_external(target: str) -> bool:
    """Whether a Markdown target leaves the vault: it has a scheme, or starts with ``//``."""
    return target.startswith("//") or (":" in target and _SCHEME.match(target) is not None)


def split_target(destination: str) -> tuple[str, str]:
    """A Markdown destination as target and subpath, backslash escapes and percent-encoding undone."""
    if "\\" in destination:
        destination = _ESCAPE.sub(r"\1", destination)
    target, hash_, subpath = destination.partition("#")
    if "%" in destination:
        target, subpath = _decoded(target), _decoded(subpath)
    return target, hash_ + subpath


def _decoded(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text


def _escaped(scan: str, offset: int) -> bool:
    """Whether an odd run of backslashes stands before ``offset``."""
    first = offset
    while first > 0 and scan[first - 1] == "\\":
        first -= 1
    return (offset - first) % 2 == 1


def _wikilinks(source: Source) -> Iterator[Link]:
    scan, text, masked = source.scan, source.text, bool(source.masked)
    line, line_end = 0, 0
    for match in WIKILINK.finditer(scan, source.start):
        start, end = match.span()
        before = scan[start - 1] if start > source.start else ""
        if before == "\\" and _escaped(scan, start):
            continue
        content = text[start + 2 : end - 2]
        address = (_address_again if len(content) <= _SHORT else _address)(content)
        if address is None:
            continue
        target, subpath, display = address
        if masked and BLANK in scan[start + 2 : start + 2 + len(target)]:
            continue
        if start >= line_end:
            line = source.line_at(start)
            line_end = source.line_starts[line + 1]
        embed = before == "!" and not (start > 1 and scan[start - 2] == "\\" and _escaped(scan, start - 1))
        yield Link("wikilink", embed, target, subpath, display, start - embed, end, line)


def wikilink(
    content: str, start: int, end: int, line: int, *, embed: bool, kind: LinkKind = "wikilink"
) -> Link | None:
    """The link ``[[content]]`` stands for; ``None`` when it names nothing, or something outside the vault."""
    address = _address(content)
    if address is None:
        return None
    target, subpath, display = address
    return Link(kind, embed, target, subpath, display, start, end, line)


def _markdown_links(source: Source) -> Iterator[Link]:
    """Most notes have only plain ``[text](target)``; when a bracket is left over, the whole grammar is read."""
    scan = source.scan
    if "\\" not in scan:
        plain = list(_PLAIN_LINK.finditer(scan, source.start))
        if len(plain) == scan.count("](", source.start):
            for match in plain:
                start = match.start()
                embed = start > source.start and scan[start - 1] == "!"
                link = _markdown_link(source, match[2], embed, (match.start(1), match.end(1)), match.end())
                if link is not None:
                    yield link
            return
    wikilinks = {match.start() for match in WIKILINK.finditer(scan, source.start)}
    for link in _nested_links(source):
        if link.start + link.embed not in wikilinks:
            yield link


def _nested_links(source: Source) -> Iterator[Link]:
    scan = source.scan
    stack: list[tuple[int, bool]] = []
    dead = 0  # link openers below this depth hold a link already, and a link holds no link
    resume = source.start
    for token in _BRACKET.finditer(scan, source.start):
        text = token[0]
        if token.start() < resume or text[0] == "\\":
            continue
        if text[0] == "\n":
            stack.clear()
            dead = 0
        elif text[-1] == "[":
            stack.append((token.end(), text[0] == "!"))
        elif text[0] == "]" and stack:
            text_start, embed = stack.pop()
            destination = _DESTINATION.match(scan, token.end()) if text == "](" else None
            dead_opener = len(stack) < dead and not embed
            dead = min(dead, len(stack))
            if destination is None or dead_opener:
                continue
            resume = destination.end()
            if not embed:
                dead = len(stack)
            target = destination["angle"] if destination["angle"] is not None else destination["bare"]
            link = _markdown_link(source, target, embed, (text_start, token.start()), destination.end())
            if link is not None:
                yield link


def _markdown_link(source: Source, destination: str, embed: bool, text: tuple[int, int], end: int) -> Link | None:
    if not destination or BLANK in destination or is_external(destination):
        return None
    target, subpath = split_target(destination)
    if not (target or len(subpath) > 1):
        return None
    start = text[0] - 1 - embed
    display = source.text[text[0] : min(text[1], text[0] + MAX_DISPLAY)]
    return Link("markdown", embed, target, subpath, display, start, end, source.line_at(start))


def _definitions(source: Source) -> Iterator[Link]:
    for match in _DEFINITION.finditer(source.lined, source.start):
        destination = match[2] or match[3]
        if is_external(destination) or BLANK in match[0]:
            continue
        target, subpath = split_target(destination)
        if target or len(subpath) > 1:
            start = match.start(1) - 2
            yield Link("markdown", False, target, subpath, match[1], start, match.end() - 1, source.line_at(start))
