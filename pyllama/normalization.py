"""Bring vectors to a common size, so that their dot products can be compared."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from pyllama.errors import InvalidRequestError

_INT16_SCALE: Final = 32760.0


def normalize(vectors: npt.NDArray[np.float32], kind: int = 2) -> npt.NDArray[np.float32]:
    """Divide each vector by its size; one of only zeros stays as it is.

    Args:
        vectors: float32, shape ``(…, n)``; each row of the last axis is a vector.
        kind: what the size is. -1: always 1; 0: the largest absolute value, so that values then lie between
            -32760 and 32760; 1: the sum of absolute values (taxicab); 2: the length (Euclidean); any larger
            ``p``: the p-norm.

    Returns:
        float32, of the same shape; a new array, unless ``kind`` is -1.

    Raises:
        InvalidRequestError: ``kind`` is below -1.

    Source: common_embd_normalize.
    """
    if kind < -1:
        message = f"embd_normalize must be -1 or more, not {kind}"
        raise InvalidRequestError(message, param="embd_normalize")
    if kind == -1:
        return vectors
    exact = vectors.astype(np.float64)
    largest = np.abs(exact).max(axis=-1, keepdims=True, initial=0.0)
    # Powers of what lies between -1 and 1 cannot overflow.
    exact /= np.where(largest > 0.0, largest, 1.0)
    if kind == 0:
        exact *= _INT16_SCALE
    else:
        norm = (np.abs(exact) ** kind).sum(axis=-1, keepdims=True) ** (1.0 / kind)
        exact /= np.where(norm > 0.0, norm, 1.0)
    return exact.astype(np.float32)
