"""Errors as HTTP responses, in the form of whichever dialect was spoken."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Final

from quart_trio.wrappers import TrioResponse
from werkzeug.exceptions import MethodNotAllowed

from pyllama.errors import QueueFullError
from server.auth import InvalidApiKeyError
from server.errors import ErrorBody, ErrorDetail, error_body, is_expected
from server.responses import json_response

logger: Final = logging.getLogger(__name__)


def error_handler(
    form: Callable[[ErrorDetail], object] = ErrorBody,
) -> Callable[[Exception], Awaitable[TrioResponse]]:
    """Return what turns an error into a response; register it with an application or a blueprint.

    Args:
        form: makes the body.
    """

    async def handle(error: Exception) -> TrioResponse:
        if not is_expected(error):
            logger.error("a request failed", exc_info=error)
        detail = error_body(error).error
        response = json_response(form(detail), detail.code)
        if isinstance(error, InvalidApiKeyError):
            response.headers["WWW-Authenticate"] = "Bearer"
        if isinstance(error, QueueFullError):
            response.headers["Retry-After"] = str(error.retry_after_s)
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        return response

    return handle
