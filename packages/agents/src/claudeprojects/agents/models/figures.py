"""Figures: how fast each model was when it was last measured, kept in the agent store."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from claudeprojects.agents.store import AgentStore
    from claudeprojects.agents.values import ModelReply

LEAST_TOKENS: Final = 16
"""A shorter answer says nothing of speed."""
WRITE_EVERY: Final = 60.0
"""Seconds between two writes for one model."""
NEWEST_SHARE: Final = 0.3
"""How much the newest measurement counts against those before."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured of one model."""

    model: str
    tokens_per_second: float
    first_token_seconds: float | None
    """Measured by a test only."""
    calls: int
    measured_at: float


class Figures:
    """The figures by model. Safe to use from any thread."""

    def __init__(self, store: AgentStore | None) -> None:
        self._database = store.database if store is not None else None
        self._lock = threading.Lock()
        self._written: dict[str, float] = {}
        self._figures = {figure.model: figure for figure in self._read()}

    def of(self, model: str) -> Figure | None:
        """What is known of ``model``."""
        return self._figures.get(model)

    def observe(self, reply: ModelReply) -> None:
        """Take note of an ordinary answer: its tokens over the whole time, so rather too slow."""
        if reply.usage.output_tokens >= LEAST_TOKENS and reply.usage.seconds > 0:
            self._take(reply.model, reply.usage.output_tokens / reply.usage.seconds, None)

    def measured(self, model: str, tokens_per_second: float, first_token_seconds: float) -> None:
        """Take note of a test."""
        self._take(model, tokens_per_second, first_token_seconds)

    def _take(self, model: str, speed: float, first: float | None) -> None:
        now = time.time()
        with self._lock:
            known = self._figures.get(model)
            if known is None or first is not None:
                figure = Figure(model, speed, first, known.calls + 1 if known else 1, now)
            else:
                mixed = speed * NEWEST_SHARE + known.tokens_per_second * (1 - NEWEST_SHARE)
                figure = replace(known, tokens_per_second=mixed, calls=known.calls + 1, measured_at=now)
            self._figures[model] = figure
            due = first is not None or now - self._written.get(model, 0) > WRITE_EVERY
            if due:
                self._written[model] = now
        if due:
            self._write(figure)

    def _read(self) -> list[Figure]:
        if self._database is None:
            return []
        columns = "model, tokens_per_second, first_token_seconds, calls, measured_at"
        return [Figure(*row) for row in self._database.read(f"SELECT {columns} FROM model_figures")]

    def _write(self, figure: Figure) -> None:
        if self._database is None:
            return
        row = (
            figure.model,
            figure.tokens_per_second,
            figure.first_token_seconds,
            figure.calls,
            figure.measured_at,
        )
        with self._database.write() as transaction:
            transaction.execute("INSERT OR REPLACE INTO model_figures VALUES (?, ?, ?, ?, ?)", row)
