"""A model's vocabulary as llguidance knows it."""

from __future__ import annotations

from typing import Any, Final

from llguidance import LLTokenizer

from pyllama.vocab import Vocab

_NO_TEXT: Final = b"\xff"
"""Begins the name of a token that stands for no text, such as the end of a turn."""


def make_tokenizer(vocab: Vocab) -> LLTokenizer:
    """Make the tokenizer; takes a second for 150,000 tokens, most of it without the interpreter's lock.

    A token means the text that a reader gets of it. One that gives none is known by its name only, so no
    grammar allows it by accident.

    The tokenizer calls native code: use it, and what is made with it, only while the model is open.

    Raises:
        ClosedError: the model is closed.

    Native: llama_tokenize, which llguidance calls by its address.
    """
    end = vocab.end_of_generation
    pieces = [vocab.piece(token) for token in range(vocab.n_tokens)]
    tokens = [
        piece if piece and token not in end else _NO_TEXT + vocab.piece(token, special=True)
        for token, piece in enumerate(pieces)
    ]
    vocab_address, tokenize_address = vocab.addresses()
    # The stubs of the package do not know this function.
    make: Any = vars(LLTokenizer)["from_llamacpp"]
    tokenizer: LLTokenizer = make.__func__(
        tokens=tokens,
        vocab_ptr=vocab_address,
        tokenize_fptr=tokenize_address,
        eos_token=sorted(end),
    )
    return tokenizer
