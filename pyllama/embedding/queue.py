"""Decides which inputs are embedded together. Pure: no threads, no native code."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EmbeddingInput:
    """One text to embed.

    Attributes:
        id_request: whose it is.
        index: its place among the inputs of that request.
        tokens: its token ids.
    """

    id_request: int
    index: int
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EmbedderStatistics:
    """An embedder at one moment, between two batches. Counters run from its start.

    Attributes:
        n_waiting: inputs that wait to be computed.
        n_batches: batches computed, each one ``llama_encode`` or ``llama_decode`` call.
        n_inputs: inputs computed.
        n_tokens: tokens of these inputs.
        n_cancelled: inputs that were dropped because nobody waited for them any more.
        n_failed: inputs that were not computed because native code failed.
    """

    n_waiting: int = 0
    n_batches: int = 0
    n_inputs: int = 0
    n_tokens: int = 0
    n_cancelled: int = 0
    n_failed: int = 0


@dataclass(slots=True, eq=False)
class _Request:
    """Inputs of one caller: those before ``n_taken`` are in a batch, or were."""

    inputs: Sequence[tuple[int, ...]]
    n_taken: int = 0

    @property
    def n_left(self) -> int:
        return len(self.inputs) - self.n_taken


class EmbeddingQueue:
    """Packs waiting inputs into batches. Requests take turns, so a large one does not hold up a small one.

    Args:
        n_rows_max: most tokens of one batch.
        n_inputs_max: most inputs of one batch.
    """

    def __init__(self, *, n_rows_max: int, n_inputs_max: int) -> None:
        self._n_rows_max = n_rows_max
        self._n_inputs_max = n_inputs_max
        self._requests: OrderedDict[int, _Request] = OrderedDict()
        self._n_waiting = 0
        self._n_batches = 0
        self._n_inputs = 0
        self._n_tokens = 0
        self._n_cancelled = 0
        self._n_failed = 0

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to compute until inputs are submitted."""
        return not self._requests

    def submit(self, id_request: int, inputs: Sequence[tuple[int, ...]]) -> None:
        """Put a request at the end of the queue.

        Args:
            id_request: its number, not in use.
            inputs: at least one, each of 1 to ``n_rows_max`` tokens.
        """
        self._requests[id_request] = _Request(inputs)
        self._n_waiting += len(inputs)

    def cancel(self, id_request: int) -> None:
        """Drop the inputs of a request that are in no batch yet."""
        self._n_cancelled += self._drop(id_request)

    def next_batch(self) -> list[EmbeddingInput]:
        """Take the inputs that come next, as many as fit together; none if none wait."""
        batch: list[EmbeddingInput] = []
        room = self._n_rows_max
        while self._requests and len(batch) < self._n_inputs_max:
            id_request, request = next(iter(self._requests.items()))
            tokens = request.inputs[request.n_taken]
            room -= len(tokens)
            if room < 0:
                break
            batch.append(EmbeddingInput(id_request, request.n_taken, tokens))
            request.n_taken += 1
            if request.n_left:
                self._requests.move_to_end(id_request)
            else:
                del self._requests[id_request]
        self._n_waiting -= len(batch)
        return batch

    def commit(self, batch: Sequence[EmbeddingInput]) -> None:
        """Count a batch that was computed."""
        self._n_batches += 1
        self._n_inputs += len(batch)
        self._n_tokens += sum(len(item.tokens) for item in batch)

    def fail(self, batch: Sequence[EmbeddingInput]) -> list[int]:
        """Drop what is left of the requests in a batch that failed, and return their numbers."""
        id_requests = list(dict.fromkeys(item.id_request for item in batch))
        self._n_failed += len(batch) + sum(self._drop(id_request) for id_request in id_requests)
        return id_requests

    def statistics(self) -> EmbedderStatistics:
        """Return a snapshot."""
        return EmbedderStatistics(
            n_waiting=self._n_waiting,
            n_batches=self._n_batches,
            n_inputs=self._n_inputs,
            n_tokens=self._n_tokens,
            n_cancelled=self._n_cancelled,
            n_failed=self._n_failed,
        )

    def _drop(self, id_request: int) -> int:
        """Forget a request, if it is here, and return how many of its inputs were waiting."""
        request = self._requests.pop(id_request, None)
        n_dropped = 0 if request is None else request.n_left
        self._n_waiting -= n_dropped
        return n_dropped
