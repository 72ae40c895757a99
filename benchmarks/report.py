"""The table: medians over the rounds with their spread, ratios between the servers, and goals."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.goals import GOALS, Goal
from benchmarks.measure import Measurement
from benchmarks.servers import LLAMA_SERVER, PYLLAMA

LABELS = {
    "total_s": "total time, s",
    "tokens_per_s": "tokens/s",
    "events_per_s": "events/s",
    "ttft_median_ms": "time to first token, median, ms",
    "ttft_p99_ms": "time to first token, p99, ms",
    "itl_median_ms": "inter-token latency, median, ms",
    "itl_p99_ms": "inter-token latency, p99, ms",
    "itl_max_ms": "longest gap of a stream, ms",
    "peak_resident_mb": "peak resident memory, MB",
    "start_s": "start to first /health 200, s",
    "document_s": "time for a document, s",
    "document_tokens": "tokens of a document",
    "calls_per_token": "calls of llama_decode for a token",
    "free_ms": "step of free texts, ms",
    "constrained_ms": "step of constrained texts, ms",
    "constrained_to_free": "constrained / free",
    "first_compile_ms": "first constraint, vocabulary included, ms",
    "mask_median_us": "mask, median, µs",
    "mask_p99_us": "mask, p99, µs",
}


@dataclass(frozen=True, slots=True)
class Round:
    """What one server gave in one round: measurements by section of the table."""

    server: str
    sections: Mapping[str, Measurement]


@dataclass(frozen=True, slots=True)
class Row:
    """One metric of one section: the values of every round, by server."""

    section: str
    metric: str
    values: Mapping[str, Sequence[float]]

    @property
    def label(self) -> str:
        """What the metric is called in the table."""
        metric, _, group = self.metric.partition("/")
        return LABELS[metric] + (f" ({group} prompts)" if group else "")

    @property
    def ratio(self) -> float | None:
        """Our median over theirs, or ``None`` where a server has no value or theirs is 0."""
        ours, theirs = self.median(PYLLAMA), self.median(LLAMA_SERVER)
        return ours / theirs if ours is not None and theirs else None

    @property
    def goal(self) -> Goal | None:
        """What our median is to reach."""
        return GOALS.get((self.section, self.metric))

    @property
    def is_reached(self) -> bool | None:
        """Whether it does, or ``None`` where there is no goal or nothing to judge it by."""
        ours = self.median(PYLLAMA)
        if self.goal is None or ours is None:
            return None
        return self.goal.is_reached(ours, self.median(LLAMA_SERVER))

    def median(self, server: str) -> float | None:
        """Return the median over the rounds, or ``None`` if ``server`` has no value."""
        values = self.values.get(server)
        return statistics.median(values) if values else None


def collect(rounds: Sequence[Round]) -> list[Row]:
    """Gather the values of all rounds into rows, in the order in which they were measured."""
    gathered: dict[tuple[str, str], dict[str, list[float]]] = {}
    for measured in rounds:
        for section, measurement in measured.sections.items():
            for metric, value in measurement.items():
                gathered.setdefault((section, metric), {}).setdefault(measured.server, []).append(value)
    return [Row(section, metric, values) for (section, metric), values in gathered.items()]


def format_table(rows: Sequence[Row], servers: Sequence[str]) -> str:
    """Return a table in Markdown, padded so that it can be read as it is, with a line of the goals below."""
    lines = [["scenario", "measure", *servers, "ratio", "goal"]]
    section = None
    for row in rows:
        name, section = ("" if row.section == section else row.section), row.section
        cells = [_format_values(row.values.get(server, ())) for server in servers]
        ratio = "-" if row.ratio is None else f"{row.ratio:.2f}"
        lines.append([name, row.label, *cells, ratio, _format_goal(row)])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    table = "\n".join(_format_line(cells, widths) for cells in lines)
    return f"{table}\n\n{_count_goals(rows)}"


def _format_line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def _format_goal(row: Row) -> str:
    verdict = {True: ": reached", False: ": missed", None: ""}[row.is_reached]
    return "" if row.goal is None else f"{row.goal}{verdict}"


def _count_goals(rows: Sequence[Row]) -> str:
    verdicts = [row.is_reached for row in rows if row.is_reached is not None]
    return f"{sum(verdicts)} of {len(verdicts)} goals reached."


def _format_values(values: Sequence[float]) -> str:
    """Return median and spread of ``values``."""
    if not values:
        return "-"
    spread = f" ({_format(min(values))} to {_format(max(values))})" if len(values) > 1 else ""
    return _format(statistics.median(values)) + spread


def _format(value: float) -> str:
    """Return ``value`` with three significant digits, or all digits before the point."""
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{decimals}f}"
