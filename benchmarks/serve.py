"""Measure this project's server, and upstream's beside it, on the same load.

python -m benchmarks.serve
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.errors import BenchmarkError
from benchmarks.publishing import publish
from benchmarks.random_model import qwen_model, tiny_model
from benchmarks.results import Setting
from benchmarks.rounds import NAMES, TINY_NAMES, Plan
from benchmarks.servers import LLAMA_SERVER, PYLLAMA, llama_server, pyllama


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark that the command line asks for, and return the exit status."""
    options = _parse(arguments)
    try:
        plan = _plan(options)
        setting = _setting(plan)
        rounds = plan.run(tell)
        publish(setting, rounds, [server.name for server in plan.servers], options.json, tell)
    except BenchmarkError as error:
        tell(f"benchmarks.serve: {error}")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.serve", description=__doc__.partition("\n")[0]
    )
    everything = ",".join(NAMES)
    parser.add_argument(
        "--scenario", type=_names, default=NAMES, help=f"what to measure (default: {everything})"
    )
    parser.add_argument("--only", choices=[PYLLAMA, LLAMA_SERVER], help="measure this server alone")
    parser.add_argument("--model", "-m", type=Path, help="GGUF file (default: a random one of 350 MB)")
    parser.add_argument(
        "--tiny-model", type=Path, help="GGUF file for tiny and start (default: a random one)"
    )
    parser.add_argument("--rounds", type=_count, default=3, help="how often each server is started")
    parser.add_argument(
        "--threads",
        "-t",
        type=_count,
        help="threads of each server (default: what each takes by itself)",
    )
    parser.add_argument("--timeout", type=float, default=600.0, help="seconds for one load")
    parser.add_argument("--llama-server", type=Path, help="upstream's binary (default: the built one)")
    parser.add_argument(
        "--json", type=Path, help="where the measurements go (default: a new file in benchmarks/results/)"
    )
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{value} is less than 1")
    return value


def _names(text: str) -> tuple[str, ...]:
    chosen = text.split(",")
    for name in chosen:
        if name not in NAMES:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(NAMES)}")
    return tuple(name for name in NAMES if name in chosen)


def _plan(options: argparse.Namespace) -> Plan:
    """Return what to run; models that are needed and not given are made.

    Raises:
        BenchmarkError: a model or upstream's server is missing, or a model cannot be made.
    """
    for model in (options.model, options.tiny_model):
        if model is not None and not model.is_file():
            raise BenchmarkError(f"no such model: {model}")
    names = [options.only] if options.only else [PYLLAMA, LLAMA_SERVER]
    servers = [pyllama() if name == PYLLAMA else llama_server(options.llama_server) for name in names]
    needs_tiny = not TINY_NAMES.isdisjoint(options.scenario)
    needs_other = not TINY_NAMES.issuperset(options.scenario)
    return Plan(
        servers=servers,
        names=options.scenario,
        model=(options.model or qwen_model(tell)) if needs_other else None,
        tiny_model=(options.tiny_model or tiny_model(tell)) if needs_tiny else None,
        n_rounds=options.rounds,
        n_threads=options.threads,
        timeout_s=options.timeout,
    )


def _setting(plan: Plan) -> Setting:
    models = [model.name for model in (plan.model, plan.tiny_model) if model is not None]
    return Setting(models=models, n_rounds=plan.n_rounds, n_threads=plan.n_threads)


def tell(text: str) -> None:
    """Show the user a line that is no result."""
    print(text, file=sys.stderr)


def end(*_: object) -> None:
    """Leave through the ``with`` blocks, so that no server outlives the benchmark."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(128 + signal.SIGTERM)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    sys.exit(main())
