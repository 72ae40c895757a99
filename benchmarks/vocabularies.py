"""The vocabularies of the models that are measured."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gguf
import numpy as np
from numpy.typing import NDArray

from benchmarks.servers import PROJECT
from benchmarks.words import WORDS
from native.builder.archive import unpack_subtree
from native.builder.download import fetch_sdist
from native.builder.store import open_store
from native.builder.upstream import read_upstream

SPACE: Final = "\u2581"  # how SentencePiece writes the space before a word
BYTE_LEVEL_SPACE: Final = "\u0120"  # how byte-level BPE does
N_TINY_VOCAB: Final = 512
QWEN_VOCAB: Final = "models/ggml-vocab-qwen2.gguf"


@dataclass(frozen=True, slots=True)
class Vocab:
    """The tokenizer part of a model file.

    Attributes:
        tokens: the text of every token, by id, as the file has it.
        is_word: whether a model may generate the token.
        metadata: everything about the tokenizer, by key: value, its type, and that of its items.
    """

    tokens: list[str]
    is_word: NDArray[np.bool_]
    metadata: dict[str, tuple[Any, gguf.GGUFValueType, gguf.GGUFValueType | None]]


def qwen_vocab(tell: Callable[[str], None]) -> Vocab:
    """Return the vocabulary of Qwen2, from the archive that the native libraries are built from.

    Args:
        tell: called with a line for the user before a download.

    Raises:
        BuilderError: there is no archive, and it cannot be downloaded, or it is not what the pin says.
    """
    sdist = read_upstream(PROJECT / "native" / "upstream.toml").sdist
    store = open_store()
    store.sources.mkdir(parents=True, exist_ok=True)
    archive = fetch_sdist(sdist, store.sources, store.builds / "download.log", tell)
    with tempfile.TemporaryDirectory() as folder:
        reader = gguf.GGUFReader(
            unpack_subtree(archive, sdist.subtree, [QWEN_VOCAB], Path(folder)) / QWEN_VOCAB
        )
        tokenizer = [value for value in reader.fields.values() if value.name.startswith("tokenizer.")]
        metadata = {
            value.name: (value.contents(), value.types[0], value.types[1] if len(value.types) > 1 else None)
            for value in tokenizer
        }
    tokens = metadata["tokenizer.ggml.tokens"][0]
    is_word = np.array([re.fullmatch(f"{BYTE_LEVEL_SPACE}[a-z]+", token) is not None for token in tokens])
    return Vocab(tokens, is_word, metadata)


def tiny_vocab() -> Vocab:
    """Return a SentencePiece vocabulary: special tokens, every byte, and all beginnings of all words.

    A tokenizer that joins two neighbours at a time can grow a word only from its left to its right.
    """
    beginnings = {SPACE + word[:end] for word in WORDS.split() for end in range(1, len(word) + 1)}
    tokens = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), SPACE, *sorted(beginnings)]
    kinds = [gguf.TokenType.UNKNOWN, *[gguf.TokenType.CONTROL] * 2, *[gguf.TokenType.BYTE] * 256]
    kinds += [gguf.TokenType.NORMAL] * (len(tokens) - len(kinds))
    n_unused = N_TINY_VOCAB - len(tokens)
    tokens += [f"<unused{number}>" for number in range(n_unused)]
    kinds += [gguf.TokenType.UNUSED] * n_unused
    words = {SPACE + word for word in WORDS.split()}
    kind = gguf.GGUFValueType
    return Vocab(
        tokens,
        np.array([token in words for token in tokens]),
        {
            "tokenizer.ggml.model": ("llama", kind.STRING, None),
            "tokenizer.ggml.tokens": (tokens, kind.ARRAY, kind.STRING),
            "tokenizer.ggml.scores": ([float(len(token)) for token in tokens], kind.ARRAY, kind.FLOAT32),
            "tokenizer.ggml.token_type": ([int(value) for value in kinds], kind.ARRAY, kind.INT32),
            "tokenizer.ggml.unknown_token_id": (0, kind.UINT32, None),
            "tokenizer.ggml.bos_token_id": (1, kind.UINT32, None),
            "tokenizer.ggml.eos_token_id": (2, kind.UINT32, None),
            "tokenizer.ggml.add_bos_token": (True, kind.BOOL, None),
        },
    )
