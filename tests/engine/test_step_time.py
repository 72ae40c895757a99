"""The model of a step's time: chunks that keep the target and use it, on machines that are made up."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyllama.engine.step_time import FIRST_CHUNK, MIN_CHUNK, TILE, StepTime

TARGET_S = 0.05


@dataclass
class Machine:
    """Takes ``base_s`` and 2 % more for each decode row, and ``token_s`` for each prompt token.

    Attributes:
        drift: by which part of its first value ``token_s`` grows in each step that has prompt tokens.
        noise: largest relative error of a step's time, uniformly distributed.
    """

    base_s: float
    token_s: float
    drift: float = 0.0
    noise: float = 0.0
    random: Random = field(default_factory=lambda: Random(0))

    def __post_init__(self) -> None:
        self.growth_s = self.drift * self.token_s

    def base(self, n_decode: int) -> float:
        return self.base_s * (1 + 0.02 * n_decode)

    def run(self, n_decode: int, n_prompt: int) -> float:
        seconds = self.base(n_decode) + n_prompt * self.token_s
        if n_prompt:
            self.token_s += self.growth_s
        return seconds * (1 + self.random.uniform(-self.noise, self.noise))

    def step(self, model: StepTime, n_decode: int = 4, n_prompt: int | None = None) -> tuple[int, float]:
        """Do a step with all the prompt tokens that there is room for; return how many, and the time."""
        n = model.prompt_room(n_decode, TARGET_S) if n_prompt is None else n_prompt
        seconds = self.run(n_decode, n)
        model.observe(n_decode, n, seconds)
        return n, seconds

    def best(self, n_decode: int = 4) -> float:
        return (TARGET_S - self.base(n_decode)) / self.token_s


def settled(machine: Machine) -> StepTime:
    model = StepTime()
    machine.step(model, n_prompt=0)
    for _ in range(20):
        machine.step(model)
    return model


def test_the_first_chunk_is_small() -> None:
    assert StepTime().prompt_room(1, TARGET_S) == FIRST_CHUNK - 1


def test_chunks_grow_by_degrees_however_cheap_the_tokens_are() -> None:
    model = StepTime()
    machine = Machine(base_s=0.01, token_s=0.0)
    machine.step(model, n_prompt=0)
    # Four rows decode beside them; together they double, and fill tiles.
    assert [machine.step(model)[0] + 4 for _ in range(4)] == [64, 128, 256, 512]


def test_a_slow_machine_gets_the_least_chunk() -> None:
    model = settled(Machine(base_s=0.01, token_s=0.1))
    assert model.prompt_room(4, TARGET_S) == MIN_CHUNK


def test_a_target_below_the_time_of_decoding_gets_the_least_chunk() -> None:
    model = settled(Machine(base_s=0.01, token_s=1e-4))
    assert model.prompt_room(4, 0.005) == MIN_CHUNK


def test_the_room_grows_with_the_target_and_shrinks_with_the_rows() -> None:
    machine = Machine(base_s=0.01, token_s=1e-4)
    model = settled(machine)
    machine.step(model, n_decode=32, n_prompt=0)
    assert model.prompt_room(32, TARGET_S) < model.prompt_room(4, TARGET_S)
    assert model.prompt_room(4, TARGET_S) < model.prompt_room(4, 1.2 * TARGET_S)


def test_rows_that_were_never_seen_are_like_the_most_similar_ones() -> None:
    model = StepTime()
    model.observe(1, 0, 0.01)
    model.observe(32, 0, 0.04)
    model.observe(1, 64, 0.02)
    assert model.prompt_room(2, TARGET_S) + 2 == model.prompt_room(1, TARGET_S) + 1
    assert model.prompt_room(100, 10 * TARGET_S) + 100 == model.prompt_room(32, 10 * TARGET_S) + 32


def test_few_prompt_tokens_say_nothing() -> None:
    machine = Machine(base_s=0.01, token_s=1e-4)
    model = settled(machine)
    before = model.prompt_room(4, TARGET_S)
    model.observe(4, MIN_CHUNK - 1, 10.0)
    assert model.prompt_room(4, TARGET_S) == before


def test_a_short_chunk_does_not_shorten_the_next_ones() -> None:
    machine = Machine(base_s=0.01, token_s=1e-4)
    model = settled(machine)
    machine.step(model, n_prompt=MIN_CHUNK)
    assert model.prompt_room(4, TARGET_S) > 0.8 * machine.best()


def test_one_slow_step_that_only_decodes_changes_little() -> None:
    machine = Machine(base_s=0.01, token_s=1e-4)
    model = settled(machine)
    before = model.prompt_room(4, TARGET_S)
    model.observe(4, 0, 0.03)
    assert 0.8 * before < model.prompt_room(4, TARGET_S) <= before


def test_a_prompt_without_decoding_teaches_too() -> None:
    model = StepTime()
    model.observe(0, 1000, 0.1)
    assert model.prompt_room(1, TARGET_S) == 7 * TILE - 1


@pytest.mark.parametrize("factor", [3.0, 10.0])
def test_a_machine_that_becomes_slower_is_followed_in_a_few_steps(factor: float) -> None:
    machine = Machine(base_s=0.01, token_s=1e-4)
    model = settled(machine)
    machine.token_s *= factor
    seconds = [machine.step(model)[1] for _ in range(4)]
    assert seconds[0] > TARGET_S
    assert seconds[-1] < 1.1 * TARGET_S


def test_a_machine_that_becomes_faster_is_followed_slowly() -> None:
    machine = Machine(base_s=0.01, token_s=4e-4)
    model = settled(machine)
    machine.token_s /= 4
    sizes = [machine.step(model)[0] for _ in range(40)]
    assert sizes[5] < 0.5 * machine.best()
    assert sizes[-1] > 0.8 * machine.best()


def test_one_stall_is_forgotten_although_no_step_only_decodes() -> None:
    machine = Machine(base_s=0.01, token_s=1e-4)
    model = settled(machine)
    model.observe(4, 0, 5.0)
    assert model.prompt_room(4, TARGET_S) == MIN_CHUNK
    sizes = [machine.step(model)[0] for _ in range(10)]
    assert sizes[-1] > 0.5 * machine.best()


@given(
    base_share=st.floats(0.02, 0.4),
    token_s=st.sampled_from([2e-5, 1e-4, 4e-4]),
    drift=st.floats(0.0, 0.005),
    n_decode_only=st.integers(1, 5),
    seed=st.integers(0, 2**32 - 1),
)
def test_steps_keep_the_target_and_use_it(
    base_share: float, token_s: float, drift: float, n_decode_only: int, seed: int
) -> None:
    random = Random(seed)
    machine = Machine(base_share * TARGET_S, token_s, drift, noise=0.2, random=random)
    model = StepTime()
    for _ in range(n_decode_only):
        machine.step(model, n_prompt=0)
    n_decode, n_used, n_possible = 4, 0, 0.0
    for i in range(80):
        n_decode = min(max(n_decode + random.choice([-1, 0, 0, 0, 1]), 1), 8)
        best = machine.best(n_decode)
        n, seconds = machine.step(model, n_decode)
        if i >= 10:
            assert n == MIN_CHUNK or seconds < (1.3 if n > TILE else 1.4) * TARGET_S
            n_used += n
            n_possible += max(best, MIN_CHUNK)
    assert n_used > 0.5 * n_possible


def test_a_first_tile_is_filled_where_fewer_rows_would_take_as_long() -> None:
    model = StepTime()
    for _ in range(20):
        model.observe(3, 61, 0.200)  # with the others a full tile
        model.observe(3, 48, 0.240)
    assert model.prompt_room(3, 0.2) == 61
    assert model.prompt_room(3, 0.1) < 48


def test_a_tile_that_is_nearly_full_is_filled_and_one_that_is_nearly_empty_is_left() -> None:
    model = StepTime()
    model.observe(0, 1000, 1.0)
    assert model.prompt_room(0, 0.15) == 128  # not 135
    assert model.prompt_room(0, 0.17) == 153
    assert model.prompt_room(0, 0.20) == 192  # not 180


def test_a_stall_is_soon_forgotten() -> None:
    machine = Machine(base_s=0.01, token_s=4e-4)
    model = settled(machine)
    before = model.prompt_room(4, TARGET_S)
    for _ in range(3):
        model.observe(4, before, 100 * TARGET_S)
    assert model.prompt_room(4, TARGET_S) == MIN_CHUNK
    sizes = [machine.step(model)[0] for _ in range(25)]
    assert sizes[-1] >= TILE - 4
