"""Follows one text through the language that it has to belong to."""

from __future__ import annotations

from llguidance import LLMatcher

from pyllama.constraint.constraint import Constraint
from pyllama.token_mask import TokenMask
from pyllama.vocab import Vocab


class Matcher:
    """Which tokens may follow in one text.

    Args:
        native: the state of the parser; owned by this object from now on.
        constraint: what the text has to conform to.
        vocab: the vocabulary.

    Methods raise ``ClosedError`` once the model is closed, and ``GrammarError`` where the parser gives up,
    because going on would take too long. They may be called on any thread, but on one at a time.
    """

    def __init__(self, native: LLMatcher, constraint: Constraint, vocab: Vocab) -> None:
        self._native = native
        self._constraint = constraint
        self._vocab = vocab
        self._n_accepted = 0

    def mask(self) -> TokenMask:
        """Return the tokens that may follow; those that end the generation only where the text may end.

        The interpreter's lock is released meanwhile.
        """
        mask = TokenMask(self._vocab.n_tokens)
        self._native.unsafe_compute_mask_ptr(mask.words.ctypes.data, mask.words.nbytes)
        self._check()
        return mask

    def try_accept(self, token: int) -> bool:
        """Add a token to the text if it may follow; return whether it was added."""
        is_added = self._native.try_consume_tokens([token]) == 1
        if not is_added:
            self._check()
        self._n_accepted += is_added
        return is_added

    def accept(self, token: int) -> None:
        """Add a token that may follow to the text.

        Raises:
            GrammarError: it may not follow, or the parser gives up.
        """
        if not self._native.consume_token(token):
            self._check()
        self._n_accepted += 1

    def forced(self) -> list[int]:
        """Return the tokens that can only follow, as the vocabulary would write their text, and add them.

        The last ones are left out where the next characters could make them other tokens.
        """
        _ = self._vocab.handle  # llguidance tokenizes with it
        tokens = self._native.compute_ff_tokens()
        for token in tokens:
            self.accept(token)
        return tokens

    @property
    def may_end(self) -> bool:
        """Whether the text is complete, although it may go on."""
        return self._native.is_accepting()

    @property
    def has_ended(self) -> bool:
        """Whether the text is complete, and nothing may follow but its end."""
        return self._native.is_stopped() and not self._native.is_error()

    def _check(self) -> None:
        if not self._native.is_error():
            return
        n = self._n_accepted
        reason = (
            f"it is too complex after {n} tokens" if n else "it is too complex, or no text conforms to it"
        )
        detail = self._native.get_error().partition("\n")[0].removesuffix("<non-verbose/>").strip()
        raise self._constraint.error(f"{reason} ({detail})")
