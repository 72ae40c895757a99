"""Saved sequences on disk: one file each, which is either whole or refused.

The file, all numbers little-endian::

    magic        8 bytes
    version      uint32
    n_tokens     uint32
    n_state      uint64              bytes of state
    fingerprint  32 bytes            of the model
    n_lora       uint32
    lora         n_lora times        fingerprint of an adapter (32 bytes), its scale (float64)
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

from pyllama.engine.lora_scales import LoraScales, in_use
from pyllama.engine.state_folder import StateFolder
from pyllama.errors import StateError, StateFileError

FINGERPRINT_BYTES: Final = 32
"""Length of a model's fingerprint."""

_MAGIC: Final = b"PYLLAMA\n"
_VERSION: Final = 2
_HEADER: Final = struct.Struct(f"<{len(_MAGIC)}sIIQ{FINGERPRINT_BYTES}sI")
_LORA: Final = struct.Struct(f"<{FINGERPRINT_BYTES}sd")
_DIGEST_BYTES: Final = 32
_OTHER_ADAPTERS: Final = "was computed with LoRA adapters that are not loaded"


@dataclass(frozen=True, slots=True)
class SavedSequence:
    """A sequence outside of a context.

    Attributes:
        tokens: the ids whose cells the state holds, each an int32.
        state: what ``Context.save_sequence`` returned.
        lora: the adapters that it was computed with.
    """

    tokens: tuple[int, ...]
    state: bytes
    lora: LoraScales = ()

    @property
    def file_bytes(self) -> int:
        """Size of the file that holds it, in bytes."""
        return _file_bytes(len(self.tokens), len(self.state), len(self.lora))


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


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Which model and which adapters there are.

    Attributes:
        model: 32 bytes that no other model has.
        adapters: 32 bytes for each LoRA adapter, by its number.

    Raises:
        ValueError: one has another length.
    """

    model: bytes
    adapters: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        for fingerprint in (self.model, *self.adapters):
            if len(fingerprint) != FINGERPRINT_BYTES:
                raise ValueError(f"a fingerprint has {FINGERPRINT_BYTES} bytes, not {len(fingerprint)}")


def write_state(folder: Path, name: str, saved: SavedSequence, fingerprints: Fingerprints) -> int:
    """Write a sequence to a file, in place of an older one of this name, and return the file's size in bytes.

    The file gets its name when it is complete: whatever interrupts this, the older file stays as it was.

    Args:
        folder: where; it must exist.
        name: of the file, see ``StateFolder``.
        saved: the sequence.
        fingerprints: of the model and its adapters.

    Raises:
        StateFileError: the name is not allowed, or something other than a regular file has it.
        StateError: the file cannot be written, for example because the disk is full, which is not the
            fault of whoever chose the name; ``__cause__`` is the ``OSError``.
    """
    sizes = (len(saved.tokens), len(saved.state))
    header = _HEADER.pack(_MAGIC, _VERSION, *sizes, fingerprints.model, len(saved.lora))
    lora = b"".join(_LORA.pack(fingerprints.adapters[i], scale) for i, scale in saved.lora)
    tokens = struct.pack(f"<{len(saved.tokens)}i", *saved.tokens)
    digest = _digest(header, lora, tokens, saved.state)
    try:
        with StateFolder(folder) as opened:
            opened.write(name, (header, lora, tokens, saved.state, digest))
    except OSError as error:
        raise StateError(f"cannot write state file {name!r}: {error.strerror}") from error
    return saved.file_bytes


def read_state(folder: Path, name: str, fingerprints: Fingerprints, limits: StateLimits) -> SavedSequence:
    """Return the sequence that a file holds.

    Nothing is allocated for the contents before the header has been found to be right.

    Args:
        folder: where.
        name: of the file, see ``StateFolder``.
        fingerprints: of the model and its adapters, now.
        limits: what it may hold.

    Raises:
        StateFileError: the name is not allowed, there is no such file, it is not a regular file, not a
            saved sequence, damaged, of another model, computed with adapters that are not there, or larger
            than the limits.
        StateError: the file cannot be read, which is not the fault of whoever chose the name;
            ``__cause__`` is the ``OSError``.
    """
    try:
        with StateFolder(folder) as opened, opened.open(name) as file:
            return _read(file, name, fingerprints, limits)
    except OSError as error:
        raise StateError(f"cannot read state file {name!r}: {error.strerror}") from error


def _read(file: BinaryIO, name: str, fingerprints: Fingerprints, limits: StateLimits) -> SavedSequence:
    header = file.read(_HEADER.size)
    size_bytes = os.fstat(file.fileno()).st_size
    n_tokens, n_state, n_lora = _check_header(name, header, size_bytes, fingerprints.model)
    _check_sizes(name, n_tokens, n_state, limits)
    if n_lora > len(fingerprints.adapters):
        raise StateFileError(name, _OTHER_ADAPTERS)
    lora = file.read(n_lora * _LORA.size)
    tokens = file.read(4 * n_tokens)
    state = file.read(n_state)
    if file.read(_DIGEST_BYTES) != _digest(header, lora, tokens, state):
        raise StateFileError(name, "is damaged: its contents do not match its digest")
    scales = _lora_scales(name, lora, fingerprints.adapters)
    saved = SavedSequence(struct.unpack(f"<{n_tokens}i", tokens), state, scales)
    if not all(0 <= token < limits.n_vocab for token in saved.tokens):
        raise StateFileError(name, "holds tokens that the vocabulary does not have")
    return saved


def _lora_scales(name: str, lora: bytes, adapters: tuple[bytes, ...]) -> LoraScales:
    """Return the scales by the numbers that the adapters have now."""
    try:
        return in_use((adapters.index(adapter), scale) for adapter, scale in _LORA.iter_unpack(lora))
    except ValueError:
        raise StateFileError(name, _OTHER_ADAPTERS) from None


def _check_header(name: str, header: bytes, size_bytes: int, model: bytes) -> tuple[int, int, int]:
    """Return the number of tokens, of bytes of state, and of adapters."""
    if not header.startswith(_MAGIC):
        raise StateFileError(name, "is not a saved sequence")
    if len(header) < _HEADER.size:
        raise StateFileError(name, "is cut short: its header is not complete")
    _, version, n_tokens, n_state, fingerprint, n_lora = _HEADER.unpack(header)
    if version != _VERSION:
        raise StateFileError(name, f"has format version {version}, not {_VERSION}")
    expected = _file_bytes(n_tokens, n_state, n_lora)
    if size_bytes != expected:
        raise StateFileError(name, f"is cut short or damaged: it has {size_bytes} bytes, not {expected}")
    if fingerprint != model:
        raise StateFileError(name, "was written with another model")
    return n_tokens, n_state, n_lora


def _check_sizes(name: str, n_tokens: int, n_state: int, limits: StateLimits) -> None:
    if n_tokens > limits.max_tokens:
        raise StateFileError(name, f"is too large: {n_tokens} tokens, at most {limits.max_tokens} fit")
    if n_state > limits.max_state_bytes:
        raise StateFileError(name, f"is too large: {n_state} bytes, at most {limits.max_state_bytes} fit")


def _file_bytes(n_tokens: int, n_state: int, n_lora: int) -> int:
    return _HEADER.size + n_lora * _LORA.size + 4 * n_tokens + n_state + _DIGEST_BYTES


def _digest(*sections: bytes) -> bytes:
    digest = blake2b(digest_size=_DIGEST_BYTES)
    for section in sections:
        digest.update(section)
    return digest.digest()
