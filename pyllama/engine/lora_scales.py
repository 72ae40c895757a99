"""Which LoRA adapters a sequence is computed with. Pure: the adapters themselves are native objects."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from pyllama.errors import InvalidRequestError

LoraScales = tuple[tuple[int, float], ...]
"""The number and the scale of each adapter, in any order; those that are not there have scale 0."""

SCALE_MAX: Final = 100.0
"""Largest size of a scale. Values that overflow in the memory would spoil the text of everybody in it."""


def check_scales(scales: LoraScales, n_adapters: int, *, path: str = "lora") -> None:
    """Check that adapters exist, that each is named once, and that its scale is in range.

    Args:
        scales: what to check.
        n_adapters: how many are loaded.
        path: how errors call it.

    Raises:
        InvalidRequestError: one is wrong; ``param`` is its path.
    """
    seen: set[int] = set()
    for i, (id_adapter, scale) in enumerate(scales):
        param = f"{path}[{i}].id"
        if not 0 <= id_adapter < n_adapters:
            known = f"only 0 to {n_adapters - 1}" if n_adapters else "none is loaded"
            raise InvalidRequestError(f"{param}: there is no adapter {id_adapter}, {known}", param=param)
        if id_adapter in seen:
            raise InvalidRequestError(f"{param}: adapter {id_adapter} is named twice", param=param)
        seen.add(id_adapter)
        if not math.isfinite(scale) or abs(scale) > SCALE_MAX:
            param = f"{path}[{i}].scale"
            message = f"{param} must lie between {-SCALE_MAX:g} and {SCALE_MAX:g}, not {scale}"
            raise InvalidRequestError(message, param=param)


def in_use(scales: Iterable[tuple[int, float]]) -> LoraScales:
    """Return the one form of all scales that mean the same: in order, without zeros."""
    return tuple(sorted((id_adapter, float(scale)) for id_adapter, scale in scales if scale))
