"""Renders chat templates in a process of its own, which ends when a template takes too long.

A template is a program that came with a model's file. Jinja's sandbox keeps it from reaching the system, but
not from computing for hours, inside calls that nothing can interrupt. So this file is run as a script: it
reads requests from standard input and answers on standard output, a line of JSON each. It imports nothing of
the package, so it starts fast and holds nothing worth reading.
"""

from __future__ import annotations

import faulthandler
import json
import sys
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from types import GeneratorType, TracebackType
from typing import Any

from jinja2 import Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Namespace

_TEMPLATE_FILE = "<template>"


class RefusedError(TemplateError):
    """The template itself has called ``raise_exception``."""


class _Generation(Extension):
    """``{% generation %}``, which marks for training what the assistant says; here it is only a block."""

    tags = {"generation"}  # noqa: RUF012  # declared so by Jinja

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endgeneration",), drop_needle=True)
        return nodes.Scope(body, lineno=line)


class _Namespace(Namespace):
    """A namespace without names that could reach Python's own attributes."""

    def __init__(*args: Any, **kwargs: Any) -> None:  # so that "self" is a name like others
        self, *rest = args
        given = dict(*rest, **kwargs)
        for name in given:
            _check_name(name)
        Namespace.__init__(self, given)

    def __setitem__(self, name: str, value: Any) -> None:
        _check_name(name)
        super().__setitem__(name, value)


class _Dict:
    """``dict`` as a function, without what hangs on the class."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        return dict(*args, **kwargs)


def _check_name(name: object) -> None:
    if str(name).startswith("_"):
        raise SecurityError(f"a namespace cannot hold {name!r}")


def _raise_exception(message: object) -> None:
    raise RefusedError(str(message))


def _strftime_now(form: str) -> str:
    return datetime.now().strftime(form)  # noqa: DTZ005  # templates want the local date


def _tojson(
    value: Any,
    ensure_ascii: bool = False,  # noqa: FBT001, FBT002  # templates may give it by position
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,  # noqa: FBT001, FBT002
) -> str:
    """Write JSON for a model; Jinja's own filter writes it for a web page."""
    return json.dumps(
        value,
        ensure_ascii=ensure_ascii,
        indent=indent,
        separators=separators,
        sort_keys=sort_keys,
        default=_listed,
    )


def _listed(value: object) -> list[Any]:
    # What filters such as ``map`` give is a generator.
    if isinstance(value, GeneratorType):
        return list(value)
    raise TypeError(f"{type(value).__name__} is not a value of JSON")


def _environment() -> SandboxedEnvironment:
    # Lists may be changed, as some templates do: all that a template can reach was made for this request.
    environment = SandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[_Generation, loopcontrols]
    )
    environment.filters["tojson"] = _tojson
    functions: dict[str, Callable[..., Any]] = {
        "raise_exception": _raise_exception,
        "strftime_now": _strftime_now,
        "namespace": _Namespace,
        "dict": _Dict(),
    }
    environment.globals.update(functions)
    return environment


@lru_cache(maxsize=8)
def compile_template(source: str) -> Template:
    """Compile a template.

    Raises:
        TemplateSyntaxError: it is not a template.
    """
    return _environment().from_string(source)


def answer(line: bytes, max_chars: int) -> dict[str, Any]:
    """Render a template.

    Args:
        line: a JSON object with the template, ``source``, and its ``variables``.
        max_chars: longest text that it may write.

    Returns:
        ``text``; or ``error``, its ``kind`` (as in ``ChatTemplateError``), and the ``line`` of the template.
    """
    try:
        request = json.loads(line)
        text = compile_template(request["source"]).render(request["variables"])
        text.encode()
    except Exception as error:  # noqa: BLE001  # a template can fail in any way
        return _failure(error)
    if len(text) > max_chars:
        return {"kind": "memory", "error": f"it writes more than {max_chars} characters"}
    return {"text": text}


def _failure(error: Exception) -> dict[str, Any]:
    line = _line(error.__traceback__)
    match error:
        case RefusedError():
            return {"kind": "refused", "error": str(error), "line": line}
        case TemplateSyntaxError():
            return {"kind": "syntax", "error": error.message, "line": error.lineno}
        case MemoryError():
            return {"kind": "memory", "error": "it needs too much memory"}
        case RecursionError():
            return {"kind": "error", "error": "it nests too deeply", "line": line}
        case _:
            return {"kind": "error", "error": f"{type(error).__name__}: {error}"[:1000], "line": line}


def _line(traceback: TracebackType | None) -> int | None:
    """Return the line of the template where an error happened; Jinja has put it into the traceback."""
    line = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == _TEMPLATE_FILE:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _limit_memory(n_bytes: int) -> None:
    try:
        import resource  # noqa: PLC0415  # not on every system
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or hard > n_bytes:
        resource.setrlimit(resource.RLIMIT_AS, (n_bytes, hard))


def _serve(timeout_s: float, max_chars: int, memory_bytes: int) -> None:
    _limit_memory(memory_bytes)
    for line in sys.stdin.buffer:
        # The watchdog ends the process from a thread that needs no interpreter lock.
        faulthandler.dump_traceback_later(timeout_s, exit=True)
        response = json.dumps(answer(line, max_chars)).encode()
        faulthandler.cancel_dump_traceback_later()
        sys.stdout.buffer.write(response + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve(float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
