"""The corpus as arrays: token ids, and how much it counts to predict each of them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from tools.builtin_model.corpus import Document
from tools.builtin_model.network import N_CTX
from tools.builtin_model.tokenizer import IM_END, IM_START

BATCH_TOKENS: Final = 2048
# Rows of a batch are padded to one of these lengths, so that little is padded and every batch is full.
LENGTHS: Final = (32, 48, 64, 96, 128, 160, 192, 256, 320, 384, 512, 640, 768, 1024, 1536, N_CTX + 1)
_ENCODED_TOGETHER: Final = 2000


@dataclass(frozen=True)
class Dataset:
    """All documents, one after the other.

    Attributes:
        tokens: uint16 ``(n_tokens,)``.
        weights: float16 ``(n_tokens,)``; 0 is not learned.
        ends: int64 ``(n_documents,)``; where each document ends.
    """

    tokens: NDArray[np.uint16]
    weights: NDArray[np.float16]
    ends: NDArray[np.int64]

    def save(self, path: Path) -> None:
        """Write the arrays to a file that appears when it is complete."""
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, tokens=self.tokens, weights=self.weights, ends=self.ends)
        partial.replace(path)

    @classmethod
    def load(cls, path: Path) -> Dataset:
        """Read what ``save`` wrote."""
        with np.load(path) as arrays:
            return cls(arrays["tokens"], arrays["weights"], arrays["ends"])

    @property
    def fingerprint(self) -> int:
        """A CRC-32 of the tokens and ends: another corpus, or another vocabulary, has another one."""
        return zlib.crc32(self.ends.tobytes(), zlib.crc32(self.tokens.tobytes()))

    def rows(self, indices: Iterable[int], length: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return documents as rows of tokens and weights, filled up with tokens of no weight."""
        chosen = list(indices)
        tokens = np.zeros((len(chosen), length), np.int64)
        weights = np.zeros((len(chosen), length), np.float32)
        for row, index in enumerate(chosen):
            start = self.ends[index - 1] if index else 0
            stop = min(self.ends[index], start + length)
            tokens[row, : stop - start] = self.tokens[start:stop]
            weights[row, : stop - start] = self.weights[start:stop]
        return tokens, weights

    def batches(self, seed: int) -> list[tuple[int, list[int]]]:
        """Return all documents in batches of about ``BATCH_TOKENS`` tokens, in random order.

        Returns:
            For each batch the length of its rows and the indices of its documents.
        """
        random = Random(seed)
        lengths = np.diff(self.ends, prepend=0)
        buckets = np.searchsorted(LENGTHS, lengths).clip(max=len(LENGTHS) - 1)
        batches = []
        for bucket, length in enumerate(LENGTHS):
            members = [int(index) for index in np.flatnonzero(buckets == bucket)]
            random.shuffle(members)
            n_rows = max(BATCH_TOKENS // length, 1)
            batches += [(length, members[first : first + n_rows]) for first in range(0, len(members), n_rows)]
        random.shuffle(batches)
        return batches


def encode(
    documents: Iterable[Document], tokenizer: Tokenizer, *, seed: int, learn_all_percent: int
) -> Dataset:
    """Turn documents into a data set.

    Args:
        documents: the documents.
        tokenizer: has the vocabulary.
        seed: chooses the documents of which all is learned.
        learn_all_percent: share of those. In the others only what the model writes itself is learned, which
            spares a quarter of the time.
    """
    random = Random(seed)
    tokens: list[NDArray[np.uint16]] = []
    weights: list[NDArray[np.float16]] = []
    remaining = iter(documents)
    while together := list(islice(remaining, _ENCODED_TOGETHER)):
        encodings = tokenizer.encode_batch([document.text for document in together])
        for document, encoding in zip(together, encodings, strict=True):
            ids = np.array(encoding.ids, np.uint16)
            learned = _learned(document, encoding.ids, encoding.offsets, tokenizer)
            spread = _weights(len(ids), learned)
            if random.randrange(100) < learn_all_percent:
                spread = np.maximum(spread, np.float16(0.1))
            tokens.append(ids)
            weights.append(spread)
    ends = np.cumsum([len(ids) for ids in tokens], dtype=np.int64)
    return Dataset(np.concatenate(tokens), np.concatenate(weights), ends)


def _learned(
    document: Document, ids: list[int], offsets: list[tuple[int, int]], tokenizer: Tokenizer
) -> Iterator[tuple[int, int]]:
    """Yield the intervals of tokens that the model writes itself."""
    if document.learn_from is not None:
        starts = (index for index, (start, _) in enumerate(offsets) if start >= document.learn_from)
        yield next(starts), len(ids)
        return
    im_start, im_end = tokenizer.encode(IM_START + IM_END).ids
    assistant = tokenizer.encode("assistant\n").ids
    # The template writes this when thinking is asked for. If it were learned, the model would think unasked.
    think = tokenizer.encode("<think>\n").ids
    for opening in [position for position, token in enumerate(ids) if token == im_start]:
        index = opening + 1
        if ids[index : index + len(assistant)] == assistant:
            index += len(assistant)
            if ids[index : index + len(think)] == think:
                index += len(think)
            end = ids.index(im_end, index) + 1
            yield index, end


def _weights(length: int, intervals: Iterable[tuple[int, int]]) -> NDArray[np.float16]:
    weights = np.zeros(length, np.float16)
    for start, end in intervals:
        # By its length alone a story would count thirty times as much as a sum.
        weights[start:end] = (end - start) ** -0.5
    return weights
