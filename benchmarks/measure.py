"""From arrivals to numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from benchmarks.client import Stream
from benchmarks.errors import BenchmarkError

Measurement = dict[str, float]
"""Values by metric.

``total_s`` is the time from the first request to the last token, and the rates are over it: ``tokens_per_s``,
and ``events_per_s`` for events that bring text. ``ttft_*`` is the time to first token, from sending a
request; ``itl_*`` the inter-token latency, the time between two arrivals of tokens on one stream. A metric of
only one group of streams has ``/`` and the group behind its name.
"""


def measure(streams: Sequence[Stream]) -> Measurement:
    """Summarise the streams of one run.

    Raises:
        BenchmarkError: every stream arrived in one piece, so there is no latency between tokens.
    """
    arrivals = [stream.response.arrivals for stream in streams]
    gaps_ms = [
        1000 * (later.at_s - earlier.at_s) for stream in arrivals for earlier, later in pairwise(stream)
    ]
    if not gaps_ms:
        raise BenchmarkError("every stream arrived in one piece: ask for more tokens")
    total_s = max(stream[-1].at_s for stream in arrivals) - min(stream.sent_s for stream in streams)
    measured = {
        "total_s": total_s,
        "tokens_per_s": sum(arrival.n_tokens for stream in arrivals for arrival in stream) / total_s,
        "events_per_s": sum(stream.response.n_events for stream in streams) / total_s,
        **_first_token(streams),
        "itl_median_ms": median(gaps_ms),
        "itl_p99_ms": percentile(gaps_ms, 0.99),
        "itl_max_ms": max(gaps_ms),
    }
    for group in sorted({stream.group for stream in streams} - {""}):
        members = [stream for stream in streams if stream.group == group]
        measured |= {f"{metric}/{group}": value for metric, value in _first_token(members).items()}
    return measured


def _first_token(streams: Sequence[Stream]) -> Measurement:
    waits_ms = [1000 * (stream.response.arrivals[0].at_s - stream.sent_s) for stream in streams]
    return {"ttft_median_ms": median(waits_ms), "ttft_p99_ms": percentile(waits_ms, 0.99)}


def percentile(values: Sequence[float], fraction: float) -> float:
    """Return the value below which ``fraction`` (0 to 1) of ``values`` lie, interpolated linearly."""
    ordered = sorted(values)
    rank = fraction * (len(ordered) - 1)
    below = int(rank)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (rank - below) * (ordered[above] - ordered[below])
