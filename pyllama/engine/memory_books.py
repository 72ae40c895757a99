"""Chooses who keeps the books of a context's memory, by what the memory can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from pyllama.backend import has_gpu
from pyllama.batch import Batch
from pyllama.context import Context
from pyllama.context_params import ContextParams
from pyllama.engine.cache.host_states import HostParams
from pyllama.engine.cache.kv_cache import KVCache
from pyllama.engine.cache.sequence_cache import SequenceCache
from pyllama.engine.cache.slot_cache import SlotCache
from pyllama.engine.engine_params import ContextSharing
from pyllama.model import Model

N_RETAINED_MAX: Final = 32
"""Sequences that are remembered for their prefixes after they have ended."""

_N_SEQ_MAX: Final = 256


def shaped_context(
    params: ContextParams, model: Model, sharing: ContextSharing, *, n_slots: int, n_ctx: int
) -> ContextParams:
    """Return how to make a context for an engine.

    Args:
        params: what was asked for.
        model: the model.
        sharing: how slots share the context.
        n_slots: how many sequences run at once.
        n_ctx: tokens for all of them together; 0 takes the model's training length for each.
    """
    n_ctx = n_ctx if n_ctx > 0 else model.n_ctx_train * n_slots
    params = replace(params, n_ctx=n_ctx, n_seq_max=n_slots, kv_unified=False)
    n_seq_max = min(n_slots + N_RETAINED_MAX, _N_SEQ_MAX, params.n_batch, n_ctx)
    # Beside those that run: one to share from, and one that may go for a new one.
    if sharing == "separate" or n_seq_max < n_slots + 2 or not _can_go_back(params, model):
        return params
    return replace(params, n_seq_max=n_seq_max, kv_unified=True)


def sequence_cache(context: Context, *, n_slots: int, host_cache_bytes: int) -> SequenceCache:
    """Return the books for a context whose memory is empty.

    Args:
        context: made with a unified buffer where sequences can share cells.
        n_slots: how many sequences run at once.
        host_cache_bytes: host memory for prefixes; 0 is none.
    """
    state_bytes = measure_state_bytes(context) if host_cache_bytes else HostParams().state_bytes
    host = HostParams(limit_bytes=host_cache_bytes, state_bytes=state_bytes)
    can_go_back = _can_go_back(context.params, context.model)
    if context.params.kv_unified and can_go_back:
        return KVCache(n_cells=context.n_ctx, n_seq_max=context.n_seq_max, host=host)
    return SlotCache(n_cells=context.n_ctx, n_slots=n_slots, can_remove_part=can_go_back, host=host)


def n_cells_mixed(context: Context) -> int:
    """Return beside how many cells of those who decode prompts are evaluated in the same step; 0: any number.

    A tile of rows that looks at so many more cells takes as long on a CPU as reading the weights of its
    layer: the one grows with the width of the model, the other with its square.
    """
    return 0 if has_gpu() or context.params.flash_attention == "off" else context.model.n_embd // 2


def _can_go_back(params: ContextParams, model: Model) -> bool:
    """Whether a sequence can go on from an earlier place, or another one from there."""
    # Native code writes over cells that a window has passed, and leaves them out of saved states, also where
    # it was asked to keep them all.
    return params.can_remove_part(model) and model.n_swa == 0


def measure_state_bytes(context: Context) -> Callable[[int], int]:
    """Return a function from the length of a sequence to the size of its saved state, in bytes."""
    token = context.model.vocab.special.bos or 0
    sizes = []
    with Batch(1) as batch:
        for pos in range(2):
            batch.clear()
            batch.add(token, pos, 0, output=True)
            context.decode(batch)
            sizes.append(context.state_size(0))
    context.memory.clear()
    first, second = sizes
    return lambda n_tokens: first + (second - first) * (n_tokens - 1)
