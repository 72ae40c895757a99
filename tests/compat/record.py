"""Asks upstream's server, and writes its answers into ``golden/``."""

from __future__ import annotations

import argparse
import tempfile
import tomllib
from pathlib import Path

from benchmarks.servers import PROJECT, llama_server
from tests.compat.golden import write_golden
from tests.compat.setups import SETUPS, all_answers, make_models


def upstream_commit() -> str:
    """Return the commit that the project is built with."""
    return str(tomllib.loads((PROJECT / "native" / "upstream.toml").read_text())["commit"])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.compat.record", description=__doc__)
    parser.add_argument("--llama-server", type=Path, help="upstream's binary (default: the built one)")
    arguments = parser.parse_args()
    program = llama_server(arguments.llama_server).program
    with tempfile.TemporaryDirectory() as name:
        make_models(Path(name))
        given = all_answers(program, Path(name))
    for setup in SETUPS:
        write_golden(setup, given, upstream_commit())


if __name__ == "__main__":
    main()
