"""Reads options from a TOML file: the long spelling of an option, without its dashes, is a key."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Final

from server.options.option import Option, OptionError
from server.options.parsed import Parsed
from server.options.refused import REFUSED
from server.options.table import BY_FLAG

_REFUSED_KEYS: Final = {flag.lstrip("-"): refused for refused in REFUSED for flag in refused.flags}
_KEYS: Final = {
    flag.removeprefix("--"): flag for flag in BY_FLAG if flag.startswith("--") and flag != "--config"
}


def read_config_file(path: str, source: str) -> Parsed:
    """Read a file of options.

    Args:
        path: a TOML file. A switch has a truth value, an option that may be given again a list, all others a
            number or a text.
        source: who names it, for errors.

    Raises:
        OptionError: there is no such file, it is not TOML, a key is no option, or a value is wrong.
    """
    try:
        keys = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise OptionError(f"{source}: {path}: {error.strerror}") from None
    except (UnicodeDecodeError, ValueError) as error:
        raise OptionError(f"{source}: {path}: {error}") from None
    parsed = Parsed()
    for key, value in keys.items():
        where = f"{path}: {key}"
        flag = _KEYS.get(key.replace("_", "-"))
        if flag is None:
            raise OptionError(f"{where} {_why_not(key)}")
        _read(parsed, BY_FLAG[flag], flag, where, value)
    return parsed


def _read(parsed: Parsed, option: Option, flag: str, where: str, value: object) -> None:
    if option.is_switch:
        if not isinstance(value, bool):
            raise OptionError(f"{where} must be true or false")
        chosen = option.set_by(flag)
        if not value:
            chosen = option.constant if chosen == option.opposite else option.opposite
        if chosen is not None:
            parsed.put(option, where, chosen)
        return
    for item in value if isinstance(value, list) and option.repeatable else [value]:
        if isinstance(item, bool):
            item = "on" if item else "off"  # noqa: PLW2901  # what the command line would say
        if not isinstance(item, int | float | str):
            kinds = "a number, a text or a list of them" if option.repeatable else "a number or a text"
            raise OptionError(f"{where} must be {kinds}")
        parsed.put_text(option, where, str(item))


def _why_not(key: str) -> str:
    refused = _REFUSED_KEYS.get(key.replace("_", "-"))
    if refused is not None:
        return refused.reason
    similar = difflib.get_close_matches(key, _KEYS, n=1, cutoff=0.75)
    return "is no option" + (f"; did you mean {similar[0]}?" if similar else "")
