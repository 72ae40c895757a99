"""What is to be built: the command line, and the part of it that decides which build satisfies it."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Backend = Literal["cpu", "cuda", "vulkan", "metal"]

_EPILOG = """\
The result lies in the cache folder (PYLLAMA_CACHE_DIR overrides which), one folder for each combination of
source, backend, options, compiler and, without --portable, CPU. A build that exists is used again. The
last line on stdout is its folder. pyllama finds builds of the pinned commit by itself; PYLLAMA_LIBRARY_DIR
names any other. CC, CXX, CFLAGS, CXXFLAGS and LDFLAGS are honoured.

exit status: 0 done; 1 the source or the build failed; 2 wrong usage, or something the build needs is missing
"""


@dataclass(frozen=True)
class BuildOptions:
    """The options that change what a finished build contains.

    Attributes:
        backend: where models are computed, next to the CPU.
        portable: all CPU variants and loadable backends, instead of this host's CPU alone.
        rpc: with the backend that computes on other machines.
        llama_server: with upstream's own server.
    """

    backend: Backend
    portable: bool
    rpc: bool
    llama_server: bool


def parse_arguments(argv: list[str]) -> argparse.Namespace:
    """Read the command line; exits with status 2 and a message if it is wrong."""
    parser = argparse.ArgumentParser(
        prog="build_native.py",
        description="Build the llama.cpp libraries that pyllama loads.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--backend",
        choices=("auto", "cpu", "cuda", "vulkan", "metal"),
        default="auto",
        help="where models are computed; auto: metal on Apple silicon, cuda where nvcc and an NVIDIA "
        "driver are installed, else cpu (default: auto)",
    )
    parser.add_argument(
        "--portable",
        action="store_true",
        help="build for every CPU of this architecture and choose when loading (default: this CPU only)",
    )
    parser.add_argument("--rpc", action="store_true", help="add the backend that computes on other machines")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--source", type=Path, metavar="DIR", help="build this llama.cpp checkout")
    source.add_argument(
        "--git", metavar="REF", help="build this branch, tag or full commit hash of upstream's repository"
    )
    parser.add_argument(
        "--jobs",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="compilers at once (default: one for each CPU)",
    )
    parser.add_argument(
        "--with-llama-server", action="store_true", help="also build upstream's own server, for benchmarks"
    )
    parser.add_argument(
        "--clean",
        action="store_true",
        help="build nothing: remove the builds with this backend and these options (of every source and "
        "compiler), unpacked sources and what killed builds left; downloaded archives stay",
    )
    parser.add_argument(
        "--print-dir",
        action="store_true",
        help="build nothing: print the folder of the build, with exit status 1 if it does not exist yet",
    )
    return parser.parse_args(argv)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError("must be a whole number from 1")
    return int(text)
