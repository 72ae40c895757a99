"""What to say of an argument that is none."""

from __future__ import annotations

import difflib
import re
from typing import Final, NoReturn

from server.options.option import OptionError
from server.options.refused import REFUSED
from server.options.table import BY_FLAG

_REFUSED_FLAGS: Final = {flag: refused for refused in REFUSED for flag in refused.flags}


def raise_unknown(flag: str) -> NoReturn:
    """Raise ``OptionError``, which says why the option is refused, or what may have been meant."""
    refused = _REFUSED_FLAGS.get(flag)
    if refused is not None:
        raise OptionError(f"{flag} {refused.reason}")
    if not flag.startswith("-"):
        raise OptionError(f"unexpected argument {flag!r}")
    similar = difflib.get_close_matches(flag, BY_FLAG, n=1, cutoff=0.75)
    meant = _with_its_value(flag) or (similar[0] if similar else None)
    hint = f"; did you mean {meant}?" if meant else ""
    raise OptionError(f"unknown option {flag!r}{hint}")


def _with_its_value(argument: str) -> str | None:
    """Return how an option is written whose value is stuck to it: ``-ngl 99`` for ``-ngl99``."""
    for flag in sorted(BY_FLAG, key=len, reverse=True):
        option = BY_FLAG[flag]
        stuck = argument.removeprefix(flag)
        if option.is_switch or stuck == argument or not re.match(r"=|[-+.]?[0-9]", stuck):
            continue
        value = stuck.removeprefix("=")
        try:
            option.convert(value)
        except ValueError:
            continue
        return f"{flag} {value}"
    return None
