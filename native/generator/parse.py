"""Reads the headers with libclang."""

from __future__ import annotations

import builtins
import keyword
import re
from pathlib import Path
from typing import Any

from clang import cindex
from clang.cindex import AvailabilityKind, CursorKind, StorageClass, TypeKind

from native.generator import ctype_spelling as spell
from native.generator.model import (
    Alias,
    AnyDeclaration,
    Callback,
    Constant,
    CType,
    Enumeration,
    Function,
    Handle,
    Record,
)
from native.generator.sections import HEADERS, OPAQUE, PLATFORM_CONSTANTS, PUBLIC_HEADERS, UNDEFINED

_INCLUDE_FOLDERS = ("include", "ggml/include", "tools/mtmd")
_STUBS = Path(__file__).parent / "stubs"
_NUMBER = re.compile(r"\(?(-?)\s*(0[xX][0-9a-fA-F]+|\d+)[uUlL]*\)?")

# libclang's Python classes have no types.
Cursor = Any
ClangType = Any


def parse_headers(source: Path) -> list[AnyDeclaration]:
    """Return everything that the public headers under ``source`` declare, in order.

    The headers are read as C11 for one fixed target and with our own stubs of the standard headers, so
    that the result does not depend on the machine.

    Raises:
        SyntaxError: a header cannot be parsed.
    """
    includes = [f"-I{folder}" for folder in (_STUBS, *(source / name for name in _INCLUDE_FOLDERS))]
    unit = cindex.Index.create().parse(
        "headers.c",
        args=["-x", "c", "-std=c11", "--target=x86_64-unknown-linux-gnu", "-nostdinc", *includes],
        unsaved_files=[("headers.c", "".join(f'#include "{name}"\n' for name in PUBLIC_HEADERS))],
        options=cindex.TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD,
    )
    problems = [str(d) for d in unit.diagnostics if d.severity >= cindex.Diagnostic.Error]
    if problems:
        raise SyntaxError("\n".join(problems))
    cursors = [c for c in unit.cursor.get_children() if _header(c) in HEADERS]
    return _Parser(cursors).declarations


def _header(cursor: Cursor) -> str:
    file = cursor.location.file
    return Path(file.name).name if file else ""


