"""Options that say how requests share the model: its memory, its time, the queue, and what slots remember."""

from __future__ import annotations

from typing import Final

from pyllama.engine.engine_params import EngineParams
from server.options.option import Option, folder, integer, share

NO_LIMIT_BYTES: Final = 2**60
"""What stands for all of the memory."""

_DEFAULTS: Final = EngineParams()


def _mebibytes(text: str) -> int:
    n = integer(-1, NO_LIMIT_BYTES >> 20)(text)
    return NO_LIMIT_BYTES if n < 0 else n << 20


SHARING: Final = (
    Option(
        flags=("-kvu", "--kv-unified", "-no-kvu", "--no-kv-unified"),
        name="engine.sharing",
        group="Common",
        help="let each slot use all of the context, or with --no-kv-unified give it a buffer of its own,"
        " in which it shares no prefixes with others",
        constant="unified",
        opposite="separate",
        shown_default="an equal part each, in one buffer where equal prefixes are stored once",
        env="LLAMA_ARG_KV_UNIFIED",
    ),
    Option(
        flags=("-cram", "--cache-ram"),
        name="engine.host_cache_bytes",
        group="Common",
        help="MiB of host memory for prefixes that had to leave the context; -1 is no limit, 0 is off",
        metavar="N",
        convert=_mebibytes,
        shown_default="8192, but at most half of the memory that is available",
        env="LLAMA_ARG_CACHE_RAM",
    ),
    Option(
        flags=("--context-shift", "--no-context-shift"),
        name="engine.context_shift",
        group="Common",
        help="go on when a slot's context is full, by dropping tokens from its middle",
        constant=True,
        opposite=False,
        shown_default="off",
        env="LLAMA_ARG_CONTEXT_SHIFT",
    ),
    Option(
        flags=("--keep",),
        name="n_keep",
        group="Common",
        help="tokens of the prompt that a context shift keeps; -1 keeps all of it",
        metavar="N",
        convert=integer(-1),
        default=0,
        shown_default="0",
    ),
    Option(
        flags=("--max-itl-ms",),
        name="engine.max_itl_ms",
        group="Common",
        help="milliseconds that prompts of others may hold up the next token of a completion; 0 is no limit",
        metavar="N",
        convert=integer(0, 3_600_000),
        shown_default=f"{_DEFAULTS.max_itl_ms:g}",
    ),
)
"""Those of the computation, in the order of the help."""

SLOTS: Final = (
    Option(
        flags=("--max-queue",),
        name="engine.limits.n_requests",
        group="Server",
        help="completions that may wait for a slot; more are refused with status 429",
        metavar="N",
        convert=integer(1),
        shown_default=str(_DEFAULTS.limits.n_requests),
    ),
    Option(
        flags=("--max-queue-tokens",),
        name="engine.limits.n_prompt_tokens",
        group="Server",
        help="tokens that the prompts of those who wait may have together; 0 is no limit",
        metavar="N",
        convert=integer(0),
        shown_default=str(_DEFAULTS.limits.n_prompt_tokens),
    ),
    Option(
        flags=("--cache-reuse",),
        name="n_cache_reuse",
        group="Server",
        help="least length of a later part of a prompt that is reused by moving it, an approximation;"
        " 0 reuses equal beginnings only",
        metavar="N",
        convert=integer(0),
        default=0,
        shown_default="0",
        env="LLAMA_ARG_CACHE_REUSE",
    ),
    Option(
        flags=("-sps", "--slot-prompt-similarity"),
        name="engine.min_similarity",
        group="Server",
        help="share of a prompt that a slot must remember to be chosen for it; 0.0 takes the slot that was"
        " idle longest",
        metavar="SIMILARITY",
        convert=share,
        shown_default=str(_DEFAULTS.min_similarity),
    ),
    Option(
        flags=("--slots", "--no-slots"),
        name="endpoint_slots",
        group="Server",
        help="serve GET /slots, which shows what each slot does, but no prompts",
        constant=True,
        opposite=False,
        default=True,
        shown_default="on",
        env="LLAMA_ARG_ENDPOINT_SLOTS",
    ),
    Option(
        flags=("--slot-save-path",),
        name="slot_save_path",
        group="Server",
        help="folder in which POST /slots/{id} saves what slots remember",
        metavar="PATH",
        convert=folder,
        shown_default="none",
    ),
)
"""Those of the endpoints, in the order of the help."""
