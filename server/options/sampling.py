"""Options of the samplers: one for each field of ``SamplingParams``."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Final

from pyllama.sampling_params import SAMPLER_LETTERS, SamplingParams
from server.options.option import Convert, Option, integer, number, text, token_bias

_DEFAULTS: Final = {f.name: f.default for f in fields(SamplingParams) if f.default is not MISSING}
_LETTERS: Final = {name: letter for letter, name in SAMPLER_LETTERS.items()}


def _option(
    flags: str,
    name: str,
    help: str,  # noqa: A002  # the name of the column
    convert: Convert = number,
    *,
    metavar: str | None = "N",
    shown_default: str | None = None,
    repeatable: bool = False,
    env: str | None = None,
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
        env=env,
    )


SAMPLING: Final = (
    _option(
        "--samplers",
        "samplers",
        "names of the samplers in the order of their use, separated by ';'",
        text,
        metavar="SAMPLERS",
        shown_default=";".join(SamplingParams().samplers),
    ),
    _option(
        "--sampling-seq --sampler-seq",
        "samplers",
        "the same with a letter for each: " + ", ".join(f"{k} {v}" for k, v in SAMPLER_LETTERS.items()),
        text,
        metavar="SEQUENCE",
        shown_default="".join(_LETTERS[name] for name in SamplingParams().samplers),
    ),
    _option(
        "-s --seed",
        "seed",
        "seed of the random numbers; -1 takes a random one",
        integer(-1, 2**32 - 1),
        shown_default="-1",
    ),
    _option("--ignore-eos", "ignore_eos", "never end a completion by itself", metavar=None),
    _option(
        "--temp --temperature",
        "temperature",
        "temperature; 0 chooses the most probable token",
        env="LLAMA_ARG_TEMPERATURE",
    ),
    _option(
        "--dynatemp-range", "dynatemp_range", "how far the temperature varies with the entropy; 0 is off"
    ),
    _option("--dynatemp-exp", "dynatemp_exponent", "how the entropy maps to the temperature"),
    _option("--top-k", "top_k", "keep this many tokens; 0 keeps all", integer(), env="LLAMA_ARG_TOP_K"),
    _option(
        "--top-p",
        "top_p",
        "keep the best tokens that reach this probability together; 1.0 is off",
        env="LLAMA_ARG_TOP_P",
    ),
    _option(
        "--min-p",
        "min_p",
        "drop tokens below this share of the best one's probability; 0.0 is off",
        env="LLAMA_ARG_MIN_P",
    ),
    _option(
        "--top-n-sigma --top-nsigma",
        "top_n_sigma",
        "keep logits within this many standard deviations of the best; -1.0 is off",
    ),
    _option("--typical --typical-p", "typical_p", "locally typical sampling; 1.0 is off"),
    _option("--xtc-probability", "xtc_probability", "chance that XTC drops the best tokens; 0.0 is off"),
    _option("--xtc-threshold", "xtc_threshold", "least probability of a token it may drop; above 0.5 is off"),
    _option(
        "--repeat-last-n",
        "repeat_last_n",
        "tokens that the penalties look back at; 0 is off, -1 the whole context",
        integer(-1),
    ),
    _option(
        "--repeat-penalty",
        "repeat_penalty",
        "penalty for tokens that were used before; 1.0 is off",
        env="LLAMA_ARG_REPEAT_PENALTY",
    ),
    _option(
        "--presence-penalty",
        "presence_penalty",
        "subtracted once from such a token's logit",
        env="LLAMA_ARG_PRESENCE_PENALTY",
    ),
    _option(
        "--frequency-penalty",
        "frequency_penalty",
        "subtracted for each time it was used",
        env="LLAMA_ARG_FREQUENCY_PENALTY",
    ),
    _option(
        "--dry-multiplier", "dry_multiplier", "strength of the DRY penalty for repeated phrases; 0.0 is off"
    ),
    _option("--dry-base", "dry_base", "base of its growth with the length of the phrase"),
    _option("--dry-allowed-length", "dry_allowed_length", "tokens of a phrase that are free", integer(0)),
    _option(
        "--dry-penalty-last-n",
        "dry_penalty_last_n",
        "tokens that it looks back at; 0 is off, -1 the whole context",
        integer(-1),
    ),
    _option(
        "--dry-sequence-breaker",
        "dry_sequence_breakers",
        "a string that ends a phrase; may be given again, replaces the default ones, 'none' is for none",
        text,
        metavar="STRING",
        shown_default=r"'\n', ':', '\"', '*'".replace(r"\"", '"'),
        repeatable=True,
    ),
    _option("--mirostat", "mirostat", "version of Mirostat, 1 or 2; 0 is off", integer(0, 2)),
    _option("--mirostat-lr", "mirostat_eta", "learning rate of Mirostat"),
    _option("--mirostat-ent", "mirostat_tau", "entropy that Mirostat aims at"),
    _option(
        "-l --logit-bias",
        "logit_bias",
        "add to the logit of a token, for example 15043+1 or 15043-1; may be given again",
        token_bias,
        metavar="TOKEN_ID(+/-)BIAS",
        shown_default="none",
        repeatable=True,
    ),
)
"""The options, in the order of the help."""
