"""The JSON encoder, and the framing of events in a stream."""

from __future__ import annotations

from typing import Final

import msgspec

JSON_TYPE: Final = "application/json; charset=utf-8"
EVENT_STREAM_TYPE: Final = "text/event-stream"
NDJSON_TYPE: Final = "application/x-ndjson"

_ENCODER: Final = msgspec.json.Encoder()

encode = _ENCODER.encode
"""Turns an object into JSON; numbers that JSON does not have become null."""


def server_sent_event(data: object) -> bytes:
    """Return an event that carries an object as JSON."""
    return b"data: %b\n\n" % encode(data)


def named_event(name: str, data: object) -> bytes:
    """Return an event that carries an object as JSON, under a name."""
    return b"event: %b\n%b" % (name.encode(), server_sent_event(data))


def json_line(data: object) -> bytes:
    """Return an object as a line of JSON."""
    return encode(data) + b"\n"
