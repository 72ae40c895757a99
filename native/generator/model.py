"""What the headers declare, in the words of the generator."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CType:
    """A C type, spelled for each place in which Python code names it.

    Attributes:
        native: the expression that gives the ctypes class, for example ``POINTER(c_float)``.
        instance: the type of an object of that class, for mypy.
        argument: what a caller may pass.
        result: what a function returns, and what a callback receives.
        field: what a struct's attribute is.
    """

    native: str
    instance: str
    argument: str
    result: str
    field: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """One name of a header.

    Attributes:
        name: its name in Python.
        header: the header's file name.
    """

    name: str
    header: str


@dataclass(frozen=True, slots=True)
class Constant(Declaration):
    """A numeric ``#define``; ``value`` is a Python literal or the name of another constant."""

    value: str


@dataclass(frozen=True, slots=True)
class Enumeration(Declaration):
    """An ``enum`` and its members, in order."""

    members: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Handle(Declaration):
    """A pointer to something that only the library can look into."""


@dataclass(frozen=True, slots=True)
class Alias(Declaration):
    """A ``typedef`` of a plain type."""

    target: CType


@dataclass(frozen=True, slots=True)
class Callback(Declaration):
    """A type of pointers to functions.

    Attributes:
        signature: the C declaration, in one line.
    """

    signature: str
    result: CType
    arguments: tuple[CType, ...]


@dataclass(frozen=True, slots=True)
class Record(Declaration):
    """A ``struct`` or ``union`` with fields.

    Attributes:
        c_name: how C spells the type; empty for one that has no name there.
        fields: names and types; the name of an anonymous union is in ``anonymous`` too.
    """

    c_name: str
    fields: tuple[tuple[str, CType], ...]
    anonymous: tuple[str, ...] = ()
    is_union: bool = False


@dataclass(frozen=True, slots=True)
class Function(Declaration):
    """A function of the library.

    Attributes:
        symbol: its name in the library.
        signature: the C declaration, in one line.
        arguments: names and types.
    """

    symbol: str
    signature: str
    result: CType
    arguments: tuple[tuple[str, CType], ...]


AnyDeclaration = Constant | Enumeration | Handle | Alias | Callback | Record | Function
