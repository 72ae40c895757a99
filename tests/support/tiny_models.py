"""Write tiny GGUF models with random weights: real files for the native library, made in milliseconds.

The same seed gives the same bytes. The greedy text of the decoders has no meaning, but it is varied and
depends on the context. It contains neither end-of-generation tokens nor loose bytes, so it goes on until a
limit or a stop string ends it.

The two best logits are seldom closer than 0.001. Between batches of different shapes they differ by up to
0.01, but without flash attention and with a float32 KV cache by less than 0.0001: compare texts there.
"""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

from tests.support.vocabularies import (
    Vocabulary,
    byte_level_vocabulary,
    sentencepiece_vocabulary,
    wordpiece_vocabulary,
)

N_EMBD = 64
N_LAYER = 3
N_HEAD = 4
N_HEAD_KV = 2
N_FF = 128
N_SUCCESSORS = 4
N_SWA = 48
N_INNER, N_STATE, N_CONV, N_DT_RANK = 2 * N_EMBD, 8, 4, 8

CHAT_TEMPLATE = (
    "{% for message in messages %}"
    "<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def write_decoder(path: Path, *, seed: int = 1, n_ctx_train: int = 2048) -> Path:
    """Write a Llama with a SentencePiece vocabulary of 512 tokens, and return ``path``.

    Args:
        path: the file; an existing one is replaced.
        seed: of the weights.
        n_ctx_train: the context, in tokens, that the model says it was trained with.
    """
    return _write_llama(path, sentencepiece_vocabulary(), "Tiny decoder", seed, n_ctx_train)


def write_bpe_decoder(path: Path, *, seed: int = 2, n_ctx_train: int = 2048) -> Path:
    """Write a Llama with a byte-level BPE vocabulary, and return ``path``.

    It has the tokens of ChatML and of infilling, a chat template, and a licence.
    """
    return _write_llama(
        path, byte_level_vocabulary(), "Tiny chat decoder", seed, n_ctx_train, chat_template=CHAT_TEMPLATE
    )


def write_encoder(path: Path, *, seed: int = 3, n_ctx_train: int = 512) -> Path:
    """Write a BERT that gives mean-pooled embeddings of ``N_EMBD`` dimensions, and return ``path``."""
    model = _bert(path, "Tiny encoder", seed, n_ctx_train, gguf.PoolingType.MEAN)
    return model.close()


def write_reranker(path: Path, *, seed: int = 5, n_ctx_train: int = 512, n_classes: int = 1) -> Path:
    """Write a BERT that gives ``n_classes`` scores instead of an embedding, and return ``path``."""
    model = _bert(path, "Tiny reranker", seed, n_ctx_train, gguf.PoolingType.RANK)
    if n_classes > 1:
        model.writer.add_classifier_output_labels([f"class {i}" for i in range(n_classes)])
    model.matrix("cls", N_EMBD, N_EMBD, bias=True)
    model.matrix("cls.output", n_classes, N_EMBD, bias=True)
    return model.close()


def write_recurrent(path: Path, *, seed: int = 4, n_ctx_train: int = 2048) -> Path:
    """Write a Mamba, whose state cannot be cut back to an earlier position, and return ``path``."""
    model = _ModelFile(path, "mamba", sentencepiece_vocabulary(), "Tiny recurrent", seed)
    _add_dimensions(model.writer, n_ctx_train, n_head_kv=0, n_head=0, n_ff=0)
    model.writer.add_layer_norm_rms_eps(1e-5)
    _add_mamba_dimensions(model.writer)
    model.embedding_and_output()
    for layer in range(N_LAYER):
        model.norm(f"blk.{layer}.attn_norm")
        _mamba_layer(model, f"blk.{layer}")
    return model.close()


def write_hybrid(path: Path, *, seed: int = 6, n_ctx_train: int = 2048) -> Path:
    """Write a Jamba, whose memory is a state in all layers but one, and return ``path``."""
    model = _ModelFile(path, "jamba", sentencepiece_vocabulary(), "Tiny hybrid", seed)
    n_head_kv = [0, N_HEAD_KV, 0]
    _add_dimensions(model.writer, n_ctx_train, n_head_kv=n_head_kv)
    model.writer.add_layer_norm_rms_eps(1e-5)
    _add_mamba_dimensions(model.writer)
    model.embedding_and_output()
    for layer in range(N_LAYER):
        prefix = f"blk.{layer}"
        model.norm(f"{prefix}.attn_norm")
        if n_head_kv[layer]:
            _attention(model, prefix)
        else:
            _mamba_layer(model, prefix)
            for name, n in (("dt", N_DT_RANK), ("b", N_STATE), ("c", N_STATE)):
                model.norm(f"{prefix}.ssm_{name}_norm", n)
        _feed_forward(model, prefix)
    return model.close()


def write_sliding(path: Path, *, seed: int = 7, n_ctx_train: int = 2048) -> Path:
    """Write a Gemma 3 with a window of ``N_SWA`` tokens in all layers but one, and return ``path``."""
    model = _ModelFile(path, "gemma3", sentencepiece_vocabulary(), "Tiny sliding window", seed)
    _add_dimensions(model.writer, n_ctx_train, n_head_kv=N_HEAD_KV)
    model.writer.add_layer_norm_rms_eps(1e-5)
    model.writer.add_key_length(N_EMBD // N_HEAD)
    model.writer.add_value_length(N_EMBD // N_HEAD)
    model.writer.add_sliding_window(N_SWA)
    model.writer.add_sliding_window_pattern([layer != 1 for layer in range(N_LAYER)])
    # A Gemma multiplies what it looks up in its embedding by the square root of the width.
    model.embedding_and_output(embedding_size=N_EMBD**-0.5)
    for layer in range(N_LAYER):
        prefix = f"blk.{layer}"
        model.norm(f"{prefix}.attn_norm")
        _attention(model, prefix)
        model.norm(f"{prefix}.attn_q_norm", N_EMBD // N_HEAD, size=2.0)
        model.norm(f"{prefix}.attn_k_norm", N_EMBD // N_HEAD)
        model.norm(f"{prefix}.post_attention_norm")
        _feed_forward(model, prefix)
        model.norm(f"{prefix}.post_ffw_norm")
    return model.close()


def write_unsupported(path: Path) -> Path:
    """Write a valid GGUF of an architecture that no version of llama.cpp knows, and return ``path``."""
    model = _ModelFile(path, "perpetuum-mobile", sentencepiece_vocabulary(), "Tiny unsupported", seed=0)
    _add_dimensions(model.writer, n_ctx_train=512, n_head_kv=N_HEAD)
    model.matrix("token_embd", 512, N_EMBD)
    return model.close()


class _ModelFile:
    """A GGUF in the making: its metadata, and tensors drawn one after another from one generator."""

    def __init__(self, path: Path, architecture: str, vocabulary: Vocabulary, name: str, seed: int) -> None:
        self.path = path
        self.vocabulary = vocabulary
        self.writer = gguf.GGUFWriter(path, architecture)
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

    def close(self) -> Path:
        """Write everything to the file and return its path."""
        self.writer.write_header_to_file()
        self.writer.write_kv_data_to_file()
        self.writer.write_tensors_to_file()
        self.writer.close()
        return self.path


def _write_llama(
    path: Path,
    vocabulary: Vocabulary,
    name: str,
    seed: int,
    n_ctx_train: int,
    *,
    chat_template: str | None = None,
) -> Path:
    model = _ModelFile(path, "llama", vocabulary, name, seed)
    _add_dimensions(model.writer, n_ctx_train, n_head_kv=N_HEAD_KV)
    model.writer.add_layer_norm_rms_eps(1e-5)
    model.writer.add_rope_dimension_count(N_EMBD // N_HEAD)
    if chat_template is not None:
        model.writer.add_chat_template(chat_template)
    model.embedding_and_output()
    for layer in range(N_LAYER):
        prefix = f"blk.{layer}"
        model.norm(f"{prefix}.attn_norm")
        _attention(model, prefix)
        _feed_forward(model, prefix)
    return model.close()


def _attention(model: _ModelFile, prefix: str) -> None:
    n_kv = N_EMBD * N_HEAD_KV // N_HEAD
    # Sharp attention makes the text depend on single tokens far back, not on their average.
    for name, n_out in (("q", N_EMBD), ("k", n_kv), ("v", n_kv), ("output", N_EMBD)):
        model.matrix(f"{prefix}.attn_{name}", n_out, N_EMBD, gain=1.2)


def _feed_forward(model: _ModelFile, prefix: str) -> None:
    model.norm(f"{prefix}.ffn_norm")
    model.matrix(f"{prefix}.ffn_gate", N_FF, N_EMBD, gain=1.2)
    model.matrix(f"{prefix}.ffn_up", N_FF, N_EMBD, gain=1.2)
    model.matrix(f"{prefix}.ffn_down", N_EMBD, N_FF)


def _mamba_layer(model: _ModelFile, prefix: str) -> None:
    model.matrix(f"{prefix}.ssm_in", 2 * N_INNER, N_EMBD, gain=1.5)
    model.matrix(f"{prefix}.ssm_conv1d", N_INNER, N_CONV, bias=True)
    model.matrix(f"{prefix}.ssm_x", N_DT_RANK + 2 * N_STATE, N_INNER)
    # Small time steps, so that the state remembers some fifty tokens.
    model.matrix(f"{prefix}.ssm_dt", N_INNER, N_DT_RANK)
    model.tensor(f"{prefix}.ssm_dt.bias", np.full(N_INNER, -4.0))
    # Each state forgets at its own rate: the n-th decays n times as fast as the first.
    model.tensor(f"{prefix}.ssm_a", -np.tile(np.arange(1.0, N_STATE + 1), (N_INNER, 1)))
    model.tensor(f"{prefix}.ssm_d", np.ones(N_INNER))
    model.matrix(f"{prefix}.ssm_out", N_EMBD, N_INNER, gain=1.5)


def _bert(path: Path, title: str, seed: int, n_ctx_train: int, pooling: gguf.PoolingType) -> _ModelFile:
    """Return a BERT with everything but a head."""
    vocabulary = wordpiece_vocabulary()
    model = _ModelFile(path, "bert", vocabulary, title, seed)
    _add_dimensions(model.writer, n_ctx_train, n_head_kv=N_HEAD)
    model.writer.add_layer_norm_eps(1e-12)
    model.writer.add_causal_attention(value=False)
    model.writer.add_pooling_type(pooling)
    # Greater than types and positions, which all texts share, so that embeddings differ between texts.
    model.matrix("token_embd", len(vocabulary.tokens), N_EMBD, gain=8.0)
    model.matrix("token_types", 2, N_EMBD)
    model.matrix("position_embd", n_ctx_train, N_EMBD)
    model.norm("token_embd_norm", bias=True)
    for layer in range(N_LAYER):
        prefix = f"blk.{layer}"
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            model.matrix(f"{prefix}.{name}", N_EMBD, N_EMBD, bias=True)
        model.norm(f"{prefix}.attn_output_norm", bias=True)
        model.matrix(f"{prefix}.ffn_up", N_FF, N_EMBD, bias=True)
        model.matrix(f"{prefix}.ffn_down", N_EMBD, N_FF, bias=True)
        model.norm(f"{prefix}.layer_output_norm", bias=True)
    return model


def _add_dimensions(
    writer: gguf.GGUFWriter,
    n_ctx_train: int,
    *,
    n_head_kv: int | list[int],
    n_head: int = N_HEAD,
    n_ff: int = N_FF,
) -> None:
    writer.add_context_length(n_ctx_train)
    writer.add_embedding_length(N_EMBD)
    writer.add_block_count(N_LAYER)
    writer.add_feed_forward_length(n_ff)
    writer.add_head_count(n_head)
    writer.add_head_count_kv(n_head_kv)


def _add_mamba_dimensions(writer: gguf.GGUFWriter) -> None:
    writer.add_ssm_conv_kernel(N_CONV)
    writer.add_ssm_inner_size(N_INNER)
    writer.add_ssm_state_size(N_STATE)
    writer.add_ssm_time_step_rank(N_DT_RANK)
