"""A ``.base`` file: searchable as its own YAML source, with the links its filters and formulas name.

Links are ``[[wikilinks]]`` and the names given to ``link("…")``, ``file("…")`` and ``hasLink("…")``; comments are
not read. The file is never written from what is parsed here, so it stays as it is byte for byte.
"""

from __future__ import annotations

import re

from claudeprojects.core.vault.links import WIKILINK, split_wikilink, wikilink
from claudeprojects.core.vault.model import Link, ParsedFile
from claudeprojects.core.vault.passages import split_passages
from claudeprojects.core.vault.source import Source
from claudeprojects.core.vault.yamlreader import YamlProblem, read_mapping

_COMMENT = re.compile(r"(?:(?<=\n)|\A)[ \t]*#[^\n]*")
_CALL = re.compile(r"""\b(?:hasLink|link|file)\([ ]*(\\?["'])([^"'\\\n]{1,1000})\1""")


def parse_base(text: str) -> ParsedFile:
    """Parse a base's source. Never raises: malformed YAML is a warning, and the text is searched all the same."""
    source = Source.of(_COMMENT.sub(lambda comment: "\0" * len(comment[0]), text))
    parsed = ParsedFile("base", text, links=_links(source), passages=split_passages(text))
    try:
        read_mapping(text)
    except YamlProblem as problem:
        parsed.warnings.append(f"The base cannot be read: {problem}")
    return parsed


def _links(source: Source) -> list[Link]:
    found: list[Link] = []
    for match in WIKILINK.finditer(source.text):
        line = source.line_at(match.start())
        link = wikilink(match[1], match.start(), match.end(), line, embed=False, kind="base")
        if link is not None:
            found.append(link)
    for match in _CALL.finditer(source.text):
        if "[[" in match[2]:
            continue
        target, subpath, _ = split_wikilink(match[2])
        if target and "://" not in target:
            start, end = match.span(2)
            found.append(Link("base", False, target, subpath, None, start, end, source.line_at(start)))
    return sorted(found, key=lambda link: link.start)
