"""The tide at the sample's harbour, as a chart (PNG) and as tables (PDF).

The water level is the sum of two constituents: the Moon's (M2, 12.4206 h) and the Sun's (S2, 12 h).
"""

from __future__ import annotations

import math
from datetime import date, timedelta

from claudeprojects.core.sample.drawing import Colour, pdf, png

MOON_PERIOD, SUN_PERIOD = 12.4206012, 12.0
"""Hours."""

MOON_SHARE, SUN_SHARE = 1.46, 0.48
"""Metres."""

WIDTH, HEIGHT, DAYS = 840, 300, 15

SKY: Colour = (244, 239, 228)
LINE: Colour = (217, 209, 192)
SHALLOW: Colour = (92, 152, 172)
DEEP: Colour = (23, 73, 95)


def level(hours: float) -> float:
    """Metres above mean sea level, ``hours`` after a full Moon's high water."""
    moon = MOON_SHARE * math.cos(2 * math.pi * hours / MOON_PERIOD)
    return moon + SUN_SHARE * math.cos(2 * math.pi * hours / SUN_PERIOD)


def chart() -> bytes:
    """Two weeks of water, from spring tide over neap tide to spring tide, as a PNG."""
    middle, scale = HEIGHT / 2, HEIGHT / 4.6
    surface = [middle - scale * level(24 * DAYS * column / WIDTH) for column in range(WIDTH)]
    return png(WIDTH, HEIGHT, [_pixel(row, top) for row in range(HEIGHT) for top in surface])


def _pixel(row: int, surface: float) -> Colour:
    covered = min(1.0, max(0.0, row + 1 - surface))
    air = LINE if row % 60 == 30 else SKY
    water = _mixed(SHALLOW, DEEP, min(1.0, max(0.0, (row - surface) / 170)))
    return _mixed(air, water, covered)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def tables(today: date) -> bytes:
    """Two pages that explain and two weeks of high waters from ``today``, as a PDF."""
    return pdf([EXPLANATION, HISTORY, ["High water", *(_day_line(today, day) for day in range(14))]])


def _day_line(today: date, day: int) -> str:
    times = [hour for count in range(60) if 24 * day <= (hour := count * MOON_PERIOD) < 24 * (day + 1)]
    shown = (f"{int(hour % 24):02}:{int(hour * 60 % 60):02}  {level(hour):+.2f} m" for hour in times)
    return f"{today + timedelta(days=day)}     {'     '.join(shown)}"


EXPLANATION = [
    "Tide tables",
    "How to read them: find the day, then the hour of high water.",
    "Low water comes six hours and twelve minutes later.",
    "Heights are metres above mean sea level.",
    "Around full and new Moon the range is largest: spring tide.",
    "Around half Moon it is smallest: neap tide.",
    "Wind from the sea adds up to half a metre. The table does not know the wind.",
]

HISTORY = [
    "Where the numbers come from",
    "Every harbour answers the Moon with a delay of its own, the establishment of the port.",
    "It was first measured with a pole and a notebook, one line an hour, for a year.",
    "Harmonic analysis turns that year into a handful of amplitudes and phases.",
    "A brass machine with one pulley for each constituent then drew the next year in an afternoon.",
]
