"""What ``POST /slots/{id}`` is asked to do."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from pyllama.errors import InvalidRequestError
from server.schemas.body import decode_body


class SlotFileBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The body.

    Attributes:
        filename: name of a file in the folder of the saved slots.
    """

    filename: str


_DECODER: Final = msgspec.json.Decoder(SlotFileBody)


def parse_filename(data: bytes) -> str:
    """Read a body, and return the name that it has.

    Raises:
        InvalidRequestError: not JSON, no ``filename``, or a wrong type.
    """
    return decode_body(data, _DECODER).filename


def parse_id_slot(text: str, n_slots: int) -> int:
    """Read the number of a slot.

    Raises:
        InvalidRequestError: it is not a number, or there is no such slot.
    """
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) >= n_slots:
        message = f"there is no slot {text[:20]!r}, only 0 to {n_slots - 1}"
        raise InvalidRequestError(message, param="id_slot")
    return int(text)
