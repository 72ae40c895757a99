"""``GET /openapi.json``: what there is to ask, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import trio
from quart import Blueprint, Quart, current_app
from quart_trio.wrappers import TrioResponse

from server.auth import PUBLIC, WEB
from server.formats.json import encode
from server.openapi.document import Route, openapi_document
from server.openapi.operation import Operation, operation_of
from server.responses import encoded_response
from server.state import ServerState

_METHODS: Final = ("DELETE", "GET", "PATCH", "POST", "PUT")


def openapi_routes(state: ServerState) -> Blueprint:
    """Return the endpoint."""
    routes = Blueprint("openapi", __name__)
    written: dict[bool, bytes] = {}

    @routes.get("/openapi.json")
    @Operation(summary="This document", tag="Server", response=(dict[str, Any],))
    async def openapi() -> TrioResponse:
        has_keys = bool(state.keys)
        if has_keys not in written:
            prefix = state.config.api_prefix
            described = list(described_routes(current_app, prefix))
            written[has_keys] = await trio.to_thread.run_sync(
                lambda: encode(openapi_document(described, prefix=prefix, has_keys=has_keys))
            )
        return encoded_response(written[has_keys])

    return routes


def described_routes(app: Quart, prefix: str) -> Iterator[Route]:
    """Yield what is to be described: all but the web page and the files of a folder.

    Args:
        app: has the routes.
        prefix: what all paths begin with.

    Raises:
        LookupError: a route has no ``Operation``.
    """
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] == WEB:
            continue
        operation = operation_of(app.view_functions[rule.endpoint])
        if operation is None:
            raise LookupError(f"{rule.rule} has no description")
        path = rule.rule.removeprefix(prefix)
        for method in set(rule.methods or ()).intersection(_METHODS):
            yield Route(
                # A converter stands before the name of what it converts.
                path=re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path),
                method=method.lower(),
                operation=operation,
                is_public=method == "GET" and path in PUBLIC,
            )
