"""Which texts of a format are special tokens of a vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from pyllama.vocab import Vocab


def find_special_tokens(texts: Iterable[str], vocab: Vocab) -> dict[str, int]:
    """Return the texts that are tokens which a detokenizer leaves out, and their ids.

    Args:
        texts: such as ``ChatFormat.kept_tokens``.
        vocab: the vocabulary.

    Raises:
        ClosedError: its model is closed.
    """
    found: dict[str, int] = {}
    for text in texts:
        tokens = vocab.tokenize(text, add_special=False, parse_special=True)
        if len(tokens) == 1 and not vocab.piece(tokens[0], special=False):
            found[text] = tokens[0]
    return found
