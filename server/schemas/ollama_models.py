"""The body of ``POST /api/show``, as Ollama's clients send it."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from server.schemas.body import decode_body


class OllamaShowBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which model to show; there is one. What is verbose elsewhere is left out here."""

    model: str | None = None
    name: str | None = None
    verbose: Literal[False] | None = None


_SHOW: Final = msgspec.json.Decoder(OllamaShowBody)


def parse_show(data: bytes) -> OllamaShowBody:
    """Read a body of ``/api/show``.

    Raises:
        InvalidRequestError: not JSON, an unknown field, or a wrong type.
    """
    return decode_body(data, _SHOW)
