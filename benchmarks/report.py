"""The table: medians over the rounds with their spread, and ratios between two servers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.measure import Measurement

LABELS = {
    "tokens_per_s": "tokens/s",
    "ttft_median_ms": "time to first token, median, ms",
    "ttft_p99_ms": "time to first token, p99, ms",
    "itl_median_ms": "inter-token latency, median, ms",
    "itl_p99_ms": "inter-token latency, p99, ms",
    "itl_max_ms": "inter-token latency, max, ms",
    "peak_resident_mb": "peak resident memory, MB",
    "start_up_s": "start to first /health 200, s",
}
PROCESS_SECTION = "process"
COLUMN = 30


@dataclass(frozen=True, slots=True)
class Round:
    """What one start of one server gave.

    Attributes:
        server: its name.
        start_up_s: from the start of the process to the first healthy answer.
        peak_resident_bytes: greatest resident memory over the whole life, or ``None`` if it is not known.
        scenarios: the measurements, by name of the scenario.
    """

    server: str
    start_up_s: float
    peak_resident_bytes: int | None
    scenarios: Mapping[str, Measurement]

    def values(self) -> Iterator[tuple[str, str, float]]:
        """Yield section, metric and value of everything that was measured."""
        for name, measurement in self.scenarios.items():
            for metric, value in asdict(measurement).items():
                yield name, metric, value
        if self.peak_resident_bytes is not None:
            yield PROCESS_SECTION, "peak_resident_mb", self.peak_resident_bytes / 1e6
        yield PROCESS_SECTION, "start_up_s", self.start_up_s


@dataclass(frozen=True, slots=True)
class Row:
    """One metric of one scenario: the values of every round, by server."""

    section: str
    metric: str
    values: Mapping[str, Sequence[float]]

    def ratio(self, ours: str, theirs: str) -> float | None:
        """Return the ratio of the medians, or ``None`` where a server has no value or theirs is 0."""
        if ours not in self.values or theirs not in self.values or median(self.values[theirs]) == 0:
            return None
        return median(self.values[ours]) / median(self.values[theirs])


def collect(rounds: Sequence[Round]) -> list[Row]:
    """Gather the values of all rounds into rows, in the order in which they were measured."""
    gathered: dict[tuple[str, str], dict[str, list[float]]] = {}
    for measured in rounds:
        for section, metric, value in measured.values():
            gathered.setdefault((section, metric), {}).setdefault(measured.server, []).append(value)
    return [Row(section, metric, values) for (section, metric), values in gathered.items()]


def format_table(rows: Sequence[Row], servers: Sequence[str]) -> str:
    """Return the table as text; with two servers, its last column is the first over the second."""
    headings = [*servers, "ratio"] if len(servers) == 2 else servers
    lines = [" " * 36 + "".join(f"{heading:<{COLUMN}}" for heading in headings).rstrip()]
    section = None
    for row in rows:
        if row.section != section:
            section = row.section
            lines += ["", section]
        cells = [_format_values(row.values.get(server, ())) for server in servers]
        if len(servers) == 2:
            ratio = row.ratio(*servers)
            cells.append("-" if ratio is None else f"{ratio:.2f}")
        line = f"  {LABELS[row.metric]:<34}" + "".join(f"{cell:<{COLUMN}}" for cell in cells)
        lines.append(line.rstrip())
    return "\n".join(lines)


def _format_values(values: Sequence[float]) -> str:
    """Return median and spread of ``values``."""
    if not values:
        return "-"
    spread = f" ({_format(min(values))} to {_format(max(values))})" if len(values) > 1 else ""
    return _format(median(values)) + spread


def _format(value: float) -> str:
    """Return ``value`` with three significant digits, or all digits before the point."""
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{decimals}f}"
