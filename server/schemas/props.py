"""The body of ``POST /props``."""

from __future__ import annotations

from typing import Final

import msgspec

from server.schemas.body import decode_body


class PropsBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Properties to change; there are none that can be."""


_DECODER: Final = msgspec.json.Decoder(PropsBody)


def check_props(data: bytes) -> None:
    """Refuse a body that would change anything.

    Raises:
        InvalidRequestError: not JSON, or a property that cannot be changed.
    """
    decode_body(data or b"{}", _DECODER)
