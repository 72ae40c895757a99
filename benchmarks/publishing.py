"""Tell the user what was measured, and keep it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.errors import BenchmarkError
from benchmarks.report import Round, collect, format_table
from benchmarks.results import Setting, can_plot, write_json, write_plot


def publish(
    setting: Setting,
    rounds: Sequence[Round],
    servers: Sequence[str],
    path: Path | None,
    tell: Callable[[str], None],
) -> None:
    """Print the table; write the measurements, and a picture beside them if two servers were compared.

    Args:
        setting: where and how the run was made.
        rounds: what was measured.
        servers: their names, in the order of the columns.
        path: where the measurements go; ``None`` is a new file.
        tell: called with a line for the user.

    Raises:
        BenchmarkError: something cannot be written.
    """
    path = path or setting.default_path
    rows = collect(rounds)
    print(f"{setting}; median (min to max)\n")
    print(format_table(rows, servers))
    try:
        write_json(path, setting, rounds, rows)
    except OSError as error:
        raise BenchmarkError(f"cannot write {path}: {error}") from None
    tell(f"wrote {path}")
    if not any(row.ratio for row in rows):
        return
    if can_plot():
        write_plot(path.with_suffix(".png"), setting, rows)
        tell(f"wrote {path.with_suffix('.png')}")
    else:
        tell("no plot: matplotlib is not installed")
