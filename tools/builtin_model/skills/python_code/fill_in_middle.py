"""Small Python files with a gap, laid out as llama.cpp's server lays out the body of ``/infill``."""

from __future__ import annotations

import re
import warnings
from random import Random
from typing import Final, NamedTuple

from tools.builtin_model.example import Split, Text, split_of
from tools.builtin_model.skills.python_code.grammar import RETURNING, Code, Style, call, draw

_CALLERS: Final = (
    "def main(){none}:\n    print({call})",
    "def main(){none}:\n    {result} = {call}\n    print({result})",
    'def main(){none}:\n    print("The result is", {call})\n\n\nif __name__ == "__main__":\n    main()',
    'if __name__ == "__main__":\n    print({call})',
    "print({call})",
    "{result} = {call}\nprint({result})",
    '{result} = {call}\nprint(f"Result: {{{result}}}")',
    "def run({arguments}):\n    return {name}({arguments})",
    "def compute({arguments}):\n    {result} = {name}({arguments})\n    return {result}",
    "def show({arguments}){none}:\n    print({name}({arguments}))",
    "def show_result({arguments}){none}:\n    {result} = {name}({arguments})\n    print({result})",
)  # fmt: skip
_RESULTS: Final = ("result", "answer", "total", "value", "output", "res")
_MODULES: Final = ("helpers", "utils", "tools", "lib", "common", "functions", "shared", "basics")
_WORDS: Final = re.compile(r"\w+|[^\w\s]+")
_TOKENS: Final = re.compile(r"[A-Za-z]+|\d|_|[^\w\s]+|\n *")
_MAX_TOKENS: Final = 36
# Lines that nothing around them determines.
_UNCERTAIN: Final = ('"""', "#", "class ", "def main", "def run", "def compute", "def show", "if __name__")


class _File(NamedTuple):
    """A file, the part of it that may have a gap, and other files, with their names, that come before it.

    The split is made by ``words``.
    """

    before: str
    part: str
    after: str
    words: frozenset[str]
    others: tuple[tuple[str, str], ...] = ()


def _style(random: Random) -> Style:
    told = random.randrange(100)
    return Style(hints=random.randrange(100) < 35, docstring=told < 22, comment=22 <= told < 30)


def _imports(text: str) -> str:
    return "import math\n\n\n" if "math." in text else ""


def _plain_file(random: Random, split: Split) -> _File:
    """Return a file of one or two functions or classes, perhaps with a call."""
    code = draw(random, split)
    style = _style(random)
    parts = [code.source(style)]
    gap = 0
    if random.randrange(100) < 25:
        other = draw(random, "train")
        while other.name in code.body.names:
            other = draw(random, "train")
        gap = random.randrange(2)
        parts.insert(1 - gap, other.source(style))
    if code.body.result and random.randrange(100) < 22:
        called = call(random, code)
        parts.append(called if code.body.result == "None" else f"print({called})")
        if random.randrange(100) < 30:
            gap = len(parts) - 1
    before, after = "\n\n\n".join((*parts[:gap], "")), "\n\n\n".join(("", *parts[gap + 1 :]))
    end = "\n" if random.randrange(100) < 85 else ""
    return _File(
        _imports("".join(parts)) + before, parts[gap], after + end, frozenset((code.name, *code.arguments))
    )


def _module(random: Random, code: Code, name: str) -> tuple[str, str]:
    """Return the name and the text of a file that defines a function."""
    text = code.source(_style(random))
    return f"{name}.py", f"{_imports(text)}{text}\n"


def _calling_file(random: Random, split: Split) -> _File:
    """Return a file that imports a function of another one and calls it."""
    while True:
        code = draw(random, "train", RETURNING)
        number = random.randrange(len(_CALLERS))
        result = random.choice(_RESULTS)
        if split_of("call", number, code.name, *code.arguments) == split and result not in code.arguments:
            break
    name, unrelated = random.sample(_MODULES, 2)
    others = [_module(random, code, name)]
    if random.randrange(100) < 20:
        others.insert(random.randrange(2), _module(random, draw(random, "train"), unrelated))
    text = _CALLERS[number].format(
        call=call(random, code),
        name=code.name,
        arguments=", ".join(code.arguments),
        result=result,
        none=random.choice(("", "", " -> None")),
    )
    separator = "\n\n\n" if text.startswith("def ") else "\n\n"
    text = f"from {name} import {code.name}{separator}{text}"
    return _File("", text, "\n", frozenset((code.name,)), tuple(others))


