"""Loads a model on another thread; a cancelled task that waits for it stops that."""

from __future__ import annotations

import os
from threading import Thread

import trio

from pyllama.huge_pages import LEAST_BYTES, use_huge_pages
from pyllama.model import Model, ProgressCallback
from pyllama.model_params import ModelParams


async def load_model(
    path: str | os.PathLike[str], params: ModelParams | None, progress: ProgressCallback | None
) -> Model:
    """Load a model.

    Args:
        path: a GGUF file.
        params: how to load it.
        progress: called with the loaded share, on another thread.

    Cancelling: the loading stops soon.

    Raises: as ``Model.load``.
    """

    def cancellable_progress(share: float) -> bool:
        trio.from_thread.check_cancelled()
        return progress is None or progress(share)

    model = await trio.to_thread.run_sync(
        lambda: Model.load(path, params=params, progress=cancellable_progress)
    )
    if model.size_bytes >= LEAST_BYTES:
        # Nobody needs to wait for it; a process that ends meanwhile does not either.
        Thread(target=use_huge_pages, name="huge pages", daemon=True).start()
    return model
