"""What the routes share: the configuration, and the engine once it is there."""

from __future__ import annotations

import time

import trio

from pyllama.engine import Engine
from pyllama.errors import EngineClosedError, ModelLoadingError
from server.config import ServerConfig


class ServerState:
    """Where the server is in its life: loading, serving, stopping.

    Attributes:
        config: the configuration.
        stopping: set when the server begins to shut down.
        loaded_at: when the model was loaded, in seconds since 1970; 0 before.
    """

    def __init__(self, config: ServerConfig) -> None:
        self.config = config
        self.stopping = trio.Event()
        self.loaded_at = 0
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        """The engine.

        Raises:
            ModelLoadingError: the model is still being loaded.
            EngineClosedError: the server is shutting down.
        """
        if self.stopping.is_set():
            raise EngineClosedError("the server is shutting down")
        if self._engine is None:
            raise ModelLoadingError
        return self._engine

    @property
    def is_loaded(self) -> bool:
        """Whether the model has been loaded."""
        return self._engine is not None

    def set_loaded(self, engine: Engine) -> None:
        """Begin to serve."""
        self._engine = engine
        self.loaded_at = int(time.time())
