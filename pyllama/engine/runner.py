"""Carries out the scheduler's plans: the only user of the context while the engine serves."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as SequenceOf

from pyllama.batch import Batch
from pyllama.constraint import Matcher
from pyllama.context import Context
from pyllama.engine.cache.memory_ops import Discard, Forget, Load, MemoryOp, Move, Save, Share
from pyllama.engine.plan import BatchPlan
from pyllama.engine.sequence import Sequence
from pyllama.errors import GrammarError, StateError
from pyllama.lora_adapter import LoraAdapter
from pyllama.sampler_chain import SamplerChain
from pyllama.token_mask import TokenMask
from pyllama.token_probs import RawProbs


class Runner:
    """Turns a plan into tokens: plan → batch → ``llama_decode`` → sampler chain → token.

    It owns the batch, a sampler chain and perhaps a matcher for each sequence that has begun, and the
    states in host memory.

    Args:
        context: the context; used by this object alone until ``close()``.
        n_ctx_slot: size of a slot's context in tokens.
        adapters: the LoRA adapters that plans name by their numbers.
    """

    def __init__(self, context: Context, n_ctx_slot: int, adapters: SequenceOf[LoraAdapter] = ()) -> None:
        self._context = context
        self._n_ctx_slot = n_ctx_slot
        self._adapters = adapters
        self._batch = Batch(context.n_batch)
        self._chains: dict[int, SamplerChain] = {}
        self._matchers: dict[int, Matcher] = {}
        self._states: dict[int, bytes] = {}

    def execute(self, plan: BatchPlan) -> list[int]:
        """Carry out a plan and return the chosen token of each of ``plan.outputs()``.

        Raises:
            DecodeError: native code failed; the memory of the plan's sequences cannot be trusted, except for
                code 1, where nothing has happened because no cells were free.
            StateError: as ``apply``.
        """
        self.apply(plan.ops)
        self._context.set_lora([(self._adapters[i], scale) for i, scale in plan.lora])
        rows = self._fill(plan)
        self._context.decode(self._batch)
        self._note_prompt_probs(plan)
        return [self._choose(sequence, row) for sequence, row in zip(plan.outputs(), rows, strict=True)]

    def apply(self, ops: Iterable[MemoryOp]) -> None:
        """Do what the scheduler wants of the memory.

        Raises:
            StateError: the memory cannot forget a part of a sequence, or a state could not be loaded. The
                memory is not what the scheduler believes then: ``clear()`` it.
        """
        memory = self._context.memory
        for op in ops:
            match op:
                case Forget(seq_id, start, end):
                    if not memory.remove(seq_id, start, end):
                        message = f"sequence {seq_id} cannot forget positions {start} to {end}"
                        raise StateError(message, function="llama_memory_seq_rm")
                case Share(source, target, start, end):
                    memory.copy(source, target, start, end)
                case Move(seq_id, start, end, delta):
                    memory.shift(seq_id, start, end, delta)
                case Save(seq_id, key):
                    self._states[key] = self._context.save_sequence(seq_id)
                case Load(seq_id, key):
                    # An empty state, of one that was lost when an operation before it failed, is refused.
                    self._context.restore_sequence(seq_id, self._states.get(key, b""))
                case Discard(key):
                    self._states.pop(key, None)

    def clear(self) -> None:
        """Forget everything that is in the context's memory."""
        self._context.memory.clear()

    def save(self, seq_id: int) -> bytes:
        """Return the state of a sequence, after all operations on it are done."""
        return self._context.save_sequence(seq_id)

    def load(self, seq_id: int, state: bytes, n_tokens: int) -> None:
        """Make a sequence what ``save`` returned, perhaps of another sequence or in another process.

        Raises:
            StateError: it does not fit, or is not of so many tokens; the sequence is empty then.
        """
        self._context.restore_sequence(seq_id, state)
        memory = self._context.memory
        if memory.pos_max(seq_id) + 1 != n_tokens:
            memory.remove(seq_id)
            message = f"the state is not that of {n_tokens} tokens"
            raise StateError(message, function="llama_state_seq_set_data")

    def release(self, sequence: Sequence) -> None:
        """Free what was made for a sequence that has ended."""
        self._matchers.pop(sequence.id_request, None)
        chain = self._chains.pop(sequence.id_request, None)
        if chain is not None:
            chain.close()

    def close(self) -> None:
        """Free everything that was made here; the context stays open."""
        for chain in self._chains.values():
            chain.close()
        self._chains.clear()
        self._matchers.clear()
        self._states.clear()
        self._batch.close()

    def _fill(self, plan: BatchPlan) -> list[int]:
        """Fill the batch and return its output rows."""
        batch = self._batch
        batch.clear()
        rows = [
            batch.add(sequence.tokens[-1], sequence.n_past, sequence.seq_id, output=True)
            for sequence in plan.decoding
        ]
        for chunk in plan.chunks:
            sequence = chunk.sequence
            tokens = sequence.tokens[chunk.start : chunk.end]
            row = batch.add_run(
                tokens,
                chunk.start,
                sequence.seq_id,
                output_last=chunk.output or chunk.gives_probs,
                output_others=chunk.gives_probs,
            )
            if chunk.output:
                rows.append(row)
        return rows

    def _choose(self, sequence: Sequence, row: int) -> int:
        """Choose the token of a row, or note in the sequence why there is none."""
        chain = self._chain(sequence)
        matcher = self._matchers.get(sequence.id_request)
        if matcher is None:
            return self._sample(sequence, chain, row)
        try:
            if chain.is_plain and not sequence.request.n_probs:
                # The best token mostly may follow, and asking for one takes less time than for all.
                token = chain.sample(self._context, row)
                if matcher.try_accept(token):
                    return token
            token = self._sample(sequence, chain, row, matcher.mask())
            matcher.accept(token)
        except GrammarError as error:
            sequence.error = error
            return -1
        return token

    def _sample(
        self, sequence: Sequence, chain: SamplerChain, row: int, allowed: TokenMask | None = None
    ) -> int:
        """Sample the token of a row; note its probabilities where they are wanted."""
        request = sequence.request
        if not request.n_probs:
            return chain.sample(self._context, row, allowed)
        if request.post_sampling_probs:
            token, probs = chain.sample_with_probs(self._context, row, request.n_probs, allowed)
        else:
            raw = RawProbs(self._context.logits(row), request.n_probs)
            token = chain.sample(self._context, row, allowed)
            probs = raw.of(token)
        sequence.probs.append(probs)
        return token

    def _note_prompt_probs(self, plan: BatchPlan) -> None:
        """Note how probable tokens of prompts are: a row tells it of the token behind its own."""
        row = len(plan.decoding)
        for chunk in plan.chunks:
            if chunk.gives_probs:
                sequence = chunk.sequence
                n_top = sequence.request.prompt_probs or 0
                following = sequence.request.prompt[chunk.start + 1 : chunk.end + 1]
                sequence.prompt_probs += [
                    RawProbs(self._context.logits(row + i), n_top).of(token)
                    for i, token in enumerate(following)
                ]
            row += chunk.end - chunk.start

    def _chain(self, sequence: Sequence) -> SamplerChain:
        chain = self._chains.get(sequence.id_request)
        if chain is None:
            sampling = sequence.request.sampling
            chain = SamplerChain.from_params(self._context.model, sampling, n_ctx=self._n_ctx_slot)
            chain.prime(sequence.request.prompt)
            self._chains[sequence.id_request] = chain
            if sequence.request.constraint is not None:
                self._matchers[sequence.id_request] = sequence.request.constraint.matcher()
        return chain
