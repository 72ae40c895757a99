"""What the routes share: the configuration, and what computes once it is there."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import trio

from pyllama.embedding import Embedder
from pyllama.engine import Engine
from pyllama.errors import EngineClosedError, ModelLoadingError
from server.api_keys import ApiKeys
from server.chat_prompting import ChatPrompting
from server.config import ServerConfig
from server.errors import EndpointDisabledError, EndpointUnsupportedError
from server.metrics import Metrics
from server.running_chats import RunningChats
from server.slot_files import SlotFiles


class ServerState:
    """Where the server is in its life: loading, serving, stopping.

    Attributes:
        config: the configuration.
        keys: who may use the server.
        stopping: set when the server begins to shut down.
        loaded_at: when the model was loaded, in seconds since 1970; 0 before.
        slot_files: the saved slots; ``None`` before the model was loaded, and where no folder was named.
        metrics: what counts for ``GET /metrics``; ``None`` where that is not served.
        chats: the chat completions that run.
        settings: what each generation was made with, by its ``id_request``.

    Raises:
        ApiKeysError: the file of the keys cannot be read, or has none.
    """

    def __init__(self, config: ServerConfig) -> None:
        self.config = config
        self.keys = ApiKeys(config.api_keys, config.api_key_file)
        self.stopping = trio.Event()
        self.loaded_at = 0
        self.slot_files: SlotFiles | None = None
        self.metrics = Metrics() if config.endpoint_metrics else None
        self.chats = RunningChats()
        self.settings: dict[int, dict[str, Any]] = {}
        self._computing: Engine | Embedder | None = None
        self._chat: ChatPrompting | None = None

    @property
    def computing(self) -> Engine | Embedder:
        """What computes with the model.

        Raises:
            ModelLoadingError: the model is still being loaded.
            EngineClosedError: the server is shutting down.
        """
        if self.stopping.is_set():
            raise EngineClosedError("the server is shutting down")
        if self._computing is None:
            raise ModelLoadingError
        return self._computing

    @property
    def engine(self) -> Engine:
        """The engine.

        Raises: as ``computing``.

            EndpointUnsupportedError: this server makes embeddings.
        """
        if isinstance(self.computing, Embedder):
            raise EndpointUnsupportedError(
                "this server makes embeddings and no text; start it without --embedding and --reranking"
            )
        return self.computing

    @property
    def embedder(self) -> Embedder:
        """The embedder.

        Raises: as ``computing``.

            EndpointDisabledError: this server generates text.
        """
        if isinstance(self.computing, Engine):
            raise EndpointDisabledError("embeddings", "--embeddings")
        return self.computing

    @property
    def is_loaded(self) -> bool:
        """Whether the model has been loaded."""
        return self._computing is not None

    @property
    def chat(self) -> ChatPrompting:
        """What makes prompts of conversations.

        Raises: as ``computing``.
        """
        _ = self.computing
        if self._chat is None:
            raise ModelLoadingError
        return self._chat

    def set_loaded(
        self, computing: Engine | Embedder, chat: ChatPrompting, slot_files: SlotFiles | None = None
    ) -> None:
        """Begin to serve."""
        self._computing = computing
        self._chat = chat
        self.slot_files = slot_files
        self.loaded_at = int(time.time())

    @contextmanager
    def showing(self, id_requests: Iterable[int], settings: dict[str, Any]) -> Iterator[None]:
        """Let ``GET /slots`` show what generations were made with, for the length of the block."""
        shown = dict.fromkeys(id_requests, settings)
        self.settings |= shown
        try:
            yield
        finally:
            for id_request in shown:
                del self.settings[id_request]
