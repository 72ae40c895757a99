"""Tells models apart: a saved state is of use only with what it was computed by."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from pyllama.context_params import CacheType
from pyllama.ctypes_api import UPSTREAM_COMMIT
from pyllama.engine.state_file import FINGERPRINT_BYTES
from pyllama.model import Model

_SAMPLE_BYTES: Final = 64 * 1024


def model_fingerprint(model: Model, *, type_k: CacheType, type_v: CacheType) -> bytes:
    """Return 32 bytes that no other model has, nor this one with another KV cache or another llama.cpp.

    Reads 128 KiB of the model's file, which must still be the one that was loaded; of a split model its
    first part. Two fine-tuned models with equal metadata differ there: their last tensors do.

    Args:
        model: the model.
        type_k: data type of the K cache.
        type_v: data type of the V cache.

    Raises:
        OSError: the file cannot be read any more.
    """
    digest = blake2b(digest_size=FINGERPRINT_BYTES)
    facts = {
        "n_params": str(model.n_params),
        "size_bytes": str(model.size_bytes),
        "type_k": type_k,
        "type_v": type_v,
        # A state says nothing of its own format.
        "llama.cpp": UPSTREAM_COMMIT,
    }
    texts = (text for fact in [*sorted(model.metadata.items()), *facts.items()] for text in fact)
    for part in (*(text.encode(errors="surrogateescape") for text in texts), *_samples(model)):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()


def _samples(model: Model) -> Iterator[bytes]:
    """Yield bytes from the middle and from the end of the file, where the weights are."""
    with model.path.open("rb") as file:
        last = max(file.seek(0, os.SEEK_END) - _SAMPLE_BYTES, 0)
        for start in (last // 2, last):
            file.seek(start)
            yield file.read(_SAMPLE_BYTES)
