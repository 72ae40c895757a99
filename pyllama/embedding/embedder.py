"""The Trio face of embedding: admission, delivery, and the life of the loop's thread."""

from __future__ import annotations

import itertools
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final, Literal, TypeVar

import trio

from pyllama.context import Context
from pyllama.context_params import ContextParams
from pyllama.embedding.loop import Cancel, Embedded, EmbeddingLoop, Posted, Stop, Submit
from pyllama.embedding.queue import EmbedderStatistics, EmbeddingQueue
from pyllama.embedding.runner import Embedding, EmbeddingRunner
from pyllama.engine.loading import load_model
from pyllama.engine.loop_thread import LoopThread
from pyllama.errors import (
    EngineClosedError,
    InvalidRequestError,
    PyllamaError,
    QueueFullError,
    UnsupportedFeatureError,
)
from pyllama.model import Model, ProgressCallback
from pyllama.model_params import ModelParams

T = TypeVar("T")

Pooling = Literal["none", "mean", "cls", "last", "rank"]
"""What one embedding is made of: each token, the mean, the first, the last, or a reranker's scores."""

N_WAITING_MAX: Final = 1024
"""Calls of ``embed`` that may wait at once."""

_N_SEQ_MAX: Final = 256
_MANY_TOKENS: Final = 20_000  # checking more takes so long that others would notice
_POOLINGS: Final[tuple[Pooling, ...]] = ("none", "mean", "cls", "last", "rank")  # by number in a GGUF


class Embedder:
    """Embeds inputs of many callers at once, with one model.

    Make one with ``Embedder.open``. All methods belong to the Trio thread that opened it::

        async with Embedder.open("model.gguf") as embedder:
            question, answer = await embedder.embed(["What is a lighthouse?", "A tower with a lamp."])

    Attributes:
        model: the model. Its vocabulary may be used at any time.
        pooling: what one embedding is made of.
        n_tokens_max: tokens that one input can have.
    """

    def __init__(
        self, runner: EmbeddingRunner, context: Context, pooling: Pooling, n_tokens_max: int
    ) -> None:
        self.model = context.model
        self.pooling = pooling
        self.n_tokens_max = n_tokens_max
        queue = EmbeddingQueue(n_rows_max=context.n_ubatch, n_inputs_max=context.n_seq_max)
        self._loop = EmbeddingLoop(queue, runner, self._post)
        self._thread = LoopThread(self._loop.run, lambda: self._loop.send(Stop()), self._fail_all)
        self._trio_token = trio.lowlevel.current_trio_token()
        self._ids = itertools.count()
        self._live: dict[int, _Call] = {}

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        path: str | os.PathLike[str],
        *,
        pooling: Pooling | Literal["default"] = "default",
        n_ubatch: int = 512,
        n_ctx: int = 0,
        context: ContextParams | None = None,
        model: ModelParams | None = None,
        progress: ProgressCallback | None = None,
    ) -> AsyncIterator[Embedder]:
        """Load a model and run an embedder on it for the length of the ``async with`` block.

        Args:
            path: a GGUF file.
            pooling: what one embedding is made of; ``"default"`` takes what the model says, else ``"none"``.
            n_ubatch: most tokens that are computed at once, so also the most of one input.
            n_ctx: most tokens of one input, if that shall be less; 0 takes the model's training length, which
                no input can exceed.
            context: more about the context; its sizes, ``kv_unified``, ``embeddings`` and ``pooling`` are set
                from the above.
            model: how to load the model.
            progress: called with the loaded share, on another thread.

        Cancelling: while loading, the loading stops soon; later, the loop ends after its present batch.

        Raises:
            LibraryLoadError: there is no native library.
            AbiMismatchError: there is one, but not the one that this version needs.
            ModelLoadError: the file cannot be loaded.
            ModelLoadCancelledError: ``progress`` returned ``False``.
            ContextCreateError: the context does not fit into memory.
            InvalidRequestError: a parameter is out of its range.
            UnsupportedFeatureError: the model cannot embed.
            DecodeError: native code failed on the first token.
            EngineCrashedError: the loop failed; raised when the block ends, which is cancelled.
        """
        ContextParams(n_ctx=n_ctx, n_ubatch=n_ubatch, pooling=pooling)  # checks them
        with await load_model(path, model, progress) as loaded:
            chosen = _pooling(loaded) if pooling == "default" else pooling
            params = _context_params(context or ContextParams(), loaded, chosen, n_ubatch)
            with await trio.to_thread.run_sync(lambda: Context(loaded, params)) as native:
                runner = EmbeddingRunner(native, pooled=chosen != "none")
                # The first real batch finds all memory ready.
                await trio.to_thread.run_sync(runner.execute, [[loaded.vocab.special.bos or 0]])
                n_tokens_max = min(n_ubatch, n_ctx or loaded.n_ctx_train, loaded.n_ctx_train)
                embedder = cls(runner, native, chosen, n_tokens_max)
                async with embedder._thread.running():
                    yield embedder

    async def embed(
        self, inputs: Sequence[str | Sequence[int]], *, names: Sequence[str] | None = None
    ) -> list[Embedding]:
        """Embed inputs, together with those of other callers.

        The embeddings are as the model gives them: see ``normalize``.

        Args:
            inputs: texts, which are tokenized with the special tokens that the model wants, or token ids.
            names: what errors call each input; ``None`` is ``input[0]``, ``input[1]``, …

        Returns:
            One float32 array for each input, in order: shape ``(n_embd_out,)``; with pooling ``"none"``
            ``(n_tokens, n_embd_out)``; with ``"rank"`` ``(n_classes,)``.

        Cancelling: what is not computed yet is dropped before the next batch.

        Raises:
            InvalidRequestError: an input is empty, has more than ``n_tokens_max`` tokens, or a token that is
                out of range; ``param`` is its name, or ``name[j]``. Nothing is computed then.
            QueueFullError: too many calls wait already.
            EngineClosedError: the embedder is shutting down.
            DecodeError: native code failed.
        """
        self._check_open()
        names = names or [f"input[{i}]" for i in range(len(inputs))]
        if any(isinstance(item, str) for item in inputs) or sum(map(len, inputs)) > _MANY_TOKENS:
            tokens = await self._thread.call(lambda: self._tokenize(inputs, names))
            self._check_open()
        else:
            tokens = self._tokenize(inputs, names)
        if not tokens:
            await trio.lowlevel.checkpoint()
            return []
        id_request = next(self._ids)
        call = self._live[id_request] = _Call(len(tokens))
        self._loop.send(Submit(id_request, tokens))
        try:
            return await call.result()
        finally:
            if self._live.pop(id_request, None) is not None:
                self._loop.send(Cancel(id_request))

    async def run_in_thread(self, function: Callable[[], T]) -> T:
        """Call a function that uses the model, such as one that tokenizes a long text, on another thread.

        The model stays open until it has returned. Cancelling takes effect then.

        Raises:
            EngineClosedError: the embedder is shutting down.
        """
        return await self._thread.call(function)

    def statistics(self) -> EmbedderStatistics:
        """Return a snapshot of the state after the newest batch."""
        return self._loop.statistics

    def close(self) -> None:
        """Stop admitting and end the loop after its present batch; what still waits fails. Idempotent."""
        self._thread.close()

    def _check_open(self) -> None:
        if self._thread.closed:
            raise EngineClosedError
        if len(self._live) >= N_WAITING_MAX:
            raise QueueFullError(len(self._live))

    def _tokenize(self, inputs: Sequence[str | Sequence[int]], names: Sequence[str]) -> list[tuple[int, ...]]:
        """Return the tokens of each input, all of them checked."""
        vocab = self.model.vocab
        checked = []
        for item, param in zip(inputs, names, strict=True):
            tokens = tuple(vocab.tokenize(item, param=param) if isinstance(item, str) else item)
            # Lengths first: what is far too long is not worth looking at, while others wait.
            if not 0 < len(tokens) <= self.n_tokens_max:
                message = f"{param} must have 1 to {self.n_tokens_max} tokens, not {len(tokens)}"
                raise InvalidRequestError(message, param=param)
            vocab.check_tokens(tokens, param=param)
            checked.append(tokens)
        return checked

    # ----------------------------------------------------------------- the loop's thread

    def _post(self, events: list[Posted]) -> None:
        """Hand the results of a batch over to the Trio thread; runs on the loop's thread."""
        self._trio_token.run_sync_soon(self._deliver, events)

    def _deliver(self, events: list[Posted]) -> None:
        for event in events:
            call = self._live.get(event.id_request)
            if call is not None and call.deliver(event):
                del self._live[event.id_request]

    def _fail_all(self) -> None:
        for call in self._live.values():
            call.fail(EngineClosedError())
        self._live.clear()


