"""The engine on a real model: the same text for everybody, however many there are."""

from __future__ import annotations

from pathlib import Path

import pytest
import trio
import trio.testing

from pyllama import (
    AdmissionLimits,
    Context,
    ContextSizeExceededError,
    Engine,
    EngineParams,
    Finished,
    InvalidRequestError,
    ModelLoadError,
    QueueFullError,
    SamplingParams,
    TextDelta,
    UnsupportedFeatureError,
)
from pyllama.engine.runner import Runner
from pyllama.engine.scheduler import Scheduler
from tests.engine.conftest import EXACT, GREEDY, OpenEngine, complete, until

PROMPTS = [f"Once upon a time {name}" for name in ("Tim", "Lily", "a dog", "", "my mom", "x y z", "7", "été")]


# --------------------------------------------------------------------------- text


async def test_text_comes_in_deltas_and_ends_once(engine: Engine) -> None:
    generation = engine.generate(PROMPTS[0], max_tokens=20, sampling=GREEDY)
    deltas = [delta async for delta in generation]
    assert all(isinstance(delta, TextDelta) for delta in deltas[:-1])
    finished = deltas[-1]
    assert isinstance(finished, Finished)
    assert (finished.stop_type, finished.n_decoded, finished.truncated) == ("limit", 20, False)
    assert sum(len(delta.tokens) for delta in deltas) == 20
    assert finished.prompt_ms > 0
    assert finished.predicted_ms > 0


async def test_text_is_the_text_of_the_tokens(engine: Engine) -> None:
    completion = await complete(engine, PROMPTS[0], max_tokens=50)
    pieces = b"".join(engine.model.vocab.piece(token) for token in completion.tokens)
    assert completion.text == pieces.decode("utf-8", "replace")


async def test_a_prompt_of_tokens_is_the_same_as_its_text(engine: Engine) -> None:
    tokens = engine.model.vocab.tokenize(PROMPTS[0])
    by_text = await complete(engine, PROMPTS[0], max_tokens=20)
    by_tokens = await engine.generate(tokens, max_tokens=20, sampling=GREEDY).complete()
    assert by_text.text == by_tokens.text


async def test_ready_deltas_come_together(engine: Engine) -> None:
    generation = engine.generate(PROMPTS[0], max_tokens=20, sampling=GREEDY)
    await until(engine, lambda s: s.n_finished == 1)
    await trio.testing.wait_all_tasks_blocked()
    deltas = await generation.next_deltas()
    assert isinstance(deltas[-1], Finished)
    assert deltas[-1].n_decoded == 20
    assert await generation.next_deltas() == []


async def test_a_stop_string_ends_the_text(engine: Engine) -> None:
    free = await complete(engine, PROMPTS[0], max_tokens=40)
    word = free.text[10:14]
    stopped = await complete(engine, PROMPTS[0], max_tokens=40, stop=[word])
    assert stopped.finished.stop_type == "word"
    assert stopped.finished.stopping_word == word
    assert stopped.text == free.text[: free.text.index(word)]


async def test_an_end_of_generation_token_ends_the_text(engine: Engine) -> None:
    eos = engine.model.vocab.special.eos
    assert eos is not None
    sampling = SamplingParams(temperature=0.0, logit_bias=((eos, 1000.0),))
    completion = await engine.generate("a", sampling=sampling).complete()
    assert (completion.text, completion.tokens, completion.finished.stop_type) == ("", (eos,), "eos")


async def test_special_tokens_are_text_where_it_is_asked_for(open_engine: OpenEngine) -> None:
    async with open_engine(params=EngineParams(special=True)) as engine:
        eos = engine.model.vocab.special.eos
        assert eos is not None
        sampling = SamplingParams(temperature=0.0, logit_bias=((eos, 1000.0),))
        completion = await engine.generate("a", sampling=sampling).complete()
    assert (completion.text, completion.tokens, completion.finished.stop_type) == ("</s>", (eos,), "eos")


@pytest.mark.parametrize("warm_up", [True, False])
async def test_the_empty_run_may_be_left_out(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch, *, warm_up: bool
) -> None:
    runs: list[Context] = []
    run = Context.warm_up

    def watched(context: Context) -> None:
        runs.append(context)
        run(context)

    monkeypatch.setattr(Context, "warm_up", watched)
    async with open_engine(params=EngineParams(warm_up=warm_up)) as engine:
        assert (await complete(engine, PROMPTS[0], max_tokens=3)).finished.n_decoded == 3
    assert len(runs) == warm_up


async def test_no_tokens_are_wanted(engine: Engine) -> None:
    completion = await complete(engine, PROMPTS[0], max_tokens=0)
    assert (completion.text, completion.tokens, completion.finished.stop_type) == ("", (), "limit")


async def test_a_full_context_ends_the_text(engine: Engine) -> None:
    completion = await complete(engine, PROMPTS[0])
    finished = completion.finished
    assert (finished.stop_type, finished.truncated) == ("limit", True)
    assert finished.n_past + 1 == engine.n_ctx_slot


async def test_a_seed_repeats(engine: Engine) -> None:
    sampling = SamplingParams(seed=42, temperature=2.0)
    texts = [(await engine.generate("a", max_tokens=30, sampling=sampling).complete()).text for _ in range(2)]
    assert texts[0] == texts[1]


# --------------------------------------------------------------------------- many at once


