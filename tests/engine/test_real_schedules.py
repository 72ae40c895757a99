"""The random schedules on real memories: everybody gets the text that they would get alone.

``PYLLAMA_SCHEDULES`` says how many there are; ``PYLLAMA_SCHEDULES_FROM`` is the seed of the first.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pyllama import Finished, LoraAdapter, Model, TextDelta
from pyllama.engine.sequence import Sequence
from tests.engine.bench import Bench
from tests.engine.real_bench import RealBench, separate_context, unified_context
from tests.engine.reference import Reference
from tests.engine.schedules import random_schedule
from tests.support import tiny_models
from tests.support.tiny_adapters import write_lora
from tests.support.vocabularies import numbered_vocabulary

N_SCHEDULES = int(os.environ.get("PYLLAMA_SCHEDULES", "250"))
FIRST = int(os.environ.get("PYLLAMA_SCHEDULES_FROM", "0"))
N_PARTS = 10
WRITERS: dict[str, Callable[..., Path]] = {
    "decoder": partial(tiny_models.write_decoder, n_layer=2),
    "recurrent": tiny_models.write_recurrent,
    "hybrid": tiny_models.write_hybrid,
    "sliding": tiny_models.write_sliding,
}
STATEFUL = ("recurrent", "hybrid", "sliding")


class Memories:
    """Makes benches for every way to share, and knows what each request would give alone."""

    def __init__(self, models: dict[str, Model], adapters: tuple[LoraAdapter, ...], stack: ExitStack) -> None:
        self._adapters = {kind: adapters if kind == "decoder" else () for kind in models}
        self._unified = stack.enter_context(unified_context(models["decoder"]))
        self._separate = {
            kind: stack.enter_context(separate_context(model)) for kind, model in models.items()
        }
        self._references = {
            kind: stack.enter_context(closing(Reference(model, adapters=self._adapters[kind])))
            for kind, model in models.items()
        }
        self.counts: Counter[str] = Counter()

    def check(self, seed: int) -> RealBench:
        """Run a schedule, and compare all texts."""
        kind = "decoder"

        def make_bench(**fields: Any) -> RealBench:
            nonlocal kind
            kind = "decoder" if fields["can_cut"] else STATEFUL[seed % len(STATEFUL)]
            context = self._unified if fields["can_share"] else self._separate[kind]
            adapters = self._adapters[kind]
            sets = Bench.lora_sets if adapters else ((),)
            return RealBench(context=context, adapters=adapters, lora_sets=sets, **fields)

        bench = random_schedule(seed, make_bench)
        bench.close()
        for sequence in bench.sequences.values():
            if sequence.id_request not in bench.approximate:
                self._compare(bench, sequence, self._references[kind])
        return bench

    def _compare(self, bench: RealBench, sequence: Sequence, reference: Reference) -> None:
        events = bench.events[sequence.id_request]
        tokens = [
            token for event in events if isinstance(event, TextDelta | Finished) for token in event.tokens
        ]
        text = reference.generate(sequence.request, bench.n_ctx, can_shift=bench.can_shift)
        n_sure = min(text.n_sure, len(tokens))
        assert tokens[:n_sure] == text.tokens[:n_sure]
        self.counts["texts"] += 1
        self.counts["tokens"] += n_sure
        if text.n_sure < len(text.tokens):
            self.counts["doubtful"] += 1
        elif events and isinstance(events[-1], Finished):
            # Where contexts are shared, there may be no room to shift one.
            is_cut = bench.can_shift and bench.is_crowded and events[-1].truncated
            assert len(tokens) == len(text.tokens) or is_cut
            self.counts["finished"] += 1


@pytest.fixture(scope="module")
def memories(models_dir: Path) -> Iterator[Memories]:
    """Models with few tokens, which the same beginnings come from again and again."""
    vocabulary = numbered_vocabulary(256)
    with ExitStack() as stack:
        models = {
            kind: stack.enter_context(
                Model.load(write(models_dir / f"numbered-{kind}.gguf", vocabulary=vocabulary))
            )
            for kind, write in WRITERS.items()
        }
        adapters = tuple(
            stack.enter_context(LoraAdapter(models["decoder"], write_lora(path, seed=i, n_layer=2)))
            for i, path in enumerate((models_dir / "lora-0.gguf", models_dir / "lora-1.gguf"))
        )
        memories = Memories(models, adapters, stack)
        yield memories
        assert memories.counts["doubtful"] <= 0.02 * memories.counts["texts"]


@pytest.mark.parametrize("part", range(N_PARTS))
def test_any_schedule_gives_everybody_their_text(memories: Memories, part: int) -> None:
    for seed in range(FIRST + part, FIRST + N_SCHEDULES, N_PARTS):
        try:
            memories.check(seed)
        except BaseException as error:
            error.add_note(f"seed {seed}")
            raise
