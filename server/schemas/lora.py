"""Which LoRA adapters a client wants: the body of ``POST /lora-adapters``, and a field of others."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from pyllama.engine.lora_scales import LoraScales
from server.schemas.body import decode_body

MAX_ADAPTERS: Final = 1024


class LoraScale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The scale of one adapter.

    Attributes:
        id: its number.
        scale: 0 turns it off.
        path, task_name, prompt_prefix: what ``GET /lora-adapters`` says of it, so that its answer can be
            sent back; they change nothing.
    """

    id: int
    scale: float
    path: str | None = None
    task_name: str | None = None
    prompt_prefix: str | None = None


LoraBody = Annotated[list[LoraScale], msgspec.Meta(max_length=MAX_ADAPTERS)]
"""The adapters to use; those that are not there are turned off."""

_DECODER: Final = msgspec.json.Decoder(LoraBody)


def parse_lora(data: bytes) -> LoraScales:
    """Read a body.

    Raises:
        InvalidRequestError: not JSON, an unknown field, or a wrong type.
    """
    return lora_scales(decode_body(data, _DECODER))


def lora_scales(body: list[LoraScale]) -> LoraScales:
    """Return number and scale of each adapter, in the order in which they were sent."""
    return tuple((adapter.id, adapter.scale) for adapter in body)
