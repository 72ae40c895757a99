"""The embedding loop: one thread that computes batch after batch, from its start to its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty

from pyllama.embedding.queue import EmbedderStatistics, EmbeddingQueue
from pyllama.embedding.runner import Embedding, EmbeddingRunner
from pyllama.engine.inbox import Inbox
from pyllama.errors import DecodeError


@dataclass(frozen=True, slots=True)
class Submit:
    """Asks the loop to embed the inputs of a request."""

    id_request: int
    inputs: Sequence[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Cancel:
    """Asks the loop to drop what is left of a request before its next batch."""

    id_request: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Asks the loop to end before its next batch."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """One input of a request is done."""

    id_request: int
    index: int
    embedding: Embedding


@dataclass(frozen=True, slots=True)
class EmbeddingFailed:
    """A request ended by an error; nothing more comes of it."""

    id_request: int
    error: DecodeError


Message = Submit | Cancel | Stop
Posted = Embedded | EmbeddingFailed


class EmbeddingLoop:
    """Computes batches while inputs wait, and blocks on its inbox while there are none.

    Args:
        queue: packs the batches; owned by the loop from now on.
        runner: computes them; owned by the loop from now on.
        post: takes the results of a batch. Called on the loop's thread; must not block.
    """

    def __init__(
        self,
        queue: EmbeddingQueue,
        runner: EmbeddingRunner,
        post: Callable[[list[Posted]], None],
    ) -> None:
        self._queue = queue
        self._runner = runner
        self._post = post
        self._inbox: Inbox[Message] = Inbox()
        self.statistics: EmbedderStatistics = queue.statistics()
        """The newest snapshot; frozen, so any thread may read it."""

    def send(self, message: Message) -> None:
        """Put a message into the inbox, from any thread."""
        self._inbox.put(message)

    def run(self) -> None:
        """Run until ``Stop``. Whatever ends it, the runner is closed."""
        try:
            while self._read_inbox():
                self._compute()
        finally:
            self._runner.close()

    def _read_inbox(self) -> bool:
        """Handle all messages, waiting for one if there is nothing to compute; ``False`` to stop."""
        while True:
            try:
                message = self._inbox.get(None if self._queue.is_idle else 0.0)
            except Empty:
                return True
            match message:
                case Submit(id_request, inputs):
                    self._queue.submit(id_request, inputs)
                case Cancel(id_request):
                    self._queue.cancel(id_request)
                    self.statistics = self._queue.statistics()
                case Stop():
                    return False

    def _compute(self) -> None:
        batch = self._queue.next_batch()
        events: list[Posted]
        try:
            embeddings = self._runner.execute([item.tokens for item in batch])
        except DecodeError as error:
            events = [EmbeddingFailed(id_request, error) for id_request in self._queue.fail(batch)]
        else:
            self._queue.commit(batch)
            events = [
                Embedded(item.id_request, item.index, embedding)
                for item, embedding in zip(batch, embeddings, strict=True)
            ]
        # Before the events: whoever has its embeddings finds them counted.
        self.statistics = self._queue.statistics()
        self._post(events)
