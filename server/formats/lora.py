"""The response objects of ``/lora-adapters``."""

from __future__ import annotations

import os

import msgspec

from pyllama.engine import Adapters


class AdapterEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An adapter.

    Attributes:
        id: its number.
        path: its file.
        scale: the present scale.
        task_name, prompt_prefix: what the file says of its use.
    """

    id: int
    path: str
    scale: float
    task_name: str
    prompt_prefix: str


def lora_response(adapters: Adapters) -> list[AdapterEntry]:
    """Return what there is to know of each adapter, with its present scale."""
    return [
        AdapterEntry(
            id=i,
            path=os.fsencode(adapter.path).decode(errors="replace"),
            scale=scale,
            task_name=adapter.task_name,
            prompt_prefix=adapter.prompt_prefix,
        )
        for i, (adapter, scale) in enumerate(zip(adapters.loaded, adapters.scales, strict=True))
    ]
