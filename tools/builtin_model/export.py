"""Write a trained network as a GGUF with weights in Q8_0, ready to be served."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any, Final

import gguf
import numpy as np
from tokenizers import Tokenizer

import pyllama
from tools.builtin_model.chat_template import TEMPLATE
from tools.builtin_model.corpus import COURSES, documents
from tools.builtin_model.network import N_CTX, NORM_EPSILON, ROPE_BASE, Shape
from tools.builtin_model.tokenizer import (
    CONTROL_TOKENS,
    END_OF_TEXT,
    FILE_SEPARATOR,
    FIM_MIDDLE,
    FIM_PREFIX,
    FIM_SUFFIX,
    IM_END,
    REPOSITORY,
    VISIBLE_TOKENS,
    load_tokenizer,
)
from tools.builtin_model.train import FOLDER, SHAPES, CheckpointError, checkpoint_of, start

MODELS: Final = Path("pyllama/models")
N_CHECKED: Final = 2000

_TENSORS: Final = {
    "attention_norm": "attn_norm",
    "attention.q": "attn_q",
    "attention.k": "attn_k",
    "attention.v": "attn_v",
    "attention.output": "attn_output",
    "feed_forward_norm": "ffn_norm",
    "feed_forward.gate": "ffn_gate",
    "feed_forward.up": "ffn_up",
    "feed_forward.down": "ffn_down",
}
_DESCRIPTIONS: Final = {
    "builtin": "A tiny chat model: small talk, facts, sums, stories, JSON, function calls, Python infill.",
    "builtin-draft": "A draft for speculative decoding with the pyllama demonstration model.",
}
_NAMES: Final = {"builtin": "pyllama demonstration model", "builtin-draft": "pyllama demonstration draft"}


def write_gguf(path: Path, model: str, network: dict[str, Any], vocabulary: dict[str, Any]) -> None:
    """Write a GGUF.

    Args:
        path: the file; an existing one is replaced.
        model: one of ``SHAPES``.
        network: the network's state, float32 tensors by name.
        vocabulary: the content of ``tokenizer.json``.
    """
    writer = gguf.GGUFWriter(path, "llama")
    _add_general(writer, model)
    _add_shape(writer, SHAPES[model])
    _add_vocabulary(writer, vocabulary)
    for name, tensor in network.items():
        values = tensor.numpy().astype(np.float32)
        if values.ndim == 2:
            quantized = gguf.quants.quantize(values, gguf.GGMLQuantizationType.Q8_0)
            writer.add_tensor(tensor_name(name), quantized, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
        else:
            writer.add_tensor(tensor_name(name), values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def tensor_name(name: str) -> str:
    """Return the name that a parameter of ``Network`` has in a GGUF."""
    parts = name.removesuffix(".weight").split(".")
    if parts[0] == "layers":
        return f"blk.{parts[1]}.{_TENSORS['.'.join(parts[2:])]}.weight"
    return {"embedding": "token_embd", "norm": "output_norm"}[parts[0]] + ".weight"


def check_vocabulary(path: Path, tokenizer: Tokenizer) -> None:
    """Check that llama.cpp splits documents of the corpus as the tokenizer of the training does.

    Raises:
        ValueError: it does not; the message has the first text that differs.
    """
    with pyllama.Model.load(path) as model:
        for document in documents(COURSES[-1], N_CHECKED):
            if model.vocab.tokenize(document.text) != tokenizer.encode(document.text).ids:
                raise ValueError(f"{path} has other tokens than the training: {document.text!r}")


def write_checksums(folder: Path) -> None:
    """Write the SHA-256 of each GGUF in a folder to ``SHA256SUMS``, in the format of ``sha256sum``."""
    paths = sorted(folder.glob("*.gguf"))
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


def _add_general(writer: gguf.GGUFWriter, model: str) -> None:
    writer.add_type("model")
    writer.add_name(_NAMES[model])
    writer.add_description(_DESCRIPTIONS[model])
    writer.add_author("The pyllama authors")
    writer.add_license("mit")
    writer.add_size_label({"builtin": "3.5M", "builtin-draft": "437K"}[model])
    writer.add_tags(["text-generation", "demonstration"])
    writer.add_languages(["en"])
    writer.add_dataset_name(0, "Texts made by rule, tools/builtin_model/corpus.py; nothing was downloaded")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)


def _add_shape(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_context_length(N_CTX)
    writer.add_embedding_length(shape.n_embd)
    writer.add_block_count(shape.n_layer)
    writer.add_feed_forward_length(shape.n_ff)
    writer.add_head_count(shape.n_head)
    writer.add_head_count_kv(shape.n_head_kv)
    writer.add_rope_dimension_count(shape.n_embd_head)
    writer.add_rope_freq_base(ROPE_BASE)
    writer.add_layer_norm_rms_eps(NORM_EPSILON)
    writer.add_vocab_size(shape.n_vocab)


def _add_vocabulary(writer: gguf.GGUFWriter, vocabulary: dict[str, Any]) -> None:
    ids: dict[str, int] = dict(vocabulary["model"]["vocab"])
    ids |= {token["content"]: token["id"] for token in vocabulary["added_tokens"]}
    types = dict.fromkeys(CONTROL_TOKENS, gguf.TokenType.CONTROL)
    types |= dict.fromkeys(VISIBLE_TOKENS, gguf.TokenType.USER_DEFINED)
    tokens = sorted(ids, key=ids.__getitem__)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types([types.get(text, gguf.TokenType.NORMAL) for text in tokens])
    writer.add_token_merges([" ".join(pair) for pair in vocabulary["model"]["merges"]])
    writer.add_bos_token_id(ids[END_OF_TEXT])
    writer.add_eos_token_id(ids[IM_END])
    writer.add_eot_token_id(ids[IM_END])
    writer.add_pad_token_id(ids[END_OF_TEXT])
    writer.add_add_bos_token(value=False)
    writer.add_add_eos_token(value=False)
    for key, text in (
        ("pre", FIM_PREFIX),
        ("suf", FIM_SUFFIX),
        ("mid", FIM_MIDDLE),
        ("rep", REPOSITORY),
        ("sep", FILE_SEPARATOR),
    ):
        writer.add_uint32(f"tokenizer.ggml.fim_{key}_token_id", ids[text])
    writer.add_chat_template(TEMPLATE.read_text(encoding="utf-8"))


def main() -> None:
    """Export one of the two models."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("model", choices=SHAPES, help="which of the two")
    arguments.add_argument("--folder", type=Path, default=FOLDER, help=f"of the training (default: {FOLDER})")
    arguments.add_argument("--out", type=Path, default=MODELS, help=f"for the GGUF (default: {MODELS})")
    options = arguments.parse_args()
    training = start(SHAPES[options.model])
    try:
        training.load(checkpoint_of(options.folder, options.model, COURSES[-1]))
    except CheckpointError as error:
        arguments.error(str(error))
    vocabulary = json.loads((options.folder / "tokenizer.json").read_text(encoding="utf-8"))
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / f"{options.model}.gguf"
    # The file that is shipped is replaced only by one that is complete and checked.
    partial = path.with_suffix(".partial")
    write_gguf(partial, options.model, training.network.state_dict(), vocabulary)
    check_vocabulary(partial, load_tokenizer(options.folder / "tokenizer.json"))
    partial.replace(path)
    write_checksums(options.out)
    print(f"{path}: {path.stat().st_size:,} bytes, after {training.step:,} steps")


if __name__ == "__main__":
    main()
