from __future__ import annotations

from benchmarks.measure import Measurement
from benchmarks.report import Round, Row, collect, format_table


def measured(server: str, tokens_per_s: float, *, memory: int | None = 50_000_000) -> Round:
    return Round(server, 0.5, memory, {"1 stream": Measurement(tokens_per_s, 7.0, 8.0, 0.5, 1.0, 2.0)})


def test_the_ratio_is_that_of_the_medians() -> None:
    row = Row("1 stream", "tokens_per_s", {"ours": [90.0, 150.0, 1000.0], "theirs": [100.0, 90.0, 500.0]})
    assert row.ratio("ours", "theirs") == 1.5


def test_there_is_no_ratio_without_both_values_or_to_nothing() -> None:
    assert Row("process", "peak_resident_mb", {"ours": [1.0]}).ratio("ours", "theirs") is None
    assert (
        Row("process", "peak_resident_mb", {"ours": [1.0], "theirs": [0.0]}).ratio("ours", "theirs") is None
    )


def test_values_of_all_rounds_are_gathered_by_server() -> None:
    rows = collect([measured("ours", 10.0), measured("theirs", 20.0), measured("ours", 30.0)])
    by_metric = {row.metric: row.values for row in rows}
    assert by_metric["tokens_per_s"] == {"ours": [10.0, 30.0], "theirs": [20.0]}
    assert by_metric["peak_resident_mb"] == {"ours": [50.0, 50.0], "theirs": [50.0]}


def test_the_table_shows_median_spread_and_ratio() -> None:
    rounds = [measured("ours", speed) for speed in (1500.0, 1400.0, 1600.0)] + [measured("theirs", 1000.0)]
    lines = format_table(collect(rounds), ["ours", "theirs"]).splitlines()
    assert lines[0].split() == ["ours", "theirs", "ratio"]
    assert [line for line in lines if line and not line.startswith(" ")] == ["1 stream", "process"]
    (speed,) = [line.split() for line in lines if "tokens/s" in line]
    assert speed == ["tokens/s", "1,500", "(1,400", "to", "1,600)", "1,000", "1.50"]


def test_a_single_server_has_no_ratio() -> None:
    table = format_table(collect([measured("ours", 12.34)]), ["ours"])
    assert "ratio" not in table
    assert "12.3" in table


def test_a_value_that_one_server_lacks_is_a_dash() -> None:
    rows = collect([measured("ours", 1.0), measured("theirs", 1.0, memory=None)])
    (line,) = [line for line in format_table(rows, ["ours", "theirs"]).splitlines() if "memory" in line]
    assert line.split()[-3:] == ["50.0", "-", "-"]
