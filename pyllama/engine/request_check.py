"""What must be true of a request before it is queued."""

from __future__ import annotations

from pyllama.engine.request import GenerationRequest
from pyllama.errors import ContextSizeExceededError, InvalidRequestError, UnsupportedFeatureError
from pyllama.vocab import Vocab


def check_request(request: GenerationRequest, vocab: Vocab, *, n_ctx: int, can_shift: bool) -> None:
    """Refuse a request that does not go with a model.

    Args:
        request: what is asked for.
        vocab: the model's vocabulary.
        n_ctx: tokens that a slot can have.
        can_shift: whether cells can be moved.

    Raises:
        InvalidRequestError: a token is out of range, there are more biases than tokens, or the constraint is
            of another model.
        UnsupportedFeatureError: cells are to be moved, and the model's cannot.
        ContextSizeExceededError: the prompt does not fit into a slot.
    """
    if request.constraint is not None and request.constraint.vocab is not vocab:
        raise InvalidRequestError("the constraint was compiled for another model", param="constraint")
    if request.n_cache_reuse and not can_shift:
        raise UnsupportedFeatureError("the cells of this model cannot be moved", param="n_cache_reuse")
    # Lengths first: what is far too long is not worth looking at, while others wait.
    if len(request.prompt) >= n_ctx:
        raise ContextSizeExceededError(n_prompt_tokens=len(request.prompt), n_ctx=n_ctx)
    biases, n_tokens = request.sampling.logit_bias, vocab.n_tokens
    if len(biases) > n_tokens:
        message = f"logit_bias has {len(biases)} entries, more than there are tokens"
        raise InvalidRequestError(message, param="logit_bias")
    vocab.check_tokens(request.prompt, param="prompt")
    if request.reasoning is not None:
        vocab.check_tokens(request.reasoning.ending, param="reasoning.ending")
    for i, (token, _) in enumerate(biases):
        if not 0 <= token < n_tokens:
            vocab.check_tokens((token,), param=f"logit_bias[{i}]")
