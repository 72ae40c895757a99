from __future__ import annotations

from dataclasses import asdict

import pytest

from benchmarks.client import Stream
from benchmarks.errors import BenchmarkError
from benchmarks.measure import measure, percentile
from benchmarks.sse import Arrival


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
    early = Stream(10.0, [Arrival(10.5, 1), Arrival(10.6, 3), Arrival(10.9, 1)])
    late = Stream(10.0, [Arrival(11.5, 2), Arrival(12.0, 3)])
    assert asdict(measure([early, late])) == pytest.approx(
        {
            "tokens_per_s": 10 / 2.0,
            "ttft_median_ms": 1000,
            "ttft_p99_ms": 1490,
            "itl_median_ms": 300,
            "itl_p99_ms": 496,
            "itl_max_ms": 500,
        }
    )


def test_streams_of_a_single_arrival_have_no_latency_to_measure() -> None:
    with pytest.raises(BenchmarkError, match="one piece"):
        measure([Stream(0.0, [Arrival(1.0, 8)])])
