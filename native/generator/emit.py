"""Writes declarations as Python modules."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from native.generator.model import (
    Alias,
    AnyDeclaration,
    Callback,
    Constant,
    Enumeration,
    Function,
    Handle,
    Record,
)
from native.generator.sections import FLAGS, KEEPS_GIL, LIBRARIES

PACKAGE = "pyllama.ctypes_api"
COMMAND = "python -m native.generate_ctypes"
_WIDTH = 110
_ROOT = Path(__file__).resolve().parents[2]

_RUN_TIME_SOURCES = {
    **dict.fromkeys(("POINTER", "Array", "Structure", "Union"), "ctypes"),
    "IntEnum": "enum",
    "IntFlag": "enum",
    "Callable": "collections.abc",
    "TYPE_CHECKING": "typing",
    "native": f"{PACKAGE}._binding",
    "CDECL": f"{PACKAGE}._types",
    "FILE_p": f"{PACKAGE}._types",
    "FunctionPointer": f"{PACKAGE}._types",
    "Handle": f"{PACKAGE}._types",
}
_HINTS = ("Address", "HandleField", "MaybeNull", "Pointer", "PointerField", "Ref")


def heading(what: str, commit: str) -> str:
    """Return the first line of every generated file."""
    return f"Generated from {what} of llama.cpp {commit} by `{COMMAND}`"


def module_text(declarations: list[AnyDeclaration], homes: dict[str, str], commit: str) -> str:
    """Return the source of one module.

    Args:
        declarations: what it declares, in order.
        homes: the module of every name of the package.
        commit: upstream's.
    """
    body = "\n".join(_render(declaration) for declaration in declarations).strip()
    used = set(re.findall(r"[A-Za-z_]\w*", re.sub(r'#.*|""".*?"""', "", body)))
    own = {declaration.name for declaration in declarations}
    sources = {name: _RUN_TIME_SOURCES[name] for name in used & _RUN_TIME_SOURCES.keys()}
    sources |= {name: "ctypes" for name in used if name.startswith("c_") and hasattr(ctypes, name)}
    sources |= {name: f"{PACKAGE}.{homes[name]}" for name in (used & homes.keys()) - own}
    hints = sorted(used & set(_HINTS))
    if hints:
        sources["TYPE_CHECKING"] = "typing"
    headers = ", ".join(dict.fromkeys(declaration.header for declaration in declarations))
    lines = [
        f"# {heading(headers, commit)}.",
        "",
        "from __future__ import annotations",
        "",
        *_imports(sources),
    ]
    if hints:
        lines += ["", "if TYPE_CHECKING:", f"    from {PACKAGE}._types import {', '.join(hints)}"]
    return formatted("\n".join([*lines, "", body, ""]))


def facade_text(modules: Iterable[str], headers: str, commit: str) -> str:
    """Return the source of a module that offers the names of several others."""
    lines = [
        f"# {heading(headers, commit)}.",
        "# ruff: noqa: F403  # every name of the headers is offered here",
        "",
        *(f"from {PACKAGE}.{module} import *" for module in modules),
    ]
    return formatted("\n".join([*lines, ""]))


def formatted(text: str) -> str:
    """Return a source as the project's formatter leaves it."""
    for arguments in (["check", "--quiet", "--select", "I", "--fix"], ["format", "--quiet"]):
        text = subprocess.run(
            [sys.executable, "-m", "ruff", *arguments, "--stdin-filename", "pyllama/ctypes_api/x.py", "-"],
            input=text,
            capture_output=True,
            check=True,
            encoding="utf-8",
            cwd=_ROOT,
        ).stdout
    return text


def _imports(sources: dict[str, str]) -> list[str]:
    modules: dict[str, list[str]] = {}
    for name, module in sorted(sources.items()):
        modules.setdefault(module, []).append(name)
    return [f"from {module} import {', '.join(names)}" for module, names in sorted(modules.items())]


def _render(declaration: AnyDeclaration) -> str:
    match declaration:
        case Constant():
            text = f"{declaration.name} = {declaration.value}"
        case Enumeration():
            text = _spaced(_enumeration(declaration))
        case Handle():
            text = _spaced(f"class {declaration.name}(Handle): ...")
        case Alias():
            text = f"{declaration.name} = {declaration.target.native}"
        case Callback():
            text = _spaced(_callback(declaration))
        case Record():
            text = _spaced(_record(declaration))
        case Function():
            text = _spaced(_function(declaration))
    return text


def _spaced(text: str) -> str:
    # The formatter keeps functions without bodies together where nothing is between them.
    return f"\n{text}\n"


def _enumeration(enum: Enumeration) -> str:
    flags = enum.name in FLAGS
    lines = [f"class {enum.name}({'IntFlag' if flags else 'IntEnum'}):"]
    first: dict[int, str] = {}
    for name, value in enum.members:
        lines.append(f"    {name} = {first.get(value, value)}")  # a second name of a value is an alias
        first.setdefault(value, name)
    return "\n".join(lines)


def _callback(callback: Callback) -> str:
    # Python code that is called returns an address where C wants a handle; ctypes has no other way.
    result = "int | None" if callback.result.field.startswith("HandleField") else callback.result.result
    received = ", ".join(t.result for t in callback.arguments)
    function = f"Callable[[{received}], {result}] | int"
    return "\n".join(
        [
            *_signature_comment(callback.signature),
            f"class {callback.name}(FunctionPointer):",
            "    _flags_ = CDECL",
            f"    _restype_ = {callback.result.native}",
            f"    _argtypes_ = {_tuple([t.native for t in callback.arguments])}",
            "    if TYPE_CHECKING:",
            f"        def __init__(self, function: {function} = ..., /) -> None: ...",
        ],
    )


def _record(record: Record) -> str:
    base = "Union" if record.is_union else "Structure"
    pairs = _tuple([f"({name!r}, {t.native})" for name, t in record.fields])
    lines = [f"class {record.name}({base}):"]
    lines += [f"    {name}: {t.field}" for name, t in record.fields]
    if record.anonymous:
        lines.append(f"    _anonymous_ = {record.anonymous!r}")
    refers_to_itself = re.search(rf"\b{record.name}\b", pairs)
    if refers_to_itself:
        return "\n".join([*lines, "", f"{record.name}._fields_ = {pairs}"])
    return "\n".join([*lines, f"    _fields_ = {pairs}"])


def _function(function: Function) -> str:
    natives = [f'"{LIBRARIES[function.header]}"', function.result.native]
    natives += [t.native for _, t in function.arguments]
    if KEEPS_GIL.fullmatch(function.symbol):
        natives.append("keeps_gil=True")
    arguments = ", ".join(f"{name}: {t.argument}" for name, t in function.arguments)
    slash = ", /" if arguments else ""
    return "\n".join(
        [
            *_signature_comment(function.signature),
            f"@native({', '.join(natives)})",
            f"def {function.name}({arguments}{slash}) -> {function.result.result}: ...",
        ],
    )


def _tuple(items: list[str]) -> str:
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def _signature_comment(signature: str) -> Iterable[str]:
    comment = f"# {signature}"
    return [comment] if len(comment) <= _WIDTH else []
