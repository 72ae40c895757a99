"""Errors as responses: which class of error becomes which status, and the body that says it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

import msgspec
from werkzeug.exceptions import HTTPException

from pyllama.errors import (
    ContextSizeExceededError,
    DeadlineExceededError,
    QueueFullError,
    RequestError,
    UnavailableError,
)
from server.auth import InvalidApiKeyError


class EndpointUnsupportedError(Exception):
    """An endpoint is not served by this server, or not with its model."""


class EndpointDisabledError(EndpointUnsupportedError):
    """An endpoint is not served, because of an option.

    Attributes:
        option: the option that turns it on.
    """

    def __init__(self, endpoint: str, option: str) -> None:
        super().__init__(f"this server does not support {endpoint}; start it with {option}")
        self.option = option


class ErrorDetail(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What went wrong.

    Attributes:
        code: the HTTP status, also inside a stream.
        message: one sentence for people.
        type: one word for programs.
        param: the field of the request at fault, as a path.
        n_prompt_tokens: length of a prompt that does not fit.
        n_ctx: what it would have to fit into.
    """

    code: int
    message: str
    type: str
    param: str | None = None
    n_prompt_tokens: int | None = None
    n_ctx: int | None = None


class ErrorBody(msgspec.Struct, frozen=True):
    """The body of every response that is an error."""

    error: ErrorDetail


@dataclass(frozen=True, slots=True)
class _Kind:
    status: HTTPStatus
    type: str


# The first class that fits decides, so a class stands before its bases.
_KINDS: tuple[tuple[type[Exception], _Kind], ...] = (
    (ContextSizeExceededError, _Kind(HTTPStatus.BAD_REQUEST, "exceed_context_size_error")),
    (RequestError, _Kind(HTTPStatus.BAD_REQUEST, "invalid_request_error")),
    (InvalidApiKeyError, _Kind(HTTPStatus.UNAUTHORIZED, "authentication_error")),
    (EndpointUnsupportedError, _Kind(HTTPStatus.NOT_IMPLEMENTED, "not_supported_error")),
    (QueueFullError, _Kind(HTTPStatus.TOO_MANY_REQUESTS, "overloaded_error")),
    (DeadlineExceededError, _Kind(HTTPStatus.REQUEST_TIMEOUT, "timeout_error")),
    (UnavailableError, _Kind(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable_error")),
)
_EXPECTED = (HTTPException, RequestError, UnavailableError, EndpointUnsupportedError, InvalidApiKeyError)
_INTERNAL = _Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "server_error")


def is_expected(error: Exception) -> bool:
    """Whether the error is an answer to what a client did, and not a fault of the server."""
    return isinstance(error, _EXPECTED)


def error_body(error: Exception) -> ErrorBody:
    """Return the body for an error. The text of unexpected ones is not shown to clients."""
    if isinstance(error, HTTPException):
        return _http_error_body(error)
    kind = next((kind for cls, kind in _KINDS if isinstance(error, cls)), _INTERNAL)
    context = error if isinstance(error, ContextSizeExceededError) else None
    return ErrorBody(
        ErrorDetail(
            code=kind.status,
            message="internal error" if kind is _INTERNAL else str(error),
            type=kind.type,
            param=error.param if isinstance(error, RequestError) else None,
            n_prompt_tokens=context.n_prompt_tokens if context else None,
            n_ctx=context.n_ctx if context else None,
        ),
    )


def _http_error_body(error: HTTPException) -> ErrorBody:
    """Return the body for an error of the HTTP layer: no such route, wrong method, body too large."""
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if status is HTTPStatus.NOT_FOUND:
        error_type = "not_found_error"
    elif status < HTTPStatus.INTERNAL_SERVER_ERROR:
        error_type = "invalid_request_error"
    else:
        error_type = "server_error"
    return ErrorBody(ErrorDetail(code=status, message=status.phrase, type=error_type))
