"""Follows one text through the language that it has to belong to."""

from __future__ import annotations

from llguidance import LLMatcher

from pyllama.constraint.constraint import Constraint
from pyllama.token_mask import TokenMask
from pyllama.vocab import Vocab


class Matcher:
    """Which tokens may follow in one text.

    Args:
        native: the state of the parser; owned by this object from now on, and used by a ``MaskExecutor``.
        constraint: what the text has to conform to.
        vocab: the vocabulary.

    Methods raise ``ClosedError`` once the model is closed, and ``GrammarError`` where the parser gives up,
    because going on would take too long. They may be called on any thread, but on one at a time.
    """

    def __init__(self, native: LLMatcher, constraint: Constraint, vocab: Vocab) -> None:
        self.native = native
        self._constraint = constraint
        self._mask: TokenMask | None = None
        self._vocab = vocab
        self._n_accepted = 0

    def mask(self) -> TokenMask:
        """Return the tokens that may follow; those that end the generation only where the text may end.

        The interpreter's lock is released meanwhile.
        """
        if self._mask is None:
            self._mask = TokenMask(self.n_tokens)
            self.native.unsafe_compute_mask_ptr(self._mask.words.ctypes.data, self._mask.words.nbytes)
        self._check()
        return self._mask

    def take_mask(self, mask: TokenMask) -> None:
        """Take what ``mask`` is to return, which was found out already."""
        self._mask = mask

    def try_accept(self, token: int) -> bool:
        """Add a token to the text if it may follow; return whether it was added."""
        is_added = self.native.try_consume_tokens([token]) == 1
        if not is_added:
            self._check()
        else:
            self._note_accepted()
        return is_added

    def accept(self, token: int) -> None:
        """Add a token that may follow to the text.

        Raises:
            GrammarError: it may not follow, or the parser gives up.
        """
        if not self.native.consume_token(token):
            self._check()
        self._note_accepted()

    def forced(self, n_max: int) -> list[int]:
        """Return the tokens that can only follow, as the vocabulary would write their text, and add them.

        The last ones are left out where the next characters could make them other tokens.

        Args:
            n_max: return so many at most.
        """
        _ = self._vocab.handle  # llguidance tokenizes with it
        tokens = self.native.compute_ff_tokens()[:n_max]
        for token in tokens:
            self.accept(token)
        return tokens

    @property
    def n_tokens(self) -> int:
        """Size of the vocabulary."""
        return self._vocab.n_tokens

    @property
    def may_end(self) -> bool:
        """Whether the text is complete, although it may go on."""
        return self.native.is_accepting()

    @property
    def has_ended(self) -> bool:
        """Whether the text is complete, and nothing may follow but its end."""
        return self.native.is_stopped() and not self.native.is_error()

    def _note_accepted(self) -> None:
        self._n_accepted += 1
        self._mask = None

    def _check(self) -> None:
        if not self.native.is_error():
            return
        n = self._n_accepted
        reason = (
            f"it is too complex after {n} tokens" if n else "it is too complex, or no text conforms to it"
        )
        detail = self.native.get_error().partition("\n")[0].removesuffix("<non-verbose/>").strip()
        raise self._constraint.error(f"{reason} ({detail})")
