"""Token probabilities: those of the model, with the tokens of their delta; none where none are wanted."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from pyllama import (
    Batch,
    Context,
    Engine,
    Finished,
    GenerationRequest,
    InvalidRequestError,
    PromptProgress,
    SamplingParams,
    TextDelta,
    TokenProbs,
)
from pyllama.engine.request import Delta
from tests.engine.conftest import EXACT, GREEDY, random_tokens

PROMPT = tuple(random_tokens(1, 100))


async def deltas_of(engine: Engine, prompt: tuple[int, ...] = PROMPT, **options: object) -> list[Delta]:
    options = {"max_tokens": 6, "sampling": GREEDY} | options
    generation = engine.submit(GenerationRequest(prompt=prompt, **options))  # type: ignore[arg-type]
    return [delta async for delta in generation]


def probs_of(deltas: list[Delta]) -> list[TokenProbs]:
    return [probs for delta in deltas for probs in delta.probs]


def tokens_of(deltas: list[Delta]) -> list[int]:
    return [token for delta in deltas for token in delta.tokens]


def prompts_of(deltas: list[Delta]) -> list[PromptProgress]:
    return [delta.prompt for delta in deltas if isinstance(delta, TextDelta) and delta.prompt is not None]


def reference(engine: Engine, tokens: list[int]) -> npt.NDArray[np.float64]:
    """Return the logarithms of probabilities after each of some tokens, evaluated one by one."""
    rows = []
    with Context(engine.model, EXACT) as context, Batch(1) as batch:
        for pos, token in enumerate(tokens):
            batch.clear()
            batch.add(token, pos, 0, output=True)
            context.decode(batch)
            logits = context.logits(0).astype(np.float64)
            rows.append(logits - np.log(np.exp(logits).sum()))
    return np.array(rows)


async def test_nothing_that_was_not_asked_for(engine: Engine) -> None:
    deltas = await deltas_of(engine)
    assert probs_of(deltas) == []
    assert prompts_of(deltas) == []


async def test_each_token_has_the_probabilities_of_the_logits(engine: Engine) -> None:
    deltas = await deltas_of(engine, n_probs=3)
    tokens = tokens_of(deltas)
    expected = reference(engine, [*PROMPT, *tokens])[len(PROMPT) - 1 :]
    for delta in deltas:
        assert [probs.token for probs in delta.probs] == list(delta.tokens)
    for probs, row in zip(probs_of(deltas), expected, strict=False):
        assert list(probs.top_tokens) == np.argsort(-row)[:3].tolist()
        assert list(probs.top_logprobs) == pytest.approx(np.sort(-row)[:3] * -1, abs=1e-3)
        assert probs.logprob == pytest.approx(row[probs.token], abs=1e-3)


async def test_other_samplers_do_not_change_them(engine: Engine) -> None:
    (best,) = probs_of(await deltas_of(engine, n_probs=1, max_tokens=1))
    sampling = SamplingParams(temperature=0.0, logit_bias=((best.token, -math.inf),))
    (second,) = probs_of(await deltas_of(engine, n_probs=1, max_tokens=1, sampling=sampling))
    assert second.token != best.token
    assert second.top_tokens == best.top_tokens
    assert second.logprob < best.logprob


async def test_probabilities_after_sampling_are_those_that_were_left(engine: Engine) -> None:
    sampling = SamplingParams(temperature=1.0, top_k=4, top_p=1.0, min_p=0.0, seed=1)
    deltas = await deltas_of(engine, n_probs=10, post_sampling_probs=True, sampling=sampling)
    tokens = tokens_of(deltas)
    expected = reference(engine, [*PROMPT, *tokens])[len(PROMPT) - 1 :]
    for probs, row in zip(probs_of(deltas), expected, strict=False):
        assert list(probs.top_tokens) == np.argsort(-row)[:4].tolist()
        assert sum(map(math.exp, probs.top_logprobs)) == pytest.approx(1)
        left = np.exp(row[list(probs.top_tokens)])
        assert np.exp(probs.top_logprobs) == pytest.approx(left / left.sum(), abs=1e-3)
        assert dict(probs.top())[probs.token] == probs.logprob
    assert tokens_of(await deltas_of(engine, sampling=sampling)) == tokens


@pytest.mark.parametrize("mirostat", [1, 2])
async def test_mirostat_leaves_probabilities_too(engine: Engine, mirostat: int) -> None:
    sampling = SamplingParams(temperature=1.0, mirostat=mirostat, seed=1)
    deltas = await deltas_of(engine, n_probs=256, post_sampling_probs=True, sampling=sampling)
    for probs in probs_of(deltas):
        assert sum(map(math.exp, probs.top_logprobs)) <= 1 + 1e-5
        assert -20 < probs.logprob <= 0


async def test_what_is_chosen_without_temperature_is_certain(engine: Engine) -> None:
    for probs in probs_of(await deltas_of(engine, n_probs=3, post_sampling_probs=True)):
        assert list(probs.top()) == [(probs.token, 0.0)]


async def test_tokens_of_a_stop_string_have_none(engine: Engine) -> None:
    whole = await deltas_of(engine, n_probs=1)
    texts = [delta.text for delta in whole]
    stop = (texts[2] + texts[3],)
    deltas = await deltas_of(engine, n_probs=1, stop=stop)
    assert isinstance(deltas[-1], Finished)
    assert deltas[-1].stop_type == "word"
    shown = "".join(delta.text for delta in deltas)
    vocab = engine.model.vocab
    assert b"".join(vocab.piece(probs.token) for probs in probs_of(deltas)).decode() == shown


async def test_prompt_probabilities_come_with_its_parts(engine: Engine) -> None:
    await deltas_of(engine)  # what the memory holds of the prompt is not reused
    deltas = await deltas_of(engine, prompt_probs=2, max_tokens=1)
    parts = prompts_of(deltas)
    assert [part.n_done for part in parts] == [32, 64, 96, 100]
    assert parts[-1].n_cached == 0
    probs = [probs for part in parts for probs in part.probs]
    assert [p.token for p in probs] == list(PROMPT[1:])
    expected = reference(engine, list(PROMPT))
    for p, row in zip(probs, expected, strict=False):
        assert p.logprob == pytest.approx(row[p.token], abs=1e-3)
        assert list(p.top_tokens) == np.argsort(-row)[:2].tolist()
    assert tokens_of(deltas) == tokens_of(await deltas_of(engine, max_tokens=1))


async def test_prompt_probabilities_without_any_token(engine: Engine) -> None:
    deltas = await deltas_of(engine, prompt_probs=0, max_tokens=0)
    probs = [probs for part in prompts_of(deltas) for probs in part.probs]
    assert [(p.token, list(p.top())) for p in probs] == [(token, []) for token in PROMPT[1:]]
    assert isinstance(deltas[-1], Finished)


async def test_progress_begins_with_what_is_cached_and_ends_with_the_prompt(engine: Engine) -> None:
    await deltas_of(engine, PROMPT[:50], max_tokens=1)
    parts = prompts_of(await deltas_of(engine, return_progress=True))
    assert parts[0].n_done == parts[0].n_cached == 50
    assert parts[-1].n_done == 100
    assert {part.n_total for part in parts} == {100}
    assert all(before.time_ms <= after.time_ms for before, after in pairwise(parts))


@pytest.mark.parametrize(
    ("field", "value"), [("n_probs", 257), ("n_probs", -1), ("prompt_probs", 257), ("n_indent", -1)]
)
def test_numbers_out_of_range(field: str, value: int) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        GenerationRequest(prompt=PROMPT, **{field: value})  # type: ignore[arg-type]
    assert caught.value.param == field


async def test_everything_at_once_for_many(engine: Engine) -> None:
    alone = [await deltas_of(engine, PROMPT[i:], n_probs=2, prompt_probs=1) for i in range(3)]
    generations = [
        engine.submit(
            GenerationRequest(prompt=PROMPT[i:], max_tokens=6, sampling=GREEDY, n_probs=2, prompt_probs=1)
        )
        for i in range(3)
    ]
    together = [[delta async for delta in generation] for generation in generations]
    for one, other in zip(alone, together, strict=True):
        assert tokens_of(one) == tokens_of(other)
        for a, b in zip(probs_of(one), probs_of(other), strict=True):
            assert a.top_tokens == b.top_tokens
            assert a.logprob == pytest.approx(b.logprob, abs=1e-3)
        assert len([p for part in prompts_of(other) for p in part.probs]) == prompts_of(other)[0].n_total - 1


@pytest.mark.parametrize("model", ["recurrent_path", "hybrid_path", "sliding_path"])
async def test_prompts_are_evaluated_whole_in_other_memories(
    request: pytest.FixtureRequest, model: str
) -> None:
    async with Engine.open(request.getfixturevalue(model), n_slots=1, n_ctx=1024, context=EXACT) as engine:
        await deltas_of(engine)
        deltas = await deltas_of(engine, prompt_probs=0)
        probs = [probs for part in prompts_of(deltas) for probs in part.probs]
        expected = reference(engine, list(PROMPT))
    assert [p.token for p in probs] == list(PROMPT[1:])
    for p, row in zip(probs, expected, strict=False):
        assert p.logprob == pytest.approx(row[p.token], abs=1e-2)
