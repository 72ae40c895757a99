"""Samplers: each does what its name says, and a chain that could not choose is refused."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pyllama import (
    Batch,
    ClosedError,
    Context,
    ContextParams,
    InvalidRequestError,
    Model,
    SamplerChain,
    SamplerError,
    SamplingParams,
    samplers,
)
from pyllama.samplers import Sampler
from pyllama.sampling_params import SAMPLER_LETTERS

PROMPT = [1, 300, 301, 302]


@pytest.fixture
def context(decoder: Model) -> Iterator[Context]:
    """A context with the logits of one row, row 3."""
    with Context(decoder, ContextParams(n_ctx=256)) as context, Batch(8) as batch:
        batch.add_run(PROMPT, 0, 0, output_last=True)
        context.decode(batch)
        yield context


ROW = len(PROMPT) - 1


def draw(context: Context, n: int = 50, **params: Any) -> list[int]:
    """Sample tokens from the same logits again and again."""
    sampling = SamplingParams(**params)
    with SamplerChain.from_params(context.model, sampling, n_ctx=256) as chain:
        chain.prime(PROMPT)
        return [chain.sample(context, ROW) for _ in range(n)]


def ranked(context: Context) -> list[int]:
    """Return all tokens, the most probable first."""
    return [int(token) for token in np.argsort(context.logits(ROW))[::-1]]


def test_no_temperature_takes_the_best(context: Context) -> None:
    assert set(draw(context, temperature=0.0)) == {ranked(context)[0]}


@pytest.mark.parametrize("temperature", [1e-300, 1e-45, 1e-38, 1e-7])
@pytest.mark.parametrize("mirostat", [0, 2])
def test_a_temperature_that_would_overflow_takes_the_best(
    context: Context, temperature: float, mirostat: int
) -> None:
    assert set(draw(context, temperature=temperature, mirostat=mirostat)) == {ranked(context)[0]}


def test_a_seed_repeats_and_another_does_not(context: Context) -> None:
    options: dict[str, Any] = {"temperature": 5.0, "top_k": 0, "top_p": 1.0, "min_p": 0.0}
    assert draw(context, seed=1, **options) == draw(context, seed=1, **options)
    assert draw(context, seed=1, **options) != draw(context, seed=2, **options)


def test_a_random_seed_is_told(decoder: Model) -> None:
    with SamplerChain.from_params(decoder, SamplingParams(seed=-1), n_ctx=256) as chain:
        assert 0 <= chain.seed < 2**32 - 1
    with SamplerChain.from_params(decoder, SamplingParams(seed=7), n_ctx=256) as chain:
        assert chain.seed == 7


def test_top_k_keeps_the_best(context: Context) -> None:
    drawn = set(draw(context, 300, temperature=100.0, top_k=3, top_p=1.0, min_p=0.0))
    assert drawn == set(ranked(context)[:3])


def test_min_keep_overrides_truncation(context: Context) -> None:
    drawn = set(
        draw(
            context,
            300,
            temperature=1000.0,
            top_k=1,
            top_p=0.0,
            min_p=1.0,
            min_keep=2,
            samplers=("top_k", "top_p", "min_p", "temperature"),
        )
    )
    assert drawn == set(ranked(context)[:2])


def test_a_bias_of_minus_infinity_forbids(context: Context) -> None:
    best = ranked(context)[0]
    assert draw(context, 1, temperature=0.0, logit_bias=((best, -math.inf),)) != [best]


def test_a_large_bias_forces(context: Context) -> None:
    worst = ranked(context)[-1]
    assert draw(context, 1, temperature=0.0, logit_bias=((worst, 1000.0),)) == [worst]


def test_ignore_eos_forbids_what_ends(context: Context) -> None:
    eos = context.model.vocab.special.eos
    assert eos is not None
    forced: dict[str, Any] = {"temperature": 0.0, "logit_bias": ((eos, 1000.0),)}
    assert draw(context, 1, **forced) == [eos]
    assert draw(context, 1, **forced, ignore_eos=True) != [eos]


def test_repetition_is_penalized_from_the_prompt_on(context: Context) -> None:
    token = PROMPT[-1]
    forced: dict[str, Any] = {"temperature": 0.0, "logit_bias": ((token, 30.0),)}
    assert draw(context, 1, **forced) == [token]
    assert draw(context, 1, **forced, presence_penalty=1000.0) != [token]
    assert draw(context, 1, **forced, presence_penalty=1000.0, repeat_last_n=0) == [token]


@pytest.mark.parametrize(
    "options",
    [
        {"repeat_penalty": 1.5, "repeat_last_n": 2**31 - 1},
        {"dry_multiplier": 1.0, "dry_penalty_last_n": 2**31 - 1},
    ],
)
def test_looking_back_further_than_the_context_takes_no_memory(
    decoder: Model, options: dict[str, Any]
) -> None:
    with SamplerChain.from_params(decoder, SamplingParams(**options), n_ctx=256) as chain:
        assert chain.history == 256


def test_what_is_off_is_left_out(decoder: Model) -> None:
    off = SamplingParams(top_k=0, top_p=1.0, min_p=0.0)
    with SamplerChain.from_params(decoder, off, n_ctx=256) as chain:
        assert chain.names == ["temp-ext", "dist"]
    with SamplerChain.from_params(decoder, SamplingParams(temperature=0.0), n_ctx=256) as chain:
        assert chain.names == ["greedy"]


def test_the_order_is_the_callers(decoder: Model) -> None:
    params = SamplingParams(samplers=("temperature", "min_p", "top_k"))
    with SamplerChain.from_params(decoder, params, n_ctx=256) as chain:
        assert chain.names == ["temp-ext", "min-p", "top-k", "dist"]


@pytest.mark.parametrize("version", [1, 2])
def test_mirostat_selects(context: Context, version: int) -> None:
    n_tokens = context.model.vocab.n_tokens
    assert all(0 <= token < n_tokens for token in draw(context, mirostat=version))


def test_everything_at_once(context: Context) -> None:
    drawn = draw(
        context,
        samplers=tuple(SAMPLER_LETTERS.values()),
        adaptive_target=0.5,
        dry_multiplier=1.0,
        repeat_penalty=1.2,
        frequency_penalty=0.1,
        presence_penalty=0.1,
        typical_p=0.9,
        top_n_sigma=1.0,
        xtc_probability=0.5,
        dynatemp_range=0.5,
        ignore_eos=True,
    )
    assert all(0 <= token < context.model.vocab.n_tokens for token in drawn)


def test_a_biased_token_out_of_range_is_refused(decoder: Model) -> None:
    params = SamplingParams(logit_bias=((1, 0.0), (10**6, 1.0)))
    with pytest.raises(InvalidRequestError) as caught:
        SamplerChain.from_params(decoder, params, n_ctx=256)
    assert caught.value.param == "logit_bias[1]"


def test_a_row_without_logits_is_refused(context: Context) -> None:
    with SamplerChain(context.model, [samplers.greedy()]) as chain, pytest.raises(InvalidRequestError):
        chain.sample(context, 0)


BAD_CHAINS: list[Callable[[], list[Sampler]]] = [
    list,
    lambda: [samplers.top_k(3)],
    lambda: [samplers.greedy(), samplers.top_k(3)],
    lambda: [samplers.greedy(), samplers.dist(1)],
]


@pytest.mark.parametrize("members", BAD_CHAINS)
def test_a_chain_that_cannot_choose_is_refused(
    decoder: Model,
    members: Callable[[], list[Sampler]],
) -> None:
    made = members()
    with pytest.raises(SamplerError):
        SamplerChain(decoder, made)
    assert all(member.closed for member in made)


def test_a_chain_takes_its_members_over(decoder: Model) -> None:
    member = samplers.greedy()
    with SamplerChain(decoder, [member]):
        assert member.closed


def test_a_grammar_constrains(context: Context) -> None:
    vocab = context.model.vocab
    members = [samplers.grammar(vocab, 'root ::= "1" | "2"'), samplers.greedy()]
    with SamplerChain(context.model, members) as chain:
        assert vocab.piece(chain.sample(context, ROW)) in {b"1", b"2"}


def test_a_grammar_that_leaves_no_token_is_an_error(context: Context) -> None:
    vocab = context.model.vocab
    forbidden = [(token, -math.inf) for token in range(vocab.n_tokens) if vocab.piece(token) == b"1"]
    members = [
        samplers.logit_bias(vocab.n_tokens, forbidden),
        samplers.grammar(vocab, 'root ::= "1"'),
        samplers.greedy(),
    ]
    with SamplerChain(context.model, members) as chain, pytest.raises(SamplerError):
        chain.sample(context, ROW)


def test_a_token_against_the_grammar_is_not_accepted(context: Context) -> None:
    vocab = context.model.vocab
    members = [samplers.grammar(vocab, 'root ::= "1"'), samplers.greedy()]
    with SamplerChain(context.model, members) as chain:
        with pytest.raises(SamplerError):
            chain.accept(PROMPT[1])
        assert vocab.piece(chain.sample(context, ROW)) == b"1"


@pytest.mark.parametrize("text", ["", "root ::= (", "rot ::= 'a'", "root ::= other", "root ::= root", "a\0b"])
def test_a_bad_grammar_is_refused(decoder: Model, text: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        samplers.grammar(decoder.vocab, text)
    assert caught.value.param == "grammar"


def test_a_grammar_that_would_overflow_the_stack_is_refused(decoder: Model) -> None:
    text = "root ::= " + "(" * 60_000 + '"a"' + ")" * 60_000
    with pytest.raises(InvalidRequestError, match="nested deeper"):
        samplers.grammar(decoder.vocab, text)


def test_a_lazy_grammar_waits_for_its_trigger(context: Context) -> None:
    vocab = context.model.vocab
    best = ranked(context)[0]
    members = [samplers.lazy_grammar(vocab, 'root ::= "1"', trigger_words=["GO"]), samplers.greedy()]
    with SamplerChain(context.model, members) as chain:
        assert chain.sample(context, ROW) == best


def test_a_lazy_grammar_is_switched_on_by_its_word(context: Context) -> None:
    vocab = context.model.vocab
    best = ranked(context)[0]
    word = vocab.piece(best).decode()
    text = f"root ::= {json.dumps(word)} [0-9]"
    members = [samplers.lazy_grammar(vocab, text, trigger_words=["(", word]), samplers.greedy()]
    with SamplerChain(context.model, members) as chain:
        assert chain.sample(context, ROW) == best
        assert vocab.piece(chain.sample(context, ROW)).strip().isdigit()


@pytest.mark.parametrize("word", ["", "a\0b"])
def test_a_bad_trigger_word_is_refused(decoder: Model, word: str) -> None:
    with pytest.raises(InvalidRequestError):
        samplers.lazy_grammar(decoder.vocab, 'root ::= "1"', trigger_words=[word])


@pytest.mark.parametrize("word", [chr(c) for c in range(1, 128)])
def test_a_trigger_word_is_no_pattern(decoder: Model, word: str) -> None:
    samplers.lazy_grammar(decoder.vocab, 'root ::= "1"', trigger_words=[word, word * 2]).close()


def test_a_token_out_of_range_is_not_accepted(context: Context) -> None:
    vocab = context.model.vocab
    members = [samplers.grammar(vocab, 'root ::= "1"'), samplers.greedy()]
    with SamplerChain(context.model, members, history=5) as chain:
        for token in (-1, 10**6):
            with pytest.raises(InvalidRequestError):
                chain.accept(token)
            with pytest.raises(InvalidRequestError):
                chain.prime([token])


def test_a_sampler_of_another_model_is_refused(decoder: Model, bpe_decoder: Model) -> None:
    members = [samplers.infill(bpe_decoder.vocab), samplers.greedy()]
    with pytest.raises(SamplerError, match="another model"):
        SamplerChain(decoder, members)
    assert all(member.closed for member in members)


def test_closing_a_model_closes_its_samplers(decoder_path: Path) -> None:
    model = Model.load(decoder_path)
    sampler = samplers.infill(model.vocab)
    chain = SamplerChain(model, [samplers.greedy()])
    model.close()
    assert sampler.closed
    assert chain.closed
    with pytest.raises(ClosedError):
        SamplerChain(model, [samplers.greedy()])


@pytest.mark.parametrize("last_n", [-1, 2**31 - 1])
def test_looking_back_too_far_is_refused(decoder: Model, last_n: int) -> None:
    with pytest.raises(InvalidRequestError):
        samplers.penalties(512, last_n, repeat=1.1, frequency=0.0, presence=0.0)
    with pytest.raises(InvalidRequestError):
        samplers.dry(
            decoder.vocab, multiplier=1.0, base=2.0, allowed_length=2, last_n=last_n, breakers=["\n"]
        )


def test_a_closed_chain_raises(context: Context) -> None:
    chain = SamplerChain(context.model, [samplers.greedy()])
    chain.close()
    chain.close()
    with pytest.raises(ClosedError):
        chain.sample(context, ROW)


def test_reset_forgets_what_was_chosen(context: Context) -> None:
    with SamplerChain.from_params(context.model, SamplingParams(seed=5, temperature=9.0), n_ctx=256) as chain:
        first = [chain.sample(context, ROW) for _ in range(20)]
        chain.reset()
        assert [chain.sample(context, ROW) for _ in range(20)] == first


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({"repeat_penalty": 1.1}, "penalties"),
        ({"presence_penalty": 0.5}, "penalties"),
        ({"frequency_penalty": 0.5}, "penalties"),
        ({"dry_multiplier": 0.8}, "dry"),
        ({"top_n_sigma": 1.0}, "top-n-sigma"),
        ({"typical_p": 0.9}, "typical"),
        ({"xtc_probability": 0.5}, "xtc"),
        ({"mirostat": 1}, "mirostat"),
        ({"mirostat": 2}, "mirostat-v2"),
        ({"samplers": ("adaptive_p",), "adaptive_target": 0.5}, "adaptive-p"),
        ({"samplers": ("infill",)}, "infill"),
        ({"ignore_eos": True}, "logit-bias"),
        ({"logit_bias": ((5, 1.0),)}, "logit-bias"),
    ],
)
def test_each_parameter_adds_its_sampler(decoder: Model, params: dict[str, Any], name: str) -> None:
    with (
        SamplerChain.from_params(decoder, SamplingParams(), n_ctx=256) as plain,
        SamplerChain.from_params(decoder, SamplingParams(**params), n_ctx=256) as chain,
    ):
        assert name not in plain.names
        assert name in chain.names
