from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pyllama.ctypes_api import search

CompileLibrary = Callable[[str], Path]


@pytest.fixture
def compile_library(tmp_path: Path) -> CompileLibrary:
    """Compile C code to a folder with a library that calls itself llama, and return the folder."""

    def compile_it(code: str) -> Path:
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        assert compiler is not None, "the tests need a C compiler, as the native build does"
        folder = tmp_path / "foreign"
        folder.mkdir()
        source = folder / "llama.c"
        source.write_text(code)
        output = folder / search.file_name("llama")
        subprocess.run([compiler, "-shared", "-fPIC", "-o", str(output), str(source)], check=True)
        return folder

    return compile_it
