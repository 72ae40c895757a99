from __future__ import annotations

from benchmarks.report import Round, Row, collect, format_table
from benchmarks.servers import LLAMA_SERVER, PYLLAMA

BOTH = (PYLLAMA, LLAMA_SERVER)


def measured(server: str, tokens_per_s: float) -> Round:
    return Round(server, {"many": {"tokens_per_s": tokens_per_s, "itl_max_ms": 9.0}})


def cells(table: str, label: str) -> list[str]:
    (line,) = [line for line in table.splitlines() if label in line]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_ratio_is_that_of_the_medians() -> None:
    row = Row("one", "total_s", {PYLLAMA: [90.0, 150.0, 1000.0], LLAMA_SERVER: [100.0, 90.0, 500.0]})
    assert row.ratio == 1.5


def test_there_is_no_ratio_without_both_values_or_to_nothing() -> None:
    assert Row("memory", "peak_resident_mb", {PYLLAMA: [1.0]}).ratio is None
    assert Row("memory", "peak_resident_mb", {LLAMA_SERVER: [1.0]}).ratio is None
    assert Row("memory", "peak_resident_mb", {PYLLAMA: [1.0], LLAMA_SERVER: [0.0]}).ratio is None


def test_values_of_all_rounds_are_gathered_by_server() -> None:
    rows = collect([measured(PYLLAMA, 10.0), measured(LLAMA_SERVER, 20.0), measured(PYLLAMA, 30.0)])
    assert {row.metric: row.values for row in rows} == {
        "tokens_per_s": {PYLLAMA: [10.0, 30.0], LLAMA_SERVER: [20.0]},
        "itl_max_ms": {PYLLAMA: [9.0, 9.0], LLAMA_SERVER: [9.0]},
    }


def test_the_table_shows_median_spread_ratio_and_whether_the_goal_is_reached() -> None:
    rounds = [measured(PYLLAMA, speed) for speed in (1500.0, 1400.0, 1600.0)]
    table = format_table(collect([*rounds, measured(LLAMA_SERVER, 1000.0)]), BOTH)
    assert cells(table, "scenario") == ["scenario", "measure", PYLLAMA, LLAMA_SERVER, "ratio", "goal"]
    assert cells(table, "tokens/s") == [
        "many",
        "tokens/s",
        "1,500 (1,400 to 1,600)",
        "1,000",
        "1.50",
        ">= 1.05: reached",
    ]
    assert cells(table, "longest gap")[2:] == ["9.00 (9.00 to 9.00)", "9.00", "1.00", ""]
    assert len({line.count("|") for line in table.splitlines() if line.startswith("|")}) == 1
    assert table.endswith("\n\n1 of 1 goals reached.")


def test_a_missed_goal_is_called_so() -> None:
    table = format_table(collect([measured(PYLLAMA, 1.0), measured(LLAMA_SERVER, 1.0)]), BOTH)
    assert cells(table, "tokens/s")[-1] == ">= 1.05: missed"
    assert table.endswith("0 of 1 goals reached.")


def test_a_single_server_has_no_ratio_and_only_absolute_goals() -> None:
    rounds = [measured(PYLLAMA, 12.34), Round(PYLLAMA, {"start": {"start_s": 0.7}})]
    table = format_table(collect(rounds), [PYLLAMA])
    assert cells(table, "tokens/s")[2:] == ["12.3", "-", ">= 1.05"]
    assert cells(table, "start to first")[-1] == "<= 1.5: reached"


def test_upstreams_server_alone_is_not_judged() -> None:
    table = format_table(collect([Round(LLAMA_SERVER, {"start": {"start_s": 0.7}})]), [LLAMA_SERVER])
    assert cells(table, "start to first")[2:] == ["0.70", "-", "<= 1.5"]


def test_rows_of_a_group_say_so() -> None:
    assert Row("mixed", "ttft_p99_ms/short", {}).label == "time to first token, p99, ms (short prompts)"
