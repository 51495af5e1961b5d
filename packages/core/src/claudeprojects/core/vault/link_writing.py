"""Writing a link anew with another target: everything else of it stays character for character.

Wikilinks keep their subpath, alias, embed size and spaces; Markdown links keep their text, title, subpath and whether
they use angle brackets or percent-encoding; links in properties keep their kind of YAML quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from claudeprojects.core.vault.links import MAX_DISPLAY, WIKILINK, split_target, split_wikilink
from claudeprojects.core.vault.replacements import Replacement

if TYPE_CHECKING:
    from claudeprojects.core.vault.model import Link

_ENCODED_LETTER = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]")
_BARE = re.compile(r"[\x00-\x20\x7f%#()<>\\:?*`$|&\[\]\"]")
_ANGLE = re.compile(r"[\x00-\x1f\x7f%#<>\\:?*`$|&]")
_NOT_IN_WIKILINK = re.compile(r"[|#\n\r\\`]|://")


def rewrite(text: str, link: Link, target: str, *, alias: str | None = None) -> Replacement | None:
    """Return the change of ``text`` that gives ``link`` another ``target``, ``None`` when it cannot have it.

    ``alias`` is shown in place of the target where the link shows none yet.
    """
    written = text[link.start : link.end]
    if link.kind == "markdown":
        return _rewrite_markdown(written, link, target)
    quotes = _quotes_around(text, link.start) if link.kind == "property" else ""
    plain = _unquote(written, quotes)
    opening, closing = ("![[" if plain.startswith("!") else "[[", "]]") if "[[" in plain[:3] else ("", "")
    content = plain[len(opening) : len(plain) - len(closing)]
    if not opening and re.search("[\"']", target):
        return None
    renewed = _rewrite_content(content, link.target, target)
    if renewed is None:
        return None
    if alias is not None and link.display is None and not link.embed:
        renewed += ("\\|" if _in_table(text, link.start) else "|") + alias
    return Replacement(link.start, link.end, _quote(f"{opening}{renewed}{closing}", quotes))


def _rewrite_content(content: str, old: str, new: str) -> str | None:
    address, bar, _ = content.partition("|")
    if bar and address.endswith("\\"):
        address = address[:-1]
    written = address.partition("#")[0]
    if written.strip() != old or _NOT_IN_WIKILINK.search(new) or new != new.strip():
        return None
    start = len(written) - len(written.lstrip())
    renewed = content[:start] + new + content[start + len(old) :]
    is_readable = split_wikilink(renewed)[0] == new and WIKILINK.fullmatch(f"[[{renewed}]]")
    return renewed if is_readable else None


def _rewrite_markdown(written: str, link: Link, target: str) -> Replacement | None:
    start, end = _destination(written, link)
    destination = written[start:end]
    path, hash_, subpath = destination.partition("#")
    encoded = _encode(target, path, in_angles=written[start - 1 : start] == "<")
    renewed = encoded + hash_ + subpath
    if split_target(destination)[0] != link.target or split_target(renewed)[0] != target:
        return None
    return Replacement(link.start + start, link.start + end, renewed)


def _destination(written: str, link: Link) -> tuple[int, int]:
    """Return where the destination stands in a Markdown link or a reference definition, without its brackets."""
    after_text = 1 + link.embed + len(link.display or "")
    if len(link.display or "") >= MAX_DISPLAY:  # the parser cut it
        after_text = written.rfind("](")
    start = after_text + 2
    while written[start].isspace():
        start += 1
    if written[start] == "<":
        return start + 1, written.index(">", start)
    inside = written[start:] if written[after_text : after_text + 2] == "]:" else written[start:-1]
    return start, start + len(inside.split(None, 1)[0])


def _encode(target: str, like: str, *, in_angles: bool) -> str:
    """Return ``target`` percent-encoded where it must be, and where ``like`` is."""
    encoded = (_ANGLE if in_angles else _BARE).sub(lambda found: f"%{ord(found[0]):02X}", target)
    if _ENCODED_LETTER.search(like):
        return quote(encoded, safe="/%~!$&'()*+,;=@ " if in_angles else "/%~!$&'()*+,;=@")
    if not encoded.isascii():  # spaces that only some parsers take for spaces
        encoded = re.sub(r"\s", lambda found: found[0] if found[0] == " " else quote(found[0]), encoded)
    return encoded


def _in_table(text: str, offset: int) -> bool:
    line = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    return text[line:offset].lstrip(" >\t").startswith("|")


def _quotes_around(text: str, offset: int) -> str:
    """Return the kind of quotes that the YAML value around ``offset`` stands in, ``""`` for none."""
    line = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    quotes, previous, place = "", "", line
    while place < offset:
        character = text[place]
        if quotes and character == quotes:
            if quotes == "'" and text[place + 1 : place + 2] == "'":
                place += 1
            else:
                quotes = ""
        elif quotes == '"' and character == "\\":
            place += 1
        elif not quotes and character in "'\"" and previous in ("", ":", "-", ",", "[", "{"):
            quotes = character
        previous = character if not character.isspace() else previous
        place += 1
    return quotes


def _unquote(written: str, quotes: str) -> str:
    if quotes == "'":
        return written.replace("''", "'")
    return re.sub(r'\\(["\\])', r"\1", written) if quotes == '"' else written


def _quote(plain: str, quotes: str) -> str:
    if quotes == "'":
        return plain.replace("'", "''")
    return plain.replace("\\", "\\\\").replace('"', '\\"') if quotes == '"' else plain
