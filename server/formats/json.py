"""The JSON encoder, and the framing of server-sent events."""

from __future__ import annotations

from typing import Final

import msgspec

JSON_TYPE: Final = "application/json; charset=utf-8"
EVENT_STREAM_TYPE: Final = "text/event-stream"

_ENCODER: Final = msgspec.json.Encoder()

encode = _ENCODER.encode
"""Turns an object into JSON; numbers that JSON does not have become null."""


def server_sent_event(data: object) -> bytes:
    """Return an event that carries an object as JSON."""
    return b"data: %b\n\n" % encode(data)
