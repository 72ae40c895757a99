"""Options that say what is served."""

from __future__ import annotations

from typing import Final

from server.options.option import Option, text

ENDPOINTS: Final = (
    Option(
        flags=("-a", "--alias"),
        name="alias",
        group="Server",
        help="name of the model in responses",
        metavar="STRING",
        convert=text,
        shown_default="the path of the model; builtin with the built-in one",
        env="LLAMA_ARG_ALIAS",
    ),
    Option(
        flags=("--metrics",),
        name="endpoint_metrics",
        group="Server",
        help="serve GET /metrics, in the text format of Prometheus",
        default=False,
        env="LLAMA_ARG_ENDPOINT_METRICS",
    ),
    Option(
        flags=("--props",),
        name="endpoint_props",
        group="Server",
        help="serve POST /props, which can change nothing yet",
        default=False,
        env="LLAMA_ARG_ENDPOINT_PROPS",
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
"""The options, in the order of the help."""
