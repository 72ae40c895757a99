"""How each sort of C type is spelled in Python."""

from __future__ import annotations

from native.generator.model import CType

# The ctypes class and the Python type of each plain C type.
SCALARS = {
    "int8_t": ("c_int8", "int"),
    "int16_t": ("c_int16", "int"),
    "int32_t": ("c_int32", "int"),
    "int64_t": ("c_int64", "int"),
    "uint8_t": ("c_uint8", "int"),
    "uint16_t": ("c_uint16", "int"),
    "uint32_t": ("c_uint32", "int"),
    "uint64_t": ("c_uint64", "int"),
    "size_t": ("c_size_t", "int"),
    "int": ("c_int", "int"),
    "unsigned char": ("c_uint8", "int"),
    "char": ("c_char", "int"),
    "float": ("c_float", "float"),
    "double": ("c_double", "float"),
    "_Bool": ("c_bool", "bool"),
}

VOID = CType("None", "None", "None", "None", "None")
ADDRESS = CType("c_void_p", "c_void_p", "Address", "int | None", "int | None")
STRING = CType("c_char_p", "c_char_p", "bytes | None", "bytes | None", "bytes | None")


def plain(native: str, python: str) -> CType:
    """Spell a type that is a Python value on one side and a ctypes class on the other."""
    return CType(native, native, python, python, python)


def scalar(c_name: str, context: str) -> CType:
    """Spell a number or truth value.

    Raises:
        SyntaxError: there is no rule for the type.
    """
    if c_name not in SCALARS:
        raise SyntaxError(f"{context}: no rule for the type {c_name}")
    return plain(*SCALARS[c_name])


def enumeration(*, signed: bool) -> CType:
    """Spell an enum: an ``IntEnum`` member is an int, so numbers pass both ways."""
    return plain("c_int" if signed else "c_uint", "int")


def by_value(name: str) -> CType:
    """Spell a struct or a callback, which are ctypes objects on both sides."""
    return CType(name, name, name, name, name)


def handle(name: str) -> CType:
    """Spell an opaque pointer."""
    return CType(name, name, name, name, f"HandleField[{name}]")


def renamed(name: str, target: CType) -> CType:
    """Spell a ``typedef`` of a plain type by its own name."""
    instance = name if target.native.isidentifier() else target.instance
    return CType(name, instance, target.argument, target.result, target.field)


def pointer(to: CType) -> CType:
    """Spell a pointer that Python can look through."""
    inner = to.instance
    return CType(
        native=f"POINTER({to.native})",
        instance=f"Pointer[{inner}]",
        argument=f"Ref[{inner}]",
        result=f"MaybeNull[{inner}]",
        field=f"PointerField[{inner}]",
    )


def array(of: CType, length: int) -> CType:
    """Spell an array inside a struct; one of characters is bytes."""
    instance = f"Array[{of.instance}]"
    field = "bytes" if of.native == "c_char" else instance
    return CType(f"{of.native} * {length}", instance, instance, instance, field)
