"""What is kept of a run: every measurement as JSON, and a picture of the ratios."""

from __future__ import annotations

import importlib
import importlib.util
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.report import Round, Row
from benchmarks.servers import LLAMA_SERVER, PROJECT, PYLLAMA

RESULTS = PROJECT / "benchmarks" / "results"
COLOURS = {True: "tab:green", False: "tab:red", None: "tab:grey"}


def _processor() -> str:
    """Return the name of the processor, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where and how a run was made.

    Attributes:
        benchmark: its name, with which the file's begins.
        models: file names of the models.
        n_rounds: how often each server was started with each of them.
        n_threads: of each server; ``None`` is what each takes by itself.
        processor: what computed.
        system: what it ran.
        time: of the start, in UTC.
    """

    benchmark: str = "serve"
    models: Sequence[str]
    n_rounds: int
    n_threads: int | None
    processor: str = field(default_factory=_processor)
    system: str = field(default_factory=platform.platform)
    time: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    def __str__(self) -> str:
        models = ", ".join(self.models)
        threads = "" if self.n_threads is None else f"-t {self.n_threads}, "
        return f"{models}; {threads}--rounds {self.n_rounds}; {self.processor}; {self.time}"

    @property
    def default_path(self) -> Path:
        """The file for the measurements of this run."""
        return RESULTS / f"{self.benchmark}-{self.time:%Y%m%dT%H%M%S}.json"


def write_json(path: Path, setting: Setting, rounds: Sequence[Round], rows: Sequence[Row]) -> None:
    """Write every measurement of every round, and what the table says about them."""
    summary = [
        {**asdict(row), "ratio": row.ratio, "goal": row.goal and str(row.goal), "reached": row.is_reached}
        for row in rows
    ]
    content = msgspec.json.encode({"setting": setting, "summary": summary, "rounds": rounds})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(content, indent=1) + b"\n")


def can_plot() -> bool:
    """Tell whether matplotlib is installed."""
    return importlib.util.find_spec("matplotlib") is not None


def write_plot(path: Path, setting: Setting, rows: Sequence[Row]) -> None:
    """Draw the ratio of every row that has one as a PNG, with a mark where its goal lies.

    Raises:
        ModuleNotFoundError: matplotlib is not installed.
    """
    compared = [(row, row.ratio) for row in rows if row.ratio]
    # Only here, as the benchmark does without it; and without pyplot, which would look for a screen.
    figure: Any = importlib.import_module("matplotlib.figure").Figure(
        figsize=(10, 1.5 + 0.22 * len(compared)), layout="constrained"
    )
    axes = figure.subplots()
    heights = range(len(compared))
    ratios = [ratio for _, ratio in compared]
    # Bars grow from 1, where both servers are equal; on a logarithmic axis twice and half are as long.
    colours = [COLOURS[row.is_reached] for row, _ in compared]
    axes.barh(heights, [ratio - 1 for ratio in ratios], left=1, color=colours)
    for height, (row, _) in zip(heights, compared, strict=True):
        if row.goal is not None and row.goal.of == "ratio":
            axes.plot([row.goal.limit] * 2, [height - 0.5, height + 0.5], color="black")
    axes.set_xscale("log")
    axes.axvline(1, color="grey", linewidth=0.8)
    axes.set_yticks(heights, [f"{row.section}: {row.label}" for row, _ in compared])
    axes.invert_yaxis()
    axes.set_xlabel(f"{PYLLAMA} / {LLAMA_SERVER}; black: the goal")
    axes.set_title(str(setting), fontsize=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=120)
