"""What this server is to reach beside upstream's, and whether it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound for one metric of one section of the table.

    Attributes:
        limit: the bound, in the unit of what is bounded.
        at_least: whether it is the least good value; else it is the greatest.
        of: what is bounded: our value over theirs, our value less theirs, or our value alone.
    """

    limit: float
    at_least: bool = False
    of: Literal["ratio", "difference", "value"] = "ratio"

    def __str__(self) -> str:
        bound = {"ratio": f"{self.limit:.2f}", "difference": f"theirs + {self.limit:g}"}
        return f"{'>=' if self.at_least else '<='} {bound.get(self.of, f'{self.limit:g}')}"

    def is_reached(self, ours: float, theirs: float | None) -> bool | None:
        """Tell whether ``ours`` is good enough, or return ``None`` where ``theirs`` is needed and missing."""
        value = self._bounded(ours, theirs)
        if value is None:
            return None
        return value >= self.limit if self.at_least else value <= self.limit

    def _bounded(self, ours: float, theirs: float | None) -> float | None:
        if self.of == "value":
            return ours
        if theirs is None or (theirs == 0 and self.of == "ratio"):
            return None
        return ours / theirs if self.of == "ratio" else ours - theirs


GOALS: Final = {
    ("one", "tokens_per_s"): Goal(1.00, at_least=True),
    ("many", "tokens_per_s"): Goal(1.05, at_least=True),
    ("many", "ttft_median_ms"): Goal(0.80),
    ("shared", "total_s"): Goal(0.40),
    ("shared", "ttft_p99_ms"): Goal(0.20),
    ("shared", "itl_max_ms"): Goal(0.05),
    ("mixed", "total_s"): Goal(1.10),
    ("mixed", "ttft_median_ms/short"): Goal(0.10),
    ("mixed", "itl_p99_ms"): Goal(250, of="value"),
    ("chat", "total_s"): Goal(0.95),
    ("tiny 1", "events_per_s"): Goal(1.00, at_least=True),
    ("tiny 4", "events_per_s"): Goal(1.00, at_least=True),
    ("tiny 8", "events_per_s"): Goal(1.00, at_least=True),
    ("memory", "peak_resident_mb"): Goal(120, of="difference"),
    ("start", "start_s"): Goal(1.5, of="value"),
    ("documents", "document_s"): Goal(0.30),
    ("document", "calls_per_token"): Goal(0.70, of="value"),
    ("greedy step", "constrained_to_free"): Goal(1.05, of="value"),
    ("sampled step", "constrained_to_free"): Goal(1.05, of="value"),
    ("mask", "mask_median_us"): Goal(100, of="value"),
    ("built-in documents", "document_s"): Goal(0.80),
}
"""The goals by section and metric. They are for two cores and the models that the benchmark makes."""
