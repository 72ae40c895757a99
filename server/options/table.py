"""The table of options. The parser, ``--help``, the configuration and ``docs/cli.md`` all come from it."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Final, get_args

from pyllama.context_params import CacheType
from pyllama.sampling_params import SAMPLER_LETTERS, SamplingParams
from server.options.option import (
    Convert,
    Group,
    Option,
    Value,
    choice,
    integer,
    number,
    path,
    text,
    token_bias,
)
from server.options.sharing import SHARING, SLOTS
from server.options.threads import THREADS

_CACHE_TYPE: Final = choice(*get_args(CacheType))
_SWITCH_WORDS: Final = {
    "1": "on",
    "true": "on",
    "enabled": "on",
    "0": "off",
    "false": "off",
    "disabled": "off",
}
_DEFAULTS: Final = {f.name: f.default for f in fields(SamplingParams) if f.default is not MISSING}
_LETTERS: Final = {name: letter for letter, name in SAMPLER_LETTERS.items()}


def _sampling(
    flags: str,
    name: str,
    help: str,  # noqa: A002  # the name of the column
    convert: Convert = number,
    *,
    metavar: str | None = "N",
    shown_default: str | None = None,
    repeatable: bool = False,
) -> Option:
    """Return an option for a field of ``SamplingParams``, whose default is that of the field."""
    default = _DEFAULTS[name]
    return Option(
        flags=tuple(flags.split()),
        name=f"sampling.{name}",
        group="Sampling",
        help=help,
        metavar=metavar,
        convert=convert,
        default=default,
        shown_default=None if metavar is None else shown_default or str(default),
        repeatable=repeatable,
    )


def _option(
    flags: str,
    name: str,
    help: str,  # noqa: A002  # the name of the column
    convert: Convert,
    *,
    metavar: str = "N",
    group: Group = "Common",
    default: Value | None = None,
    shown_default: str | None = None,
    env: str | None = None,
    implied: str | None = None,
) -> Option:
    """Return an option for a field of ``ServerConfig``."""
    return Option(
        flags=tuple(flags.split()),
        name=name,
        group=group,
        help=help,
        metavar=metavar,
        convert=convert,
        default=default,
        shown_default=shown_default if shown_default is not None or default is None else str(default),
        env=env,
        implied=implied,
    )


_COMMON: Final = (
    Option(flags=("-h", "--help", "--usage"), name="help", group="Common", help="print this help and exit"),
    Option(flags=("--version",), name="version", group="Common", help="print the version and exit"),
    Option(
        flags=("-v", "--verbose", "--log-verbose"),
        name="verbose",
        group="Common",
        help="log every request and what the native library says",
        default=False,
    ),
    _option(
        "-m --model",
        "model",
        "the model, a GGUF file; of a split one the first part",
        path,
        metavar="FNAME",
        shown_default="the built-in demonstration model",
        env="LLAMA_ARG_MODEL",
    ),
    _option(
        "-c --ctx-size",
        "n_ctx",
        "context in tokens, for all slots together; 0 takes the model's training length for each",
        integer(0),
        default=4096,
        shown_default="4096; 0 with the built-in model",
        env="LLAMA_ARG_CTX_SIZE",
    ),
    _option(
        "-n --predict --n-predict",
        "n_predict",
        "most tokens of a completion; -1 and -2 go on until the context is full",
        integer(-2),
        default=-1,
        env="LLAMA_ARG_N_PREDICT",
    ),
    _option(
        "-b --batch-size",
        "n_batch",
        "most tokens of one step (the logical batch)",
        integer(1, 2**20),
        default=2048,
        env="LLAMA_ARG_BATCH",
    ),
    _option(
        "-ub --ubatch-size",
        "n_ubatch",
        "most tokens that are computed at once (the physical batch)",
        integer(1, 2**20),
        default=512,
        env="LLAMA_ARG_UBATCH",
    ),
    _option(
        "-t --threads",
        "n_threads",
        "threads while generating; -1 takes one for each core",
        integer(-1, 512),
        default=-1,
        env="LLAMA_ARG_THREADS",
    ),
    _option(
        "-tb --threads-batch",
        "n_threads_batch",
        "threads while evaluating prompts; -1 takes as many as --threads",
        integer(-1, 512),
        default=-1,
        env="LLAMA_ARG_THREADS_BATCH",
    ),
    *THREADS,
    _option(
        "-fa --flash-attn",
        "flash_attention",
        "whether to use Flash Attention; alone it means on",
        choice("on", "off", "auto", **_SWITCH_WORDS),
        metavar="[on|off|auto]",
        default="auto",
        env="LLAMA_ARG_FLASH_ATTN",
        implied="on",
    ),
    _option(
        "-ctk --cache-type-k",
        "type_k",
        f"data type of the K cache: {', '.join(get_args(CacheType))}",
        _CACHE_TYPE,
        metavar="TYPE",
        default="f16",
        env="LLAMA_ARG_CACHE_TYPE_K",
    ),
    _option(
        "-ctv --cache-type-v",
        "type_v",
        "data type of the V cache; the same types",
        _CACHE_TYPE,
        metavar="TYPE",
        default="f16",
        env="LLAMA_ARG_CACHE_TYPE_V",
    ),
    _option(
        "-ngl --gpu-layers --n-gpu-layers",
        "n_gpu_layers",
        "layers to keep in GPU memory; -1 is all",
        integer(-1),
        default=-1,
        env="LLAMA_ARG_N_GPU_LAYERS",
    ),
    _option(
        "-np --parallel",
        "n_parallel",
        "slots: how many completions are generated at once; the others wait",
        integer(1, 256),
        default=1,
        env="LLAMA_ARG_N_PARALLEL",
    ),
    *SHARING,
)

_SAMPLING: Final = (
    _sampling(
        "--samplers",
        "samplers",
        "names of the samplers in the order of their use, separated by ';'",
        text,
        metavar="SAMPLERS",
        shown_default=";".join(SamplingParams().samplers),
    ),
    _sampling(
        "--sampling-seq --sampler-seq",
        "samplers",
        "the same with a letter for each: " + ", ".join(f"{k} {v}" for k, v in SAMPLER_LETTERS.items()),
        text,
        metavar="SEQUENCE",
        shown_default="".join(_LETTERS[name] for name in SamplingParams().samplers),
    ),
    _sampling(
        "-s --seed",
        "seed",
        "seed of the random numbers; -1 takes a random one",
        integer(-1, 2**32 - 1),
        shown_default="-1",
    ),
    _sampling("--ignore-eos", "ignore_eos", "never end a completion by itself", metavar=None),
    _sampling("--temp --temperature", "temperature", "temperature; 0 chooses the most probable token"),
    _sampling(
        "--dynatemp-range", "dynatemp_range", "how far the temperature varies with the entropy; 0 is off"
    ),
    _sampling("--dynatemp-exp", "dynatemp_exponent", "how the entropy maps to the temperature"),
    _sampling("--top-k", "top_k", "keep this many tokens; 0 keeps all", integer()),
    _sampling("--top-p", "top_p", "keep the best tokens that reach this probability together; 1.0 is off"),
    _sampling("--min-p", "min_p", "drop tokens below this share of the best one's probability; 0.0 is off"),
    _sampling(
        "--top-n-sigma --top-nsigma",
        "top_n_sigma",
        "keep logits within this many standard deviations of the best; -1.0 is off",
    ),
    _sampling("--typical --typical-p", "typical_p", "locally typical sampling; 1.0 is off"),
    _sampling("--xtc-probability", "xtc_probability", "chance that XTC drops the best tokens; 0.0 is off"),
    _sampling(
        "--xtc-threshold", "xtc_threshold", "least probability of a token it may drop; above 0.5 is off"
    ),
    _sampling(
        "--repeat-last-n",
        "repeat_last_n",
        "tokens that the penalties look back at; 0 is off, -1 the whole context",
        integer(-1),
    ),
    _sampling("--repeat-penalty", "repeat_penalty", "penalty for tokens that were used before; 1.0 is off"),
    _sampling("--presence-penalty", "presence_penalty", "subtracted once from such a token's logit"),
    _sampling("--frequency-penalty", "frequency_penalty", "subtracted for each time it was used"),
    _sampling(
        "--dry-multiplier", "dry_multiplier", "strength of the DRY penalty for repeated phrases; 0.0 is off"
    ),
    _sampling("--dry-base", "dry_base", "base of its growth with the length of the phrase"),
    _sampling("--dry-allowed-length", "dry_allowed_length", "tokens of a phrase that are free", integer(0)),
    _sampling(
        "--dry-penalty-last-n",
        "dry_penalty_last_n",
        "tokens that it looks back at; 0 is off, -1 the whole context",
        integer(-1),
    ),
    _sampling(
        "--dry-sequence-breaker",
        "dry_sequence_breakers",
        "a string that ends a phrase; may be given again, replaces the default ones, 'none' is for none",
        text,
        metavar="STRING",
        shown_default=r"'\n', ':', '\"', '*'".replace(r"\"", '"'),
        repeatable=True,
    ),
    _sampling("--mirostat", "mirostat", "version of Mirostat, 1 or 2; 0 is off", integer(0, 2)),
    _sampling("--mirostat-lr", "mirostat_eta", "learning rate of Mirostat"),
    _sampling("--mirostat-ent", "mirostat_tau", "entropy that Mirostat aims at"),
    _sampling(
        "-l --logit-bias",
        "logit_bias",
        "add to the logit of a token, for example 15043+1 or 15043-1; may be given again",
        token_bias,
        metavar="TOKEN_ID(+/-)BIAS",
        shown_default="none",
        repeatable=True,
    ),
)

_SERVER: Final = (
    _option(
        "-a --alias",
        "alias",
        "name of the model in responses",
        text,
        metavar="STRING",
        group="Server",
        shown_default="the path of the model; builtin with the built-in one",
        env="LLAMA_ARG_ALIAS",
    ),
    _option(
        "--host",
        "host",
        "address to listen on",
        text,
        metavar="HOST",
        group="Server",
        default="127.0.0.1",
        env="LLAMA_ARG_HOST",
    ),
    _option(
        "--port",
        "port",
        "port to listen on; 0 takes a free one",
        integer(0, 65535),
        metavar="PORT",
        group="Server",
        default=8080,
        env="LLAMA_ARG_PORT",
    ),
    _option(
        "-to --timeout",
        "timeout_s",
        "seconds that a client may take to send its request, or to read what was sent to it",
        integer(1, 2_000_000),
        group="Server",
        default=600,
        env="LLAMA_ARG_TIMEOUT",
    ),
    *SLOTS,
    Option(
        flags=("--no-webui",),
        name="webui",
        group="Server",
        help="serve no web page",
        constant=False,
        default=True,
        env="LLAMA_ARG_NO_WEBUI",
    ),
    Option(
        flags=("-cb", "--cont-batching"),
        name="cont_batching",
        group="Server",
        help="continuous batching, which is always on",
        default=True,
        env="LLAMA_ARG_CONT_BATCHING",
    ),
)

OPTIONS: Final = _COMMON + _SAMPLING + _SERVER
"""Every option, in the order of the help."""
