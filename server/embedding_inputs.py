"""Turns what a client wants embedded into tokens, within the limits of one request."""

from __future__ import annotations

from typing import Final

from pyllama.embedding import Embedder, QueryTokens
from pyllama.errors import InvalidRequestError
from server.prompting import run_beside, tokenize_prompts
from server.schemas.prompt import Prompt
from server.schemas.rerank import RerankBody

N_INPUTS_MAX: Final = 8192
"""Most inputs of one request."""

N_VALUES_MAX: Final = 2**24
"""Most numbers of one response, which is then of some 300 MB."""

Inputs = dict[str, list[int]]
"""The tokens of each input, by what errors call it."""


async def embedding_inputs(inputs: Prompt, embedder: Embedder, *, path: str) -> Inputs:
    """Tokenize inputs, on another thread if there is much of them.

    Args:
        inputs: one input or several.
        embedder: for whom they are.
        path: what errors call them.

    Cancelling: takes effect when the tokenizer is done.

    Raises:
        InvalidRequestError: no input, an empty one, more than ``N_INPUTS_MAX``, a token out of range, or the
            response would be too large; ``param`` is its path.
    """
    vocab = embedder.model.vocab
    named = await run_beside(
        embedder, inputs, lambda: tokenize_prompts(inputs, vocab, N_INPUTS_MAX, path=path)
    )
    n_vectors = len(named) if embedder.pooling != "none" else sum(map(len, named.values()))
    n_values = n_vectors * embedder.model.n_embd_out
    if n_values > N_VALUES_MAX:
        message = f"the embeddings would have {n_values} numbers, more than {N_VALUES_MAX}"
        raise InvalidRequestError(message, param=path)
    return named


async def rerank_inputs(body: RerankBody, embedder: Embedder) -> Inputs:
    """Join the query to each document, on another thread if there is much of them.

    Cancelling: takes effect when the tokenizer is done.

    Raises:
        InvalidRequestError: there are more than ``N_INPUTS_MAX`` documents, or one is no text; ``param`` is
            its path.
    """
    documents, path = body.candidates, body.path
    if len(documents) > N_INPUTS_MAX:
        message = f"{len(documents)} documents are more than {N_INPUTS_MAX}"
        raise InvalidRequestError(message, param=path)

    def joined() -> Inputs:
        query = QueryTokens(embedder.model, body.query)
        names = [f"{path}[{i}]" for i in range(len(documents))]
        return {
            name: query.join(document, param=name) for name, document in zip(names, documents, strict=True)
        }

    return await run_beside(embedder, [body.query, documents], joined)
