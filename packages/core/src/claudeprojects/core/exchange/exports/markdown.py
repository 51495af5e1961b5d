"""A report as one Markdown file: pictures are in it, as data after the text."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from claudeprojects.core.exchange.exports.reports import IMAGES

if TYPE_CHECKING:
    from claudeprojects.core.exchange.exports.reports import Document

_PICTURE = re.compile(r"!\[([^\]]*)\]\(<([^<>\n]+)>\)")


def markdown_report(document: Document) -> str:
    """The whole report."""
    numbers = {path: f"picture-{number}" for number, path in enumerate(document.pictures, 1)}
    lines = [f"# {document.title}", ""]
    if len(document.sections) > 1:
        lines += [f"- [{section.title}](#{section.anchor})" for section in document.sections] + [""]
    for section in document.sections:
        lines += [f'<a id="{section.anchor}"></a>', "", f"## {section.title}", ""]
        if section.properties:
            lines += ["| | |", "| --- | --- |"]
            lines += [f"| {name} | {value} |".replace("\n", " ") for name, value in section.properties] + [""]
        lines += [_PICTURE.sub(lambda found: _reference(found, numbers), section.markdown), ""]
    for path, read in document.pictures.items():
        data = base64.b64encode(read()).decode()
        lines.append(f"[{numbers[path]}]: <data:{IMAGES[_suffix(path)]};base64,{data}>")
    return "\n".join(lines).rstrip("\n") + "\n"


def _reference(found: re.Match[str], numbers: dict[str, str]) -> str:
    number = numbers.get(found[2])
    return found[0] if number is None else f"![{found[1]}][{number}]"


def _suffix(path: str) -> str:
    return "." + path.rpartition(".")[2].lower()
