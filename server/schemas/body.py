"""Decodes JSON bodies, with errors that name the field at fault."""

from __future__ import annotations

import re
from typing import Final, TypeVar

import msgspec

from pyllama.errors import InvalidRequestError

T = TypeVar("T")

_MISSING: Final = re.compile(r"Object missing required field `(\w+)`")
_UNKNOWN: Final = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)


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
        return InvalidRequestError(f"{match[1]} is required", param=match[1])
    if match := _UNKNOWN.fullmatch(message):
        return InvalidRequestError(f"unknown field {match[1]!r}", param=match[1])
    reason, _, path = message.partition(" - at `$")
    # "$.prompt[1]" is what msgspec calls a field that clients know as "prompt[1]".
    param = path.rstrip("`").lstrip(".") or None
    reason = reason.replace("`", "").replace(" | null", "")
    return InvalidRequestError(f"{param or 'the body'}: {reason}", param=param)
