"""What the generated declarations are made of, besides ctypes' own types."""

from __future__ import annotations

from _ctypes import FUNCFLAG_CDECL as CDECL
from _ctypes import CFuncPtr as FunctionPointer
from ctypes import c_void_p
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar


class Handle(c_void_p):
    """A pointer to something that only the library can look into; NULL is false.

    Each C type has a subclass of its own, so that ctypes and mypy tell them apart.
    """

    if TYPE_CHECKING:

        def __bool__(self) -> bool: ...


class FILE_p(Handle):
    """The C library's ``FILE *``."""


if TYPE_CHECKING:
    from ctypes import Array, Structure, _CArgObject, _CData, _Pointer, _PointerLike

    T = TypeVar("T", bound=_CData)
    H = TypeVar("H", bound=Handle)

    Pointer: TypeAlias = _Pointer[T]

    # What ctypes takes for an argument of the type POINTER(T), and for one of the type c_void_p.
    Ref: TypeAlias = Pointer[T] | Array[T] | T | _CArgObject | None
    Address: TypeAlias = _PointerLike | Array[Any] | _CArgObject | bytes | int | None

    class MaybeNull(_Pointer[T]):
        """A pointer from the library; NULL is false."""

        def __bool__(self) -> bool: ...

    class PointerField(Generic[T]):
        """A pointer in a struct, which can also be set from an array or to ``None``."""

        def __get__(self, struct: Structure, owner: type[Structure]) -> MaybeNull[T]: ...
        def __set__(self, struct: Structure, value: Pointer[T] | Array[T] | None) -> None: ...

    class HandleField(Generic[H]):
        """A handle in a struct, which can also be set to ``None``."""

        def __get__(self, struct: Structure, owner: type[Structure]) -> H: ...
        def __set__(self, struct: Structure, value: H | None) -> None: ...


__all__ = ["CDECL", "FILE_p", "FunctionPointer", "Handle"]