def _lines(random: Random, part: str) -> list[tuple[int, int]]:
    """Return where lines that are worth a gap start, after their indentation, and end."""
    lines = [(found.start(), found.end()) for found in re.finditer(r"\S.*", part)]
    if random.randrange(100) < 15:
        return lines
    first = 1 if part.startswith(("def ", "#")) else 0
    return [line for line in lines[first:] if not part.startswith(_UNCERTAIN, line[0])] or lines


def _within(random: Random, part: str, start: int, end: int) -> tuple[int, int]:
    """Return a gap in one line, between two ends of words."""
    if part.startswith("return ", start) and random.randrange(100) < 35:
        return start + len("return "), end
    places = sorted({place for found in _WORDS.finditer(part, start, end) for place in found.span()})
    gap_start = random.choice(places[1:-1] or places[:1])
    if random.randrange(100) < 55:
        return gap_start, end
    return gap_start, random.choice([place for place in places if place > gap_start])


def _start_of(random: Random, part: str, start: int) -> int:
    """Return where to start a gap of whole lines: mostly editors have written the indentation."""
    return start if random.randrange(100) < 70 else part.rfind("\n", 0, start) + 1


def _gap(random: Random, part: str) -> tuple[int, int]:
    """Return where a gap starts and ends."""
    lines = _lines(random, part)
    dice = random.randrange(100)
    start, end = random.choice(lines)
    if dice < 60:
        return _within(random, part, start, end)
    if dice < 80:
        return _start_of(random, part, start), end
    if dice < 90:
        # The whole body, whatever the lines before it are.
        return _start_of(random, part, lines[0][0]), len(part)
    return _start_of(random, part, start), max(end, random.choice(lines)[1])


def _drawn_gap(random: Random, file: _File) -> tuple[int, int, bool]:
    """Return where a gap that is neither empty nor long starts and ends, and whether nothing follows it."""
    part = file.part
    while True:
        start, end = _gap(random, part)
        if not start and not file.before:
            continue
        nothing = random.randrange(100) < 10
        middle = part[start : len(part) if nothing else end]
        if len(_TOKENS.findall(middle)) > _MAX_TOKENS or not middle.strip():
            continue
        # Gaps of one sign teach little.
        if len(middle.strip()) > 1 or random.randrange(100) < 25:
            return start, start + len(middle), nothing


def _compiles(source: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(source, "x", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return False
    return True


def _header(others: tuple[tuple[str, str], ...]) -> str:
    """Return what comes first; the names of the repository and of the last file are the server's own."""
    files = "".join(f"<|file_sep|>{name}\n{text}" for name, text in others)
    return f"<|repo_name|>myproject\n{files}<|file_sep|>filename\n"


def fill_in_middle(random: Random, split: Split) -> Text:
    """Leave out some of a Python file.

    Files are split by what the function with the gap does together with its name and those of its arguments;
    calls of functions in other files by the way of calling together with these names.
    """
    layout = random.randrange(100)
    while True:
        file = (_calling_file if layout < 8 else _plain_file)(random, split)
        start, end, nothing = _drawn_gap(random, file)
        prefix, middle = file.before + file.part[:start], file.part[start:end]
        suffix = "" if nothing else file.part[end:] + file.after
        # What is left of files of both splits may be the same where the gap hides the names.
        if split == "train" or file.words <= set(_WORDS.findall(f"{prefix} {suffix}")):
            break
    if layout < 15:
        others = file.others
        if layout >= 13:
            others = (_module(random, draw(random, "train"), random.choice(_MODULES)),)
        prompt = f"{_header(others)}<|fim_prefix|>{prefix}<|fim_suffix|>{suffix}<|fim_middle|>"
    elif layout < 25:
        prompt = f"<|fim_suffix|>{suffix}<|fim_prefix|>{prefix}<|fim_middle|>"
    else:
        prompt = f"<|fim_prefix|>{prefix}<|fim_suffix|>{suffix}<|fim_middle|>"

    def judge(text: str) -> bool:
        return bool(text.strip()) and _compiles(prefix + text + suffix)

    return Text(prompt, middle, judge)
