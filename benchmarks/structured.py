"""Measure texts that conform to a schema or a grammar, by this project's server and by upstream's.

python -m benchmarks.structured
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.documents import measure_documents, measure_steps
from benchmarks.errors import BenchmarkError
from benchmarks.masks import measure_masks
from benchmarks.measure import Measurement
from benchmarks.process import free_port, running
from benchmarks.publishing import publish
from benchmarks.random_model import qwen_model
from benchmarks.report import Round
from benchmarks.results import Setting
from benchmarks.rounds import START_TIMEOUT_S
from benchmarks.serve import end, tell
from benchmarks.servers import LLAMA_SERVER, PROJECT, PYLLAMA, Server, llama_server, pyllama
from pyllama import builtin_model


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark, and return the exit status."""
    options = _parse(arguments)
    names = [options.only] if options.only else [PYLLAMA, LLAMA_SERVER]
    try:
        servers = [pyllama() if name == PYLLAMA else llama_server(options.llama_server) for name in names]
        model = options.model or qwen_model(tell)
        models = [model.name, builtin_model().name]
        setting = Setting(benchmark="structured", models=models, n_rounds=options.rounds, n_threads=None)
        publish(setting, _run(servers, model, options), names, options.json, tell)
    except BenchmarkError as error:
        tell(f"benchmarks.structured: {error}")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.structured", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--only", choices=[PYLLAMA, LLAMA_SERVER], help="measure this server alone")
    parser.add_argument("--model", "-m", type=Path, help="GGUF file (default: a random one of 350 MB)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each server is started")
    parser.add_argument("--timeout", type=float, default=300.0, help="seconds for one request")
    parser.add_argument("--llama-server", type=Path, help="upstream's binary (default: the built one)")
    parser.add_argument(
        "--json", type=Path, help="where the measurements go (default: a new file in benchmarks/results/)"
    )
    return parser.parse_args(arguments)


def _run(servers: Sequence[Server], model: Path, options: argparse.Namespace) -> list[Round]:
    """Run all rounds, every other one with the servers in the reverse order."""
    rounds = []
    for number in range(1, options.rounds + 1):
        for server in servers if number % 2 == 1 else reversed(servers):
            tell(f"round {number} of {options.rounds}: {server.name}")
            rounds.append(Round(server.name, _visit(server, model, f"round {number}", options.timeout)))
    return rounds


def _visit(server: Server, model: Path, seed: str, timeout_s: float) -> dict[str, Measurement]:
    """Start a server with each model, and return what was measured by section of the table."""
    sections: dict[str, Measurement] = {}
    for path, prefix in ((model, ""), (builtin_model(), "built-in ")):
        port = free_port()
        command = server.command(path.resolve(), port=port, n_threads=None, more=["--metrics"])
        with running(server.name, command, port=port, folder=PROJECT) as process:
            process.wait_until_healthy(START_TIMEOUT_S)
            measured = measure_documents(process, seed, timeout_s)
            if not prefix:
                measured |= measure_steps(process, seed, timeout_s)
        sections |= {prefix + name: measurement for name, measurement in measured.items()}
    if server.name == PYLLAMA:
        sections["mask"] = measure_masks(model)
    return sections


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    sys.exit(main())
