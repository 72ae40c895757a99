"""Carries out the scheduler's plans: the only user of the context while the engine serves."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as SequenceOf

from pyllama.batch import Batch
from pyllama.context import Context
from pyllama.engine.cache.memory_ops import Discard, Forget, Load, MemoryOp, Move, Save, Share
from pyllama.engine.chooser import Chooser
from pyllama.engine.plan import BatchPlan
from pyllama.engine.sequence import Sequence
from pyllama.errors import StateError
from pyllama.lora_adapter import LoraAdapter
from pyllama.token_probs import RawProbs


class Runner:
    """Turns a plan into tokens: plan → batch → ``llama_decode`` → sampler chain → token.

    It owns the batch, what chooses the tokens of sequences that have begun, and the states in host memory.

    Args:
        context: the context; used by this object alone until ``close()``.
        n_ctx_slot: size of a slot's context in tokens.
        adapters: the LoRA adapters that plans name by their numbers.
        n_forced_max: most tokens after a chosen one that are noted because they have to follow.
    """

    def __init__(
        self,
        context: Context,
        n_ctx_slot: int,
        adapters: SequenceOf[LoraAdapter] = (),
        n_forced_max: int = 0,
    ) -> None:
        self._context = context
        self._adapters = adapters
        self._batch = Batch(context.n_batch)
        self._chooser = Chooser(context, n_ctx_slot, n_forced_max)
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
        with self._chooser.masks_ahead(plan.outputs()):
            self._context.decode(self._batch)
        self._note_prompt_probs(plan)
        choose = self._chooser.choose
        return [choose(sequence, row) for sequence, row in zip(plan.outputs(), rows, strict=True)]

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
        self._chooser.release(sequence)

    def close(self) -> None:
        """Free everything that was made here; the context stays open."""
        self._chooser.close()
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
        for chunk in (*plan.forced, *plan.chunks):
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

    def _note_prompt_probs(self, plan: BatchPlan) -> None:
        """Note how probable tokens of prompts are: a row tells it of the token behind its own."""
        row = plan.n_decode_rows
        for chunk in plan.chunks:
            if chunk.gives_probs:
                sequence = chunk.sequence
                n_top = sequence.request.prompt_probs or 0
                following = sequence.request.prompt[chunk.start + 1 : chunk.end + 1]
                sequence.prompt_probs += [
                    RawProbs(self._context.logits(row + i), n_top).of(token)
                    for i, token in enumerate(following)
                ]
            row += len(chunk)
