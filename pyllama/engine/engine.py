"""The Trio face of the engine: admission, handles, delivery, and the life of the loop's thread."""

from __future__ import annotations

import itertools
import os
import weakref
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final, TypeVar

import trio

from pyllama.context import Context
from pyllama.context_params import ContextParams
from pyllama.engine.generation import Generation
from pyllama.engine.loop import Cancel, DecodeLoop, Posted, Stop, Submit
from pyllama.engine.request import Failed, Finished, GenerationRequest
from pyllama.engine.runner import Runner
from pyllama.engine.scheduler import Scheduler, SchedulerParams
from pyllama.engine.sequence import Sequence as TokenSequence
from pyllama.engine.sequence import TokenTable
from pyllama.engine.statistics import EngineStatistics
from pyllama.errors import (
    ContextSizeExceededError,
    EngineClosedError,
    EngineCrashedError,
    InvalidRequestError,
    QueueFullError,
    UnsupportedFeatureError,
)
from pyllama.model import Model, ProgressCallback
from pyllama.model_params import ModelParams
from pyllama.sampling_params import SamplingParams

T = TypeVar("T")

N_BUFFERED_MAX: Final = 8192
"""Deltas that a reader may be behind before its generation is dropped."""

N_WAITING_MAX: Final = 1024
"""Generations that may wait for a slot."""


