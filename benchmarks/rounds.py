"""Run the scenarios on servers that are started for them, round after round."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from benchmarks.client import Load, Stream
from benchmarks.errors import BenchmarkError
from benchmarks.measure import Measurement, measure
from benchmarks.process import HOST, ServerProcess, free_port, running
from benchmarks.report import Round
from benchmarks.scenarios import SCENARIOS, Scenario, warm_up
from benchmarks.servers import PROJECT, Server

START_TIMEOUT_S = 120.0
MEMORY, START = "memory", "start"
NAMES = (*SCENARIOS, MEMORY, START)
"""What can be measured: the scenarios, the memory that a server takes for them, and the time to start."""

TINY_NAMES = frozenset({"tiny", START})
"""What is measured with the tiny model; everything else is with the other one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run.

    Attributes:
        servers: what is measured, in the order of the first round.
        names: which of ``NAMES``.
        model: for those that are not in ``TINY_NAMES``; ``None`` if there are none.
        tiny_model: for those in ``TINY_NAMES``; ``None`` if there are none.
        n_rounds: how often each server is started with each model.
        n_threads: of each server; ``None`` is what each takes by itself.
        timeout_s: how long one load may take.
    """

    servers: Sequence[Server]
    names: Sequence[str]
    model: Path | None
    tiny_model: Path | None
    n_rounds: int
    n_threads: int | None
    timeout_s: float

    def run(self, tell: Callable[[str], None]) -> list[Round]:
        """Run all rounds, every other one with the servers in the reverse order.

        Args:
            tell: called with a line for the user before each scenario.

        Raises:
            BenchmarkError: a server or a load failed.
        """
        rounds = []
        for number in range(1, self.n_rounds + 1):
            for server in self.servers if number % 2 == 1 else reversed(self.servers):
                visit = _Visit(self, server, number, tell)
                rounds.append(Round(server.name, visit.run()))
        return rounds


@dataclass(frozen=True, slots=True)
class _Visit:
    """One server in one round: started with each model, measured and ended."""

    plan: Plan
    server: Server
    number: int
    tell: Callable[[str], None]

    def run(self) -> dict[str, Measurement]:
        """Return the measurements by section of the table."""
        sections: dict[str, Measurement] = {}
        for model, is_tiny in ((self.plan.model, False), (self.plan.tiny_model, True)):
            names = [name for name in self.plan.names if (name in TINY_NAMES) == is_tiny]
            if model is not None and names:
                sections |= self._run_model(model, names)
        return sections

    def _run_model(self, model: Path, names: Sequence[str]) -> dict[str, Measurement]:
        port = free_port()
        command = self.server.command(model.resolve(), port=port, n_threads=self.plan.n_threads)
        with running(self.server.name, command, port=port, folder=PROJECT) as process:
            start_s = process.wait_until_healthy(START_TIMEOUT_S)
            sections = self._run_scenarios(process, [name for name in names if name in SCENARIOS])
            peak_bytes = process.peak_resident_bytes()
        if MEMORY in names and peak_bytes is not None:
            sections[MEMORY] = {"peak_resident_mb": peak_bytes / 1e6}
        if START in names:
            sections[START] = {"start_s": start_s}
        return sections

    def _run_scenarios(self, process: ServerProcess, names: Sequence[str]) -> dict[str, Measurement]:
        """Run scenarios one after another, on a server that is warm."""
        sections: dict[str, Measurement] = {}
        seed = f"round {self.number}"
        if names:
            self._run_load(process, warm_up(seed))
        for name in names:
            self.tell(f"round {self.number} of {self.plan.n_rounds}: {self.server.name}: {name}")
            for scenario in SCENARIOS[name](seed):
                sections[scenario.name] = measure(self._run_load(process, scenario))
        return sections

    def _run_load(self, process: ServerProcess, scenario: Scenario) -> list[Stream]:
        """Run the load generator in a process of its own and return the streams it received."""
        client = subprocess.run(
            [sys.executable, "-m", "benchmarks.client"],
            input=msgspec.json.encode(Load(HOST, process.port, scenario, self.plan.timeout_s)),
            capture_output=True,
            cwd=PROJECT,
            check=False,
        )
        if client.returncode != 0:
            process.check_alive()
            reason = client.stderr.decode(errors="replace").strip()
            raise BenchmarkError(f"{process.name}, {scenario.name}: {reason}{process.last_log_lines()}")
        return msgspec.json.decode(client.stdout, type=list[Stream])
