"""Reads what models of the family of Llama 3 write behind ``<|python_tag|>``: a call, or a program."""

from __future__ import annotations

import re
from typing import Final

from pyllama.chat.parsers.json_reader import copy_value, escape
from pyllama.chat.parsers.reply_reader import ReplyReader
from pyllama.chat.parsers.scanner import Reading, UnreadableError

PYTHON_TAG: Final = "<|python_tag|>"

_INTERPRETERS: Final = ("code_interpreter", "python", "ipython")
_SEARCHES: Final = ("brave_search", "web_search", "wolfram_alpha")
_WORD: Final = re.compile(r"[\w.]+")


def takes_python_tag(name: str) -> bool:
    """Whether a tool is one of those that models call in Python, as they were trained to."""
    return name in _INTERPRETERS or name in _SEARCHES


def read_python_tag(reader: ReplyReader) -> Reading[None]:
    """Read a call such as ``brave_search.call(query="...")``, or a program for a tool that interprets it.

    Raises:
        UnreadableError: it is neither.
    """
    word: list[str] = []
    yield from reader.scanner.copy_while(_WORD, word.append)
    name = "".join(word)
    called = name.removesuffix(".call")
    if called != name and called in reader.options.tools and (yield from reader.scanner.accept("(")):
        yield from _read_keywords(reader, called)
    else:
        yield from read_program(reader, begin=name)


def read_program(reader: ReplyReader, *, begin: str = "", ends: tuple[str, ...] = ()) -> Reading[str | None]:
    """Read a program as the argument of the tool that interprets programs.

    Args:
        reader: where from and where to.
        begin: what was read of it already.
        ends: texts that end it and are read as well; otherwise it goes to the end of the text.

    Returns:
        The end that was found.

    Raises:
        UnreadableError: there is no such tool.
    """
    interpreter = next((name for name in _INTERPRETERS if name in reader.options.tools), None)
    if interpreter is None:
        raise UnreadableError
    properties = reader.options.tools[interpreter].get("properties")
    names = list(properties) if isinstance(properties, dict) else []
    reader.begin_call(interpreter)
    write = reader.writer.arguments
    write(f'{{"{escape(names[0] if len(names) == 1 else "code")}": "{escape(begin)}')
    end = yield from reader.scanner.copy_until(ends, lambda text: write(escape(text)))
    write('"}')
    reader.end_call()
    return end


def _read_keywords(reader: ReplyReader, name: str) -> Reading[None]:
    scanner, write = reader.scanner, reader.writer.arguments
    reader.begin_call(name)
    separator = "{"
    while True:
        yield from scanner.skip_space()
        key, _ = yield from scanner.text_until("=")
        write(f'{separator}"{escape(key.strip())}": ')
        yield from scanner.skip_space()
        yield from copy_value(scanner, write)
        yield from scanner.skip_space()
        if (yield from scanner.expect(",", ")")) == ")":
            write("}")
            reader.end_call()
            return
        separator = ", "
