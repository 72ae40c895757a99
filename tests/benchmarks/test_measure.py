from __future__ import annotations

import pytest

from benchmarks.client import Stream
from benchmarks.errors import BenchmarkError
from benchmarks.measure import measure, percentile
from benchmarks.sse import Arrival, Response


def stream(sent_s: float, arrivals: list[Arrival], n_events: int = 0, group: str = "") -> Stream:
    return Stream(sent_s, Response(arrivals, n_events, ""), group)


@pytest.mark.parametrize(
    ("values", "fraction", "expected"),
    [
        ([3.0], 0.99, 3.0),
        ([4.0, 1.0, 3.0, 2.0], 0.0, 1.0),
        ([4.0, 1.0, 3.0, 2.0], 0.5, 2.5),
        ([4.0, 1.0, 3.0, 2.0], 1.0, 4.0),
        ([float(value) for value in range(101)], 0.99, 99.0),
        ([0.0, 10.0], 0.25, 2.5),
    ],
)
def test_a_percentile_lies_between_its_neighbours(
    values: list[float], fraction: float, expected: float
) -> None:
    assert percentile(values, fraction) == pytest.approx(expected)


def test_a_measurement_of_two_streams() -> None:
    early = stream(10.0, [Arrival(10.5, 1), Arrival(10.6, 3), Arrival(10.9, 1)], n_events=4)
    late = stream(10.0, [Arrival(11.5, 2), Arrival(12.0, 3)], n_events=2)
    assert measure([early, late]) == pytest.approx(
        {
            "total_s": 2.0,
            "tokens_per_s": 10 / 2.0,
            "events_per_s": 6 / 2.0,
            "ttft_median_ms": 1000,
            "ttft_p99_ms": 1490,
            "itl_median_ms": 300,
            "itl_p99_ms": 496,
            "itl_max_ms": 500,
        }
    )


def test_each_group_has_its_own_time_to_first_token() -> None:
    waits = [(3.0, "long"), (0.1, "short"), (0.2, "short"), (0.5, "short")]
    streams = [stream(1.0, [Arrival(1 + wait, 1), Arrival(9.0, 1)], group=group) for wait, group in waits]
    measured = measure(streams)
    assert measured["ttft_median_ms"] == pytest.approx(350)
    assert measured["ttft_median_ms/short"] == pytest.approx(200)
    assert measured["ttft_p99_ms/long"] == pytest.approx(3000)


def test_streams_of_a_single_arrival_have_no_latency_to_measure() -> None:
    with pytest.raises(BenchmarkError, match="one piece"):
        measure([stream(0.0, [Arrival(1.0, 8)])])
