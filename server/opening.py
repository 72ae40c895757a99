"""Opens what computes, an engine or an embedder, as the configuration says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from pyllama import Embedder, Engine, InvalidRequestError
from pyllama.model import ProgressCallback
from server.config import ServerConfig


def open_model(
    config: ServerConfig, path: str, progress: ProgressCallback
) -> AbstractAsyncContextManager[Engine | Embedder]:
    """Load the model and compute with it for the length of the ``async with`` block.

    Args:
        config: how.
        path: where the model is.
        progress: called with the loaded share, on another thread.

    Raises: as ``Engine.open`` or ``Embedder.open``.

        InvalidRequestError: an option does not fit the model.
    """
    if config.embeddings:
        return Embedder.open(
            path,
            pooling=config.pooling,
            n_ubatch=config.context.n_ubatch,
            n_ctx=config.n_ctx,
            context=config.context,
            model=config.loading,
            progress=progress,
        )
    return _open_engine(config, path, progress)


@asynccontextmanager
async def _open_engine(config: ServerConfig, path: str, progress: ProgressCallback) -> AsyncIterator[Engine]:
    async with Engine.open(
        path,
        n_slots=config.n_parallel,
        n_ctx=config.n_ctx,
        params=config.engine,
        context=config.context,
        model=config.loading,
        adapters=config.adapters,
        progress=progress,
    ) as engine:
        for token, _ in config.sampling.logit_bias:
            engine.model.vocab.check_tokens((token,), param="--logit-bias")
        if config.constraint is not None:
            await engine.compile(config.constraint)
        if config.n_cache_reuse and not engine.can_shift:
            raise InvalidRequestError("--cache-reuse: the cells of this model cannot be moved")
        yield engine
