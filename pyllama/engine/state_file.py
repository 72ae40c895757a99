"""Saved sequences on disk: one file each, which is either whole or refused.

The file, all numbers little-endian::

    magic        8 bytes
    version      uint32
    n_tokens     uint32
    n_state      uint64              bytes of state
    fingerprint  32 bytes            of the model
    tokens       n_tokens int32
    state        n_state bytes
    digest       32 bytes            BLAKE2b of everything before it

The digest finds damage, not malice: whoever can write to the folder can write a digest, too.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final

from pyllama.engine.state_folder import StateFolder
from pyllama.errors import StateError, StateFileError

FINGERPRINT_BYTES: Final = 32
"""Length of a model's fingerprint."""

_MAGIC: Final = b"PYLLAMA\n"
_VERSION: Final = 1
_HEADER: Final = struct.Struct(f"<{len(_MAGIC)}sIIQ{FINGERPRINT_BYTES}s")
_DIGEST_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class SavedSequence:
    """A sequence outside of a context.

    Attributes:
        tokens: the ids whose cells the state holds, each an int32.
        state: what ``Context.save_sequence`` returned.
    """

    tokens: tuple[int, ...]
    state: bytes

    @property
    def file_bytes(self) -> int:
        """Size of the file that holds it, in bytes."""
        return _file_bytes(len(self.tokens), len(self.state))


@dataclass(frozen=True, slots=True, kw_only=True)
class StateLimits:
    """What a file may hold to be read.

    Attributes:
        n_vocab: every token id is below it.
        max_tokens: most tokens, usually the size of a slot's context.
        max_state_bytes: most bytes of state; as many are allocated.
    """

    n_vocab: int
    max_tokens: int
    max_state_bytes: int


def write_state(folder: Path, name: str, saved: SavedSequence, model_fingerprint: bytes) -> int:
    """Write a sequence to a file, in place of an older one of this name, and return the file's size in bytes.

    The file gets its name when it is complete: whatever interrupts this, the older file stays as it was.

    Args:
        folder: where; it must exist.
        name: of the file, see ``StateFolder``.
        saved: the sequence.
        model_fingerprint: 32 bytes that no other model has.

    Raises:
        StateFileError: the name is not allowed, or something other than a regular file has it.
        StateError: the file cannot be written, for example because the disk is full, which is not the
            fault of whoever chose the name; ``__cause__`` is the ``OSError``.
        ValueError: the fingerprint has another length.
    """
    _check_fingerprint(model_fingerprint)
    header = _HEADER.pack(_MAGIC, _VERSION, len(saved.tokens), len(saved.state), model_fingerprint)
    tokens = struct.pack(f"<{len(saved.tokens)}i", *saved.tokens)
    digest = _digest(header, tokens, saved.state)
    try:
        with StateFolder(folder) as opened:
            opened.write(name, (header, tokens, saved.state, digest))
    except OSError as error:
        raise StateError(f"cannot write state file {name!r}: {error.strerror}") from error
    return saved.file_bytes


def read_state(folder: Path, name: str, model_fingerprint: bytes, limits: StateLimits) -> SavedSequence:
    """Return the sequence that a file holds.

    Nothing is allocated for the contents before the header has been found to be right.

    Args:
        folder: where.
        name: of the file, see ``StateFolder``.
        model_fingerprint: 32 bytes, as when it was written.
        limits: what it may hold.

    Raises:
        StateFileError: the name is not allowed, there is no such file, it is not a regular file, not a
            saved sequence, damaged, of another model, or larger than the limits.
        StateError: the file cannot be read, which is not the fault of whoever chose the name;
            ``__cause__`` is the ``OSError``.
        ValueError: the fingerprint has another length.
    """
    _check_fingerprint(model_fingerprint)
    try:
        with StateFolder(folder) as opened, opened.open(name) as file:
            return _read(file, name, model_fingerprint, limits)
    except OSError as error:
        raise StateError(f"cannot read state file {name!r}: {error.strerror}") from error


def _read(file: BinaryIO, name: str, model_fingerprint: bytes, limits: StateLimits) -> SavedSequence:
    header = file.read(_HEADER.size)
    size_bytes = os.fstat(file.fileno()).st_size
    n_tokens, n_state = _check_header(name, header, size_bytes, model_fingerprint)
    _check_sizes(name, n_tokens, n_state, limits)
    tokens = file.read(4 * n_tokens)
    state = file.read(n_state)
    if file.read(_DIGEST_BYTES) != _digest(header, tokens, state):
        raise StateFileError(name, "is damaged: its contents do not match its digest")
    saved = SavedSequence(struct.unpack(f"<{n_tokens}i", tokens), state)
    if not all(0 <= token < limits.n_vocab for token in saved.tokens):
        raise StateFileError(name, "holds tokens that the vocabulary does not have")
    return saved


def _check_fingerprint(model_fingerprint: bytes) -> None:
    if len(model_fingerprint) != FINGERPRINT_BYTES:
        raise ValueError(f"a fingerprint has {FINGERPRINT_BYTES} bytes, not {len(model_fingerprint)}")


def _check_header(name: str, header: bytes, size_bytes: int, model_fingerprint: bytes) -> tuple[int, int]:
    """Return the number of tokens and of bytes of state."""
    if not header.startswith(_MAGIC):
        raise StateFileError(name, "is not a saved sequence")
    if len(header) < _HEADER.size:
        raise StateFileError(name, "is cut short: its header is not complete")
    _, version, n_tokens, n_state, fingerprint = _HEADER.unpack(header)
    if version != _VERSION:
        raise StateFileError(name, f"has format version {version}, not {_VERSION}")
    expected = _file_bytes(n_tokens, n_state)
    if size_bytes != expected:
        raise StateFileError(name, f"is cut short or damaged: it has {size_bytes} bytes, not {expected}")
    if fingerprint != model_fingerprint:
        raise StateFileError(name, "was written with another model")
    return n_tokens, n_state


def _check_sizes(name: str, n_tokens: int, n_state: int, limits: StateLimits) -> None:
    if n_tokens > limits.max_tokens:
        raise StateFileError(name, f"is too large: {n_tokens} tokens, at most {limits.max_tokens} fit")
    if n_state > limits.max_state_bytes:
        raise StateFileError(name, f"is too large: {n_state} bytes, at most {limits.max_state_bytes} fit")


def _file_bytes(n_tokens: int, n_state: int) -> int:
    return _HEADER.size + 4 * n_tokens + n_state + _DIGEST_BYTES


def _digest(*sections: bytes) -> bytes:
    digest = blake2b(digest_size=_DIGEST_BYTES)
    for section in sections:
        digest.update(section)
    return digest.digest()
