"""Saved slots on disk: reading and writing happen on other threads."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Self

import trio

from pyllama.engine import Engine
from pyllama.engine.fingerprint import adapter_fingerprint, model_fingerprint
from pyllama.engine.state_file import Fingerprints, SavedSequence, StateLimits, read_state, write_state
from pyllama.engine.state_folder import check_name
from pyllama.host import available_memory_bytes
from server.config import ServerConfig


class SlotFiles:
    """The files of the folder that ``--slot-save-path`` names, for one model.

    Args:
        folder: the folder.
        fingerprints: of the model and its adapters.
        n_vocab: tokens of its vocabulary.
        max_tokens: most tokens that a slot can remember.
    """

    def __init__(self, folder: Path, fingerprints: Fingerprints, *, n_vocab: int, max_tokens: int) -> None:
        self._folder = folder
        self._fingerprints = fingerprints
        self._n_vocab = n_vocab
        self._max_tokens = max_tokens

    @classmethod
    async def open(cls, config: ServerConfig, engine: Engine) -> Self | None:
        """Return the files for an engine that has just been opened; ``None`` if no folder was named.

        Raises:
            OSError: the model's file cannot be read any more.
        """
        if config.slot_save_path is None:
            return None
        context = config.context
        fingerprints = await engine.run_in_thread(
            lambda: Fingerprints(
                model_fingerprint(
                    engine.model, type_k=context.type_k, type_v=context.type_v, adapters=config.adapters
                ),
                tuple(map(adapter_fingerprint, engine.adapters.loaded)),
            )
        )
        return cls(
            Path(config.slot_save_path),
            fingerprints,
            n_vocab=engine.model.vocab.n_tokens,
            max_tokens=engine.n_ctx_slot - 1,
        )

    @staticmethod
    def check_name(name: str) -> None:
        """Check a name before there is something to write.

        Raises:
            StateFileError: it is not allowed.
        """
        check_name(name)

    async def write(self, name: str, saved: SavedSequence) -> int:
        """Write a file, in place of an older one of this name, and return its size in bytes.

        Cancelling: takes effect when it is written.

        Raises:
            StateFileError: the name is not allowed, or something other than a regular file has it.
            StateError: the file cannot be written.
        """
        return await trio.to_thread.run_sync(write_state, self._folder, name, saved, self._fingerprints)

    async def read(self, name: str) -> SavedSequence:
        """Read a file.

        Cancelling: takes effect when it is read.

        Raises:
            StateFileError: the name is not allowed, there is no such file, or it is not of use here.
            StateError: the file cannot be read.
        """
        limits = StateLimits(
            n_vocab=self._n_vocab,
            max_tokens=self._max_tokens,
            # A file may have holes, and be larger than its disk.
            max_state_bytes=available_memory_bytes() or sys.maxsize,
        )
        return await trio.to_thread.run_sync(read_state, self._folder, name, self._fingerprints, limits)
