"""Decodes JSON bodies, with errors that name the field at fault."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from pyllama.errors import InvalidRequestError

T = TypeVar("T")


def decode_body(data: bytes, decoder: msgspec.json.Decoder[T]) -> T:
    """Decode a JSON body, whatever its content type says.

    Where a key occurs twice in an object, the last one counts.

    Raises:
        InvalidRequestError: it is not JSON, or a value has the wrong type; ``param`` is the field's path.
    """
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `$")
        # "$.prompt[1]" is what msgspec calls the field; clients know it as "prompt[1]".
        param = path.rstrip("`").lstrip(".") or None
        reason = reason.replace("`", "").replace(" | null", "")
        raise InvalidRequestError(f"{param or 'the body'}: {reason}", param=param) from None
    except UnicodeDecodeError:
        raise InvalidRequestError("the body is not UTF-8") from None
    except msgspec.DecodeError as error:
        raise InvalidRequestError(f"the body is not valid JSON: {error}") from None
    except RecursionError:
        raise InvalidRequestError("the body is nested too deeply") from None
