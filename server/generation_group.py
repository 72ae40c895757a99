"""The generations of one request, read together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

import trio
from hypercorn.typing import Scope

from pyllama.engine import Delta, Engine, Finished, Generation, GenerationRequest, TextDelta
from pyllama.errors import InvalidRequestError, PyllamaError
from pyllama.token_probs import TokenProbs
from server.asgi import cleanup_stack
from server.auth import tenant_of
from server.direct_stream import DirectStream, direct_stream
from server.logs import log_prompt
from server.metrics import GenerationWatch, Metrics
from server.state import ServerState

N_PROBS_MAX: Final = 4_000_000
"""Most probabilities in a response that is not streamed: some 400 MB of JSON."""

IndexedDeltas = tuple[int, list[Delta]]
"""Deltas, and which generation of the group they belong to."""


class GenerationGroup:
    """Runs several generations at once, and reads whatever is ready.

    Close it in any case: what still runs then stops before the engine's next step.

    Args:
        engine: runs them.
        requests: what to generate. All are checked before the first one is submitted.
        metrics: counts what is read.
        direct: a short way for the text of a single generation.

    Attributes:
        id_requests: what the engine calls them, in order.
        direct: the short way, which a stream may open.

    Raises:
        InvalidRequestError: a token is out of range.
        ContextSizeExceededError: a prompt does not fit.
        QueueFullError: too many generations wait already.
        EngineClosedError: the engine is shutting down.
    """

    def __init__(
        self,
        engine: Engine,
        requests: Iterable[GenerationRequest],
        metrics: Metrics | None = None,
        direct: DirectStream | None = None,
    ) -> None:
        requests = tuple(requests)
        # What probabilities say takes long to write, and the loop has no time.
        is_short = len(requests) == 1 and not requests[0].n_probs
        self.direct = direct if direct is not None and is_short else DirectStream(None)
        # Choices of one prompt differ by their seeds only.
        for request in {id(request.prompt): request for request in requests}.values():
            engine.check(request)
            log_prompt(engine.model.vocab, request.prompt)
        self._running: dict[int, Generation] = {}
        self._watches: dict[int, GenerationWatch] = {}
        try:
            for i, request in enumerate(requests):
                self._running[i] = engine.submit(request, self.direct if is_short else None)
                if metrics is not None:
                    self._watches[i] = metrics.watch()
        except PyllamaError:
            self.close()
            raise
        self.id_requests = tuple(generation.id_request for generation in self._running.values())

    @property
    def is_finished(self) -> bool:
        """Whether all deltas have been read."""
        return not self._running

    async def next_deltas(self) -> list[IndexedDeltas]:
        """Wait for deltas of any generation, and return all that are ready; ``[]`` after the last ones.

        Cancelling: loses nothing.

        Raises:
            PyllamaError: a generation failed; the others still run.
        """
        if not self._running:
            return []
        if len(self._running) == 1:
            ((index, generation),) = self._running.items()
            ready = [(index, await generation.next_deltas())]
        else:
            ready = await self._wait_for_any()
        for index, deltas in ready:
            self.note(index, deltas)
            if not deltas or isinstance(deltas[-1], Finished):
                del self._running[index]
        return ready

    def note(self, index: int, deltas: list[Delta]) -> None:
        """Count what was read of a generation."""
        if self._watches:
            self._watches[index].note(deltas)

    def close(self) -> None:
        """Stop what still runs. Idempotent."""
        self.direct.close()
        for generation in self._running.values():
            generation.close()
        self._running.clear()

    async def all_deltas(self) -> list[list[Delta]]:
        """Wait for the end, and return what each generation has made.

        Raises:
            InvalidRequestError: more probabilities were asked for than one response may hold.
            PyllamaError: as ``next_deltas``.
        """
        deltas: list[list[Delta]] = [[] for _ in self.id_requests]
        n_probs = 0
        while ready := await self.next_deltas():
            for index, more in ready:
                deltas[index] += more
                n_probs += sum(len(probs.top_tokens) for delta in more for probs in _all_probs(delta))
            if n_probs > N_PROBS_MAX:
                message = f"more than {N_PROBS_MAX} probabilities: ask for fewer, for fewer tokens, or stream"
                raise InvalidRequestError(message, param="n_probs")
        return deltas

    async def _wait_for_any(self) -> list[IndexedDeltas]:
        ready: list[IndexedDeltas] = []
        errors: list[PyllamaError] = []

        async def wait(index: int, generation: Generation) -> None:
            try:
                ready.append((index, await generation.next_deltas()))
            except PyllamaError as error:
                errors.append(error)
            # A wait that is cancelled has received nothing, so nothing is lost.
            nursery.cancel_scope.cancel()

        async with trio.open_nursery() as nursery:
            for index, generation in self._running.items():
                nursery.start_soon(wait, index, generation)
        if errors:
            raise errors[0]
        return sorted(ready, key=lambda item: item[0])


def _all_probs(delta: Delta) -> tuple[TokenProbs, ...]:
    if isinstance(delta, TextDelta) and delta.prompt is not None:
        return delta.prompt.probs
    return delta.probs


def begin_group(
    state: ServerState,
    scope: Scope,
    requests: Iterable[GenerationRequest],
    settings: dict[str, Any],
) -> GenerationGroup:
    """Run generations for an HTTP request, however it ends.

    Args:
        state: has the engine; shows the settings while they run.
        scope: the scope of the HTTP request, which says for whom it is.
        requests: what to generate.
        settings: what they are made with.

    Raises: as ``GenerationGroup``.
    """
    cleanup = cleanup_stack(scope)
    tenant = tenant_of(scope)
    ours = (replace(request, tenant=tenant) for request in requests)
    group = GenerationGroup(state.engine, ours, state.metrics, direct_stream(scope))
    cleanup.callback(group.close)
    cleanup.enter_context(state.showing(group.id_requests, settings))
    return group
