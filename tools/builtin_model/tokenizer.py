"""The vocabulary: byte-level BPE, trained on the corpus, with the pre-tokenizer that GGUF calls ``qwen2``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

N_VOCAB: Final = 2048

END_OF_TEXT: Final = "<|endoftext|>"
IM_START: Final = "<|im_start|>"
IM_END: Final = "<|im_end|>"
FIM_PREFIX: Final = "<|fim_prefix|>"
FIM_SUFFIX: Final = "<|fim_suffix|>"
FIM_MIDDLE: Final = "<|fim_middle|>"
REPOSITORY: Final = "<|repo_name|>"
FILE_SEPARATOR: Final = "<|file_sep|>"

CONTROL_TOKENS: Final = (
    END_OF_TEXT,
    IM_START,
    IM_END,
    FIM_PREFIX,
    FIM_SUFFIX,
    FIM_MIDDLE,
    REPOSITORY,
    FILE_SEPARATOR,
)
# Tokens that readers of a completion have to see.
VISIBLE_TOKENS: Final = ("<tool_call>", "</tool_call>", "<think>", "</think>")

# Contractions; words with one leading sign or space; single digits; signs; line ends; spaces. A digit is a
# token of its own, which is what makes sums learnable. llama.cpp splits the same way where
# `tokenizer.ggml.pre` is `qwen2`.
_WORDS: Final = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def train_tokenizer(texts: Iterable[str]) -> Tokenizer:
    """Return a tokenizer of ``N_VOCAB`` tokens; the special ones come last, in the order above."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_WORDS), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    special = (*CONTROL_TOKENS, *VISIBLE_TOKENS)
    trainer = trainers.BpeTrainer(
        vocab_size=N_VOCAB - len(special),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in special])
    if tokenizer.get_vocab_size() != N_VOCAB:
        raise ValueError(f"the corpus is too small for {N_VOCAB} tokens: {tokenizer.get_vocab_size()}")
    return tokenizer


def load_tokenizer(path: Path) -> Tokenizer:
    """Read a tokenizer that ``train_tokenizer`` made and ``Tokenizer.save`` wrote."""
    return Tokenizer.from_file(str(path))
