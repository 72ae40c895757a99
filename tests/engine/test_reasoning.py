from __future__ import annotations

from dataclasses import replace

import pytest

from pyllama import Engine, SamplingParams, builtin_model
from pyllama.constraint import Constraint
from pyllama.engine import Generation, GenerationRequest, Reasoning
from pyllama.engine.reasoning import ReasoningTracker
from pyllama.errors import InvalidRequestError
from tools.builtin_model.chat_template import render

OPEN, CLOSE = "<think>", "</think>"
ENDING = (7, 8)


def tracker(*, is_open: bool = False, budget: int = -1) -> ReasoningTracker:
    return ReasoningTracker(Reasoning(open=OPEN, close=CLOSE, is_open=is_open, budget=budget, ending=ENDING))


def feed(followed: ReasoningTracker, *texts: str) -> list[bool]:
    """Whether the next token is a thought, after each text."""
    inside = []
    for text in texts:
        followed.feed(text, is_whole=True)
        inside.append(followed.is_inside)
    return inside


def test_thoughts_that_the_text_begins() -> None:
    followed = tracker()
    assert not followed.is_inside
    texts = ["\n", "<th", "ink>", "a", "</th", "i", "nk>", "b", "<think>"]
    assert feed(followed, *texts) == [False, False, True, True, True, True, False, False, False]
    assert not followed.is_free


def test_thoughts_that_the_prompt_began() -> None:
    followed = tracker(is_open=True)
    assert followed.is_free
    assert feed(followed, "a", "</think>\n") == [True, False]
    assert not followed.is_free


def test_a_text_without_thoughts() -> None:
    assert feed(tracker(), "<", "b>", "<think>") == [False] * 3


def test_all_of_them_in_one_token() -> None:
    assert feed(tracker(), "<think>a</think>b") == [False]


def test_a_budget() -> None:
    followed = tracker(budget=2)
    feed(followed, "<think>", "a")
    assert followed.ending == []
    feed(followed, "b")
    assert followed.ending == [8, 7]
    followed.ending.pop()
    feed(followed, "Enough.")
    followed.ending.pop()
    assert feed(followed, CLOSE, "c") == [False, False]
    assert followed.ending == []


def test_no_thoughts_at_all() -> None:
    assert tracker(is_open=True, budget=0).ending == [8, 7]
    followed = tracker(budget=0)
    feed(followed, "<think>")
    assert followed.ending == [8, 7]


def test_a_character_is_not_cut() -> None:
    followed = tracker(is_open=True, budget=1)
    followed.feed("", is_whole=False)
    assert followed.ending == []
    followed.feed("é", is_whole=True)
    assert followed.ending == [8, 7]


def test_the_end_comes_by_itself_meanwhile() -> None:
    followed = tracker(is_open=True, budget=1)
    feed(followed, "a")
    assert feed(followed, f"b{CLOSE}") == [False]
    assert followed.ending == []


def test_forced_tokens_end_them_whatever_their_text_is() -> None:
    followed = tracker(is_open=True, budget=0)
    followed.ending.pop()
    assert feed(followed, "") == [True]
    followed.ending.pop()
    assert feed(followed, "") == [False]


def test_ending_them_from_outside() -> None:
    followed = tracker()
    followed.end()
    assert followed.ending == []
    feed(followed, "<think>")
    assert followed.ending == [8, 7]
    followed = tracker(is_open=True)
    feed(followed, "a")
    followed.end()
    assert followed.ending == []
    feed(followed, "b")
    followed.end()
    assert followed.ending == [8, 7]
    assert feed(followed, CLOSE) == [False]
    followed.end()
    assert feed(followed, "c") == [False]
    assert followed.ending == []


# ---------------------------------------------------------------------------- with a model


def thinking(engine: Engine, *, budget: int = -1, message: str = "", **more: object) -> GenerationRequest:
    vocab = engine.model.vocab
    messages = [{"role": "user", "content": "What is 47 + 38?"}]
    prompt = render(messages, add_generation_prompt=True, enable_thinking=True)
    ending = vocab.tokenize(message + CLOSE, add_special=False)
    reasoning = Reasoning(open=OPEN, close=CLOSE, is_open=True, budget=budget, ending=tuple(ending))
    return GenerationRequest(
        prompt=tuple(vocab.tokenize(prompt)),
        sampling=SamplingParams(temperature=0.0),
        reasoning=reasoning,
        max_tokens=100,
        **more,  # type: ignore[arg-type]  # fields of the request
    )


