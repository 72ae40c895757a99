"""A stand-in for upstream that builds in about a second, and a command line to build it with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from native.builder.cli import NATIVE

ROOT = NATIVE.parent

_CMAKE = """\
cmake_minimum_required(VERSION 3.14...3.28)
project(mini C)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
include_directories(include)
foreach(name ggml-base ggml-cpu ggml llama mtmd)
    add_library(${name} src/part.c)
    string(MAKE_C_IDENTIFIER ${name} symbol)
    target_compile_definitions(${name} PRIVATE "NAME=${symbol}_number")
    set_target_properties(${name} PROPERTIES VERSION 1.2.3 SOVERSION 1)
endforeach()
target_link_libraries(ggml-cpu PRIVATE ggml-base)
target_link_libraries(ggml PUBLIC ggml-cpu ggml-base)
target_link_libraries(llama PUBLIC ggml)
target_link_libraries(mtmd PUBLIC llama)
set(GGML_AVAILABLE_BACKENDS ggml-cpu CACHE INTERNAL "")
if(LLAMA_BUILD_SERVER)
    add_executable(llama-server src/server.c)
    target_link_libraries(llama-server PRIVATE llama)
endif()
# Tells a test that the build is half done, then waits until the test lets it go on.
add_custom_target(gate COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/scripts/gate.sh VERBATIM)
add_dependencies(ggml-base gate)
"""
_GATE = """\
test -z "$MINI_GATE" && exit
echo > "$MINI_GATE/reached"
exec cat "$MINI_GATE/go"
"""
_PROBE = r"""
#include <stdio.h>
#include "llama.h"
int main(void) {
    printf("{\"mini\": {\"size\": %zu, \"fields\": {}}}\n", sizeof(struct mini));
    return 0;
}
"""
_UPSTREAM = """
commit = "0123456789"
git = "{git}"
[sdist]
name = "mini-upstream"
version = "1.0"
file = "mini_upstream-1.0.tar.gz"
sha256 = "{sha256}"
subtree = "mini_upstream-1.0/vendor/llama.cpp"
"""


def write_mini_upstream(tree: Path) -> None:
    """Write a source tree with the targets that the super-project asks of upstream."""
    for folder in ("include", "src", "scripts", "tools/mtmd", "ggml/include"):
        (tree / folder).mkdir(parents=True)
    (tree / "CMakeLists.txt").write_text(_CMAKE)
    (tree / "scripts" / "gate.sh").write_text(_GATE)
    (tree / "include" / "llama.h").write_text("struct mini { char bytes[24]; };\n")
    (tree / "src" / "part.c").write_text("int NAME(void) { return 7; }\n")
    (tree / "src" / "server.c").write_text(
        "int llama_number(void); int main(void) { return llama_number(); }\n"
    )


@dataclass
class Builder:
    """Runs the command with folders of its own.

    Attributes:
        native: this project's recipe, with a probe and a pin for the stand-in.
        source: the stand-in.
        cache: the cache folder.
        environment: variables for the command.
    """

    native: Path
    source: Path
    cache: Path
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start the command in a process of its own."""
        program = "import sys; from pathlib import Path; from native.builder.cli import main; "
        program += "sys.exit(main(sys.argv[2:], Path(sys.argv[1])))"
        return subprocess.Popen(
            [sys.executable, "-W", "error", "-c", program, str(self.native), *arguments],
            cwd=ROOT,
            env={**os.environ, "PYLLAMA_CACHE_DIR": str(self.cache), **self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the command to its end."""
        process = self.start(*arguments, **environment)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def build(self, *options: str, **environment: str) -> Path:
        """Build the stand-in for the CPU, which must succeed, and return the build's folder."""
        done = self.run("--backend", "cpu", "--source", str(self.source), *options, **environment)
        assert done.returncode == 0, done.stderr
        return Path(done.stdout.strip())

    def finished_builds(self) -> list[Path]:
        """Return the folders of all finished builds."""
        return [record.parent for record in self.cache.glob("native/*/build.json")]

    def pin(self, *, sha256: str = "", git: str = "") -> None:
        """Change what the pin says."""
        (self.native / "upstream.toml").write_text(_UPSTREAM.format(sha256=sha256, git=git))


class Gate:
    """Holds a build half way: ``wait_until_reached``, then ``open``."""

    def __init__(self, folder: Path) -> None:
        self.environment = {"MINI_GATE": str(folder)}
        self._reached, self._go = folder / "reached", folder / "go"
        os.mkfifo(self._reached)
        os.mkfifo(self._go)

    def wait_until_reached(self) -> None:
        """Wait for the build."""
        self._reached.read_text()

    def open(self) -> None:
        """Let the build go on."""
        self._go.write_text("")

    def is_held(self) -> bool:
        """Tell whether a process waits at the gate."""
        try:
            os.close(os.open(self._go, os.O_WRONLY | os.O_NONBLOCK))
        except OSError:
            return False
        return True


def make_builder(folder: Path) -> Builder:
    """Return a command line with an empty cache, all in one folder."""
    native = folder / "recipe"
    native.mkdir()
    shutil.copy(NATIVE / "CMakeLists.txt", native)
    (native / "abi_probe.c").write_text(_PROBE)
    source = folder / "upstream"
    write_mini_upstream(source)
    made = Builder(native, source, folder / "cache")
    made.pin()
    return made
