"""Everything that decides what a build contains, and the folder name that follows from it."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

from native.builder.backends import BackendTools
from native.builder.host import architecture, cpu_features
from native.builder.options import BuildOptions
from native.builder.source import Source
from native.builder.toolchain import Compiler

_FLAG_VARIABLES = ("CFLAGS", "CXXFLAGS", "LDFLAGS", "CUDAFLAGS")
_N_KEY_DIGITS = 12


@dataclass(frozen=True)
class Plan:
    """A build that is wanted.

    Attributes:
        source: upstream's source.
        options: what to build from it.
        c_compiler: what compiles C.
        cxx_compiler: what compiles C++.
        backend_tools: what the backend needs besides.
        native: the folder with this project's CMakeLists.txt and abi_probe.c.
    """

    source: Source
    options: BuildOptions
    c_compiler: Compiler
    cxx_compiler: Compiler
    backend_tools: BackendTools
    native: Path

    @property
    def folder_name(self) -> str:
        """Commit, backend, and a hash over everything that decides the result."""
        identity = {
            "source": self.source.description,
            "backend": [self.options.backend, self.backend_tools.identity],
            "options": [self.options.portable, self.options.rpc, self.options.llama_server],
            "compilers": [self.c_compiler.banner, self.cxx_compiler.banner],
            "flags": [os.environ.get(variable, "") for variable in _FLAG_VARIABLES],
            "host": [architecture(), "" if self.options.portable else cpu_features()],
            "recipe": [(self.native / name).read_text("utf-8") for name in ("CMakeLists.txt", "abi_probe.c")],
        }
        key = hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:_N_KEY_DIGITS]
        return f"{self.source.commit}-{self.options.backend}-{key}"

    @property
    def satisfying_folder_names(self) -> tuple[str, ...]:
        """Folder names of the builds that contain all that is wanted; this plan's own comes first.

        A build with upstream's server has the same libraries as one without.
        """
        with_server = replace(self, options=replace(self.options, llama_server=True))
        return tuple(dict.fromkeys((self.folder_name, with_server.folder_name)))
