"""Write tiny LoRA adapters and control vectors for the tiny decoders, each of which changes their texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import gguf
import numpy as np

from tests.support.model_file import N_EMBD, N_FF, N_HEAD, N_HEAD_KV, N_LAYER

RANK = 4
ALPHA = 8.0
_N_KV = N_EMBD * N_HEAD_KV // N_HEAD
_SHAPES = {
    "attn_q": (N_EMBD, N_EMBD),
    "attn_v": (_N_KV, N_EMBD),
    "ffn_down": (N_EMBD, N_FF),
}


def write_lora(
    path: Path,
    *,
    seed: int = 1,
    n_layer: int = N_LAYER,
    architecture: str = "llama",
    metadata: Mapping[str, str] | None = None,
    invocation_tokens: list[int] | None = None,
) -> Path:
    """Write a LoRA adapter for a tiny Llama, about as strong as its weights, and return ``path``.

    Args:
        path: the file; an existing one is replaced.
        seed: of the weights.
        n_layer: how many layers the model has.
        architecture: that of the model.
        metadata: more texts, or others.
        invocation_tokens: those of an activated adapter.
    """
    random = np.random.default_rng(seed)
    writer = gguf.GGUFWriter(path, architecture)
    texts = {"general.type": "adapter", "adapter.type": "lora"} | dict(metadata or {})
    for key, text in texts.items():
        writer.add_string(key, text)
    writer.add_float32("adapter.lora.alpha", ALPHA)
    if invocation_tokens is not None:
        writer.add_key_value(
            "adapter.alora.invocation_tokens",
            invocation_tokens,
            gguf.GGUFValueType.ARRAY,
            sub_type=gguf.GGUFValueType.UINT32,
        )
    for layer in range(n_layer):
        for name, (n_out, n_in) in _SHAPES.items():
            prefix = f"blk.{layer}.{name}.weight"
            a = random.normal(0.0, 1.0 / np.sqrt(n_in), (RANK, n_in))
            b = random.normal(0.0, 1.0 / np.sqrt(ALPHA), (n_out, RANK))
            writer.add_tensor(f"{prefix}.lora_a", a.astype(np.float32))
            writer.add_tensor(f"{prefix}.lora_b", b.astype(np.float32))
    return _close(writer, path)


def write_control_vector(
    path: Path, *, seed: int = 1, layers: tuple[int, ...] = (1, 2), n_embd: int = N_EMBD, size: float = 1.0
) -> Path:
    """Write a control vector, and return ``path``.

    Args:
        path: the file; an existing one is replaced.
        seed: of the values.
        layers: which layers it has directions for.
        n_embd: width of the model.
        size: standard deviation of the values.
    """
    random = np.random.default_rng(seed)
    writer = gguf.GGUFWriter(path, "controlvector")
    for layer in layers:
        writer.add_tensor(f"direction.{layer}", random.normal(0.0, size, n_embd).astype(np.float32))
    return _close(writer, path)


def _close(writer: gguf.GGUFWriter, path: Path) -> Path:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
