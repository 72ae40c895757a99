"""Decodes JSON bodies, with errors that name the field at fault."""

from __future__ import annotations

import re
from typing import Final, TypeVar

import msgspec

from pyllama.errors import InvalidRequestError

T = TypeVar("T")

_AT: Final = r"(?: - at `\$\.?(.*)`)?"
_MISSING: Final = re.compile(r"Object missing required field `(\w+)`" + _AT)
_UNKNOWN: Final = re.compile(r"Object contains unknown field `(.*?)`" + _AT, re.DOTALL)


def decode_body(data: bytes, decoder: msgspec.json.Decoder[T]) -> T:
    """Decode a JSON body, whatever its content type says.

    Where a key occurs twice in an object, the last one counts.

    Raises:
        InvalidRequestError: it is not JSON, or a value has the wrong type; ``param`` is the field's path.
    """
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as error:
        raise _wrong_value(str(error)) from None
    except UnicodeDecodeError:
        raise InvalidRequestError("the body is not UTF-8") from None
    except msgspec.DecodeError as error:
        raise InvalidRequestError(f"the body is not valid JSON: {error}") from None
    except RecursionError:
        raise InvalidRequestError("the body is nested too deeply") from None


def _wrong_value(message: str) -> InvalidRequestError:
    """Return the error for what msgspec says, which tells the field only in its message."""
    if match := _MISSING.fullmatch(message):
        param = _path(match[2], match[1])
        return InvalidRequestError(f"{param} is required", param=param)
    if match := _UNKNOWN.fullmatch(message):
        param = _path(match[2], match[1])
        return InvalidRequestError(f"unknown field {param!r}", param=param)
    reason, _, path = message.partition(" - at `$")
    # "$.prompt[1]" is what msgspec calls a field that clients know as "prompt[1]".
    place = path.rstrip("`").lstrip(".") or None
    reason = reason.replace("`", "").replace(" | null", "")
    return InvalidRequestError(f"{place or 'the body'}: {reason}", param=place)


def _path(outer: str | None, name: str) -> str:
    return f"{outer}.{name}" if outer else name
