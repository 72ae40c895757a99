"""The native libraries of one folder: checked, then loaded in the order in which they need each other."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ctypes import CDLL, CFUNCTYPE, PyDLL, byref, c_char_p, c_int, c_size_t, c_void_p
from pathlib import Path
from typing import TYPE_CHECKING

from pyllama.ctypes_api import search
from pyllama.ctypes_api.abi import check_layouts
from pyllama.ctypes_api.build_info import BuildInfo, read_build_info
from pyllama.ctypes_api.foreign import check_foreign
from pyllama.ctypes_api.ggml_constants import ggml_log_level
from pyllama.errors import AbiMismatchError, LibraryLoadError

if TYPE_CHECKING:
    from ctypes import _NamedFuncPointer

logger = logging.getLogger("pyllama.native")

# Headers do not tell which of ggml's libraries has a function.
_CANDIDATES = {"ggml": ("ggml", "ggml-base")}

# Those that "ggml" may be linked with.
_BACKENDS = tuple(f"ggml-{name}" for name in ("cpu", "blas", "cuda", "hip", "metal", "rpc", "vulkan"))


class NativeLibraries:
    """The libraries of one place.

    Args:
        folder: where they are; ``None`` for the system's.

    Raises:
        LibraryLoadError: a library is missing or cannot be loaded.
        AbiMismatchError: the structs are not the declared ones.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.build_info = _checked_build_info(folder)
        self._loaded: dict[str, CDLL] = {}
        if folder is not None:
            self._load_what_llama_needs(folder)
        llama = self._library("llama")
        if self.build_info is None:
            check_foreign(llama, folder)
        self._load_backends()

    def function(self, library: str, symbol: str, *, keeps_gil: bool) -> _NamedFuncPointer:
        """Look up a function; see ``loader.function``."""
        for name in _CANDIDATES.get(library, (library,)):
            loaded = self._library(name)
            if keeps_gil:
                loaded = PyDLL(loaded._name, handle=loaded._handle)  # noqa: SLF001  # ctypes has no other way
            try:
                return loaded[symbol]
            except AttributeError:
                continue
        raise AbiMismatchError(struct=symbol, expected="a function", actual="missing", path=self.folder)

    def _load_what_llama_needs(self, folder: Path) -> None:
        if sys.platform == "win32":
            os.add_dll_directory(str(folder))
        # A library that was moved does not find the others beside it by itself, but uses loaded ones.
        for library in ("ggml-base", *_BACKENDS, "ggml"):
            if search.library_path(folder, library) is not None:
                # Not every backend is needed; where one is, loading "llama" says that it is broken.
                with suppress(LibraryLoadError):
                    self._library(library)

    def _library(self, name: str) -> CDLL:
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _load(self, name: str) -> CDLL:
        if self.folder is None:
            try:
                return CDLL(search.system_name(name))
            except OSError as error:
                raise search.not_found(name, str(error)) from error
        path = search.library_path(self.folder, name)
        if path is None and name == "ggml-cpu":
            path = _best_cpu_variant(self.folder)
        if path is None:
            raise LibraryLoadError(
                f"there is no {search.file_name(name)} in {self.folder}; {search.ADVICE}",
                library=name,
                searched=[self.folder],
            )
        try:
            return CDLL(str(path))
        except OSError as error:
            raise LibraryLoadError(
                f"cannot load {path}: {error}", library=name, searched=[self.folder]
            ) from error

    def _load_backends(self) -> None:
        """Load the backends of a build that has them as modules, rather than linked."""
        count = self.function("ggml", "ggml_backend_dev_count", keeps_gil=False)
        count.restype = c_size_t
        with self._native_log():
            if count() > 0:
                return
            if self.folder is None:
                self.function("ggml", "ggml_backend_load_all", keeps_gil=False)()
            else:
                load = self.function("ggml", "ggml_backend_load_all_from_path", keeps_gil=False)
                load.argtypes = [c_char_p]
                load(os.fsencode(self.folder))

    @contextmanager
    def _native_log(self) -> Iterator[None]:
        """Send what is logged to ``logging``, and then again to where it went before."""
        get_callback = self.function("ggml", "ggml_log_get", keeps_gil=False)
        set_callback = self.function("ggml", "ggml_log_set", keeps_gil=False)
        set_callback.argtypes = [c_void_p, c_void_p]
        callback = CFUNCTYPE(None, c_int, c_char_p, c_void_p)(_log)
        before, user_data = c_void_p(), c_void_p()
        get_callback(byref(before), byref(user_data))
        set_callback(callback, None)
        try:
            yield
        finally:
            set_callback(before, user_data)


def _checked_build_info(folder: Path | None) -> BuildInfo | None:
    if folder is None:
        return None
    try:
        info = read_build_info(folder)
    except ValueError as error:
        raise LibraryLoadError(f"{error}; {search.ADVICE}", library="llama", searched=[folder]) from error
    if info is not None:
        check_layouts(info.abi, folder)
    return info


def _best_cpu_variant(folder: Path) -> Path | None:
    """Return the variant that ggml chooses: the one that gives itself the highest score on this machine."""
    scores = {
        path: CDLL(str(path)).ggml_backend_score() for path in folder.glob(search.file_name("ggml-cpu-*"))
    }
    return max(scores, key=lambda path: scores[path], default=None)


def _log(level: int, text: bytes | None, _user_data: int | None) -> None:
    severe = level in {ggml_log_level.GGML_LOG_LEVEL_WARN, ggml_log_level.GGML_LOG_LEVEL_ERROR}
    message = (text or b"").decode("utf-8", "replace").rstrip()
    logger.log(logging.WARNING if severe else logging.DEBUG, "%s", message)
