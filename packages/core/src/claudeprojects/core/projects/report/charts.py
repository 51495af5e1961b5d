"""Charts as SVG: lines, stacked areas and bars with axes, a legend and words for who cannot see them.

They carry both themes in one file (``prefers-color-scheme``) and no script, so that they read well in a note, on the
web and on paper. Colours differ in lightness too, and lines in their dashes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final, Literal
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 720, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 16, 44, 36
_PLOT_WIDTH, _PLOT_HEIGHT = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
_MOST_LABELS: Final = 8
_STYLE: Final = """
svg{color-scheme:light dark;font:12px system-ui,sans-serif}
.paper{fill:#fff}text{fill:#3d3a45}.title{font-size:14px;font-weight:600}.grid{stroke:#e4e2e9}
.accent{--c:#4f55c8}.quiet{--c:#8a8794}.good{--c:#2b8a63}.warm{--c:#b7791f}
.line{fill:none;stroke:var(--c);stroke-width:2}.fill{fill:var(--c)}.dashed{stroke-dasharray:6 4}
@media(prefers-color-scheme:dark){.paper{fill:#1c1b20}text{fill:#d6d3de}.grid{stroke:#37353e}
.accent{--c:#9ba0f5}.quiet{--c:#8f8b9a}.good{--c:#5cc295}.warm{--c:#e0a94f}}
""".replace("\n", "")


Tone = Literal["accent", "quiet", "good", "warm"]


@dataclass(frozen=True, slots=True)
class Series:
    """Values over the labels of a chart; ``None`` where there is none. ``dashed`` for what is not measured."""

    name: str
    values: Sequence[float | None]
    tone: Tone
    dashed: bool = False


def line_chart(title: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """One line for each series."""
    top = _top([value for each in series for value in each.values])
    lines = []
    for each in series:
        points = [
            f"{_x(place, len(labels)):.1f},{_y(value, top):.1f}"
            for place, value in enumerate(each.values)
            if value is not None
        ]
        dashed = " dashed" if each.dashed else ""
        lines.append(f'<polyline class="line {each.tone}{dashed}" points="{" ".join(points)}"/>')
    return _chart(title, labels, series, top, "".join(lines))


def area_chart(title: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """The series upon each other, the first at the bottom."""
    below = [0.0] * len(labels)
    top = _top([sum(each.values[place] or 0.0 for each in series) for place in range(len(labels))])
    areas = []
    for each in series:
        above = [under + (value or 0.0) for under, value in zip(below, each.values, strict=True)]
        outline = [*enumerate(above), *reversed(list(enumerate(below)))]
        points = " ".join(f"{_x(place, len(labels)):.1f},{_y(value, top):.1f}" for place, value in outline)
        areas.append(f'<polygon class="fill {each.tone}" points="{points}"/>')
        below = above
    return _chart(title, labels, series, top, "".join(areas))


def bar_chart(title: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """Bars side by side for each label."""
    top = _top([value for each in series for value in each.values])
    step = _PLOT_WIDTH / max(1, len(labels))
    width = min(40.0, 0.7 * step / max(1, len(series)))
    bars = []
    for number, each in enumerate(series):
        for place, value in enumerate(each.values):
            if value is not None:
                x = _LEFT + step * (place + 0.5) + width * (number - len(series) / 2)
                y = _y(value, top)
                height = _TOP + _PLOT_HEIGHT - y
                place_of = f'x="{x:.1f}" y="{y:.1f}" width="{width - 2:.1f}" height="{height:.1f}"'
                bars.append(f'<rect class="fill {each.tone}" {place_of}/>')
    return _chart(title, labels, series, top, "".join(bars), centred=True)


def _chart(
    title: str, labels: Sequence[str], series: Sequence[Series], top: float, drawn: str, *, centred: bool = False
) -> str:
    said = f"{title}: " + "; ".join(f"{each.name} {_last(each)}" for each in series)
    head = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
    return (
        f"<svg {head} aria-label={quoteattr(said)}>"
        f"<style>{_STYLE}</style>"
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}" rx="6"/>'
        f'<text class="title" x="{_LEFT}" y="22">{escape(title)}</text>'
        f"{_legend(series)}{_grid(top)}{drawn}{_labels(labels, centred=centred)}</svg>\n"
    )


def _last(series: Series) -> str:
    known = [value for value in series.values if value is not None]
    return f"{known[-1]:g}" if known else "none"


def _legend(series: Sequence[Series]) -> str:
    parts, x = [], float(WIDTH - _RIGHT)
    for each in reversed(series):
        x -= 7.0 * len(each.name) + 24
        parts.append(
            f'<rect class="fill {each.tone}" x="{x:.0f}" y="13" width="10" height="10" rx="2"/>'
            f'<text x="{x + 15:.0f}" y="22">{escape(each.name)}</text>'
        )
    return "".join(parts)


def _grid(top: float) -> str:
    parts = []
    for step in range(5):
        value = top * step / 4
        y = _y(value, top)
        parts.append(
            f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>'
        )
    return "".join(parts)


def _labels(labels: Sequence[str], *, centred: bool) -> str:
    every = max(1, ceil(len(labels) / _MOST_LABELS))
    step = _PLOT_WIDTH / max(1, len(labels))
    parts = []
    for place in range(0, len(labels), every):
        x = _LEFT + step * (place + 0.5) if centred else _x(place, len(labels))
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - 12}" text-anchor="middle">{escape(labels[place])}</text>')
    return "".join(parts)


def _x(place: int, count: int) -> float:
    return _LEFT + _PLOT_WIDTH * place / max(1, count - 1)


def _y(value: float, top: float) -> float:
    return _TOP + _PLOT_HEIGHT * (1 - value / top)


def _top(values: Sequence[float | None]) -> float:
    """The upper end of the axis: a round number, divisible by four, above every value."""
    highest = max((value for value in values if value is not None), default=0.0)
    if highest <= 4:
        return 4.0
    unit = 10 ** floor(log10(highest)) / 5
    return float(ceil(highest / (4 * unit)) * 4 * unit)