class _Call:
    """The caller's end of one request."""

    def __init__(self, n_inputs: int) -> None:
        self._embeddings: dict[int, Embedding] = {}
        self._n_inputs = n_inputs
        self._error: PyllamaError | None = None
        self._done = trio.Event()

    async def result(self) -> list[Embedding]:
        """Wait for all embeddings and return them in order."""
        await self._done.wait()
        if self._error is not None:
            raise self._error
        return [self._embeddings[i] for i in range(self._n_inputs)]

    def deliver(self, event: Posted) -> bool:
        """Take what the loop made; return whether that was the last of it."""
        if not isinstance(event, Embedded):
            self.fail(event.error)
            return True
        self._embeddings[event.index] = event.embedding
        if len(self._embeddings) < self._n_inputs:
            return False
        self._done.set()
        return True

    def fail(self, error: PyllamaError) -> None:
        """End the wait with an error."""
        self._error = error
        self._done.set()


def _pooling(model: Model) -> Pooling:
    """Return the pooling that the model's metadata names.

    Raises:
        UnsupportedFeatureError: it is none that is known; native code would end the process.
    """
    architecture = model.metadata["general.architecture"]
    number = int(model.metadata.get(f"{architecture}.pooling_type", "0"))
    if not 0 <= number < len(_POOLINGS):
        raise UnsupportedFeatureError(f"this model wants a pooling that is not known, number {number}")
    return _POOLINGS[number]


def _context_params(params: ContextParams, model: Model, pooling: Pooling, n_ubatch: int) -> ContextParams:
    """Return what makes a context that can embed.

    Raises:
        UnsupportedFeatureError: the model embeds only for its own decoder.
    """
    if model.has_encoder and model.has_decoder:
        raise UnsupportedFeatureError("this model cannot embed by itself")
    # Each sequence of a model with a state needs a state, and is computed by itself anyway.
    n_seq_max = 1 if model.is_recurrent or model.is_hybrid else min(_N_SEQ_MAX, n_ubatch)
    # A batch that is split would lose its first part to pooling. One buffer, as large as a batch, is emptied
    # before each: so it is never split.
    return replace(
        params,
        n_ctx=n_ubatch,
        n_batch=n_ubatch,
        n_ubatch=n_ubatch,
        n_seq_max=n_seq_max,
        kv_unified=True,
        embeddings=True,
        pooling=pooling,
    )
