"""Makes HTTP responses."""

from __future__ import annotations

from http import HTTPStatus

from quart_trio.wrappers import TrioResponse

from server.formats.json import JSON_TYPE, encode


def json_response(data: object, status: int = HTTPStatus.OK) -> TrioResponse:
    """Return a response with an object as JSON."""
    return encoded_response(encode(data), status)


def encoded_response(data: bytes, status: int = HTTPStatus.OK) -> TrioResponse:
    """Return a response with JSON that is encoded already."""
    return TrioResponse(data, status, content_type=JSON_TYPE)
