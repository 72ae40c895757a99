"""Requests with different LoRA adapters take turns, share no prefixes, and get the texts of each alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from pyllama import AdapterParams, Engine, EngineParams, Finished, GenerationRequest, InvalidRequestError
from pyllama.engine.cache.kv_cache import KVCache
from pyllama.engine.lora_scales import LoraScales
from pyllama.engine.plan import BatchPlan
from pyllama.engine.runner import Runner
from pyllama.engine.sequence import SequenceStatus
from tests.engine.bench import Bench
from tests.engine.conftest import EXACT, GREEDY, OpenEngine, random_tokens
from tests.support.tiny_adapters import write_control_vector, write_lora

PLAIN: LoraScales = ()
FIRST: LoraScales = ((0, 1.0),)
SECOND: LoraScales = ((1, 1.0),)
BOTH: LoraScales = ((0, 1.0), (1, 1.0))
PROMPT = random_tokens(1, 60)


# --------------------------------------------------------------------------- turns


def test_sets_of_adapters_take_turns() -> None:
    bench = Bench(n_slots=4)
    for lora in (FIRST, PLAIN, FIRST, SECOND):
        bench.submit(1, 2, 3, max_tokens=5, lora=lora)
    plans = [plan for _ in range(15) if (plan := bench.step()) is not None]
    assert [plan.lora for plan in plans] == [FIRST, PLAIN, SECOND] * 5
    for plan in plans[3:]:
        assert len(plan.decoding) == (2 if plan.lora == FIRST else 1)
    assert bench.run() == 0


def test_everybody_goes_on_while_a_long_prompt_of_others_is_evaluated() -> None:
    bench = Bench(n_slots=4, n_batch=512, n_ctx=4096, max_itl_ms=100.0, step_s=0.0)
    token_s, base_s = 0.001, 0.01

    def step() -> BatchPlan:
        plan = bench.plan()
        assert plan is not None
        bench.now += base_s + token_s * plan.n_prompt_tokens
        bench.note(bench.scheduler.commit(plan, bench.chosen(plan, 7), bench.now))
        return plan

    for lora in (PLAIN, FIRST):
        bench.submit(1, 2, 3, max_tokens=500, lora=lora)
    for _ in range(10):
        step()
    prompts = [bench.submit(*[5] * 3000, max_tokens=1, lora=lora) for lora in (SECOND, BOTH)]
    seen = {PLAIN: bench.now, FIRST: bench.now}
    gaps = []
    while not all(prompt.status is SequenceStatus.FINISHED for prompt in prompts):
        plan = step()
        if plan.lora in seen:
            gaps.append(bench.now - seen[plan.lora])
            seen[plan.lora] = bench.now
    assert len(gaps) > 60
    assert max(gaps[10:]) < 0.1  # the first ones are learnt from


def test_prompts_that_have_steps_of_their_own_do_so_in_each_set() -> None:
    bench = Bench(n_slots=4, n_batch=80, n_ctx=1024, n_cells_mixed=10)
    for lora in (PLAIN, FIRST):
        bench.submit(*[1] * 20, max_tokens=200, lora=lora)
    bench.step()
    bench.step()
    for lora in (PLAIN, FIRST):
        bench.submit(*[2] * 700, max_tokens=1, lora=lora)
    plans = [plan for _ in range(16) if (plan := bench.step()) is not None]
    for lora in (PLAIN, FIRST):
        kinds = [bool(plan.chunks) for plan in plans if plan.lora == lora]
        assert kinds == [True, False] * 4


def test_a_set_that_finds_no_room_does_not_hold_up_the_others() -> None:
    bench = Bench(n_slots=4, n_ctx=32, n_cells=40)
    for lora in (PLAIN, FIRST, SECOND, BOTH):
        bench.submit(*range(1, 9), max_tokens=20, lora=lora)
    bench.run()
    assert all(sequence.n_decoded == 20 for sequence in bench.sequences.values())


# --------------------------------------------------------------------------- prefixes


@pytest.mark.parametrize("can_share", [True, False])
def test_prefixes_are_reused_by_the_same_adapters_only(can_share: bool) -> None:
    bench = Bench(n_slots=2, n_ctx=128, can_share=can_share, host_bytes=100_000)
    prompt = list(range(1, 41))
    for lora, n_cached in ((PLAIN, 0), (FIRST, 0), (SECOND, 0), (FIRST, 39), (PLAIN, 39), (BOTH, 0)):
        sequence = bench.submit(*prompt, max_tokens=1, lora=lora)
        bench.run()
        assert sequence.n_cached == n_cached


def test_a_state_in_host_memory_is_found_beside_the_same_tokens_of_others() -> None:
    bench = Bench(n_slots=1, n_ctx=64, host_bytes=100_000)
    prompt = list(range(1, 51))
    for lora, n_cached in ((FIRST, 0), (PLAIN, 0), (FIRST, 49)):
        sequence = bench.submit(*prompt, max_tokens=1, lora=lora)
        bench.run()
        assert sequence.n_cached == n_cached


def test_a_slot_is_chosen_that_remembers_the_same_adapters() -> None:
    bench = Bench(n_slots=2)
    for id_slot, lora in enumerate((FIRST, PLAIN)):
        bench.submit(1, 2, 3, 4, max_tokens=1, lora=lora, id_slot=id_slot)
        bench.run()
    for lora, id_slot in ((PLAIN, 1), (FIRST, 0)):
        sequence = bench.submit(1, 2, 3, 4, 5, max_tokens=1, lora=lora)
        bench.run()
        event = bench.last(sequence)
        assert isinstance(event, Finished)
        assert event.id_slot == id_slot


def test_nobody_waits_for_the_prefix_of_other_adapters() -> None:
    bench = Bench(n_slots=3, n_batch=64, n_ctx=128)
    for lora in (PLAIN, FIRST, FIRST):
        bench.submit(*[3] * 100, max_tokens=1, lora=lora)
    bench.step()
    running = list(bench.scheduler.placement.running())
    assert [sequence.lora for sequence in running] == [PLAIN, FIRST]


def test_the_memory_forgets_sets_that_nobody_uses_any_more() -> None:
    bench = Bench(n_slots=1, n_retained=1)
    for i in range(50):
        bench.submit(1, 2, 3, max_tokens=1, lora=((0, 0.01 * (i + 1)),))
        bench.run()
    assert isinstance(bench.cache, KVCache)
    assert len(bench.cache._tree._roots) == bench.cache.n_retained <= 4
    assert len(bench.scheduler._composer._turns._turns) <= 1


# --------------------------------------------------------------------------- engines


@pytest.fixture
def adapters(tmp_path: Path) -> AdapterParams:
    return AdapterParams(lora=tuple((write_lora(tmp_path / str(seed), seed=seed), 0.0) for seed in (1, 2)))


@pytest.fixture
def open_adapted(decoder_path: Path, adapters: AdapterParams) -> OpenEngine:
    return partial(Engine.open, decoder_path, context=EXACT, adapters=adapters)


def request(lora: LoraScales | None, prompt: list[int] | None = None) -> GenerationRequest:
    return GenerationRequest(prompt=tuple(prompt or PROMPT), max_tokens=12, sampling=GREEDY, lora=lora)


async def tokens(engine: Engine, lora: LoraScales | None = None) -> tuple[int, ...]:
    return (await engine.submit(request(lora)).complete()).tokens


async def test_adapters_change_texts_alone_and_together_per_request_and_for_all(
    open_adapted: OpenEngine,
) -> None:
    async with open_adapted(n_slots=2, n_ctx=1024) as engine:
        sets = (PLAIN, FIRST, SECOND, BOTH, ((0, -1.0),))
        expected = {lora: await tokens(engine, lora) for lora in sets}
        assert len(set(expected.values())) == len(sets)
        for lora in sets:
            engine.adapters.set(lora)
            assert await tokens(engine) == expected[lora]
            assert await tokens(engine, FIRST) == expected[FIRST]
        assert await tokens(engine, ((1, 1.0), (0, 1.0))) == expected[BOTH]
        assert await tokens(engine, ((0, 0.0),)) == expected[PLAIN]


@pytest.mark.usefixtures("audited")
@pytest.mark.parametrize("sharing", ["equal", "separate"])
async def test_requests_with_different_adapters_are_never_in_one_batch(
    open_adapted: OpenEngine, monkeypatch: pytest.MonkeyPatch, sharing: str
) -> None:
    plans: list[tuple[LoraScales, set[LoraScales], int]] = []
    execute = Runner.execute

    def watched(runner: Runner, plan: BatchPlan) -> list[int]:
        sequences = list(plan.sequences())
        chosen = execute(runner, plan)
        used = tuple((runner._adapters.index(a), scale) for a, scale in runner._context._lora)
        plans.append((used, {sequence.lora for sequence in sequences}, len(sequences)))
        return chosen

    monkeypatch.setattr(Runner, "execute", watched)
    sets = (PLAIN, FIRST, SECOND, BOTH)
    params = EngineParams(sharing=sharing)  # type: ignore[arg-type]
    async with open_adapted(n_slots=8, n_ctx=8 * 128, params=params) as engine:
        alone = {lora: await tokens(engine, lora) for lora in sets}
        plans.clear()
        generations = [(lora, engine.submit(request(lora))) for lora in sets * 2]
        for lora, generation in generations:
            assert (await generation.complete()).tokens == alone[lora]
    assert all(members == {used} for used, members, _ in plans)
    assert max(n for _, _, n in plans) == 2
    assert {used for used, _, _ in plans} == set(sets)


async def test_new_scales_are_for_requests_that_come_later(open_adapted: OpenEngine) -> None:
    async with open_adapted(n_slots=1, n_ctx=512) as engine:
        plain, first = await tokens(engine, PLAIN), await tokens(engine, FIRST)
        before = engine.submit(request(None))
        engine.adapters.set(FIRST)
        after = engine.submit(request(None))
        assert (await before.complete()).tokens == plain
        assert (await after.complete()).tokens == first


async def test_a_saved_slot_remembers_its_adapters(open_adapted: OpenEngine) -> None:
    async with open_adapted(n_slots=1, n_ctx=512) as engine:
        first = await tokens(engine, FIRST)
        saved = await engine.save_slot(0)
        assert saved.lora == FIRST
        await engine.erase_slot(0)
        await engine.restore_slot(0, saved)
        plain = await engine.submit(request(PLAIN)).complete()
        assert plain.finished.n_cached_tokens == 0
        await engine.restore_slot(0, saved)
        again = await engine.submit(request(FIRST)).complete()
        assert again.finished.n_cached_tokens == len(PROMPT) - 1
        assert again.tokens == first


@pytest.mark.parametrize(
    ("lora", "param"),
    [
        (((2, 1.0),), "lora[0].id"),
        (((0, 1.0), (-1, 1.0)), "lora[1].id"),
        (((0, 1.0), (0, 0.5)), "lora[1].id"),
        (((0, 1.0), (1, float("nan"))), "lora[1].scale"),
        (((0, 1e30),), "lora[0].scale"),
    ],
)
async def test_adapters_that_are_not_there_and_wild_scales_are_refused(
    open_adapted: OpenEngine, lora: LoraScales, param: str
) -> None:
    async with open_adapted(n_slots=1, n_ctx=512) as engine:
        with pytest.raises(InvalidRequestError) as caught:
            engine.submit(request(lora))
        assert caught.value.param == param
        with pytest.raises(InvalidRequestError) as caught:
            engine.adapters.set(lora)
        assert caught.value.param == param
        assert engine.adapters.scales == (0.0, 0.0)


async def test_control_vectors_change_texts(decoder_path: Path, tmp_path: Path) -> None:
    path = write_control_vector(tmp_path / "x")
    texts = set()
    for vectors in ((), ((path, 1.0),), ((path, -1.0),)):
        params = AdapterParams(control_vectors=vectors)
        async with Engine.open(decoder_path, context=EXACT, n_ctx=512, adapters=params) as engine:
            texts.add(await tokens(engine))
    assert len(texts) == 3
