"""Loads a model on another thread, and stops when the task that waits for it is cancelled."""

from __future__ import annotations

import os

import trio

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

    return await trio.to_thread.run_sync(
        lambda: Model.load(path, params=params, progress=cancellable_progress)
    )
