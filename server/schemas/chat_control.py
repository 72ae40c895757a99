"""The body of ``POST /v1/chat/completions/control``."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from server.schemas.body import decode_body


class ChatControlBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to do with a completion that runs.

    Attributes:
        id: that of the completion.
        action: end the thoughts.
        model: makes no difference; there is one.
    """

    id: str
    action: Literal["reasoning_end"]
    model: str | None = None


_DECODER: Final = msgspec.json.Decoder(ChatControlBody)


def parse_chat_control(data: bytes) -> ChatControlBody:
    """Read a body.

    Raises:
        InvalidRequestError: not JSON, an unknown field, a wrong type, or an unknown action.
    """
    return decode_body(data, _DECODER)
