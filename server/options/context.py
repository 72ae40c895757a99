"""Options that say how the context is made: its size, its batches, and the types of its memory."""

from __future__ import annotations

from typing import Final, get_args

from pyllama.context_params import CacheType
from server.options.option import Option, choice, integer, number
from server.options.words import ON_OFF_AUTO

_CACHE_TYPE: Final = choice(*get_args(CacheType))
CONTEXT: Final = (
    Option(
        flags=("-c", "--ctx-size"),
        name="n_ctx",
        group="Common",
        help="context in tokens, for all slots together; 0 takes the model's training length for each",
        metavar="N",
        convert=integer(0),
        default=4096,
        shown_default="4096; 0 with the built-in model",
        env="LLAMA_ARG_CTX_SIZE",
    ),
    Option(
        flags=("-np", "--parallel"),
        name="n_parallel",
        group="Common",
        help="slots: how many completions are generated at once; the others wait",
        metavar="N",
        convert=integer(1, 256),
        default=1,
        env="LLAMA_ARG_N_PARALLEL",
    ),
    Option(
        flags=("-b", "--batch-size"),
        name="context.n_batch",
        group="Common",
        help="most tokens of one step (the logical batch)",
        metavar="N",
        convert=integer(1, 2**20),
        shown_default="2048",
        env="LLAMA_ARG_BATCH",
    ),
    Option(
        flags=("-ub", "--ubatch-size"),
        name="context.n_ubatch",
        group="Common",
        help="most tokens that are computed at once (the physical batch)",
        metavar="N",
        convert=integer(1, 2**20),
        shown_default="512",
        env="LLAMA_ARG_UBATCH",
    ),
    Option(
        flags=("-fa", "--flash-attn"),
        name="context.flash_attention",
        group="Common",
        help="whether to use Flash Attention; alone it means on",
        metavar="[on|off|auto]",
        convert=choice("on", "off", "auto", **ON_OFF_AUTO),
        shown_default="auto",
        env="LLAMA_ARG_FLASH_ATTN",
        implied="on",
    ),
    Option(
        flags=("-ctk", "--cache-type-k"),
        name="context.type_k",
        group="Common",
        help=f"data type of the K cache: {', '.join(get_args(CacheType))}",
        metavar="TYPE",
        convert=_CACHE_TYPE,
        shown_default="f16",
        env="LLAMA_ARG_CACHE_TYPE_K",
    ),
    Option(
        flags=("-ctv", "--cache-type-v"),
        name="context.type_v",
        group="Common",
        help="data type of the V cache; the same types",
        metavar="TYPE",
        convert=_CACHE_TYPE,
        shown_default="f16",
        env="LLAMA_ARG_CACHE_TYPE_V",
    ),
    Option(
        flags=("-kvo", "--kv-offload", "-nkvo", "--no-kv-offload"),
        name="context.offload_kqv",
        group="Common",
        help="keep the context in GPU memory",
        opposite=False,
        opposite_flags=("-nkvo",),
        shown_default="on",
        env="LLAMA_ARG_KV_OFFLOAD",
    ),
    Option(
        flags=("--op-offload", "--no-op-offload"),
        name="context.op_offload",
        group="Common",
        help="let the GPU compute large operations on weights that lie in host memory",
        opposite=False,
        shown_default="on",
    ),
    Option(
        flags=("-dt", "--defrag-thold"),
        name="defrag_thold",
        group="Common",
        help="had to do with holes in the context, of which there are none any more",
        metavar="N",
        convert=number,
        env="LLAMA_ARG_DEFRAG_THOLD",
        obsolete="there is nothing to defragment in a unified context",
    ),
)
"""The options, in the order of the help."""
