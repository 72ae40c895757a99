"""The one error of the benchmarks."""

from __future__ import annotations


class BenchmarkError(Exception):
    """A run cannot be done or counted; the message says why, to be shown without a traceback."""