async def text_of(generation: Generation) -> str:
    return (await generation.complete()).text


async def test_a_model_that_has_to_stop_thinking() -> None:
    async with Engine.open(builtin_model(), n_ctx=2048) as engine:
        free = await text_of(engine.submit(thinking(engine)))
        limited = await text_of(engine.submit(thinking(engine, budget=5, message="Enough.")))
        none = await text_of(engine.submit(thinking(engine, budget=0)))
        wide = await text_of(engine.submit(thinking(engine, budget=1000)))
    thoughts, _, answer = free.partition(CLOSE)
    assert answer.strip() == "47 + 38 = 85."
    before, _, behind = limited.partition(f"Enough.{CLOSE}")
    assert thoughts.startswith(before)
    assert before
    assert behind.strip()
    assert none.startswith(CLOSE)
    assert wide == free


async def test_probabilities_of_forced_tokens() -> None:
    async with Engine.open(builtin_model(), n_ctx=2048) as engine:
        request = thinking(engine, budget=0, n_probs=2)
        generation = engine.submit(request)
        (first, *_) = [delta async for delta in generation]
    assert first.probs[0].token == request.reasoning.ending[0]  # type: ignore[union-attr]  # it has one
    assert first.probs[0].logprob < 0


async def test_thoughts_that_somebody_ends() -> None:
    async with Engine.open(builtin_model(), n_ctx=2048) as engine:
        generation = engine.submit(thinking(engine))
        engine.end_reasoning(generation.id_request)
        assert CLOSE in (await text_of(generation))
        # Too late, and nothing to end: nothing happens.
        engine.end_reasoning(generation.id_request)
        plain = engine.generate("Once upon a time", max_tokens=2)
        engine.end_reasoning(plain.id_request)
        await plain.complete()


async def test_a_constraint_holds_for_what_follows_the_thoughts() -> None:
    properties = '{"sum": {"const": 85}}, "required": ["sum"], "additionalProperties": false'
    schema = Constraint("json_schema", f'{{"type": "object", "properties": {properties}}}')
    async with Engine.open(builtin_model(), n_ctx=2048) as engine:
        constraint = await engine.compile(schema)
        text = await text_of(engine.submit(thinking(engine, constraint=constraint)))
        cut = await text_of(engine.submit(thinking(engine, constraint=constraint, budget=3)))
    for written in (text, cut):
        thoughts, _, answer = written.partition(CLOSE)
        assert thoughts.strip()
        assert answer.replace(" ", "") == '{"sum":85}'


async def test_a_text_does_not_end_before_its_constraint_holds() -> None:
    async with Engine.open(builtin_model(), n_ctx=2048) as engine:
        (end,) = engine.model.vocab.tokenize("<|im_end|>")
        constraint = await engine.compile(Constraint("json_schema", '{"enum": [7]}'))
        request = replace(
            thinking(engine, constraint=constraint, n_probs=1),
            sampling=SamplingParams(temperature=0.0, logit_bias=((end, 100.0),)),
        )
        completion = await engine.submit(request).complete()
    assert completion.text == f"{CLOSE}7"


async def test_special_tokens_that_are_text() -> None:
    async with Engine.open(builtin_model(), n_ctx=2048) as engine:
        (end,) = engine.model.vocab.tokenize("<|im_end|>")
        prompt = tuple(
            engine.model.vocab.tokenize(
                render([{"role": "user", "content": "Hello!"}], add_generation_prompt=True)
            )
        )
        greedy = SamplingParams(temperature=0.0)
        plain, kept = [
            await text_of(engine.submit(GenerationRequest(prompt=prompt, sampling=greedy, kept_tokens=kept)))
            for kept in (frozenset[int](), frozenset({end}))
        ]
    assert kept == f"{plain}<|im_end|>"


async def test_tokens_of_another_vocabulary_are_refused() -> None:
    async with Engine.open(builtin_model(), n_ctx=2048) as engine:
        reasoning = Reasoning(open=OPEN, close=CLOSE, ending=(10**6,))
        with pytest.raises(InvalidRequestError, match="reasoning"):
            engine.submit(GenerationRequest(prompt=(1,), reasoning=reasoning))
