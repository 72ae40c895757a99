"""How each of the servers is started: the same options for all, as far as they have the same names."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.errors import BenchmarkError
from benchmarks.process import HOST

PROJECT = Path(__file__).resolve().parent.parent
PYLLAMA = "pyllama"
LLAMA_SERVER = "llama-server"
N_PARALLEL = 8
N_CTX = 16384


@dataclass(frozen=True, slots=True)
class Server:
    """A server to measure.

    Attributes:
        name: heads its column in the table.
        program: the command up to the options.
    """

    name: str
    program: tuple[str, ...]

    def command(
        self, model: Path, *, port: int, n_threads: int | None, more: Sequence[str] = ()
    ) -> Sequence[str]:
        """Return the command that serves ``model`` on ``port``; for no ``n_threads`` the server chooses."""
        options: dict[str, object] = {
            "-m": model,
            "--host": HOST,
            "--port": port,
            "-np": N_PARALLEL,
            "-c": N_CTX,
        }
        if n_threads is not None:
            options["-t"] = n_threads
        return [*self.program, *(str(part) for option in options.items() for part in option), *more]


def pyllama() -> Server:
    """Return this project's server, run by the interpreter that runs the benchmark."""
    return Server(PYLLAMA, (sys.executable, "-m", "server"))


def llama_server(program: Path | None) -> Server:
    """Return upstream's server.

    Args:
        program: its path, or ``None`` for the one that ``build_native.py --with-llama-server`` has built.

    Raises:
        BenchmarkError: there is none.
    """
    path = program or _built_folder() / "llama-server"
    if not path.is_file():
        raise BenchmarkError(
            f"no llama-server at {path}: run `build_native.py --with-llama-server`, or give --llama-server"
        )
    return Server(LLAMA_SERVER, (str(path),))


def _built_folder() -> Path:
    """Return the folder in which the native build with upstream's server lies, or would lie."""
    command = [sys.executable, str(PROJECT / "build_native.py"), "--with-llama-server", "--print-dir"]
    printed = subprocess.run(command, capture_output=True, text=True, check=False)
    # It prints the folder also when that is still to be made, with another exit status.
    if not printed.stdout.strip():
        reason = printed.stderr.strip().rpartition("\n")[2]
        raise BenchmarkError(f"cannot tell where llama-server was built: {reason}; give --llama-server")
    return Path(printed.stdout.strip())
