"""Makes HTTP responses."""

from __future__ import annotations

from http import HTTPStatus

from quart_trio.wrappers import TrioResponse

from server.formats.json import JSON_TYPE, encode


def json_response(data: object, status: int = HTTPStatus.OK) -> TrioResponse:
    """Return a response with an object as JSON."""
    return TrioResponse(encode(data), status, content_type=JSON_TYPE)
