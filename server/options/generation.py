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
)
"""The options, in the order of the help."""
