"""Options that say how the context is made: its size, its batches, and the types of its memory."""

from __future__ import annotations

from typing import Final, get_args

from pyllama.context_params import CacheType
from server.options.option import Option, choice, integer

_CACHE_TYPE: Final = choice(*get_args(CacheType))
_SWITCH_WORDS: Final = {
    "1": "on",
    "true": "on",
    "enabled": "on",
    "0": "off",
    "false": "off",
    "disabled": "off",
}

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
        name="n_batch",
        group="Common",
        help="most tokens of one step (the logical batch)",
        metavar="N",
        convert=integer(1, 2**20),
        default=2048,
        env="LLAMA_ARG_BATCH",
    ),
    Option(
        flags=("-ub", "--ubatch-size"),
        name="n_ubatch",
        group="Common",
        help="most tokens that are computed at once (the physical batch)",
        metavar="N",
        convert=integer(1, 2**20),
        default=512,
        env="LLAMA_ARG_UBATCH",
    ),
    Option(
        flags=("-fa", "--flash-attn"),
        name="flash_attention",
        group="Common",
        help="whether to use Flash Attention; alone it means on",
        metavar="[on|off|auto]",
        convert=choice("on", "off", "auto", **_SWITCH_WORDS),
        default="auto",
        env="LLAMA_ARG_FLASH_ATTN",
        implied="on",
    ),
    Option(
        flags=("-ctk", "--cache-type-k"),
        name="type_k",
        group="Common",
        help=f"data type of the K cache: {', '.join(get_args(CacheType))}",
        metavar="TYPE",
        convert=_CACHE_TYPE,
        default="f16",
        env="LLAMA_ARG_CACHE_TYPE_K",
    ),
    Option(
        flags=("-ctv", "--cache-type-v"),
        name="type_v",
        group="Common",
        help="data type of the V cache; the same types",
        metavar="TYPE",
        convert=_CACHE_TYPE,
        default="f16",
        env="LLAMA_ARG_CACHE_TYPE_V",
    ),
)
"""The options, in the order of the help."""
