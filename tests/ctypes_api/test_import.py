from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_IMPORT_EVERYTHING = """
import ctypes
import importlib
import pkgutil
import subprocess

import trio  # loads the C library, for the names of threads

def refuse(*args, **kwargs):
    raise AssertionError("importing must load nothing and run nothing")

ctypes.CDLL.__init__ = refuse
subprocess.Popen.__init__ = refuse

import pyllama.ctypes_api

for module in pkgutil.iter_modules(pyllama.ctypes_api.__path__, "pyllama.ctypes_api."):
    importlib.import_module(module.name)
print(pyllama.ctypes_api.llama.llama_decode)
"""


def test_importing_needs_no_library_and_no_compiler(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYLLAMA_LIBRARY_DIR"}
    environment |= {"PYLLAMA_CACHE_DIR": str(tmp_path), "PATH": str(tmp_path)}
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", _IMPORT_EVERYTHING],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stderr == ""
    assert result.stdout == "<native function llama_decode, not called yet>\n"
    assert list(tmp_path.iterdir()) == []
