"""Options that say how completions are generated, where requests do not say it."""

from __future__ import annotations

from typing import Final

from server.options.option import Option, integer

GENERATION: Final = (
    Option(
        flags=("-n", "--predict", "--n-predict"),
        name="n_predict",
        group="Common",
        help="most tokens of a completion; -1 and -2 go on until the context is full",
        metavar="N",
        convert=integer(-2),
        default=-1,
        env="LLAMA_ARG_N_PREDICT",
    ),
    Option(
        flags=("-sp", "--special"),
        name="engine.special",
        group="Server",
        help="write special tokens into completions",
    ),
    Option(
        flags=("--warmup", "--no-warmup"),
        name="engine.warm_up",
        group="Server",
        help="begin with an empty run, and measure how many threads are fastest; without it, the first"
        " completion is slower",
        opposite=False,
        shown_default="on",
    ),
    Option(
        flags=("-e", "--escape", "--no-escape"),
        name="escape",
        group="Common",
        help=r"replace \n, \r, \t, \', \", \\ and \xHH in --dry-sequence-breaker by what they stand for",
        opposite=False,
        default=True,
        shown_default="on",
    ),
    Option(
        flags=("--no-perf",),
        name="no_perf",
        group="Common",
        help="measure no times within the native library, which is always so: the server measures its own",
        env="LLAMA_ARG_NO_PERF",
    ),
    Option(
        flags=("--spm-infill",),
        name="spm_infill",
        group="Common",
        help="give the model what is behind a gap first (suffix, prefix, middle), as some want it",
        default=False,
    ),
)
"""The options, in the order of the help."""
