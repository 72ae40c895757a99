"""What an option is, and the kinds of values that options take."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Group = Literal["Common", "Sampling", "Server"]

Value = object
"""What one argument turns into; never a list."""

Convert = Callable[[str], Value]
"""Turns an argument into a value; raises ``ValueError`` with a message that begins with the argument."""

_YES: Final = "LLAMA_ARG_"
_NO: Final = "LLAMA_ARG_NO_"
_INT32_MAX: Final = 2**31 - 1


class OptionError(Exception):
    """The command line or the environment is wrong; the message is one line that names the culprit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option: a row of the table.

    Attributes:
        flags: its spellings; the first long one is how messages call it.
        name: the field of ``ServerConfig`` that it sets; with a dot a field of that field.
        group: the section of the help.
        help: what it does, without the default.
        metavar: how the help calls its value; ``None`` makes it a switch.
        convert: turns the argument into the value.
        constant: the value that a switch sets.
        opposite: the value that those spellings of a switch set that begin with ``no-``, and those in
            ``opposite_flags``; ``None`` where there are none.
        opposite_flags: spellings that mean the opposite and do not begin so.
        default: the value without the option; ``None`` where there is none.
        shown_default: how the help says the default; ``None`` writes the value of ``default``, or nothing for
            a switch.
        env: the environment variable that stands for it.
        other_env: more variables that do.
        obsolete: why it changes nothing, which a warning says at the start; ``None`` where it does.
        repeatable: each use adds a value, instead of replacing the one before.
        n_arguments: how many arguments a value may be made of; they are joined by spaces until ``convert``
            takes them.
        implied: the argument that is meant where none follows; ``None`` where one must.
    """

    flags: tuple[str, ...]
    name: str
    group: Group
    help: str
    metavar: str | None = None
    convert: Convert = str
    constant: Value = True
    opposite: Value | None = None
    opposite_flags: tuple[str, ...] = ()
    default: Value | tuple[Value, ...] | None = None
    shown_default: str | None = None
    env: str | None = None
    other_env: tuple[str, ...] = ()
    obsolete: str | None = None
    repeatable: bool = False
    n_arguments: int = 1
    implied: str | None = None

    @property
    def is_switch(self) -> bool:
        """Whether it takes no value."""
        return self.metavar is None

    @property
    def title(self) -> str:
        """The spelling that messages use."""
        return next((flag for flag in self.flags if flag.startswith("--")), self.flags[0])

    @property
    def variables(self) -> tuple[str, ...]:
        """Its environment variables, and those that mean the opposite where it has one."""
        names = self.other_env if self.env is None else (self.env, *self.other_env)
        if self.opposite is None:
            return names
        return names + tuple(name.replace(_YES, _NO, 1) for name in names if name.startswith(_YES))

    def negates(self, variable: str) -> bool:
        """Whether one of its environment variables means the opposite."""
        return variable not in {self.env, *self.other_env}

    @property
    def default_text(self) -> str | None:
        """How the help says the default; ``None`` where it says nothing."""
        if self.shown_default is not None or self.default is None or self.is_switch:
            return self.shown_default
        return str(self.default)

    def set_by(self, flag: str) -> Value:
        """Return the value that a spelling of a switch sets."""
        if flag in self.opposite_flags or (self.opposite is not None and flag.lstrip("-").startswith("no-")):
            return self.opposite
        return self.constant


@dataclass(frozen=True, slots=True)
class Refused:
    """An option that other servers of this kind have, and this one does not.

    Attributes:
        flags: its spellings.
        reason: what the error says about it.
        env: the environment variable that stands for it.
    """

    flags: tuple[str, ...]
    reason: str
    env: str | None = None


def integer(low: int = -_INT32_MAX, high: int = _INT32_MAX) -> Callable[[str], int]:
    """Return a converter to an integer between two bounds, both included."""

    def convert(text: str) -> int:
        # int() alone would also take "1_000", " 1" and digits of other scripts.
        if not re.fullmatch(r"[+-]?[0-9]{1,20}", text):
            raise ValueError(f"{text!r} is not an integer")
        value = int(text)
        if not low <= value <= high:
            raise ValueError(f"{text} is not between {low} and {high}")
        return value

    return convert


def choice(*values: str, **synonyms: str) -> Convert:
    """Return a converter to one of some words; a synonym stands for one of them. Case does not matter."""

    def convert(text: str) -> str:
        word = text.lower()
        word = synonyms.get(word, word)
        if word not in values:
            raise ValueError(f"{text!r} is not one of {', '.join(values)}")
        return word

    return convert


def number(text: str) -> float:
    """Convert to a finite number."""
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a number") from None
    if not math.isfinite(value):
        raise ValueError(f"{text!r} is not a finite number")
    return value


def share(text: str) -> float:
    """Convert to a number from 0 to 1."""
    value = number(text)
    if not 0 <= value <= 1:
        raise ValueError(f"{text} is not between 0 and 1")
    return value


def text(text: str) -> str:
    """Convert to text that is not empty and could be sent to a client."""
    if not text:
        raise ValueError("'' is empty")
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError(f"{text!r} is not valid text")
    return text


def path(text: str) -> str:
    """Convert to a path; any bytes that the system allows in one."""
    if not text:
        raise ValueError("'' is empty")
    return text


def folder(text: str) -> str:
    """Convert to the path of a folder that exists."""
    if not Path(path(text)).is_dir():
        raise ValueError(f"{text!r} is not a folder")
    return text


def cpu_mask(text: str) -> frozenset[int]:
    """Convert a hexadecimal mask to the numbers of its CPUs; ``5`` or ``0x5`` are 0 and 2."""
    if not re.fullmatch(r"(0[xX])?[0-9a-fA-F]+", text):
        raise ValueError(f"{text!r} is not a hexadecimal number")
    bits = f"{int(text, 16):b}"
    return frozenset(cpu for cpu, bit in enumerate(reversed(bits)) if bit == "1")


def cpu_range(text: str) -> frozenset[int]:
    """Convert ``2-5`` to the numbers of these CPUs, both ends included."""
    match = re.fullmatch(r"([0-9]{1,5})-([0-9]{1,5})", text)
    if match is None:
        raise ValueError(f"{text!r} is not of the form LO-HI")
    low, high = int(match[1]), int(match[2])
    if low > high:
        raise ValueError(f"{text!r} ends before it begins")
    return frozenset(range(low, high + 1))


def token_bias(text: str) -> tuple[int, float]:
    """Convert ``15043+1.5`` or ``15043-1`` to a token and its bias."""
    match = re.fullmatch(r"([0-9]{1,10})([+-].+)", text)
    if match is None:
        raise ValueError(f"{text!r} is not of the form TOKEN_ID+BIAS or TOKEN_ID-BIAS")
    bias = -math.inf if match[2] == "-inf" else number(match[2])
    return int(match[1]), bias
