"""Options that make the server one of embeddings, or of scores."""

from __future__ import annotations

from typing import Final

from server.options.option import Option, choice, integer

EMBEDDINGS: Final = (
    Option(
        flags=("--embedding", "--embeddings"),
        name="embeddings",
        group="Server",
        help="serve embeddings, and generate no text",
        default=False,
        env="LLAMA_ARG_EMBEDDINGS",
    ),
    Option(
        flags=("--reranking", "--rerank"),
        name="reranking",
        group="Server",
        help="serve scores of documents; the same as --embedding --pooling rank",
        default=False,
        env="LLAMA_ARG_RERANKING",
    ),
    Option(
        flags=("--pooling",),
        name="pooling",
        group="Server",
        help="what an embedding is made of: each token, the mean, the first, the last, or scores",
        metavar="{none,mean,cls,last,rank}",
        convert=choice("none", "mean", "cls", "last", "rank"),
        default="default",
        shown_default="what the model says, else none",
        env="LLAMA_ARG_POOLING",
    ),
    Option(
        flags=("--embd-normalize",),
        name="embd_normalize",
        group="Server",
        help="by what pooled embeddings are divided: -1 nothing, 0 the largest value (as a 16-bit integer),"
        " 1 the sum, 2 the length, more a p-norm",
        metavar="N",
        convert=integer(-1),
        default=2,
        shown_default="2",
    ),
)
"""The options, in the order of the help."""
