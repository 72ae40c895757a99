"""Declares native functions that are looked up when they are first called."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

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
        bound: list[Callable[P, R]] = []

        def first_call(*args: P.args, **kwargs: P.kwargs) -> R:
            if not bound:
                symbol = stub.__name__.removesuffix("_")
                function = _look_up(library, symbol, result, arguments, keeps_gil=keeps_gil)
                bound.append(cast("Callable[P, R]", function))
                _replace(stub.__name__, first_call, bound[0])
            return bound[0](*args, **kwargs)

        first_call.__name__ = first_call.__qualname__ = stub.__name__
        first_call.__module__ = stub.__module__
        return first_call

    return declare


def _look_up(
    library: str,
    symbol: str,
    result: type[_CDataType] | None,
    arguments: tuple[type[_CDataType], ...],
    *,
    keeps_gil: bool,
) -> Callable[..., object]:
    # The loader compares the structs of the modules that import this one.
    from pyllama.ctypes_api import loader  # noqa: PLC0415

    function = loader.function(library, symbol, keeps_gil=keeps_gil)
    function.restype = result
    function.argtypes = arguments
    return function


def _replace(name: str, old: object, new: object) -> None:
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith(_PACKAGE) and vars(module).get(name) is old:
            setattr(module, name, new)
