"""Finds the programs that every build needs: a C and a C++ compiler, CMake and Ninja."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from native.builder.errors import MissingToolError
from native.builder.process import output_of

MIN_CMAKE = (3, 21)
MIN_NINJA = (1, 10)

_COMPILER_HINT = {
    "linux": "install g++ (`apt install g++`, `dnf install gcc-c++`) or clang++",
    "darwin": "run `xcode-select --install`",
    "win32": "install Visual Studio's C++ build tools and start from their developer prompt",
}


@dataclass(frozen=True)
class Compiler:
    """A compiler that was found.

    Attributes:
        command: the program, and arguments where the environment variable that names it holds some.
        banner: the line in which it states its name and version.
    """

    command: tuple[str, ...]
    banner: str

    @property
    def name(self) -> str:
        """Family and version in short, for example ``gcc 12.2.0``."""
        is_clang = "clang" in self.banner.lower()
        is_msvc = "microsoft" in self.banner.lower()
        family = "clang" if is_clang else "msvc" if is_msvc else "gcc"
        versions = re.findall(r"\d+\.\d+[.\d]*", self.banner)
        # GCC states its distribution's version in parentheses before its own, clang after it.
        version = (versions[-1] if family == "gcc" else versions[0]) if versions else "unknown"
        return f"{family} {version}"


@dataclass(frozen=True)
class BuildTool:
    """CMake or Ninja.

    Attributes:
        path: the program.
        version: its version as it states it.
    """

    path: str
    version: str


def find_compilers() -> tuple[Compiler, Compiler]:
    """Return the C and the C++ compiler that CMake is to use.

    Raises:
        MissingToolError: one of them is missing, or does not run.
    """
    on_windows = sys.platform == "win32"
    c_names = ("cl", "clang", "gcc") if on_windows else ("cc", "gcc", "clang")
    cxx_names = ("cl", "clang++", "g++") if on_windows else ("c++", "g++", "clang++")
    return _find_compiler("C", "CC", c_names), _find_compiler("C++", "CXX", cxx_names)


def _find_compiler(language: str, variable: str, candidates: Sequence[str]) -> Compiler:
    chosen = shlex.split(os.environ.get(variable, ""))
    if chosen and shutil.which(chosen[0]) is None:
        raise MissingToolError(
            f"no {language} compiler: {variable} names {chosen[0]}, which is not on the PATH"
        )
    command = tuple(chosen or [path for name in candidates if (path := shutil.which(name))][:1])
    if not command:
        hint = _COMPILER_HINT.get(sys.platform, f"install one, or set {variable}")
        raise MissingToolError(f"no {language} compiler: {hint}")
    # Microsoft's compiler prints its banner when it is run without arguments, and knows no --version.
    is_msvc = Path(command[-1]).stem.lower() == "cl"
    output = output_of(command if is_msvc else (*command, "--version"), with_stderr=is_msvc)
    if not output:
        raise MissingToolError(f"the {language} compiler {shlex.join(command)} does not run; set {variable}")
    return Compiler(command, output.splitlines()[0].strip())


def find_cmake() -> BuildTool:
    """Return CMake.

    Raises:
        MissingToolError: it is missing or too old.
    """
    return _find_build_tool("cmake", "CMake", MIN_CMAKE)


def find_ninja() -> BuildTool:
    """Return Ninja.

    Raises:
        MissingToolError: it is missing or too old.
    """
    return _find_build_tool("ninja", "Ninja", MIN_NINJA)


def _find_build_tool(program: str, name: str, minimum: tuple[int, int]) -> BuildTool:
    advice = f"run `{sys.executable} -m pip install {program}`"
    # The PyPI packages put their programs beside this Python's own.
    path = shutil.which(program, path=sysconfig.get_path("scripts")) or shutil.which(program)
    if path is None:
        raise MissingToolError(f"no {name}: {advice}")
    match = re.search(r"(\d+)\.(\d+)[.\w]*", output_of([path, "--version"]) or "")
    if match is None:
        raise MissingToolError(f"{path} does not run: {advice}")
    if (int(match[1]), int(match[2])) < minimum:
        needed = ".".join(map(str, minimum))
        raise MissingToolError(f"{name} {match[0]} is too old, {needed} is needed: {advice}")
    return BuildTool(path, match[0])