async def test_many_get_the_text_that_each_gets_alone(open_engine: OpenEngine) -> None:
    async with open_engine(n_slots=8, n_ctx=4096) as engine:
        together: dict[str, str] = {}

        async def one(prompt: str) -> None:
            completion = await complete(engine, prompt, max_tokens=256, cache_prompt=False)
            together[prompt] = completion.text

        async with trio.open_nursery() as nursery:
            for prompt in PROMPTS:
                nursery.start_soon(one, prompt)
        statistics = engine.statistics()
        assert statistics.n_shared_steps > 250
        assert statistics.n_steps < 8 * 256 / 4
        for prompt in PROMPTS:
            alone = await complete(engine, prompt, max_tokens=256, cache_prompt=False)
            assert alone.text == together[prompt]


async def test_excess_generations_wait_and_are_served(open_engine: OpenEngine) -> None:
    async with open_engine(n_slots=2, n_ctx=1024) as engine:
        generations = [engine.generate(prompt, max_tokens=10, sampling=GREEDY) for prompt in PROMPTS]
        for generation in generations:
            assert (await generation.complete()).finished.n_decoded == 10
        assert engine.statistics().n_finished == len(PROMPTS)


async def test_a_long_prompt_runs_beside_a_short_text(open_engine: OpenEngine) -> None:
    async with open_engine(n_slots=2, n_ctx=4096) as engine:
        short = engine.generate("a", max_tokens=100, sampling=GREEDY)
        await short.__anext__()
        long = await complete(engine, "word " * 500, max_tokens=1)
        assert long.finished.n_prompt_tokens > 1000
        assert (await short.complete()).finished.n_decoded == 100


async def test_prompts_that_come_together_begin_together(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pyllama.engine.gathering.GATHER_S", 60.0)
    async with open_engine(n_slots=2, params=EngineParams(max_itl_ms=0)) as engine:

        def expect_long_steps(scheduler: Scheduler, _runner: Runner) -> None:
            scheduler._composer._step_time.observe(0, 64, 1e6)

        await engine._call_slot(0, expect_long_steps)
        first = engine.generate(PROMPTS[0], max_tokens=1)
        await until(engine, lambda _: not engine._loop._inbox)
        second = engine.generate(PROMPTS[1], max_tokens=1)
        await first.complete()
        await second.complete()
        assert engine.statistics().n_steps == 1


async def test_what_a_slot_remembers_is_not_evaluated_again(engine: Engine) -> None:
    first = await complete(engine, PROMPTS[0], max_tokens=10)
    again = await complete(engine, PROMPTS[0], max_tokens=10)
    assert first.finished.n_cached_tokens == 0
    assert again.finished.n_cached_tokens == again.finished.n_prompt_tokens - 1
    assert again.text == first.text
    fresh = await complete(engine, PROMPTS[0], max_tokens=10, cache_prompt=False)
    assert fresh.finished.n_cached_tokens == 0


async def test_a_recurrent_model_gives_the_same_text_every_time(recurrent_path: Path) -> None:
    async with Engine.open(recurrent_path, n_slots=2, n_ctx=1024, context=EXACT) as engine:
        first = await complete(engine, PROMPTS[0], max_tokens=30)
        other = await complete(engine, PROMPTS[1], max_tokens=30)
        again = await complete(engine, PROMPTS[0], max_tokens=30)
        longer = await complete(engine, PROMPTS[0] + " and", max_tokens=5)
        assert first.text == again.text != other.text
        assert longer.finished.n_cached_tokens == 0


# --------------------------------------------------------------------------- refusals


async def test_a_prompt_that_does_not_fit(engine: Engine) -> None:
    with pytest.raises(ContextSizeExceededError) as caught:
        engine.generate([1] * engine.n_ctx_slot)
    assert (caught.value.n_prompt_tokens, caught.value.n_ctx) == (512, 512)
    fits = await engine.generate([1] * (engine.n_ctx_slot - 1), sampling=GREEDY).complete()
    assert fits.finished.truncated


async def test_a_token_out_of_range(engine: Engine) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        engine.generate([1, 10**6])
    assert caught.value.param == "prompt[1]"
    with pytest.raises(InvalidRequestError) as caught:
        engine.generate("a", sampling=SamplingParams(logit_bias=((10**6, 1.0),)))
    assert caught.value.param == "logit_bias[0][0]"


@pytest.mark.parametrize(
    ("options", "param"),
    [
        ({"prompt": []}, "prompt"),
        ({"max_tokens": -2}, "max_tokens"),
        ({"stop": ["a", ""]}, "stop[1]"),
        ({"stop": ["a"] * 1025}, "stop"),
        ({"sampling": SamplingParams(logit_bias=((1, 1.0),) * 513)}, "logit_bias"),
    ],
)
async def test_bad_requests_name_the_field(engine: Engine, options: dict[str, object], param: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        engine.generate(**{"prompt": "a", **options})  # type: ignore[arg-type]
    assert caught.value.param == param


async def test_a_full_queue(open_engine: OpenEngine) -> None:
    params = EngineParams(limits=AdmissionLimits(n_requests=2))
    async with open_engine(n_ctx=1024, params=params) as engine:
        running = engine.generate("a", sampling=GREEDY)
        await running.__anext__()
        waiting = [engine.generate("a", sampling=GREEDY, max_tokens=5) for _ in range(2)]
        with pytest.raises(QueueFullError) as caught:
            engine.generate("a")
        assert caught.value.n_waiting == 2
        running.close()
        for generation in waiting:
            await generation.complete()
        assert (await complete(engine, "a", max_tokens=1)).text


async def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelLoadError):
        async with Engine.open(tmp_path / "none.gguf"):
            raise AssertionError


async def test_a_model_that_cannot_generate(encoder_path: Path) -> None:
    with pytest.raises(UnsupportedFeatureError):
        async with Engine.open(encoder_path):
            raise AssertionError
