"""What a route takes and gives, said by a decorator on its function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Literal, TypeVar

from server.errors import ErrorBody
from server.formats.json import EVENT_STREAM_TYPE

GENERATES: Final = (
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.NOT_IMPLEMENTED,
)
"""The errors of a route that generates text."""

Tag = Literal["Text", "Chat", "Embeddings", "Tokens", "Slots", "Server"]
"""The parts of the API."""

View = TypeVar("View", bound=Callable[..., Any])

_KEY: Final = "openapi_operation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A part of the target of a request.

    Attributes:
        name: its name.
        about: what it means.
        type: its type, one that msgspec knows.
        place: where it stands.
        is_required: whether it must be there, as one in the path must.
    """

    name: str
    about: str
    type: Any = str
    place: Literal["path", "query"] = "query"
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What a route takes and gives. Use it as the decorator of the function, below those of the paths.

    Attributes:
        summary: what the route does.
        tag: which part of the API it belongs to.
        body: the types of which a body has one, such as msgspec knows; none if there is no body.
        needs_body: whether there must be one.
        ignored: fields of the body that may hold anything.
        refused: fields of the body that may only hold these values, or null. Where this is not ``None``, no
            other fields may be there than these, the ignored ones and those of the type.
        response: the types of which a response has one; none if there is nothing but errors.
        events: the types of which the data of an event has one, if a response can be a stream.
        stream_type: the media type of that stream: server-sent events, or lines with one object each.
        last_event: the data of an event behind all others, if it is not JSON.
        media_type: what a response is if it is no stream.
        parameters: in the path, and behind the question mark.
        errors: statuses of errors, beyond those that each route may give.
        error: the type of the body of an error.
    """

    summary: str
    tag: Tag
    body: tuple[Any, ...] = ()
    needs_body: bool = True
    ignored: Iterable[str] = ()
    refused: Mapping[str, Iterable[object]] | None = None
    response: tuple[Any, ...] = (dict[str, Any],)
    events: tuple[Any, ...] = ()
    stream_type: str = EVENT_STREAM_TYPE
    last_event: str = ""
    media_type: str = "application/json"
    parameters: tuple[Parameter, ...] = ()
    errors: tuple[HTTPStatus, ...] = ()
    error: Any = ErrorBody

    def __call__(self, view: View) -> View:
        """Note what this says with the function, and return the function."""
        vars(view)[_KEY] = self
        return view

    def types(self) -> Iterable[Any]:
        """Yield all types that the description is made of."""
        yield from (*self.body, *self.response, *self.events, self.error)
        yield from (parameter.type for parameter in self.parameters)


def operation_of(view: Callable[..., Any]) -> Operation | None:
    """Return what a function was described as, ``None`` if it was not."""
    found = vars(view).get(_KEY)
    return found if isinstance(found, Operation) else None
