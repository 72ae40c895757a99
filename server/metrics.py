"""Metrics in Prometheus' text format: what the engine counts, and what the readers of generations see."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from pyllama.embedding import Embedder
from pyllama.embedding.queue import EmbedderStatistics
from pyllama.engine import Delta, Engine, EngineStatistics, Finished

METRICS_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
"""The content type of ``Metrics.text()``."""

_LONG_S: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
_SHORT_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1.0, 5.0)
_TOKENS: Final = (1, 8, 32, 128, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072)


class Metrics:
    """The metrics of one server.

    The names of ``llamacpp:`` are those of llama.cpp's server; those of ``pyllama:`` are this one's own.

    Attributes:
        started_at: when the server was started, in seconds since 1970.
    """

    def __init__(self) -> None:
        self.started_at = int(time.time())
        self._registry = CollectorRegistry()
        self._counts = _Counts()
        self._registry.register(self._counts)
        self._responses = Counter(
            "pyllama:http_requests",
            "Requests that were answered",
            ("method", "path", "status"),
            registry=self._registry,
        )
        self._queue = self._histogram(
            "queue_time_seconds", "Time from arrival to the prompt's begin", _LONG_S
        )
        self._first = self._histogram("time_to_first_token_seconds", "Time to the first token", _LONG_S)
        self._between = self._histogram("inter_token_latency_seconds", "Time between two tokens", _SHORT_S)
        self._whole = self._histogram("request_duration_seconds", "Time from arrival to the end", _LONG_S)
        self._prompt = self._histogram("request_prompt_tokens", "Length of the prompt", _TOKENS)
        self._generated = self._histogram("request_generated_tokens", "Tokens generated", _TOKENS)

    def text(self, computing: Engine | Embedder) -> bytes:
        """Return all metrics as they are now; rates are averages since the last call."""
        self._counts.statistics = computing.statistics()
        return generate_latest(self._registry)

    def note_response(self, method: str, path: str, status: int) -> None:
        """Count a response.

        Args:
            method: of the request; each new one makes a time series.
            path: of the route, with the names of its parameters; so does this.
            status: of the response.
        """
        self._responses.labels(method, path, status).inc()

    def watch(self) -> GenerationWatch:
        """Begin to watch a generation, which was submitted just now."""
        return GenerationWatch(self)

    def note_first_token(self, elapsed_s: float, queue_s: float) -> None:
        """Count the first token of a generation.

        Args:
            elapsed_s: seconds since its submission.
            queue_s: seconds of these before its prompt was begun.
        """
        self._first.observe(elapsed_s)
        self._queue.observe(queue_s)

    def note_next_tokens(self, n_tokens: int, latency_s: float) -> None:
        """Count tokens behind the first one.

        Args:
            n_tokens: how many were read at once.
            latency_s: seconds that each of them took.
        """
        for _ in range(n_tokens):
            self._between.observe(latency_s)

    def note_end(self, finished: Finished, elapsed_s: float) -> None:
        """Count a generation that came to its end, so many seconds after its submission."""
        self._whole.observe(elapsed_s)
        self._prompt.observe(finished.n_prompt_tokens)
        self._generated.observe(finished.n_decoded)

    def _histogram(self, name: str, about: str, buckets: Sequence[float]) -> Histogram:
        return Histogram(f"pyllama:{name}", about, registry=self._registry, buckets=buckets)


class GenerationWatch:
    """Watches one generation as its reader sees it.

    Args:
        metrics: what counts it.
    """

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._submitted_at = time.perf_counter()
        self._n_decoded = 0
        self._predicted_ms = 0.0

    def note(self, deltas: Sequence[Delta]) -> None:
        """Take what was read at once."""
        if not deltas:
            return
        newest = deltas[-1]
        elapsed_s = time.perf_counter() - self._submitted_at
        if newest.n_decoded and not self._n_decoded:
            # Several tokens may come in the first read.
            first_s = elapsed_s - newest.predicted_ms / 1e3
            self._metrics.note_first_token(first_s, max(0.0, first_s - newest.prompt_ms / 1e3))
        n_next = newest.n_decoded - max(self._n_decoded, 1)
        if n_next > 0:
            self._metrics.note_next_tokens(n_next, (newest.predicted_ms - self._predicted_ms) / n_next / 1e3)
        self._n_decoded, self._predicted_ms = newest.n_decoded, newest.predicted_ms
        if isinstance(newest, Finished):
            self._metrics.note_end(newest, elapsed_s)


class _Counts(Collector):
    """Turns what the engine counts into metrics, each time they are asked for."""

    def __init__(self) -> None:
        self.statistics: EngineStatistics | EmbedderStatistics = EngineStatistics()
        self._before = EngineStatistics()

    def describe(self) -> list[Metric]:
        """Say nothing of names in advance, which would be a scrape of its own."""
        return []

    def collect(self) -> Iterator[Metric]:
        now = self.statistics
        if isinstance(now, EmbedderStatistics):
            yield from _embedder_metrics(now)
            return
        yield from _counters(now)
        yield from _gauges(now, self._before)
        self._before = now


def _counter(name: str, about: str, value: float) -> Metric:
    return CounterMetricFamily(name, about, value)


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value)


def _counters(now: EngineStatistics) -> Iterator[Metric]:
    for name, about, value in (
        ("llamacpp:prompt_tokens_total", "Prompt tokens evaluated, without cached ones", now.n_prompt_tokens),
        ("llamacpp:prompt_tokens_cached_total", "Prompt tokens found in the cache", now.n_cached_tokens),
        ("llamacpp:prompt_seconds_total", "Time of steps with prompts", now.prompt_s),
        ("llamacpp:tokens_predicted_total", "Tokens generated", now.n_decoded_tokens),
        ("llamacpp:tokens_predicted_seconds_total", "Time of generating, of each stream", now.decoding_s),
        ("llamacpp:n_decode_total", "Calls of llama_decode()", now.n_steps),
        # No draft model speculates here; who watches both servers finds the same names.
        ("llamacpp:spec_decode_num_draft_tokens_total", "Tokens drafted", 0),
        ("llamacpp:spec_decode_num_accepted_tokens_total", "Drafted tokens that were accepted", 0),
        ("llamacpp:spec_decode_num_drafts_total", "Drafts verified", 0),
        ("pyllama:requests_finished_total", "Generations that came to their end", now.n_finished),
        ("pyllama:requests_cancelled_total", "Generations whose readers went away", now.n_cancelled),
        ("pyllama:requests_failed_total", "Generations that failed", now.n_failed),
        ("pyllama:parkings_total", "How often a sequence made room for others", now.n_parkings),
        ("pyllama:context_shifts_total", "How often a context was shifted", now.n_shifts),
    ):
        yield _counter(name, about, value)


def _gauges(now: EngineStatistics, before: EngineStatistics) -> Iterator[Metric]:
    n_processing = sum(slot.is_processing for slot in now.slots)
    prompt_rate = _ratio(now.n_prompt_tokens - before.n_prompt_tokens, now.prompt_s - before.prompt_s)
    rate = _ratio(now.n_continued - before.n_continued, now.decoding_s - before.decoding_s)
    n_prompt_all = now.n_cached_tokens + now.n_prompt_tokens
    for name, about, value in (
        ("llamacpp:prompt_tokens_seconds", "Prompt tokens per second, since the last scrape", prompt_rate),
        ("llamacpp:predicted_tokens_seconds", "Tokens per second of a stream, since the last scrape", rate),
        ("llamacpp:kv_cache_usage_ratio", "Share of the cells in use", _ratio(now.n_cells_used, now.n_cells)),
        ("llamacpp:kv_cache_tokens", "Cells in use", now.n_cells_used),
        ("llamacpp:requests_processing", "Generations in slots", n_processing),
        ("llamacpp:requests_deferred", "Generations that wait", now.n_waiting),
        (
            "llamacpp:n_busy_slots_per_decode",
            "Slots at work in a step",
            _ratio(now.n_busy_slots, now.n_steps),
        ),
        # A maximum is no counter, though llama.cpp's server calls it one.
        ("llamacpp:n_tokens_max", "Longest sequence so far, in tokens", now.n_tokens_max),
        (
            "pyllama:prefix_hit_ratio",
            "Share of prompt tokens in the cache",
            _ratio(now.n_cached_tokens, n_prompt_all),
        ),
        ("pyllama:requests_parked", "Generations that wait in host memory", now.n_parked),
        ("pyllama:sequences_retained", "Ended sequences that are remembered", now.n_retained),
        ("pyllama:kv_cache_size", "Cells in all", now.n_cells),
        ("pyllama:host_cache_bytes", "Host memory of former sequences", now.n_host_bytes),
    ):
        yield _gauge(name, about, value)


def _embedder_metrics(now: EmbedderStatistics) -> Iterator[Metric]:
    yield _counter("llamacpp:prompt_tokens_total", "Tokens of inputs that were computed", now.n_tokens)
    yield _counter("llamacpp:n_decode_total", "Calls of llama_encode() or llama_decode()", now.n_batches)
    yield _gauge("llamacpp:requests_deferred", "Inputs that wait", now.n_waiting)
    yield _counter("pyllama:inputs_total", "Inputs computed", now.n_inputs)
    yield _counter("pyllama:inputs_cancelled_total", "Inputs that nobody waited for", now.n_cancelled)
    yield _counter("pyllama:inputs_failed_total", "Inputs that failed", now.n_failed)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
