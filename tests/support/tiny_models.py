"""Write tiny GGUF models with random weights: real files for the native library, made in milliseconds.

The same seed gives the same bytes. The greedy text of the decoders has no meaning, but it is varied and
depends on the context. It contains neither end-of-generation tokens nor loose bytes, so it goes on until a
limit or a stop string ends it.

The two best logits are seldom closer than 0.001. Between batches of different shapes they differ by up to
0.01, but without flash attention and with a float32 KV cache by less than 0.0001: compare texts there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import gguf

from tests.support.model_file import N_DT_RANK, N_EMBD, N_FF, N_HEAD, N_HEAD_KV, N_LAYER, N_STATE, ModelFile
from tests.support.vocabularies import (
    Vocabulary,
    byte_level_vocabulary,
    sentencepiece_vocabulary,
    wordpiece_vocabulary,
)

N_SWA = 48

CHAT_TEMPLATE = (
    "{% for message in messages %}"
    "<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def write_decoder(
    path: Path,
    *,
    seed: int = 1,
    n_ctx_train: int = 2048,
    vocabulary: Vocabulary | None = None,
    n_layer: int = N_LAYER,
) -> Path:
    """Write a Llama with a SentencePiece vocabulary of 512 tokens, and return ``path``.

    Args:
        path: the file; an existing one is replaced.
        seed: of the weights.
        n_ctx_train: the context, in tokens, that the model says it was trained with.
        vocabulary: another vocabulary.
        n_layer: how many layers it has.
    """
    vocabulary = vocabulary or sentencepiece_vocabulary()
    return _write_llama(path, vocabulary, "Tiny decoder", seed, n_ctx_train, n_layer=n_layer)


def write_split_decoder(path: Path) -> list[Path]:
    """Write the model of ``write_decoder`` in three parts, and return their paths."""
    _write_llama(path, sentencepiece_vocabulary(), "Tiny decoder", 1, 2048, split_max_tensors=10)
    return [path.with_name(f"{path.stem}-{part:05d}-of-00003.gguf") for part in (1, 2, 3)]


def write_bpe_decoder(
    path: Path,
    *,
    seed: int = 2,
    n_ctx_train: int = 2048,
    repositories: bool = True,
    chat_templates: Mapping[str, str] | None = None,
) -> Path:
    """Write a Llama with a byte-level BPE vocabulary, and return ``path``.

    It has the tokens of ChatML and of infilling, a chat template, and a licence. ``repositories`` says
    whether it has tokens for the parts of a repository too. ``chat_templates`` are other templates by their
    names.
    """
    vocabulary = byte_level_vocabulary(repositories=repositories)
    templates = chat_templates or {"default": CHAT_TEMPLATE}
    return _write_llama(path, vocabulary, "Tiny chat decoder", seed, n_ctx_train, chat_templates=templates)


def write_encoder(path: Path, *, seed: int = 3, n_ctx_train: int = 512) -> Path:
    """Write a BERT that gives mean-pooled embeddings of ``N_EMBD`` dimensions, and return ``path``."""
    model = _bert(path, "Tiny encoder", seed, n_ctx_train, gguf.PoolingType.MEAN)
    return model.close()


def write_reranker(
    path: Path, *, seed: int = 5, n_ctx_train: int = 512, n_classes: int = 1, template: str | None = None
) -> Path:
    """Write a BERT that gives ``n_classes`` scores instead of an embedding, and return ``path``.

    Args:
        path: the file; an existing one is replaced.
        seed: of the weights.
        n_ctx_train: the context, in tokens, that the model says it was trained with.
        n_classes: how many scores an input gets.
        template: how the model says that a query and a document are joined.
    """
    model = _bert(path, "Tiny reranker", seed, n_ctx_train, gguf.PoolingType.RANK)
    if n_classes > 1:
        model.writer.add_classifier_output_labels([f"class {i}" for i in range(n_classes)])
    if template is not None:
        model.writer.add_string("tokenizer.chat_template.rerank", template)
    model.matrix("cls", N_EMBD, N_EMBD, bias=True)
    model.matrix("cls.output", n_classes, N_EMBD, bias=True)
    return model.close()


def write_recurrent(
    path: Path, *, seed: int = 4, n_ctx_train: int = 2048, vocabulary: Vocabulary | None = None
) -> Path:
    """Write a Mamba, whose state cannot be cut back to an earlier position, and return ``path``."""
    model = ModelFile(path, "mamba", vocabulary or sentencepiece_vocabulary(), "Tiny recurrent", seed)
    model.dimensions(n_ctx_train, n_head_kv=0, n_head=0, n_ff=0)
    model.writer.add_layer_norm_rms_eps(1e-5)
    model.mamba_dimensions()
    model.embedding_and_output()
    for layer in range(N_LAYER):
        model.norm(f"blk.{layer}.attn_norm")
        model.mamba_layer(f"blk.{layer}")
    return model.close()


def write_hybrid(
    path: Path, *, seed: int = 6, n_ctx_train: int = 2048, vocabulary: Vocabulary | None = None
) -> Path:
    """Write a Jamba, whose memory is a state in all layers but one, and return ``path``."""
    model = ModelFile(path, "jamba", vocabulary or sentencepiece_vocabulary(), "Tiny hybrid", seed)
    n_head_kv = [0, N_HEAD_KV, 0]
    model.dimensions(n_ctx_train, n_head_kv=n_head_kv)
    model.writer.add_layer_norm_rms_eps(1e-5)
    model.mamba_dimensions()
    model.embedding_and_output()
    for layer in range(N_LAYER):
        prefix = f"blk.{layer}"
        model.norm(f"{prefix}.attn_norm")
        if n_head_kv[layer]:
            model.attention(prefix)
        else:
            model.mamba_layer(prefix)
            for name, n in (("dt", N_DT_RANK), ("b", N_STATE), ("c", N_STATE)):
                model.norm(f"{prefix}.ssm_{name}_norm", n)
        model.feed_forward(prefix)
    return model.close()


def write_sliding(
    path: Path, *, seed: int = 7, n_ctx_train: int = 2048, vocabulary: Vocabulary | None = None
) -> Path:
    """Write a Gemma 3 with a window of ``N_SWA`` tokens in all layers but one, and return ``path``."""
    model = ModelFile(path, "gemma3", vocabulary or sentencepiece_vocabulary(), "Tiny sliding window", seed)
    model.dimensions(n_ctx_train, n_head_kv=N_HEAD_KV)
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
        model.attention(prefix)
        model.norm(f"{prefix}.attn_q_norm", N_EMBD // N_HEAD, size=2.0)
        model.norm(f"{prefix}.attn_k_norm", N_EMBD // N_HEAD)
        model.norm(f"{prefix}.post_attention_norm")
        model.feed_forward(prefix)
        model.norm(f"{prefix}.post_ffw_norm")
    return model.close()


def write_unsupported(path: Path) -> Path:
    """Write a valid GGUF of an architecture that no version of llama.cpp knows, and return ``path``."""
    model = ModelFile(path, "perpetuum-mobile", sentencepiece_vocabulary(), "Tiny unsupported", seed=0)
    model.dimensions(n_ctx_train=512, n_head_kv=N_HEAD)
    model.matrix("token_embd", 512, N_EMBD)
    return model.close()


def _write_llama(
    path: Path,
    vocabulary: Vocabulary,
    name: str,
    seed: int,
    n_ctx_train: int,
    *,
    chat_templates: Mapping[str, str] | None = None,
    n_layer: int = N_LAYER,
    split_max_tensors: int = 0,
) -> Path:
    model = ModelFile(
        path, "llama", vocabulary, name, seed, n_layer=n_layer, split_max_tensors=split_max_tensors
    )
    model.dimensions(n_ctx_train, n_head_kv=N_HEAD_KV)
    model.writer.add_layer_norm_rms_eps(1e-5)
    model.writer.add_rope_dimension_count(N_EMBD // N_HEAD)
    if chat_templates is not None:
        named = [{"name": name, "template": template} for name, template in chat_templates.items()]
        model.writer.add_chat_template(named)
    model.embedding_and_output()
    for layer in range(n_layer):
        prefix = f"blk.{layer}"
        model.norm(f"{prefix}.attn_norm")
        model.attention(prefix)
        model.feed_forward(prefix)
    return model.close()


def _bert(path: Path, title: str, seed: int, n_ctx_train: int, pooling: gguf.PoolingType) -> ModelFile:
    """Return a BERT with everything but a head."""
    vocabulary = wordpiece_vocabulary()
    model = ModelFile(path, "bert", vocabulary, title, seed)
    model.dimensions(n_ctx_train, n_head_kv=N_HEAD)
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
