"""Models with random weights to measure speed on: it does not depend on the values.

Greedy text of them consists of words, each a token that is read again as itself, as most text of real models
is. A model is written once, from a fixed seed, into the user's cache folder.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type
from numpy.typing import NDArray

from benchmarks.errors import BenchmarkError
from benchmarks.vocabularies import Vocab, qwen_vocab, tiny_vocab
from native.builder.errors import BuilderError
from pyllama.paths import cache_dir

SEED: Final = 5
VERSION: Final = 1  # to be raised with every change of what is written


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of a model whose output weights are those of its embedding.

    Attributes:
        architecture: as llama.cpp names it.
        matrices: type of the layers' matrices.
        embedding: type of the embedding.
        qkv_bias: whether queries, keys and values have biases.
    """

    architecture: str
    n_layer: int
    n_embd: int
    n_ff: int
    n_head: int
    n_head_kv: int
    n_ctx_train: int
    rope_base: float
    rms_eps: float
    matrices: Type
    embedding: Type
    qkv_bias: bool


QWEN: Final = Shape("qwen2", 24, 896, 4864, 14, 2, 32768, 1e6, 1e-6, Type.Q4_0, Type.Q8_0, qkv_bias=True)
"""Qwen2.5 0.5B, as it is when it is quantised to Q4_0."""

TINY: Final = Shape("llama", 5, 64, 172, 8, 4, 2048, 1e4, 1e-5, Type.F32, Type.F32, qkv_bias=False)
"""A quarter of a million parameters: what a server does besides computing takes most of the time."""


def qwen_model(tell: Callable[[str], None]) -> Path:
    """Return the path of a model in the shape of Qwen2.5 0.5B with its vocabulary; it has 350 MB.

    Args:
        tell: called with a line for the user before a slow step.

    Raises:
        BenchmarkError: it cannot be written, or upstream's source, which has the vocabulary, cannot be had.
    """
    return _write_once(f"random-qwen2-0.5b-q4_0-{VERSION}.gguf", QWEN, partial(qwen_vocab, tell), tell)


def tiny_model(tell: Callable[[str], None]) -> Path:
    """Return the path of a tiny model with a vocabulary of the words that the prompts are made of.

    Args:
        tell: called with a line for the user before a slow step.

    Raises:
        BenchmarkError: it cannot be written.
    """
    return _write_once(f"random-llama-260k-f32-{VERSION}.gguf", TINY, tiny_vocab, tell)


def _write_once(
    name: str, shape: Shape, read_vocab: Callable[[], Vocab], tell: Callable[[str], None]
) -> Path:
    path = cache_dir() / "benchmarks" / name
    if path.exists():
        return path
    tell(f"writing {path}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # The file appears when it is complete, so that an interrupted run leaves none.
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=path.parent) as folder:
            write_model(Path(folder) / name, shape, read_vocab()).replace(path)
    except (BuilderError, OSError) as error:
        raise BenchmarkError(f"cannot make {path}: {error}") from error
    return path


