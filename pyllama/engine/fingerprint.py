"""Tells models apart: a saved state is of use only with what it was computed by."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Final

from pyllama.context_params import CacheType
from pyllama.ctypes_api import UPSTREAM_COMMIT
from pyllama.engine.adapters import AdapterParams
from pyllama.engine.state_file import FINGERPRINT_BYTES
from pyllama.lora_adapter import LoraAdapter
from pyllama.model import Model

_SAMPLE_BYTES: Final = 64 * 1024


def model_fingerprint(
    model: Model, *, type_k: CacheType, type_v: CacheType, adapters: AdapterParams | None = None
) -> bytes:
    """Return 32 bytes that no other model has, nor this one with another KV cache or another llama.cpp.

    Reads 128 KiB of the model's file, which must still be the one that was loaded; of a split model its
    first part. Two fine-tuned models with equal metadata differ there: their last tensors do.

    Args:
        model: the model.
        type_k: data type of the K cache.
        type_v: data type of the V cache.
        adapters: what is loaded beside it; its control vectors are a part of the model here.

    Raises:
        OSError: a file cannot be read any more.
    """
    facts = {
        "n_params": str(model.n_params),
        "size_bytes": str(model.size_bytes),
        "type_k": type_k,
        "type_v": type_v,
        # A state says nothing of its own format.
        "llama.cpp": UPSTREAM_COMMIT,
    }
    texts = (text for fact in [*sorted(model.metadata.items()), *facts.items()] for text in fact)
    parts = [*(text.encode(errors="surrogateescape") for text in texts), *_samples(model.path)]
    beside = adapters or AdapterParams()
    for path, scale in beside.control_vectors:
        parts += [repr((scale, beside.control_vector_layers)).encode(), Path(path).read_bytes()]
    return _digest(parts)


def adapter_fingerprint(adapter: LoraAdapter) -> bytes:
    """Return 32 bytes that no other LoRA adapter has; reads 192 KiB of its file.

    Raises:
        OSError: the file cannot be read any more.
    """
    with adapter.path.open("rb") as file:
        head = file.read(_SAMPLE_BYTES)
    return _digest([str(adapter.path.stat().st_size).encode(), head, *_samples(adapter.path)])


def _digest(parts: Iterable[bytes]) -> bytes:
    digest = blake2b(digest_size=FINGERPRINT_BYTES)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()


def _samples(path: Path) -> Iterator[bytes]:
    """Yield bytes from the middle and from the end of a file, where the weights are."""
    with path.open("rb") as file:
        last = max(file.seek(0, os.SEEK_END) - _SAMPLE_BYTES, 0)
        for start in (last // 2, last):
            file.seek(start)
            yield file.read(_SAMPLE_BYTES)
