"""The description of the API as a document, in the form of OpenAPI 3.1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from pyllama import __version__
from server.formats.json import EVENT_STREAM_TYPE
from server.openapi.generation import describe_generation
from server.openapi.operation import Operation, Parameter
from server.openapi.schemas import JsonSchema, Schemas
from server.schemas.sampling import SamplingBody

OPENAPI_VERSION: Final = "3.1.0"

_ABOUT: Final = "Language models on your own machine: the HTTP API of llama.cpp's server."
_OF_BODIES: Final = (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
_SECURITY: Final = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "header": {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A route.

    Attributes:
        path: its path, as the document says it: ``/slots/{id_slot}``.
        method: its method, in small letters.
        operation: what it takes and gives.
        is_public: whether it needs no API key.
    """

    path: str
    method: str
    operation: Operation
    is_public: bool


def openapi_document(routes: Iterable[Route], *, prefix: str, has_keys: bool) -> dict[str, Any]:
    """Return the document.

    Args:
        routes: what it describes.
        prefix: what all paths of the server begin with.
        has_keys: whether API keys are asked for.
    """
    routes = sorted(routes, key=lambda route: (route.path, route.method))
    schemas = Schemas(a_type for route in routes for a_type in route.operation.types())
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method] = _operation(route, schemas, has_keys=has_keys)
    document: dict[str, Any] = {
        "openapi": OPENAPI_VERSION,
        "info": {"title": "pyllama-server", "version": __version__, "description": _ABOUT},
        "servers": [{"url": prefix or "/"}],
        "paths": paths,
        "components": {"schemas": schemas.components},
    }
    if has_keys:
        document["components"]["securitySchemes"] = _SECURITY
        document["security"] = [{name: []} for name in _SECURITY]
    return document


def _operation(route: Route, schemas: Schemas, *, has_keys: bool) -> dict[str, Any]:
    operation = route.operation
    name = re.sub(r"\W+", "_", f"{route.method}{route.path}").rstrip("_")
    result: dict[str, Any] = {"operationId": name, "summary": operation.summary, "tags": [operation.tag]}
    if has_keys and route.is_public:
        result["security"] = []
    if operation.parameters:
        result["parameters"] = [_parameter(parameter, schemas) for parameter in operation.parameters]
    if operation.body:
        for body in operation.body:
            if isinstance(body, type) and issubclass(body, SamplingBody):
                describe_generation(schemas.component(body), body)
        if operation.refused is not None:
            schemas.add_fields(operation.body[0], operation.ignored, operation.refused)
        result["requestBody"] = {
            "required": operation.needs_body,
            "content": {"application/json": {"schema": schemas.of(operation.body)}},
        }
    success = {"200": _success(operation, schemas)} if operation.response else {}
    result["responses"] = success | {
        str(status.value): _response(status.phrase, "application/json", schemas.of((operation.error,)))
        for status in sorted(_errors(route, has_keys=has_keys))
    }
    return result


def _parameter(parameter: Parameter, schemas: Schemas) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.is_required or parameter.place == "path",
        "description": parameter.about,
        "schema": schemas.of((parameter.type,)),
    }


def _success(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    response = _response(HTTPStatus.OK.phrase, operation.media_type, schemas.of(operation.response))
    if operation.events:
        response["content"][operation.stream_type] = {"schema": _event(operation, schemas)}
    return response


def _event(operation: Operation, schemas: Schemas) -> JsonSchema:
    """Return the schema of each event of a stream; OpenAPI 3.1 has no place for that of the whole."""
    # An error after the first event is an event.
    data = schemas.of((*operation.events, operation.error))
    if operation.stream_type != EVENT_STREAM_TYPE:
        return data
    choices: list[JsonSchema] = [{"contentMediaType": "application/json", "contentSchema": data}]
    if operation.last_event:
        choices.append({"const": operation.last_event})
    text = {"type": "string", "anyOf": choices}
    return {"type": "object", "description": "one event", "properties": {"data": text}, "required": ["data"]}


def _response(description: str, media_type: str, schema: JsonSchema) -> dict[str, Any]:
    return {"description": description, "content": {media_type: {"schema": schema}}}


def _errors(route: Route, *, has_keys: bool) -> Iterator[HTTPStatus]:
    found = {HTTPStatus.SERVICE_UNAVAILABLE, *route.operation.errors}
    if route.operation.parameters:
        found.add(HTTPStatus.BAD_REQUEST)
    if route.operation.body:
        found.update(_OF_BODIES)
    if has_keys and not route.is_public:
        found.add(HTTPStatus.UNAUTHORIZED)
    yield from found
