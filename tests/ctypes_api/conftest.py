from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Protocol

import pytest

from pyllama.ctypes_api import search


class CompileLibrary(Protocol):
    """Compiles C code to a library, and returns the folder that it is in."""

    def __call__(self, code: str, library: str = "llama") -> Path: ...


@pytest.fixture
def compile_library(tmp_path: Path) -> CompileLibrary:
    folder = tmp_path / "foreign"
    folder.mkdir()

    def compile_it(code: str, library: str = "llama") -> Path:
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        assert compiler is not None, "the tests need a C compiler, as the native build does"
        source = folder / f"{library}.c"
        source.write_text(code)
        output = folder / search.file_name(library)
        subprocess.run([compiler, "-shared", "-fPIC", "-o", str(output), str(source)], check=True)
        return folder

    return compile_it
