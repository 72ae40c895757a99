"""What the generated declarations are made of, besides ctypes' own types."""

from __future__ import annotations

from ctypes import _CFuncPtr as FunctionPointer
from ctypes import c_void_p
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, overload

from _ctypes import FUNCFLAG_CDECL as CDECL

if TYPE_CHECKING:
    from ctypes import Array, Structure, _CArgObject, _CData, _PointerLike
    from ctypes import _Pointer as Pointer

    T = TypeVar("T", bound=_CData)
    H = TypeVar("H", bound=c_void_p)

    # What ctypes takes for an argument of the type POINTER(T), and for one of the type c_void_p.
    Ref: TypeAlias = Pointer[T] | Array[T] | T | _CArgObject | None
    Address: TypeAlias = _PointerLike | Array[Any] | _CArgObject | bytes | int | None

    class PointerField(Generic[T]):
        """A pointer in a struct: reads as a pointer, and can be set from an array."""

        @overload
        def __get__(self, struct: None, owner: type[Structure]) -> PointerField[T]: ...
        @overload
        def __get__(self, struct: Structure, owner: type[Structure]) -> Pointer[T]: ...
        def __set__(self, struct: Structure, value: Pointer[T] | Array[T] | None) -> None: ...

    class HandleField(Generic[H]):
        """A handle in a struct: never ``None`` when read, but can be set to it."""

        @overload
        def __get__(self, struct: None, owner: type[Structure]) -> HandleField[H]: ...
        @overload
        def __get__(self, struct: Structure, owner: type[Structure]) -> H: ...
        def __set__(self, struct: Structure, value: H | None) -> None: ...


class FILE_p(c_void_p):
    """The C library's ``FILE *``."""


__all__ = ["CDECL", "FILE_p", "FunctionPointer"]
