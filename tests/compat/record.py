"""Asks upstream's server, and writes its answers into ``golden/``."""

from __future__ import annotations

import argparse
import tempfile
import tomllib
from functools import partial
from pathlib import Path

from benchmarks.servers import PROJECT, Server, llama_server
from tests.compat.golden import write_golden
from tests.compat.setups import SETUPS, Start, all_answers, make_models
from tests.server.serving import listening_process


def upstream_commit() -> str:
    """Return the commit that the project is built with."""
    return str(tomllib.loads((PROJECT / "native" / "upstream.toml").read_text())["commit"])


def upstream_process(server: Server) -> Start:
    """Return what starts upstream's server."""
    return partial(listening_process, *server.program, "--port", "0")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.compat.record", description=__doc__)
    parser.add_argument("--llama-server", type=Path, help="upstream's binary (default: the built one)")
    arguments = parser.parse_args()
    start = upstream_process(llama_server(arguments.llama_server))
    with tempfile.TemporaryDirectory() as name:
        make_models(Path(name))
        given = all_answers(start, Path(name))
    for setup in SETUPS:
        write_golden(setup, given, upstream_commit())


if __name__ == "__main__":
    main()
