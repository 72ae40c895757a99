"""Whether a text depends on who is computed beside it."""

from __future__ import annotations

from random import Random

import trio

from pyllama import ContextParams, Engine, builtin_model
from pyllama.engine import EngineParams
from tests.engine.conftest import GREEDY

N_PROMPTS = 64
WORDS = [
    "the",
    "a",
    "dog",
    "cat",
    "ran",
    "sum",
    "of",
    "and",
    "tell",
    "me",
    "story",
    "about",
    "what",
    "is",
    "3",
    "plus",
    "7",
    "python",
    "def",
    "return",
    "France",
    "colour",
    "name",
]


def prompts() -> list[str]:
    random = Random(7)
    return [" ".join(random.choices(WORDS, k=random.randint(3, 90))) for _ in range(N_PROMPTS)]


async def test_a_text_is_the_same_alone_and_among_seven_others() -> None:
    async with Engine.open(
        builtin_model(),
        n_slots=8,
        n_ctx=8 * 1024,
        params=EngineParams(sharing="separate"),
        context=ContextParams(flash_attention="off"),
    ) as engine:

        async def text(prompt: str) -> tuple[int, ...]:
            generation = engine.generate(prompt, max_tokens=48, sampling=GREEDY, cache_prompt=False)
            return (await generation.complete()).tokens

        alone = {prompt: await text(prompt) for prompt in prompts()}
        among: dict[str, tuple[int, ...]] = {}

        async def note(prompt: str) -> None:
            among[prompt] = await text(prompt)

        for begin in range(0, N_PROMPTS, 8):
            async with trio.open_nursery() as nursery:
                for prompt in prompts()[begin : begin + 8]:
                    nursery.start_soon(note, prompt)
        assert engine.statistics().n_shared_steps > 100
    assert among == alone