class _Parser:
    """Turns cursors into declarations; keeps what later cursors need of earlier ones."""

    def __init__(self, cursors: list[Cursor]) -> None:
        self.declarations: list[AnyDeclaration] = []
        self._names: set[str] = set()
        self._handles = _handle_typedefs(cursors)
        for cursor in sorted(cursors, key=lambda c: c.kind is not CursorKind.MACRO_DEFINITION):
            self._visit(cursor)

    def _add(self, declaration: AnyDeclaration) -> None:
        if declaration.name not in self._names:
            self._names.add(declaration.name)
            self.declarations.append(declaration)

    def _visit(self, cursor: Cursor) -> None:
        if cursor.kind is CursorKind.MACRO_DEFINITION:
            self._constant(cursor)
        elif cursor.kind is CursorKind.ENUM_DECL:
            self._enumeration(cursor)
        elif cursor.kind is CursorKind.STRUCT_DECL and cursor.is_definition() and cursor.spelling:
            self._record(cursor, _header(cursor), cursor.spelling, cursor.type.spelling)
        elif cursor.kind is CursorKind.TYPEDEF_DECL:
            self.c_type(cursor.type, cursor.spelling)
        elif cursor.kind is CursorKind.FUNCTION_DECL and _is_public(cursor):
            self._function(cursor)

    def _constant(self, cursor: Cursor) -> None:
        body = "".join(token.spelling for token in list(cursor.get_tokens())[1:])
        if cursor.spelling in PLATFORM_CONSTANTS:
            return
        if number := _NUMBER.fullmatch(body):
            self._add(Constant(cursor.spelling, _header(cursor), "".join(number.groups())))
        elif body in self._names:
            self._add(Constant(cursor.spelling, _header(cursor), body))

    def _enumeration(self, cursor: Cursor) -> None:
        members = tuple((c.spelling, c.enum_value) for c in cursor.get_children())
        self._add(Enumeration(cursor.spelling, _header(cursor), members))

    def _record(self, cursor: Cursor, header: str, name: str, c_name: str) -> None:
        fields, anonymous = [], []
        for child in cursor.type.get_fields():
            # libclang describes a field without a name in words.
            field_name = child.spelling if child.spelling.isidentifier() else "value"
            if field_name != child.spelling:
                anonymous.append(field_name)
            inner = child.type.get_declaration()
            if inner.kind in {CursorKind.UNION_DECL, CursorKind.STRUCT_DECL} and inner.is_anonymous():
                nested = f"_{name}_{field_name}"
                self._record(inner, header, nested, "")
                fields.append((field_name, spell.by_value(nested)))
            else:
                python_name = f"{field_name}_" if keyword.iskeyword(field_name) else field_name
                fields.append((python_name, self.c_type(child.type, f"{name}_{field_name}", header)))
        is_union = cursor.kind is CursorKind.UNION_DECL
        self._add(Record(name, header, c_name, tuple(fields), tuple(anonymous), is_union))

    def _function(self, cursor: Cursor) -> None:
        # An enum or struct may have the function's name in C, where tags live apart.
        name = cursor.spelling + ("_" if cursor.spelling in self._names else "")
        arguments = []
        for i, child in enumerate(cursor.get_arguments()):
            argument = _python_name(child.spelling or f"arg{i}")
            arguments.append((argument, self._argument(child.type, f"{name}_{argument}", _header(cursor))))
        result = self.c_type(cursor.result_type, f"{name}_result")
        parameters = ", ".join(_declare(c.type.spelling, c.spelling) for c in cursor.get_arguments())
        signature = f"{_declare(cursor.result_type.spelling, cursor.spelling)}({parameters or 'void'})"
        self._add(Function(name, _header(cursor), cursor.spelling, signature, result, tuple(arguments)))

    def _argument(self, t: ClangType, context: str, header: str) -> CType:
        # C passes an array as a pointer to its first element.
        if t.kind is TypeKind.CONSTANTARRAY:
            return spell.pointer(self.c_type(t.element_type, context, header))
        return self.c_type(t, context, header)

    def c_type(self, t: ClangType, context: str, header: str = "") -> CType:
        """Spell a type, and declare what it needs that has no cursor of its own.

        Args:
            t: libclang's type.
            context: what to call a type that has no name.
            header: where such a type is declared.
        """
        match t.kind:
            case TypeKind.ELABORATED:
                spelled = self.c_type(t.get_named_type(), context, header)
            case TypeKind.TYPEDEF:
                spelled = self._typedef(t)
            case TypeKind.POINTER:
                spelled = self._pointer(t.get_pointee(), context, header)
            case TypeKind.CONSTANTARRAY:
                spelled = spell.array(self.c_type(t.element_type, context, header), t.element_count)
            case TypeKind.ENUM:
                spelled = spell.enumeration(signed=t.get_declaration().enum_type.kind is TypeKind.INT)
            case TypeKind.RECORD:
                spelled = spell.by_value(t.get_declaration().spelling)
            case TypeKind.VOID:
                spelled = spell.VOID
            case _:
                spelled = spell.scalar(t.spelling.replace("const ", ""), context)
        return spelled

    def _typedef(self, t: ClangType) -> CType:
        declaration = t.get_declaration()
        name, header = declaration.spelling, _header(declaration)
        if name in spell.SCALARS:
            return spell.scalar(name, name)
        target = declaration.underlying_typedef_type
        canonical = target.get_canonical()
        if canonical.kind is TypeKind.RECORD:
            return spell.by_value(name)
        if canonical.kind is TypeKind.POINTER:
            pointee = canonical.get_pointee()
            if pointee.kind is TypeKind.FUNCTIONPROTO:
                return self._callback(target.get_pointee(), name, header)
            if pointee.kind is TypeKind.RECORD and _is_opaque(pointee):
                return self._handle(pointee)
        spelled = self.c_type(target, name, header)
        self._add(Alias(name, header, spelled))
        return spell.renamed(name, spelled)

    def _pointer(self, pointee: ClangType, context: str, header: str) -> CType:
        canonical = pointee.get_canonical()
        if canonical.kind is TypeKind.VOID:
            return spell.ADDRESS
        if canonical.kind is TypeKind.CHAR_S and pointee.is_const_qualified():
            return spell.STRING
        if canonical.kind is TypeKind.RECORD and _is_opaque(canonical):
            return self._handle(canonical)
        if canonical.kind is TypeKind.FUNCTIONPROTO:
            return self._callback(pointee, context, header)
        return spell.pointer(self.c_type(pointee, context, header))

    def _handle(self, record: ClangType) -> CType:
        declaration = record.get_declaration()
        name = self._handles.get(declaration.spelling, f"{declaration.spelling}_p")
        if name != "FILE_p":  # of the standard library, so written by hand
            self._add(Handle(name, _header(declaration)))
        return spell.handle(name)

    def _callback(self, prototype: ClangType, name: str, header: str) -> CType:
        result = self.c_type(prototype.get_result(), f"{name}_result")
        arguments = tuple(self.c_type(t, f"{name}_argument") for t in prototype.argument_types())
        parameters = ", ".join(_declare(t.spelling, "") for t in prototype.argument_types())
        signature = f"{_declare(prototype.get_result().spelling, '')} (*)({parameters or 'void'})"
        self._add(Callback(name, header, signature, result, arguments))
        return spell.by_value(name)


def _handle_typedefs(cursors: list[Cursor]) -> dict[str, str]:
    """Map the tags of structs to the typedef'd pointers that programs know them by."""
    found: dict[str, str] = {}
    for cursor in cursors:
        if cursor.kind is CursorKind.TYPEDEF_DECL:
            target = cursor.underlying_typedef_type.get_canonical()
            if target.kind is TypeKind.POINTER and target.get_pointee().kind is TypeKind.RECORD:
                found[target.get_pointee().get_declaration().spelling] = cursor.spelling
    return found


def _is_opaque(record: ClangType) -> bool:
    declaration = record.get_declaration()
    return declaration.get_definition() is None or declaration.spelling in OPAQUE


def _is_public(cursor: Cursor) -> bool:
    return (
        _header(cursor) in PUBLIC_HEADERS
        and cursor.spelling not in UNDEFINED
        and cursor.availability is not AvailabilityKind.DEPRECATED
        and cursor.storage_class is not StorageClass.STATIC
        and not cursor.type.is_function_variadic()
    )


def _declare(c_type: str, name: str) -> str:
    c_type = c_type.replace("_Bool", "bool")
    return f"{c_type}{name}" if c_type.endswith("*") else f"{c_type} {name}".rstrip()


def _python_name(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) or hasattr(builtins, name) else name
