"""Turns what a client asked for into requests to the engine: texts become tokens here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from pyllama.constraint import CompiledConstraint
from pyllama.embedding import Embedder
from pyllama.engine import Engine, GenerationRequest
from pyllama.errors import InvalidRequestError, UnsupportedFeatureError
from pyllama.sampling_params import RANDOM_SEED
from pyllama.vocab import Vocab
from server.schemas.completion import GenerationParams, LogitBias
from server.schemas.prompt import Prompt, PromptItem

T = TypeVar("T")
Texts = str | int | Sequence["Texts"]
"""Texts and tokens, however nested."""

_LONG_TEXT: Final = 20_000
"""Characters from which tokenizing takes so long that other clients would notice."""


async def run_beside(computing: Engine | Embedder, texts: Texts, function: Callable[[], T]) -> T:
    """Call a function that tokenizes texts: on another thread if there is much of them.

    Cancelling: takes effect when the tokenizer is done.
    """
    if _n_characters(texts) < _LONG_TEXT:
        return function()
    return await computing.run_in_thread(function)


async def build_requests(
    prompt: Prompt, params: GenerationParams, engine: Engine, *, suffix: str = ""
) -> list[GenerationRequest]:
    """Return the requests for all choices of the first prompt, then of the second, and so on.

    Long texts are tokenized on another thread.

    Args:
        prompt: the prompt, or the prompts.
        params: how to go on.
        engine: for whom the requests are.
        suffix: what follows the gap that is to be filled, if it is one.

    Cancelling: takes effect when the tokenizer is done.

    Raises:
        InvalidRequestError: no prompt, an empty one, more prompts or choices than can wait, or a token out
            of range; ``param`` is its path.
        GrammarError: the constraint is wrong, not supported, or too complex.
        UnsupportedFeatureError: the model cannot fill a gap.
    """
    constraint = None if params.constraint is None else await engine.compile(params.constraint)
    n_prompts_max = engine.n_slots + engine.params.limits.n_requests
    return await run_beside(
        engine,
        [prompt, suffix, [token for token, _ in params.logit_bias or ()]],
        lambda: _build_requests(
            prompt,
            params,
            constraint,
            suffix=suffix,
            vocab=engine.model.vocab,
            n_prompts_max=n_prompts_max,
        ),
    )


def prompt_texts(prompt: Prompt, requests: Sequence[GenerationRequest], vocab: Vocab) -> list[str]:
    """Return the prompt of each request as text: what was sent, or that of the tokens."""
    sent = [prompt] if _is_single(prompt) else prompt
    n_choices = len(requests) // len(sent)
    texts = []
    for i, request in enumerate(requests):
        item = sent[i // n_choices]
        texts.append(item if isinstance(item, str) else vocab.detokenize(request.prompt, remove_special=True))
    return texts


def tokenize_mixed(
    items: str | Sequence[PromptItem | list[PromptItem]],
    vocab: Vocab,
    *,
    path: str,
    add_special: bool = True,
    parse_special: bool = True,
) -> list[int]:
    """Turn text, or tokens and text mixed, into tokens.

    BOS is added where the first item is text and the model wants it; tokens are taken as they are.

    Args:
        items: text, or a list of tokens and texts.
        vocab: the vocabulary.
        path: how errors call it.
        add_special: whether to add BOS at all.
        parse_special: read special tokens in texts as such.

    Raises:
        InvalidRequestError: an item is a list, or a token out of range.
    """
    if isinstance(items, str):
        return vocab.tokenize(items, add_special=add_special, parse_special=parse_special)
    tokens: list[int] = []
    n_tokens = vocab.n_tokens
    for i, item in enumerate(items):
        if isinstance(item, str):
            first = add_special and i == 0
            tokens += vocab.tokenize(item, add_special=first, parse_special=parse_special)
        elif isinstance(item, list):
            message = f"{path}[{i}]: a list of tokens cannot stand beside single tokens"
            raise InvalidRequestError(message, param=f"{path}[{i}]")
        else:
            if not 0 <= item < n_tokens:
                vocab.check_token(item, param=f"{path}[{i}]")
            tokens.append(item)
    return tokens


def tokenize_prompts(
    prompt: Prompt, vocab: Vocab, n_max: int, *, path: str = "prompt"
) -> dict[str, list[int]]:
    """Return the tokens of each prompt, by its path.

    Args:
        prompt: the prompt, or the prompts.
        vocab: the vocabulary.
        n_max: how many there can be.
        path: how errors call it.

    Raises:
        InvalidRequestError: no prompt, an empty one, more than ``n_max``, or a token out of range.
    """
    if _is_single(prompt):
        prompts = {path: _tokenize_prompt(prompt, vocab, path)}
    elif len(prompt) > n_max:
        raise InvalidRequestError(f"{len(prompt)} prompts are more than can wait, {n_max}", param=path)
    else:
        prompts = {
            f"{path}[{i}]": _tokenize_prompt(item, vocab, f"{path}[{i}]")
            for i, item in enumerate(prompt)
            if not isinstance(item, int)
        }
    if not prompts:
        raise InvalidRequestError(f"{path} must not be empty", param=path)
    return prompts


def _build_requests(
    prompt: Prompt,
    params: GenerationParams,
    constraint: CompiledConstraint | None,
    *,
    suffix: str,
    vocab: Vocab,
    n_prompts_max: int,
) -> list[GenerationRequest]:
    sampling = params.sampling
    if params.logit_bias is not None:
        sampling = replace(sampling, logit_bias=_resolve_biases(params.logit_bias, vocab))
    prompts = list(tokenize_prompts(prompt, vocab, n_prompts_max).values())
    if suffix:
        prompts = [_fill_in_the_middle(tokens, suffix, vocab) for tokens in prompts]
    if len(prompts) * params.n_choices > n_prompts_max:
        message = (
            f"{params.n_choices} choices for {len(prompts)} prompts are more than can wait, {n_prompts_max}"
        )
        raise InvalidRequestError(message, param="n")
    samplings = [replace(sampling, seed=_nth_seed(sampling.seed, i)) for i in range(params.n_choices)]
    return [
        GenerationRequest(
            prompt=tokens,
            max_tokens=params.max_tokens,
            sampling=its_sampling,
            constraint=constraint,
            stop=params.stop,
            cache_prompt=params.cache_prompt,
            n_cache_reuse=params.n_cache_reuse,
            id_slot=params.id_slot,
            n_keep=params.n_keep,
            n_discard=params.n_discard,
            n_indent=params.n_indent,
            t_max_predict_ms=params.t_max_predict_ms,
            n_probs=params.n_probs,
            post_sampling_probs=params.post_sampling_probs,
            return_progress=params.return_progress and params.stream,
            timeout_ms=params.timeout_ms,
            lora=params.lora,
            priority=params.priority,
        )
        # All choices share one tuple.
        for tokens in map(tuple, prompts)
        for its_sampling in samplings
    ]


def _nth_seed(seed: int, n: int) -> int:
    return seed if seed in {-1, RANDOM_SEED} else (seed + n) % RANDOM_SEED


def _is_single(prompt: Prompt) -> bool:
    # A token among the items makes the list one prompt; without one it is a list of prompts.
    return isinstance(prompt, str) or any(isinstance(item, int) for item in prompt)


def _tokenize_prompt(
    prompt: str | Sequence[PromptItem | list[PromptItem]], vocab: Vocab, path: str
) -> list[int]:
    # An empty text is a prompt where the model begins each with BOS.
    tokens = tokenize_mixed(prompt, vocab, path=path)
    if not tokens:
        raise InvalidRequestError(f"{path} must not be empty", param=path)
    return tokens


def _fill_in_the_middle(prefix: list[int], suffix: str, vocab: Vocab) -> list[int]:
    special = vocab.special
    if special.fim_pre is None or special.fim_suf is None or special.fim_mid is None:
        raise UnsupportedFeatureError("suffix: this model has no tokens to fill a gap", param="suffix")
    n_bos = int(vocab.adds_bos and prefix[0] == special.bos)
    after = vocab.tokenize(suffix, add_special=False, parse_special=False, param="suffix")
    return [
        *prefix[:n_bos],
        special.fim_pre,
        *prefix[n_bos:],
        special.fim_suf,
        *after,
        special.fim_mid,
    ]


def _resolve_biases(biases: LogitBias, vocab: Vocab) -> tuple[tuple[int, float], ...]:
    n_texts = sum(1 if isinstance(token, int) else len(token) for token, _ in biases)
    if n_texts > vocab.n_tokens:
        message = f"logit_bias has {n_texts} tokens and characters, more than there are tokens"
        raise InvalidRequestError(message, param="logit_bias")
    resolved: list[tuple[int, float]] = []
    for token, bias in biases:
        if isinstance(token, int):
            resolved.append((token, bias))
        else:
            ids = vocab.tokenize(token, add_special=False, parse_special=False)
            resolved += [(id_, bias) for id_ in ids]
    return tuple(resolved)


def _n_characters(texts: Texts) -> int:
    """Count characters and tokens, but not far beyond ``_LONG_TEXT``."""
    if isinstance(texts, int):
        return 1
    n = len(texts)
    if isinstance(texts, str) or n >= _LONG_TEXT:
        return n
    n = 0
    for item in texts:
        n += _n_characters(item)
        if n >= _LONG_TEXT:
            break
    return n
