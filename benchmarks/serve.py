"""Measure this project's server, and upstream's beside it, on the same load.

python -m benchmarks.serve --model model.gguf --against llama-server
"""

from __future__ import annotations

import argparse
import platform
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from benchmarks.client import Load, Stream
from benchmarks.errors import BenchmarkError
from benchmarks.measure import measure
from benchmarks.process import HOST, ServerProcess, free_port, running
from benchmarks.report import Round, collect, format_table
from benchmarks.scenarios import Scenario, streams
from benchmarks.servers import LLAMA_SERVER, PROJECT, PYLLAMA, Server, llama_server, pyllama

START_TIMEOUT_S = 120.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark that the command line asks for, and return the exit status."""
    options = _parse(arguments)
    try:
        servers = _choose_servers(options)
        scenarios = [streams(n_streams, options.n_predict) for n_streams in options.streams]
        rounds = _run_rounds(servers, scenarios, options)
    except BenchmarkError as error:
        print(f"benchmarks.serve: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    if options.json is not None:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(rounds), indent=1) + b"\n")
    print(f"{options.model.name}, {options.n_predict} tokens a stream, {options.threads} threads, ", end="")
    print(f"{options.rounds} rounds, {platform.processor() or platform.machine()}; median (min to max)\n")
    print(format_table(collect(rounds), [server.name for server in servers]))
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.serve", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--model", "-m", type=Path, required=True, help="GGUF file")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--against", choices=[LLAMA_SERVER], help="the server to compare with")
    choice.add_argument("--only", choices=[PYLLAMA, LLAMA_SERVER], help="measure this server alone")
    parser.add_argument("--streams", type=_counts, default=[1, 8], help="streams at once, such as 1,8")
    parser.add_argument("--n-predict", type=_count, default=256, help="tokens of each stream")
    parser.add_argument("--rounds", type=_count, default=3, help="how often each server is started")
    parser.add_argument("--threads", "-t", type=_count, default=2, help="threads of the server")
    parser.add_argument("--port", type=_count, help="port of the servers (default: a free one)")
    parser.add_argument("--timeout", type=float, default=300.0, help="seconds for one load")
    parser.add_argument("--llama-server", type=Path, help="upstream's binary (default: the built one)")
    parser.add_argument("--json", type=Path, help="write all measurements to this file")
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{value} is less than 1")
    return value


def _counts(text: str) -> list[int]:
    return [_count(part) for part in text.split(",")]


def _choose_servers(options: argparse.Namespace) -> list[Server]:
    if not options.model.is_file():
        raise BenchmarkError(f"no such model: {options.model}")
    names = [options.only] if options.only else [PYLLAMA, options.against]
    return [pyllama() if name == PYLLAMA else llama_server(options.llama_server) for name in names if name]


def _run_rounds(
    servers: Sequence[Server], scenarios: Sequence[Scenario], options: argparse.Namespace
) -> list[Round]:
    """Start each server in turn, round after round; every other round in the reverse order."""
    rounds = []
    for number in range(options.rounds):
        for server in servers if number % 2 == 0 else reversed(servers):
            print(f"round {number + 1} of {options.rounds}: {server.name}", file=sys.stderr)
            rounds.append(_run_round(server, scenarios, options))
    return rounds


def _run_round(server: Server, scenarios: Sequence[Scenario], options: argparse.Namespace) -> Round:
    """Start one server, run every scenario on it after a warm-up, and end it."""
    port = options.port or free_port()
    command = server.command(options.model.resolve(), port=port, n_threads=options.threads)
    with running(server.name, command, port=port, folder=PROJECT) as process:
        start_up_s = process.wait_until_healthy(START_TIMEOUT_S)
        measurements = {}
        for scenario in scenarios:
            for part in (scenario.warm_up(), scenario):
                finished = _run_load(process, Load(HOST, port, part, options.timeout))
            measurements[scenario.name] = measure(finished)
        return Round(server.name, start_up_s, process.peak_resident_bytes(), measurements)


def _run_load(process: ServerProcess, load: Load) -> list[Stream]:
    """Run the load generator in a process of its own and return the streams it received."""
    client = subprocess.run(
        [sys.executable, "-m", "benchmarks.client"],
        input=msgspec.json.encode(load),
        capture_output=True,
        cwd=PROJECT,
        check=False,
    )
    if client.returncode != 0:
        process.check_alive()
        reason = client.stderr.decode(errors="replace").strip()
        raise BenchmarkError(f"{process.name}, {load.scenario.name}: {reason}{process.last_log_lines()}")
    return msgspec.json.decode(client.stdout, type=list[Stream])


def _end(*_: object) -> None:
    """Leave through the ``with`` blocks, so that no server outlives the benchmark."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(128 + signal.SIGTERM)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    sys.exit(main())
