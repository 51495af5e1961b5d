"""What the process counts of itself, and how it says it: the Prometheus text format.

Counting is a few dictionary updates on the event loop; the client library is loaded when the first scrape comes.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claudeprojects.engine.schemas.workspace import Status
    from prometheus_client import Metric
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Upper bounds of the latency buckets, in seconds."""


class Histogram:
    """Latencies in buckets, under one label."""

    def __init__(self) -> None:
        self.buckets: dict[str, list[int]] = {}
        self.sums: dict[str, float] = {}
        self._lock = threading.Lock()

    def observe(self, label: str, seconds: float) -> None:
        """Count one latency."""
        with self._lock:
            counts = self.buckets.setdefault(label, [0] * (len(BOUNDS) + 1))
            counts[bisect_left(BOUNDS, seconds)] += 1
            self.sums[label] = self.sums.get(label, 0.0) + seconds

    def cumulated(self, label: str) -> Sequence[tuple[str, float]]:
        """The buckets of one label as Prometheus wants them: each with all below it."""
        total, found = 0, []
        for bound, count in zip([*map(str, BOUNDS), "+Inf"], self.buckets[label], strict=True):
            total += count
            found.append((bound, float(total)))
        return found


class Metrics:
    """The counters of one engine."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str, str]] = Counter()
        self.latencies = Histogram()
        self.searches = Histogram()

    def text(self, status: Status) -> bytes:
        """Everything counted so far, with the coverage in ``status``."""
        from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest

        registry = CollectorRegistry()
        registry.register(_Collected([*self._http(), *_index(status)]))
        ProcessCollector(registry=registry)
        return generate_latest(registry)

    def _http(self) -> Iterable[Metric]:
        from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily

        requests = CounterMetricFamily(
            "claudeprojects_http_requests", "Requests answered.", labels=["method", "operation", "status"]
        )
        for labels, count in list(self.requests.items()):
            requests.add_metric(labels, count)
        yield requests
        for name, text, label, histogram in (
            ("claudeprojects_http_request_seconds", "Time to answer a request.", "operation", self.latencies),
            ("claudeprojects_search_seconds", "Time of a search in the library.", "mode", self.searches),
        ):
            family = HistogramMetricFamily(name, text, labels=[label])
            for key in list(histogram.buckets):
                family.add_metric([key], buckets=histogram.cumulated(key), sum_value=histogram.sums[key])
            yield family


class Measured:
    """An ASGI app that counts what ``app`` answers, by operation and status."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and count it when it is answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), "500"

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            operation = getattr(scope.get("route"), "name", None) or "other"
            self._metrics.requests[scope["method"], operation, status] += 1
            self._metrics.latencies.observe(operation, time.perf_counter() - started)


class _Collected:
    """Metrics made beforehand, as a collector."""

    def __init__(self, metrics: Sequence[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        """Give them."""
        return self._metrics


def _index(status: Status) -> Iterable[Metric]:
    from prometheus_client.core import GaugeMetricFamily

    files = GaugeMetricFamily("claudeprojects_index_files", "Files indexed, by kind.", labels=["kind"])
    for kind, count in status.files.by_kind.items():
        files.add_metric([kind], count)
    skipped = GaugeMetricFamily("claudeprojects_index_skipped_files", "Files not indexed.", labels=["reason"])
    for entry in status.skipped:
        skipped.add_metric([entry.reason], entry.count)
    yield from (files, skipped)
    yield GaugeMetricFamily("claudeprojects_index_seq", "Change number of the index.", status.seq)
    yield GaugeMetricFamily("claudeprojects_passages", "Passages to embed.", status.embeddings.total)
    yield GaugeMetricFamily("claudeprojects_passages_embedded", "Passages embedded.", status.embeddings.done)
