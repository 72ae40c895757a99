"""From arrivals to numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from benchmarks.client import Stream
from benchmarks.errors import BenchmarkError


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run of a scenario against one server.

    Attributes:
        tokens_per_s: all tokens of all streams, over the time from the first request to the last token.
        ttft_median_ms: time to first token, from sending a request to the arrival of its first token.
        ttft_p99_ms: its 99th percentile.
        itl_median_ms: inter-token latency: the time between two arrivals of tokens on one stream.
        itl_p99_ms: its 99th percentile.
        itl_max_ms: the longest wait within a stream.
    """

    tokens_per_s: float
    ttft_median_ms: float
    ttft_p99_ms: float
    itl_median_ms: float
    itl_p99_ms: float
    itl_max_ms: float


def measure(streams: Sequence[Stream]) -> Measurement:
    """Summarise the streams of one run.

    Raises:
        BenchmarkError: every stream arrived in one piece, so there is no latency between tokens.
    """
    first_ms = [1000 * (stream.arrivals[0].at_s - stream.sent_s) for stream in streams]
    gaps_ms = [
        1000 * (later.at_s - earlier.at_s)
        for stream in streams
        for earlier, later in pairwise(stream.arrivals)
    ]
    if not gaps_ms:
        raise BenchmarkError("every stream arrived in one piece: ask for more tokens")
    duration_s = max(stream.arrivals[-1].at_s for stream in streams) - min(s.sent_s for s in streams)
    n_tokens = sum(arrival.n_tokens for stream in streams for arrival in stream.arrivals)
    return Measurement(
        tokens_per_s=n_tokens / duration_s,
        ttft_median_ms=median(first_ms),
        ttft_p99_ms=percentile(first_ms, 0.99),
        itl_median_ms=median(gaps_ms),
        itl_p99_ms=percentile(gaps_ms, 0.99),
        itl_max_ms=max(gaps_ms),
    )


def percentile(values: Sequence[float], fraction: float) -> float:
    """Return the value below which ``fraction`` (0 to 1) of ``values`` lie, interpolated linearly."""
    ordered = sorted(values)
    rank = fraction * (len(ordered) - 1)
    below = int(rank)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (rank - below) * (ordered[above] - ordered[below])
