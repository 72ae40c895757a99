"""Finds, checks and loads the native libraries when the first function is called."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from pyllama.ctypes_api import search
from pyllama.ctypes_api.build_info import BuildInfo
from pyllama.ctypes_api.libraries import NativeLibraries

if TYPE_CHECKING:
    from ctypes import _NamedFuncPointer

_lock = threading.RLock()
_loaded: list[NativeLibraries] = []


def function(library: str, symbol: str, *, keeps_gil: bool = False) -> _NamedFuncPointer:
    """Return a native function, without the types of its result and arguments.

    Args:
        library: ``"llama"``, ``"ggml"``, ``"ggml-cpu"`` or ``"mtmd"``.
        symbol: the function's name in C.
        keeps_gil: call it without releasing the interpreter lock.

    Raises:
        LibraryLoadError: no library was found, or it cannot be loaded.
        AbiMismatchError: the library is another one than the declarations describe.
    """
    return _libraries().function(library, symbol, keeps_gil=keeps_gil)


def library_dir() -> Path | None:
    """Return the folder of the libraries in use; ``None`` when the system's loader found them.

    Raises:
        LibraryLoadError: no library was found, or it cannot be loaded.
        AbiMismatchError: the library is another one than the declarations describe.
    """
    return _libraries().folder


def build_info() -> BuildInfo | None:
    """Return what the build in use says about itself; ``None`` if ``build_native.py`` did not make it.

    Raises:
        LibraryLoadError: no library was found, or it cannot be loaded.
        AbiMismatchError: the library is another one than the declarations describe.
    """
    return _libraries().build_info


def _libraries() -> NativeLibraries:
    if not _loaded:
        with _lock:
            if not _loaded:
                _loaded.append(NativeLibraries(search.find_folder()))
    return _loaded[0]