def write_model(path: Path, shape: Shape, vocab: Vocab) -> Path:
    """Write a model with random weights, and return ``path``."""
    writer = gguf.GGUFWriter(path, shape.architecture)
    _add_metadata(writer, shape, vocab)
    weights = _Weights(writer)
    # Of tokens that are no words the logits are too small to be the greatest.
    gains = np.where(vocab.is_word, 1.0, 1 / 16)
    weights.matrix("token_embd", len(vocab.tokens), shape.n_embd, shape.embedding, gains)
    weights.tensor("output_norm.weight", np.ones(shape.n_embd))
    n_kv = shape.n_embd * shape.n_head_kv // shape.n_head
    for layer in range(shape.n_layer):
        prefix = f"blk.{layer}"
        for norm in ("attn_norm", "ffn_norm"):
            weights.tensor(f"{prefix}.{norm}.weight", np.ones(shape.n_embd))
        for name, n_out in (("attn_q", shape.n_embd), ("attn_k", n_kv), ("attn_v", n_kv)):
            weights.matrix(f"{prefix}.{name}", n_out, shape.n_embd, shape.matrices)
            if shape.qkv_bias:
                weights.random_vector(f"{prefix}.{name}.bias", n_out)
        weights.matrix(f"{prefix}.attn_output", shape.n_embd, shape.n_embd, shape.matrices)
        weights.matrix(f"{prefix}.ffn_gate", shape.n_ff, shape.n_embd, shape.matrices)
        weights.matrix(f"{prefix}.ffn_up", shape.n_ff, shape.n_embd, shape.matrices)
        weights.matrix(f"{prefix}.ffn_down", shape.n_embd, shape.n_ff, shape.matrices)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_metadata(writer: gguf.GGUFWriter, shape: Shape, vocab: Vocab) -> None:
    writer.add_name(f"random {shape.architecture}")
    writer.add_context_length(shape.n_ctx_train)
    writer.add_embedding_length(shape.n_embd)
    writer.add_block_count(shape.n_layer)
    writer.add_feed_forward_length(shape.n_ff)
    writer.add_head_count(shape.n_head)
    writer.add_head_count_kv(shape.n_head_kv)
    writer.add_rope_dimension_count(shape.n_embd // shape.n_head)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_layer_norm_rms_eps(shape.rms_eps)
    quantised = shape.matrices == Type.Q4_0
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q4_0 if quantised else gguf.LlamaFileType.ALL_F32)
    for key, (value, kind, item_kind) in vocab.metadata.items():
        writer.add_key_value(key, value, kind, item_kind)


class _Weights:
    """Draws tensors one after another from one generator and adds them to a file."""

    def __init__(self, writer: gguf.GGUFWriter) -> None:
        self._writer = writer
        self._random = np.random.default_rng(SEED)

    def tensor(self, name: str, values: NDArray[np.float64]) -> None:
        """Add ``values`` as float32."""
        self._writer.add_tensor(name, values.astype(np.float32))

    def random_vector(self, name: str, size: int) -> None:
        """Add small values."""
        self.tensor(name, self._random.normal(0.0, 0.1, size))

    def matrix(
        self, name: str, n_out: int, n_in: int, kind: Type, gains: NDArray[np.float64] | float = 1.0
    ) -> None:
        """Add weights that turn ``n_in`` values of size 1 into ``n_out`` values of the size of ``gains``."""
        sizes = np.broadcast_to(gains, n_out) / np.sqrt(n_in)
        if kind == Type.F32:
            self.tensor(f"{name}.weight", self._random.normal(0.0, sizes[:, np.newaxis], (n_out, n_in)))
        else:
            self._writer.add_tensor(f"{name}.weight", self._blocks(sizes, n_in, kind), raw_dtype=kind)

    def _blocks(self, sizes: NDArray[np.float64], n_in: int, kind: Type) -> NDArray[np.uint8]:
        """Return rows of blocks, each a float16 scale and integers, which are any bytes.

        Args:
            sizes: root mean square of the weights of each row.
            n_in: weights of a row; a multiple of the weights of a block.
            kind: a type of such blocks, Q4_0 or Q8_0.
        """
        n_weights, n_bytes = gguf.GGML_QUANT_SIZES[kind]
        shape = (len(sizes), n_in // n_weights)
        blocks = self._random.integers(0, 256, (*shape, n_bytes), dtype=np.uint8)
        n_levels = 2 ** (8 * (n_bytes - 2) // n_weights)
        # Half of the scales are negative, as the mean of the integers, from -n/2 to n/2 - 1, is not quite 0.
        signs = self._random.choice((-1.0, 1.0), shape)
        scales = signs * sizes[:, np.newaxis] / np.sqrt((n_levels**2 - 1) / 12 + 1 / 4)
        blocks[..., :2] = scales.astype("<f2")[..., np.newaxis].view(np.uint8)
        return blocks.reshape(len(sizes), -1)
