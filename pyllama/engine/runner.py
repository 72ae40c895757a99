"""Carries out the scheduler's plans: the only user of the context while the engine serves."""

from __future__ import annotations

from pyllama.batch import Batch
from pyllama.context import Context
from pyllama.engine.plan import BatchPlan
from pyllama.engine.sequence import Sequence
from pyllama.errors import DecodeError
from pyllama.sampler_chain import SamplerChain


class Runner:
    """Turns a plan into tokens: plan → batch → ``llama_decode`` → sampler chain → token.

    It owns the batch and one sampler chain for each running sequence.

    Args:
        context: the context; used by this object alone until ``close()``.
        n_ctx_slot: size of a slot's context in tokens.
    """

    def __init__(self, context: Context, n_ctx_slot: int) -> None:
        self._context = context
        self._n_ctx_slot = n_ctx_slot
        self._batch = Batch(context.n_batch)
        self._chains: dict[int, SamplerChain] = {}

    def execute(self, plan: BatchPlan) -> list[int]:
        """Carry out a plan and return the chosen token of each of ``plan.outputs()``.

        Raises:
            DecodeError: native code failed; the memory of the plan's sequences cannot be trusted.
        """
        memory = self._context.memory
        for removal in plan.removals:
            if not memory.remove(removal.seq_id, removal.pos):
                message = f"sequence {removal.seq_id} cannot forget what follows position {removal.pos}"
                raise DecodeError(message, function="llama_memory_seq_rm")
        rows = self._fill(plan)
        self._context.decode(self._batch)
        return [
            self._chain(sequence).sample(self._context, row)
            for sequence, row in zip(plan.outputs(), rows, strict=True)
        ]

    def release(self, sequence: Sequence) -> None:
        """Free what was made for a sequence that has ended."""
        chain = self._chains.pop(sequence.id_request, None)
        if chain is not None:
            chain.close()

    def close(self) -> None:
        """Free everything that was made here; the context stays open."""
        for chain in self._chains.values():
            chain.close()
        self._chains.clear()
        self._batch.close()

    def _fill(self, plan: BatchPlan) -> list[int]:
        """Fill the batch and return its output rows."""
        batch = self._batch
        batch.clear()
        rows = [
            batch.add(sequence.tokens[-1], sequence.n_past, sequence.id_slot, output=True)
            for sequence in plan.decoding
        ]
        for chunk in plan.chunks:
            sequence = chunk.sequence
            tokens = sequence.tokens[chunk.start : chunk.end]
            row = batch.add_run(tokens, chunk.start, sequence.id_slot, output_last=chunk.output)
            if chunk.output:
                rows.append(row)
        return rows

    def _chain(self, sequence: Sequence) -> SamplerChain:
        chain = self._chains.get(sequence.id_request)
        if chain is None:
            sampling = sequence.request.sampling
            chain = SamplerChain.from_params(self._context.model, sampling, n_ctx=self._n_ctx_slot)
            chain.prime(sequence.request.prompt)
            self._chains[sequence.id_request] = chain
        return chain
