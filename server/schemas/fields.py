"""The fields of a completion's body beyond those that are used: ignored, or not supported yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from pyllama.errors import InvalidRequestError, UnsupportedFeatureError
from server.schemas.body import decode_body

IGNORED: Final = frozenset({"model", "user"})
"""Sent by clients made for other services; whatever they hold makes no difference."""

NOT_YET: Final[dict[str, tuple[object, ...]]] = {
    "backend_sampling": (False,),
    "echo": (False,),
    "grammar": ("",),
    "grammar_lazy": (False,),
    "grammar_triggers": ([],),
    "image_data": ([],),
    "json_schema": (),
    "lora": ([],),
    "preserved_tokens": ([],),
    "speculative.n_max": (),
    "speculative.n_min": (),
    "speculative.p_min": (),
    "sse_ping_interval": (-1,),
    "stream_options": ({},),
    "verbose": (False,),
}
"""Fields that are known but not supported yet, with the values that leave them off; so does null."""

_DECODER: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ANY: Final = msgspec.json.Decoder()


def check_fields(data: bytes, known: Iterable[str]) -> None:
    """Refuse fields of a body that would have an effect elsewhere, but none here.

    Raises:
        InvalidRequestError: the body is not a JSON object, or has an unknown field.
        UnsupportedFeatureError: it uses a field that is not supported yet.
    """
    for name, value in decode_body(data, _DECODER).items():
        if name in known or name in IGNORED:
            continue
        if name not in NOT_YET:
            raise InvalidRequestError(f"unknown field {name!r}", param=name)
        decoded = decode_body(bytes(value), _ANY)
        if decoded is not None and decoded not in NOT_YET[name]:
            raise UnsupportedFeatureError(f"{name} is not supported yet", param=name)
