"""A GGUF file in the making: what models of several architectures have in common."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

from tests.support.vocabularies import Vocabulary

N_EMBD = 64
N_LAYER = 3
N_HEAD = 4
N_HEAD_KV = 2
N_FF = 128
N_SUCCESSORS = 4
N_INNER, N_STATE, N_CONV, N_DT_RANK = 2 * N_EMBD, 8, 4, 8


class ModelFile:
    """A GGUF in the making: its metadata, and tensors drawn one after another from one generator."""

    def __init__(
        self,
        path: Path,
        architecture: str,
        vocabulary: Vocabulary,
        name: str,
        seed: int,
        *,
        n_layer: int = N_LAYER,
        split_max_tensors: int = 0,
    ) -> None:
        self.path = path
        self.vocabulary = vocabulary
        self.n_layer = n_layer
        self.writer = gguf.GGUFWriter(path, architecture, split_max_tensors=split_max_tensors)
        self.writer.add_type("model")
        self.writer.add_name(name)
        self.writer.add_license("mit")
        self.writer.add_file_type(gguf.LlamaFileType.ALL_F32)
        vocabulary.write(self.writer)
        self._random = np.random.default_rng(seed)

    def tensor(self, name: str, values: NDArray[np.float64]) -> None:
        """Add ``values`` as float32."""
        self.writer.add_tensor(name, values.astype(np.float32))

    def matrix(self, name: str, n_out: int, n_in: int, *, gain: float = 1.0, bias: bool = False) -> None:
        """Add random weights that map ``n_in`` unit values to ``n_out`` values of size ``gain``."""
        self.tensor(f"{name}.weight", self._random.normal(0.0, gain / np.sqrt(n_in), (n_out, n_in)))
        if bias:
            self.tensor(f"{name}.bias", self._random.normal(0.0, 0.1, n_out))

    def norm(self, name: str, n: int = N_EMBD, *, size: float = 1.0, bias: bool = False) -> None:
        """Add the weights of a normalisation of ``n`` values, which are of ``size`` after it."""
        self.tensor(f"{name}.weight", np.full(n, size))
        if bias:
            self.tensor(f"{name}.bias", np.zeros(n))

    def embedding_and_output(self, *, embedding_size: float = 1.0) -> None:
        """Add the first and the last weights of a decoder: token to vector, vector to logits.

        A readable token repels itself and attracts ``N_SUCCESSORS`` others, and the context chooses among
        these, so the text does not get stuck.
        """
        readable = np.flatnonzero(self.vocabulary.readable)
        n_vocab = len(self.vocabulary.tokens)
        embedding = self._random.normal(0.0, 1.0, (n_vocab, N_EMBD))
        # The rows of other tokens stay 0: a logit of exactly 0 is never the greatest.
        output = np.zeros((n_vocab, N_EMBD))
        output[readable] = self._random.normal(0.0, 2.0 / np.sqrt(N_EMBD), (len(readable), N_EMBD))
        attraction = 16.0 / N_EMBD * embedding[readable]
        output[readable] -= attraction
        for _ in range(N_SUCCESSORS):
            output[self._random.permutation(readable)] += attraction
        self.tensor("token_embd.weight", embedding_size * embedding)
        self.norm("output_norm")
        self.tensor("output.weight", output)

    def dimensions(
        self,
        n_ctx_train: int,
        *,
        n_head_kv: int | list[int],
        n_head: int = N_HEAD,
        n_ff: int = N_FF,
    ) -> None:
        """Add the sizes that every architecture has."""
        self.writer.add_context_length(n_ctx_train)
        self.writer.add_embedding_length(N_EMBD)
        self.writer.add_block_count(self.n_layer)
        self.writer.add_feed_forward_length(n_ff)
        self.writer.add_head_count(n_head)
        self.writer.add_head_count_kv(n_head_kv)

    def mamba_dimensions(self) -> None:
        """Add the sizes of Mamba layers."""
        self.writer.add_ssm_conv_kernel(N_CONV)
        self.writer.add_ssm_inner_size(N_INNER)
        self.writer.add_ssm_state_size(N_STATE)
        self.writer.add_ssm_time_step_rank(N_DT_RANK)

    def attention(self, prefix: str) -> None:
        """Add the weights of attention."""
        n_kv = N_EMBD * N_HEAD_KV // N_HEAD
        # Sharp attention makes the text depend on single tokens far back, not on their average.
        for name, n_out in (("q", N_EMBD), ("k", n_kv), ("v", n_kv), ("output", N_EMBD)):
            self.matrix(f"{prefix}.attn_{name}", n_out, N_EMBD, gain=1.2)

    def feed_forward(self, prefix: str) -> None:
        """Add the weights of a feed-forward part, with its norm."""
        self.norm(f"{prefix}.ffn_norm")
        self.matrix(f"{prefix}.ffn_gate", N_FF, N_EMBD, gain=1.2)
        self.matrix(f"{prefix}.ffn_up", N_FF, N_EMBD, gain=1.2)
        self.matrix(f"{prefix}.ffn_down", N_EMBD, N_FF)

    def mamba_layer(self, prefix: str) -> None:
        """Add the weights of a Mamba layer, without its norm."""
        self.matrix(f"{prefix}.ssm_in", 2 * N_INNER, N_EMBD, gain=1.5)
        self.matrix(f"{prefix}.ssm_conv1d", N_INNER, N_CONV, bias=True)
        self.matrix(f"{prefix}.ssm_x", N_DT_RANK + 2 * N_STATE, N_INNER)
        # Small time steps, so that the state remembers some fifty tokens.
        self.matrix(f"{prefix}.ssm_dt", N_INNER, N_DT_RANK)
        self.tensor(f"{prefix}.ssm_dt.bias", np.full(N_INNER, -4.0))
        # Each state forgets at its own rate: the n-th decays n times as fast as the first.
        self.tensor(f"{prefix}.ssm_a", -np.tile(np.arange(1.0, N_STATE + 1), (N_INNER, 1)))
        self.tensor(f"{prefix}.ssm_d", np.ones(N_INNER))
        self.matrix(f"{prefix}.ssm_out", N_EMBD, N_INNER, gain=1.5)

    def close(self) -> Path:
        """Write everything to the file and return its path."""
        self.writer.write_header_to_file()
        self.writer.write_kv_data_to_file()
        self.writer.write_tensors_to_file()
        self.writer.close()
        return self.path
