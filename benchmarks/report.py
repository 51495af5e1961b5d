"""Figures with goals, as a table for people and as JSON for comparison."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from benchmarks.places import Place

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Figure:
    """One measured value. ``goal`` is an upper bound, or a lower one when ``at_least``; ``None`` = for comparison."""

    part: str
    name: str
    value: float
    unit: str
    goal: float | None = None
    at_least: bool = False
    beside: str = ""
    """What it is compared with in the same run, in words."""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; ``None`` without one."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal


class Report:
    """The figures of one vault."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.figures: list[Figure] = []
        self.large = len(place.notes()) >= 50_000

    def add(self, part: str, name: str, value: float, unit: str, **more: object) -> None:
        """Record one figure; see ``Figure``."""
        self.figures.append(Figure(part, name, round(value, 3), unit, **more))  # type: ignore[arg-type]

    def show(self) -> None:
        """Print the table."""
        table = Table(title=f"{self.place.label}: {len(self.place.notes()):,} notes", title_justify="left")
        for heading in ("", "Measured", "Figure", "Goal", "", "Beside it, in the same run"):
            table.add_column(heading, justify="right" if heading in {"Figure", "Goal"} else "left")
        for figure in self.figures:
            bound = (
                ""
                if figure.goal is None
                else f"{'≥' if figure.at_least else '≤'} {_plain(figure.goal)} {figure.unit}"
            )
            mark = {True: "[green]met[/]", False: "[red]missed[/]", None: ""}[figure.met]
            table.add_row(
                figure.part, figure.name, f"{_plain(figure.value)} {figure.unit}", bound, mark, figure.beside
            )
        Console(width=None if os.isatty(1) else 150).print(table)

    def save(self) -> Path:
        """Write the figures as JSON beside earlier ones of this vault, which they replace part by part."""
        path = RESULTS / f"{self.place.label}.json"
        path.parent.mkdir(exist_ok=True)
        kept = json.loads(path.read_text(encoding="utf-8"))["figures"] if path.is_file() else []
        parts = {figure.part for figure in self.figures}
        figures = [old for old in kept if old["part"] not in parts]
        figures += [{**asdict(figure), "met": figure.met} for figure in self.figures]
        machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()}
        content = {
            "vault": self.place.label,
            "notes": len(self.place.notes()),
            "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": machine,
            "figures": sorted(figures, key=lambda figure: figure["part"]),
        }
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        return path


def _plain(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
