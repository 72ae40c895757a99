"""The fields of a completion's body beyond those that are used: ignored, or not supported yet."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Final

import msgspec

from pyllama.errors import InvalidRequestError, UnsupportedFeatureError
from server.schemas.body import decode_body

IGNORED: Final = frozenset({"model", "user"})
"""Sent by clients made for other services; whatever they hold makes no difference."""

NOT_YET: Final[dict[str, tuple[object, ...]]] = {
    "backend_sampling": (False,),
    "grammar_lazy": (False,),
    "grammar_triggers": ([],),
    "image_data": ([],),
    "preserved_tokens": ([],),
    "speculative.n_max": (),
    "speculative.n_min": (),
    "speculative.p_min": (),
    "sse_ping_interval": (-1,),
    "verbose": (False,),
}
"""Fields that are known but not supported yet, with the values that leave them off; so does null."""

_DECODER: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ANY: Final = msgspec.json.Decoder()


def check_fields(
    data: bytes,
    known: Iterable[str],
    *,
    ignored: Container[str] = IGNORED,
    not_yet: Mapping[str, Container[object]] = NOT_YET,
) -> None:
    """Refuse fields of a body that would have an effect elsewhere, but none here.

    Args:
        data: the body.
        known: fields that are used.
        ignored: fields that may hold anything.
        not_yet: fields that are not supported, with the values that they may hold all the same.

    Raises:
        InvalidRequestError: the body is not a JSON object, or has an unknown field.
        UnsupportedFeatureError: it uses a field that is not supported yet.
    """
    for name, value in decode_body(data, _DECODER).items():
        if name in known or name in ignored:
            continue
        if name not in not_yet:
            raise InvalidRequestError(f"unknown field {name!r}", param=name)
        decoded = decode_body(bytes(value), _ANY)
        if decoded is not None and decoded not in not_yet[name]:
            raise UnsupportedFeatureError(f"{name} is not supported yet", param=name)
