"""Reads the command line, the environment and a file by the table."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Final

from server.options.config_file import read_config_file
from server.options.option import Option, OptionError
from server.options.parsed import FALSE, TRUE, Parsed
from server.options.refused import REFUSED
from server.options.table import BY_FLAG, OPTIONS
from server.options.unknown import raise_unknown

_CONFIG: Final = BY_FLAG["--config"]


def parse(arguments: Sequence[str], environment: Mapping[str, str]) -> Parsed:
    """Read arguments, the environment, and the file that they name; the first of these wins.

    Raises:
        OptionError: an unknown or refused option, a missing or a bad value, or a file that cannot be read.
    """
    given = Parsed()
    _read_environment(given, environment)
    given = given.under(_read_arguments(arguments))
    path = given.values.get(_CONFIG.name)
    return given if path is None else read_config_file(str(path), given.sources[_CONFIG.name]).under(given)


def _read_arguments(arguments: Sequence[str]) -> Parsed:
    parsed = Parsed()
    rest = deque(arguments)
    while rest:
        flag, inline = _split(rest.popleft())
        option = BY_FLAG.get(flag)
        if option is None:
            raise_unknown(flag)
        if option.is_switch:
            if inline is not None:
                raise OptionError(f"{flag} takes no value")
            parsed.put(option, flag, option.set_by(flag))
            continue
        text = _value(option, flag, rest) if inline is None else inline
        parsed.put_text(option, flag, text)
    return parsed


def _value(option: Option, flag: str, rest: deque[str]) -> str:
    """Take the value of an option from the rest of the command line."""
    if option.implied is None:
        if not rest:
            raise OptionError(f"{flag} needs a value: {option.metavar}")
        text = rest.popleft()
        for _ in range(1, option.n_arguments):
            if rest and not _takes(option, text):
                text += f" {rest.popleft()}"
        return text
    # What follows is the value only if it could be one.
    return rest.popleft() if rest and _takes(option, rest[0]) else option.implied


def _takes(option: Option, text: str) -> bool:
    try:
        option.convert(text)
    except ValueError:
        return False
    return True


def _split(argument: str) -> tuple[str, str | None]:
    if not argument.startswith("--"):
        return argument, None
    flag, equals, value = argument.partition("=")
    return flag.replace("_", "-"), value if equals else None


def _read_environment(parsed: Parsed, environment: Mapping[str, str]) -> None:
    # An empty variable counts as none: compose files and unit files often leave them empty.
    for refused in REFUSED:
        if refused.env is not None and environment.get(refused.env, "").lower() not in {"", *FALSE}:
            raise OptionError(f"{refused.env} {refused.reason}")
    for option in OPTIONS:
        for variable in option.variables:
            text = environment.get(variable, "")
            if not text:
                continue
            if option.is_switch:
                _read_switch(parsed, option, variable, text)
            else:
                parsed.put_text(option, variable, text)


def _read_switch(parsed: Parsed, option: Option, variable: str, text: str) -> None:
    word = text.lower()
    if word not in TRUE | FALSE:
        raise OptionError(f"{variable}: {text!r} is not one of 1, 0, true, false, on, off")
    if option.negates(variable):
        value = option.opposite if word in TRUE else None
    else:
        value = option.constant if word in TRUE else option.opposite
    if value is not None:
        parsed.put(option, variable, value)