class Engine:
    """Generates text for many readers at once, from one model.

    Make one with ``Engine.open``. All methods belong to the Trio thread that opened it::

        async with Engine.open("model.gguf", n_slots=8) as engine:
            async for delta in engine.generate("Once upon a time", max_tokens=64):
                print(delta.text, end="")

    Attributes:
        model: the model. Its vocabulary may be used at any time.
        n_slots: how many generations run at once; the others wait.
        n_ctx_slot: tokens that one of them can have, prompt included.
    """

    def __init__(self, context: Context, n_slots: int) -> None:
        self.model = context.model
        self.n_slots = n_slots
        self.n_ctx_slot = context.n_ctx // n_slots
        self._vocab = context.model.vocab
        self._table = TokenTable(
            piece=self._vocab.piece,
            end_of_generation=self._vocab.end_of_generation,
        )
        self._loop = DecodeLoop(
            Scheduler(
                SchedulerParams(
                    n_slots=n_slots,
                    n_batch=context.n_batch,
                    can_remove_part=context.can_remove_part,
                ),
            ),
            Runner(context, self.n_ctx_slot),
            self._post,
        )
        self._trio_token = trio.lowlevel.current_trio_token()
        self._ids = itertools.count()
        self._live: weakref.WeakValueDictionary[int, Generation] = weakref.WeakValueDictionary()
        self._closed = False
        self._n_threads_busy = 0
        self._threads_idle = trio.lowlevel.ParkingLot()

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        path: str | os.PathLike[str],
        *,
        n_slots: int = 1,
        n_ctx: int = 4096,
        context: ContextParams | None = None,
        model: ModelParams | None = None,
        progress: ProgressCallback | None = None,
    ) -> AsyncIterator[Engine]:
        """Load a model and run an engine on it for the length of the ``async with`` block.

        Args:
            path: a GGUF file.
            n_slots: how many generations run at once.
            n_ctx: tokens in the memory, shared equally among the slots; 0 takes the model's training
                length for each slot.
            context: more about the context; its ``n_ctx`` and ``n_seq_max`` are set from the above.
            model: how to load the model.
            progress: called with the loaded share, on another thread.

        Cancelling: while loading, the loading stops soon; later, the loop ends after its present step.

        Raises:
            LibraryLoadError: there is no native library.
            AbiMismatchError: there is one, but not the one that this version needs.
            ModelLoadError: the file cannot be loaded.
            ModelLoadCancelledError: ``progress`` returned ``False``.
            ContextCreateError: the context does not fit into memory.
            InvalidRequestError: a parameter is out of its range.
            UnsupportedFeatureError: the model cannot generate text.
            EngineCrashedError: the decode loop failed; raised when the block ends, which is cancelled.
        """

        def cancellable_progress(share: float) -> bool:
            trio.from_thread.check_cancelled()
            return progress is None or progress(share)

        loaded = await trio.to_thread.run_sync(
            lambda: Model.load(path, params=model, progress=cancellable_progress),
        )
        with loaded:
            params = replace(
                context or ContextParams(),
                n_ctx=n_ctx if n_ctx > 0 else loaded.n_ctx_train * n_slots,
                n_seq_max=n_slots,
            )
            with await trio.to_thread.run_sync(lambda: Context(loaded, params)) as native:
                if loaded.has_encoder or not native.has_memory:
                    raise UnsupportedFeatureError("this model cannot generate text by itself")
                await trio.to_thread.run_sync(native.warm_up)
                async with cls(native, n_slots)._running() as engine:  # noqa: SLF001  # its own class
                    yield engine

    def generate(
        self,
        prompt: str | Sequence[int],
        *,
        max_tokens: int = -1,
        sampling: SamplingParams | None = None,
        stop: Sequence[str] = (),
        cache_prompt: bool = True,
    ) -> Generation:
        """Begin to generate, and return what reads it.

        Args:
            prompt: text, which is tokenized with BOS and special tokens, or token ids.
            max_tokens: most tokens to generate; -1 goes on until the context is full.
            sampling: how tokens are chosen.
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
                stop=tuple(stop),
                cache_prompt=cache_prompt,
            ),
        )

    def submit(self, request: GenerationRequest) -> Generation:
        """Queue a request, and return what reads it. Does not wait.

        Raises:
            InvalidRequestError: a token is out of range.
            ContextSizeExceededError: the prompt does not fit into a slot.
            QueueFullError: too many generations wait already.
            EngineClosedError: the engine is shutting down.
        """
        self.check(request)
        if self._closed:
            raise EngineClosedError
        n_waiting = len(self._live) - self.n_slots
        if n_waiting >= N_WAITING_MAX:
            raise QueueFullError(n_waiting)
        id_request = next(self._ids)
        generation = Generation(request, id_request, N_BUFFERED_MAX, self._cancel)
        self._live[id_request] = generation
        self._loop.send(Submit(TokenSequence(id_request, request, self._table, self.n_ctx_slot)))
        return generation

    def check(self, request: GenerationRequest) -> None:
        """Check what ``submit`` would check of a request, without submitting it.

        Raises:
            InvalidRequestError: a token is out of range, or there are more biases than tokens.
            ContextSizeExceededError: the prompt does not fit into a slot.
        """
        # Lengths first: what is far too long is not worth looking at, while others wait.
        if len(request.prompt) >= self.n_ctx_slot:
            raise ContextSizeExceededError(n_prompt_tokens=len(request.prompt), n_ctx=self.n_ctx_slot)
        biases, n_tokens = request.sampling.logit_bias, self._vocab.n_tokens
        if len(biases) > n_tokens:
            message = f"logit_bias has {len(biases)} entries, more than there are tokens"
            raise InvalidRequestError(message, param="logit_bias")
        self._vocab.check_tokens(request.prompt, param="prompt")
        for i, (token, _) in enumerate(biases):
            if not 0 <= token < n_tokens:
                self._vocab.check_tokens((token,), param=f"logit_bias[{i}]")

    async def run_in_thread(self, function: Callable[[], T]) -> T:
        """Call a function that uses the model, such as one that tokenizes a long text, on another thread.

        The model stays open until it has returned. Cancelling takes effect then.

        Raises:
            EngineClosedError: the engine is shutting down.
        """
        if self._closed:
            raise EngineClosedError
        self._n_threads_busy += 1
        try:
            return await trio.to_thread.run_sync(function)
        finally:
            self._n_threads_busy -= 1
            if self._n_threads_busy == 0:
                self._threads_idle.unpark_all()

    def statistics(self) -> EngineStatistics:
        """Return a snapshot of the state after the newest step."""
        return self._loop.statistics

    def close(self) -> None:
        """Stop admitting and end the loop after its present step; what still runs fails. Idempotent."""
        if not self._closed:
            self._closed = True
            self._loop.send(Stop())

    # ----------------------------------------------------------------- the loop's thread

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[Engine]:
        """Run the loop on a thread for the length of the block."""
        crash: Exception | None = None
        error: BaseException | None = None

        async def run_loop() -> None:
            nonlocal crash
            try:
                # A limiter of its own: the loop must never wait for a free thread of the default one.
                await trio.to_thread.run_sync(self._loop.run, limiter=trio.CapacityLimiter(1))
            except Exception as caught:  # noqa: BLE001  # raised again below
                crash = caught
                nursery.cancel_scope.cancel()
            finally:
                self._closed = True
                self._fail_all()

        async with trio.open_nursery() as nursery:
            nursery.start_soon(run_loop)
            try:
                yield self
            except (Exception, KeyboardInterrupt) as caught:  # noqa: BLE001  # raised below, outside the groups
                error = caught
            finally:
                self.close()
                # Native code that is at work in the model must not lose it.
                with trio.CancelScope(shield=True):
                    while self._n_threads_busy:
                        await self._threads_idle.park()
        if crash is not None:
            raise EngineCrashedError from crash
        if error is not None:
            raise error

    def _post(self, events: list[Posted]) -> None:
        """Hand the events of a step over to the Trio thread; runs on the loop's thread."""
        self._trio_token.run_sync_soon(self._deliver, events)

    def _deliver(self, events: list[Posted]) -> None:
        for id_request, event in events:
            generation = self._live.get(id_request)
            if generation is None or not generation.deliver(event):
                self._cancel(id_request)
            elif isinstance(event, Finished | Failed):
                self._live.pop(id_request, None)

    def _cancel(self, id_request: int) -> None:
        """Forget a generation and tell the loop; safe on any thread."""
        self._live.pop(id_request, None)
        self._loop.send(Cancel(id_request))

    def _fail_all(self) -> None:
        for generation in list(self._live.values()):
            generation.deliver(Failed(EngineClosedError()))
        self._live.clear()
