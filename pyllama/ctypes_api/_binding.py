"""Declares native functions that are looked up when they are first called."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from ctypes import _CDataType

P = ParamSpec("P")
R = TypeVar("R")

_PACKAGE = f"{__package__}."


def native(
    library: str,
    result: type[_CDataType] | None,
    *arguments: type[_CDataType],
    keeps_gil: bool = False,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a function of the native library.

    The decorated stub gives names and types to people and to mypy. Its first call loads the library, and puts
    the ctypes function into the stub's place in every module of this package, so later calls meet no Python
    code. A stub that was imported by name elsewhere keeps working, one Python call slower.

    Args:
        library: the library's name without prefix and suffix, for example ``"llama"``.
        result: ctypes class of the result, ``None`` for void.
        arguments: ctypes classes of the arguments.
        keeps_gil: the call is so short that releasing the interpreter lock would cost more.
    """

    def declare(stub: Callable[P, R]) -> Callable[P, R]:
        return DeclaredFunction(stub, library, result, arguments, keeps_gil=keeps_gil)

    return declare


class DeclaredFunction(Generic[P, R]):
    """A native function that nobody has called yet.

    Args:
        stub: gives the name in Python; in C, an underscore at the end is missing.
        library: as for ``native``, like all that follow.
        result: ctypes class of the result.
        arguments: ctypes classes of the arguments.
        keeps_gil: whether calls keep the interpreter lock.
    """

    __slots__ = ("__name__", "_arguments", "_function", "_keeps_gil", "_library", "_result")

    def __init__(
        self,
        stub: Callable[P, R],
        library: str,
        result: type[_CDataType] | None,
        arguments: tuple[type[_CDataType], ...],
        *,
        keeps_gil: bool,
    ) -> None:
        self.__name__ = stub.__name__
        self._library = library
        self._result = result
        self._arguments = arguments
        self._keeps_gil = keeps_gil
        self._function: Callable[P, R] | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.bind()(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<native function {self.__name__}, not called yet>"

    def bind(self) -> Callable[P, R]:
        """Look the function up, and put it into the place of its declaration in this package.

        Raises:
            LibraryLoadError: no library was found, or it cannot be loaded.
            AbiMismatchError: the library found is not the one that is declared.
        """
        if self._function is None:
            # The loader compares the structs of the modules that import this one.
            from pyllama.ctypes_api import loader  # noqa: PLC0415

            symbol = self.__name__.removesuffix("_")
            function = loader.function(self._library, symbol, keeps_gil=self._keeps_gil)
            function.restype = self._result
            function.argtypes = self._arguments
            # Two threads that come here at once make two equal functions; either may stay.
            self._function = cast("Callable[P, R]", function)
            for module_name, module in list(sys.modules.items()):
                if module_name.startswith(_PACKAGE) and vars(module).get(self.__name__) is self:
                    setattr(module, self.__name__, function)
        return self._function
