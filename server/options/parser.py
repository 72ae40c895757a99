"""Reads the command line and the environment by the table."""

from __future__ import annotations

import difflib
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NoReturn

from server.options.option import Option, OptionError, Value
from server.options.refused import REFUSED
from server.options.table import OPTIONS

_BY_FLAG: Final = {flag: option for option in OPTIONS for flag in option.flags}
_REFUSED_FLAGS: Final = {flag: refused for refused in REFUSED for flag in refused.flags}
_TRUE: Final = frozenset({"1", "true", "on", "yes", "enabled"})
_FALSE: Final = frozenset({"0", "false", "off", "no", "disabled"})


@dataclass(slots=True)
class Parsed:
    """What was given, and where.

    Attributes:
        values: the value of each option that was given, by ``Option.name``; a list for repeatable ones.
        sources: the flag or environment variable that it came from.
        options: the option that set it.
    """

    values: dict[str, Value | list[Value]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    options: dict[str, Option] = field(default_factory=dict)

    def put(self, option: Option, source: str, value: Value) -> None:
        """Note a value; of a repeatable option it is added to those before from the command line."""
        if option.repeatable:
            # What a variable has set is replaced.
            is_argument = self.sources.get(option.name, "").startswith("-")
            before = self.values[option.name] if is_argument else []
            self.values[option.name] = [*before, value] if isinstance(before, list) else [value]
        else:
            self.values[option.name] = value
        self.sources[option.name] = source
        self.options[option.name] = option


def parse(arguments: Sequence[str], environment: Mapping[str, str]) -> Parsed:
    """Read arguments and environment; arguments win.

    Raises:
        OptionError: an unknown or refused option, a missing or a bad value.
    """
    parsed = Parsed()
    _read_environment(parsed, environment)
    rest = deque(arguments)
    while rest:
        flag, inline = _split(rest.popleft())
        option = _BY_FLAG.get(flag)
        if option is None:
            _raise_unknown(flag)
        if option.is_switch:
            if inline is not None:
                raise OptionError(f"{flag} takes no value")
            parsed.put(option, flag, option.set_by(flag))
            continue
        text = _value(option, flag, rest) if inline is None else inline
        parsed.put(option, flag, _convert(option, flag, text))
    return parsed


def _value(option: Option, flag: str, rest: deque[str]) -> str:
    """Take the value of an option from the rest of the command line."""
    if option.implied is None:
        if not rest:
            raise OptionError(f"{flag} needs a value: {option.metavar}")
        return rest.popleft()
    # What follows is the value only if it could be one.
    try:
        option.convert(rest[0])
    except (IndexError, ValueError):
        return option.implied
    return rest.popleft()


def _split(argument: str) -> tuple[str, str | None]:
    flag, equals, value = argument.partition("=")
    return (flag, value) if equals and flag.startswith("--") else (argument, None)


def _read_environment(parsed: Parsed, environment: Mapping[str, str]) -> None:
    # An empty variable counts as none: compose files and unit files often leave them empty.
    for refused in REFUSED:
        if refused.env is not None and _is_on(environment.get(refused.env, "")):
            raise OptionError(f"{refused.env} {refused.reason}")
    for option in OPTIONS:
        for variable in option.variables:
            text = environment.get(variable, "")
            value = _value_of(option, variable, text) if text else None
            if value is not None:
                parsed.put(option, variable, value)


def _value_of(option: Option, variable: str, text: str) -> Value | None:
    """Return the value that a variable sets; ``None`` if it sets none."""
    if not option.is_switch:
        return _convert(option, variable, text)
    word = text.lower()
    if word not in _TRUE | _FALSE:
        raise OptionError(f"{variable}: {text!r} is not one of 1, 0, true, false, on, off")
    if variable != option.env:
        return option.opposite if word in _TRUE else None
    return option.constant if word in _TRUE else option.opposite


def _is_on(text: str) -> bool:
    return text != "" and text.lower() not in _FALSE


def _convert(option: Option, source: str, text: str) -> Value:
    try:
        return option.convert(text)
    except ValueError as error:
        raise OptionError(f"{source}: {error}") from None


def _raise_unknown(flag: str) -> NoReturn:
    refused = _REFUSED_FLAGS.get(flag)
    if refused is not None:
        raise OptionError(f"{flag} {refused.reason}")
    if not flag.startswith("-"):
        raise OptionError(f"unexpected argument {flag!r}")
    similar = difflib.get_close_matches(flag, _BY_FLAG, n=1, cutoff=0.75)
    hint = f"; did you mean {similar[0]}?" if similar else ""
    raise OptionError(f"unknown option {flag!r}{hint}")
