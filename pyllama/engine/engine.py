"""The Trio face of the engine: admission, handles, delivery, and the life of the loop's thread."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeVar

import trio

from pyllama.constraint import CompiledConstraint, Constraint, ConstraintCompiler
from pyllama.context import Context
from pyllama.context_params import ContextParams
from pyllama.engine.adapters import AdapterParams, Adapters
from pyllama.engine.engine_params import EngineParams
from pyllama.engine.generation import Generation
from pyllama.engine.loading import load_model
from pyllama.engine.loop import Cancel, DecodeLoop, EndReasoning, Posted, SlotCall, Stop, Submit
from pyllama.engine.loop_thread import LoopThread
from pyllama.engine.memory_books import n_cells_mixed, sequence_cache, shaped_context
from pyllama.engine.outlet import Outlet
from pyllama.engine.readers import Readers
from pyllama.engine.request import GenerationRequest
from pyllama.engine.request_check import check_request
from pyllama.engine.runner import Runner
from pyllama.engine.scheduler import Scheduler, SchedulerParams
from pyllama.engine.sequence import Sequence as TokenSequence
from pyllama.engine.slot_actions import erase_slot, restore_slot, save_slot
from pyllama.engine.slot_reply import SlotReply
from pyllama.engine.state_file import SavedSequence
from pyllama.engine.statistics import EngineStatistics
from pyllama.engine.token_table import TokenTable
from pyllama.errors import (
    ContextSizeExceededError,
    EngineClosedError,
    InvalidRequestError,
    UnsupportedFeatureError,
)
from pyllama.model import ProgressCallback
from pyllama.model_params import ModelParams
from pyllama.sampling_params import SamplingParams
from pyllama.thread_tuning import tune_threads

T = TypeVar("T")


class Engine:
    """Generates text for many readers at once, from one model.

    Make one with ``Engine.open``. All methods belong to the Trio thread that opened it::

        async with Engine.open("model.gguf", n_slots=8) as engine:
            async for delta in engine.generate("Once upon a time", max_tokens=64):
                print(delta.text, end="")

    Attributes:
        model: the model. Its vocabulary may be used at any time.
        params: how requests share it.
        n_slots: how many generations run at once; the others wait.
        n_ctx_slot: tokens that one of them can have, prompt included.
        can_shift: whether cells can be moved, as ``n_cache_reuse`` needs it.
        adapters: LoRA adapters and their scales.
    """

    def __init__(
        self, context: Context, n_slots: int, params: EngineParams, adapters: Adapters | None = None
    ) -> None:
        self.adapters = adapters or Adapters()
        self.model = context.model
        self.params = params
        self.n_slots = n_slots
        # Where sequences cannot share one buffer, each has a part of the memory, whatever was asked for.
        shares_all = params.sharing == "unified" and context.params.kv_unified
        self.n_ctx_slot = context.n_ctx if shares_all else context.n_ctx // n_slots
        self._vocab = context.model.vocab
        self.can_shift = context.memory.can_shift
        if params.context_shift and not self.can_shift:
            raise UnsupportedFeatureError("this model's context cannot be shifted", param="context_shift")
        self._table = TokenTable.of(self._vocab, special=params.special)
        scheduler = Scheduler(
            SchedulerParams(
                n_slots=n_slots,
                n_batch=context.n_batch,
                max_itl_ms=params.max_itl_ms,
                min_similarity=params.min_similarity,
                n_cells_mixed=n_cells_mixed(context),
            ),
            sequence_cache(context, n_slots=n_slots, host_cache_bytes=params.host_cache_bytes),
        )
        runner = Runner(context, self.n_ctx_slot, self.adapters.loaded, params.n_forced_max)
        self._loop = DecodeLoop(scheduler, runner, self._post)
        self._thread = LoopThread(self._loop.run, partial(self._loop.send, Stop()), self._fail_all)
        self._trio_token = trio.lowlevel.current_trio_token()
        self._readers = Readers(params.limits, n_slots, self._cancel)
        self._slot_calls: set[SlotReply] = set()
        self._compiler = ConstraintCompiler(self._vocab)
        self._compiling = trio.CapacityLimiter(1)

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        path: str | os.PathLike[str],
        *,
        n_slots: int = 1,
        n_ctx: int = 4096,
        params: EngineParams | None = None,
        context: ContextParams | None = None,
        model: ModelParams | None = None,
        adapters: AdapterParams | None = None,
        progress: ProgressCallback | None = None,
    ) -> AsyncIterator[Engine]:
        """Load a model and run an engine on it for the length of the ``async with`` block.

        Args:
            path: a GGUF file.
            n_slots: how many generations run at once.
            n_ctx: tokens in the memory, for all slots together; 0 takes the model's training length for each
                slot.
            params: how requests share the model.
            context: more about the context; its ``n_ctx``, ``n_seq_max`` and ``kv_unified`` are set from the
                above.
            model: how to load the model.
            adapters: what to load beside it.
            progress: called with the loaded share, on another thread.

        Cancelling: while loading, the loading stops soon; later, the loop ends after its present step.

        Raises:
            LibraryLoadError: there is no native library.
            AbiMismatchError: there is one, but not the one that this version needs.
            ModelLoadError: the model or an adapter cannot be loaded.
            ModelLoadCancelledError: ``progress`` returned ``False``.
            ContextCreateError: the context does not fit into memory.
            InvalidRequestError: a parameter is out of its range.
            UnsupportedFeatureError: the model cannot generate text.
            EngineCrashedError: the decode loop failed; raised when the block ends, which is cancelled.
        """
        params = params or EngineParams()
        with await load_model(path, model, progress) as loaded:
            shaped = shaped_context(
                context or ContextParams(), loaded, params.sharing, n_slots=n_slots, n_ctx=n_ctx
            )
            with await trio.to_thread.run_sync(lambda: Context(loaded, shaped)) as native:
                if loaded.has_encoder or not native.has_memory:
                    raise UnsupportedFeatureError("this model cannot generate text by itself")
                beside = await trio.to_thread.run_sync(Adapters.load, native, adapters or AdapterParams())
                if params.warm_up:
                    await trio.to_thread.run_sync(native.warm_up)
                    await trio.to_thread.run_sync(tune_threads, native)
                engine = cls(native, n_slots, params, beside)
                async with engine._thread.running():  # its own class
                    yield engine

    def generate(
        self,
        prompt: str | Sequence[int],
        *,
        max_tokens: int = -1,
        sampling: SamplingParams | None = None,
        constraint: CompiledConstraint | None = None,
        stop: Sequence[str] = (),
        cache_prompt: bool = True,
    ) -> Generation:
        """Begin to generate, and return what reads it.

        Args:
            prompt: text, which is tokenized with BOS and special tokens, or token ids.
            max_tokens: most tokens to generate; -1 goes on until the context is full.
            sampling: how tokens are chosen.
            constraint: what the text has to conform to; see ``compile``.
            stop: strings that end the generation.
            cache_prompt: reuse what a slot remembers of the same beginning.

        Raises: as ``submit``.
        """
        tokens = self._vocab.tokenize(prompt, param="prompt") if isinstance(prompt, str) else prompt
        return self.submit(
            GenerationRequest(
                prompt=tuple(tokens),
                max_tokens=max_tokens,
                sampling=sampling or SamplingParams(),
                constraint=constraint,
                stop=tuple(stop),
                cache_prompt=cache_prompt,
            ),
        )

    def submit(self, request: GenerationRequest, outlet: Outlet | None = None) -> Generation:
        """Queue a request, and return what reads it. Does not wait.

        Args:
            request: what to generate.
            outlet: is offered each increment before the reader is; see ``Outlet``.

        Raises:
            InvalidRequestError: a token is out of range.
            ContextSizeExceededError: the prompt does not fit into a slot.
            QueueFullError: too many generations wait already.
            EngineClosedError: the engine is shutting down.
        """
        self.check(request)
        if self._thread.closed:
            raise EngineClosedError
        now = time.perf_counter()
        generation = self._readers.add(request, now)
        sequence = TokenSequence(
            generation.id_request,
            request,
            self._table,
            self.n_ctx_slot,
            can_shift=self.params.context_shift,
            t_submitted=now,
            lora=self.adapters.used_by(request.lora),
            outlet=outlet,
        )
        self._loop.send(Submit(sequence))
        return generation

    def check(self, request: GenerationRequest) -> None:
        """Check what ``submit`` would check of a request, without submitting it.

        Raises:
            InvalidRequestError: a token or the slot is out of range, there are more biases than tokens, an
                adapter does not exist, or the constraint is of another model.
            UnsupportedFeatureError: cells are to be moved, and the model's cannot.
            ContextSizeExceededError: the prompt does not fit into a slot.
        """
        if request.id_slot is not None:
            self._check_slot(request.id_slot)
        self.adapters.check(request.lora)
        check_request(request, self._vocab, n_ctx=self.n_ctx_slot, can_shift=self.can_shift)

    def end_reasoning(self, id_request: int) -> None:
        """Let the thoughts of a generation end now, or as soon as they begin.

        Nothing happens where it has ended, or where its request says nothing of thoughts.
        """
        self._loop.send(EndReasoning(id_request))

    async def compile(self, constraint: Constraint) -> CompiledConstraint:
        """Make a grammar, a JSON schema or an expression ready for requests. It is remembered for a while.

        One is compiled at a time. The first takes longer, as the vocabulary is read: a second for 150,000
        tokens.

        Cancelling: takes effect when it is ready, if it was begun.

        Raises:
            GrammarError: it is wrong, not supported, can never be met, or is too complex.
            EngineClosedError: the engine is shutting down.
        """
        if self._thread.closed:
            raise EngineClosedError
        compiled = self._compiler.find(constraint)
        if compiled is not None:
            return compiled
        # They wait here for each other, so that they do not hold threads that others need.
        async with self._compiling:
            return await self.run_in_thread(lambda: self._compiler.compile(constraint))

    async def run_in_thread(self, function: Callable[[], T]) -> T:
        """Call a function that uses the model, such as one that tokenizes a long text, on another thread.

        The model stays open until it has returned. Cancelling takes effect then.

        Raises:
            EngineClosedError: the engine is shutting down.
        """
        return await self._thread.call(function)

    # ----------------------------------------------------------------- slots

    async def save_slot(self, id_slot: int) -> SavedSequence:
        """Return what a slot remembers, as soon as it is idle; no tokens if that is nothing.

        Cancelling: the slot keeps what it remembers.

        Raises:
            InvalidRequestError: there is no such slot.
            EngineClosedError: the engine is shutting down.
        """
        return await self._call_slot(id_slot, partial(save_slot, id_slot=id_slot))

    async def restore_slot(self, id_slot: int, saved: SavedSequence) -> None:
        """Let a slot remember what was saved, as soon as it is idle.

        Nobody can tell whether the numbers in a state are right: those of another model of the same shape are
        accepted, and values that are no numbers spoil the text of everybody.

        Cancelling: it is restored all the same.

        Raises:
            InvalidRequestError: there is no such slot, or a token is out of range.
            ContextSizeExceededError: it is too long for a slot.
            StateError: the state does not fit the model; the slot remembers nothing then.
            EngineClosedError: the engine is shutting down.
        """
        if len(saved.tokens) >= self.n_ctx_slot:
            raise ContextSizeExceededError(n_prompt_tokens=len(saved.tokens), n_ctx=self.n_ctx_slot)
        self._vocab.check_tokens(saved.tokens)
        await self._call_slot(id_slot, partial(restore_slot, id_slot=id_slot, saved=saved))

    async def erase_slot(self, id_slot: int) -> int:
        """Forget what a slot remembers, as soon as it is idle; return how many tokens it was.

        Cancelling: it is erased all the same.

        Raises:
            InvalidRequestError: there is no such slot.
            EngineClosedError: the engine is shutting down.
        """
        return await self._call_slot(id_slot, partial(erase_slot, id_slot=id_slot))

    async def _call_slot(self, id_slot: int, function: Callable[[Scheduler, Runner], T]) -> T:
        self._check_slot(id_slot)
        if self._thread.closed:
            raise EngineClosedError
        reply = SlotReply()
        self._slot_calls.add(reply)
        try:
            self._loop.send(SlotCall(id_slot, function, partial(self._post_reply, reply)))
            result: T = await reply.wait()
            return result
        finally:
            self._slot_calls.discard(reply)

    def _check_slot(self, id_slot: int) -> None:
        if not 0 <= id_slot < self.n_slots:
            message = f"there is no slot {id_slot}, only 0 to {self.n_slots - 1}"
            raise InvalidRequestError(message, param="id_slot")

    # ----------------------------------------------------------------- life

    def statistics(self) -> EngineStatistics:
        """Return a snapshot of the state after the newest step."""
        return self._loop.statistics

    def close(self) -> None:
        """Stop admitting and end the loop after its present step; what still runs fails. Idempotent."""
        self._thread.close()

    def _post(self, events: list[Posted]) -> None:
        """Hand the events of a step over to the Trio thread; runs on the loop's thread."""
        self._trio_token.run_sync_soon(self._readers.deliver, events)

    def _post_reply(self, reply: SlotReply, result: object) -> None:
        self._trio_token.run_sync_soon(reply.set, result)

    def _cancel(self, id_request: int) -> None:
        self._loop.send(Cancel(id_request))

    def _fail_all(self) -> None:
        self._readers.fail_all(EngineClosedError())
        for reply in self._slot_calls:
            reply.set(EngineClosedError())
