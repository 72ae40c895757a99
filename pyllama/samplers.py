"""Every sampler of llama.cpp, one function each; put them into a ``SamplerChain`` in the order of their use.

Parameters have the names, ranges and "off" values of ``SamplingParams``.
"""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_char_p, c_int32
from enum import Enum

from pyllama.ctypes_api import llama as C
from pyllama.errors import InvalidRequestError, SamplerError
from pyllama.native_object import NativeObject
from pyllama.sampling_params import RANDOM_SEED
from pyllama.vocab import Vocab

_PATTERN_CHARACTERS = frozenset("^$\\.*+?()[]{}|/")
_MAX_LAST_N = 2**24
_MAX_GRAMMAR_DEPTH = 100
_MAX_GRAMMAR_CHARACTERS = 1 << 20


class Role(Enum):
    """What a sampler does in a chain."""

    BEND = "bend"  # changes probabilities, or drops tokens
    REMEMBER = "remember"  # bends, by what was chosen before
    CONSTRAIN = "constrain"  # forbids tokens, and fails on a forbidden one
    SELECT = "select"  # chooses a token, so it can only be the last


class Sampler(NativeObject[C.llama_sampler_p]):
    """One sampler. A chain that it is added to takes it over; until then it must be closed.

    Attributes:
        role: what it does in a chain.
        model: the model whose vocabulary it uses; ``None`` where it uses none. Closing it closes the sampler.
    """

    def __init__(
        self,
        handle: C.llama_sampler_p,
        role: Role = Role.BEND,
        vocab: Vocab | None = None,
    ) -> None:
        if not handle:
            raise SamplerError("the sampler could not be made")
        self.model = None if vocab is None else vocab.model
        super().__init__(handle, C.llama_sampler_free, parent=self.model)  # type: ignore[arg-type]
        self.role = role

    @property
    def name(self) -> str:
        """The native name, for example ``"top-k"``. Native: llama_sampler_name."""
        return (C.llama_sampler_name(self.handle) or b"").decode()

    def release(self) -> C.llama_sampler_p:
        """Give the handle to a native owner; this object counts as closed from now on."""
        return self._release()


def greedy() -> Sampler:
    """Select the most probable token. Native: llama_sampler_init_greedy."""
    return Sampler(C.llama_sampler_init_greedy(), Role.SELECT)


def dist(seed: int = RANDOM_SEED) -> Sampler:
    """Select at random by probability. Native: llama_sampler_init_dist."""
    return Sampler(C.llama_sampler_init_dist(seed), Role.SELECT)


def mirostat(n_vocab: int, *, seed: int = RANDOM_SEED, tau: float = 5.0, eta: float = 0.1) -> Sampler:
    """Select so that the surprise stays near ``tau`` (version 1). Native: llama_sampler_init_mirostat."""
    # 100 tokens for the estimate of s_hat is the value of the paper.
    return Sampler(C.llama_sampler_init_mirostat(n_vocab, seed, tau, eta, 100), Role.SELECT)


def mirostat_v2(*, seed: int = RANDOM_SEED, tau: float = 5.0, eta: float = 0.1) -> Sampler:
    """Select so that the surprise stays near ``tau`` (version 2). Native: llama_sampler_init_mirostat_v2."""
    return Sampler(C.llama_sampler_init_mirostat_v2(seed, tau, eta), Role.SELECT)


def adaptive_p(target: float, *, decay: float = 0.9, seed: int = RANDOM_SEED) -> Sampler:
    """Select tokens near a probability. Native: llama_sampler_init_adaptive_p."""
    return Sampler(C.llama_sampler_init_adaptive_p(target, decay, seed), Role.SELECT)


def top_k(k: int) -> Sampler:
    """Keep the ``k`` most probable tokens. Native: llama_sampler_init_top_k."""
    return Sampler(C.llama_sampler_init_top_k(k))


def top_p(p: float, *, min_keep: int = 0) -> Sampler:
    """Keep the tokens that together reach ``p``. Native: llama_sampler_init_top_p."""
    return Sampler(C.llama_sampler_init_top_p(p, min_keep))


def min_p(p: float, *, min_keep: int = 0) -> Sampler:
    """Drop tokens below a share of the best one's probability. Native: llama_sampler_init_min_p."""
    return Sampler(C.llama_sampler_init_min_p(p, min_keep))


def typical(p: float, *, min_keep: int = 0) -> Sampler:
    """Keep the most typical tokens. Native: llama_sampler_init_typical."""
    return Sampler(C.llama_sampler_init_typical(p, min_keep))


def top_n_sigma(n: float) -> Sampler:
    """Keep logits within ``n`` standard deviations of the best. Native: llama_sampler_init_top_n_sigma."""
    return Sampler(C.llama_sampler_init_top_n_sigma(n))


def xtc(probability: float, threshold: float, *, min_keep: int = 0, seed: int = RANDOM_SEED) -> Sampler:
    """Drop the most probable tokens now and then. Native: llama_sampler_init_xtc."""
    return Sampler(C.llama_sampler_init_xtc(probability, threshold, min_keep, seed))


def temperature(t: float) -> Sampler:
    """Divide the logits by ``t``; 0 and below leave one token. Native: llama_sampler_init_temp."""
    return Sampler(C.llama_sampler_init_temp(t))


def dynamic_temperature(t: float, *, delta: float, exponent: float) -> Sampler:
    """Divide the logits by a value that depends on entropy. Native: llama_sampler_init_temp_ext."""
    return Sampler(C.llama_sampler_init_temp_ext(t, delta, exponent))


def penalties(n_vocab: int, last_n: int, *, repeat: float, frequency: float, presence: float) -> Sampler:
    """Penalize tokens that occurred among the last ones.

    Raises:
        InvalidRequestError: ``last_n`` is below 0 or above 2**24.

    Native: llama_sampler_init_penalties.
    """
    _check_last_n(last_n)
    return Sampler(
        C.llama_sampler_init_penalties(n_vocab, last_n, repeat, frequency, presence),
        Role.REMEMBER,
    )


def logit_bias(n_vocab: int, biases: Sequence[tuple[int, float]]) -> Sampler:
    """Add to the logits of some tokens. Native: llama_sampler_init_logit_bias."""
    native = (C.llama_logit_bias * len(biases))(*[C.llama_logit_bias(token, bias) for token, bias in biases])
    return Sampler(C.llama_sampler_init_logit_bias(n_vocab, len(biases), native))


def dry(
    vocab: Vocab,
    *,
    multiplier: float,
    base: float,
    allowed_length: int,
    last_n: int,
    breakers: Sequence[str],
) -> Sampler:
    """Penalize tokens that would extend a repetition.

    Raises:
        InvalidRequestError: ``last_n`` is below 0 or above 2**24.

    Native: llama_sampler_init_dry.
    """
    _check_last_n(last_n)
    native = (c_char_p * len(breakers))(*[breaker.encode("utf-8", "replace") for breaker in breakers])
    return Sampler(
        C.llama_sampler_init_dry(
            vocab.handle, multiplier, base, allowed_length, last_n, native, len(breakers)
        ),
        Role.REMEMBER,
        vocab,
    )


def infill(vocab: Vocab) -> Sampler:
    """Prefer to end the gap, for fill-in-the-middle. Native: llama_sampler_init_infill."""
    return Sampler(C.llama_sampler_init_infill(vocab.handle), vocab=vocab)


def grammar(vocab: Vocab, text: str, *, root: str = "root") -> Sampler:
    """Allow only what a GBNF grammar derives.

    Args:
        vocab: the model's vocabulary.
        text: the grammar.
        root: the name of its start symbol.

    Raises:
        InvalidRequestError: the grammar cannot be parsed, is longer than 1 Mi characters, or is nested so
            deeply that the native parser would run out of stack.

    Native: llama_sampler_init_grammar.
    """
    handle = C.llama_sampler_init_grammar(vocab.handle, _grammar_bytes(text), root.encode())
    return _grammar_sampler(handle, vocab)


def lazy_grammar(
    vocab: Vocab,
    text: str,
    *,
    trigger_words: Sequence[str],
    trigger_tokens: Sequence[int] = (),
    root: str = "root",
) -> Sampler:
    """Allow everything until a trigger, and from there only what a GBNF grammar derives.

    Args:
        vocab: the model's vocabulary.
        text: the grammar.
        trigger_words: texts that switch it on; the first one that occurs belongs to the grammar's text.
        trigger_tokens: tokens that switch it on, in the same way.
        root: the name of its start symbol.

    Raises:
        InvalidRequestError: as ``grammar``, a trigger word is empty, or a trigger token out of range.

    Native: llama_sampler_init_grammar_lazy_patterns.
    """
    vocab.check_tokens(trigger_tokens, param="trigger_tokens")
    patterns = [_starts_with(word) for word in trigger_words]
    handle = C.llama_sampler_init_grammar_lazy_patterns(
        vocab.handle,
        _grammar_bytes(text),
        root.encode(),
        (c_char_p * len(patterns))(*patterns),
        len(patterns),
        (c_int32 * len(trigger_tokens))(*trigger_tokens),
        len(trigger_tokens),
    )
    return _grammar_sampler(handle, vocab)


def _check_last_n(last_n: int) -> None:
    # Native code allocates a cell for each, and ends the process if it cannot.
    if not 0 <= last_n <= _MAX_LAST_N:
        message = f"last_n must lie between 0 and {_MAX_LAST_N}, not {last_n}"
        raise InvalidRequestError(message, param="last_n")


def _grammar_sampler(handle: C.llama_sampler_p, vocab: Vocab) -> Sampler:
    if not handle:
        raise InvalidRequestError("Failed to parse grammar", param="grammar")
    return Sampler(handle, Role.CONSTRAIN, vocab)


def _starts_with(word: str) -> bytes:
    """Return the pattern of all texts that contain a word; what its group matches goes to the grammar.

    Only words and no patterns of the caller's: native code ends the process on a pattern that it cannot read.
    """
    if not word or "\0" in word:
        raise InvalidRequestError("a trigger word must not be empty or contain NUL", param="trigger_words")
    literal = "".join(f"\\{c}" if c in _PATTERN_CHARACTERS else c for c in word)
    return f"[\\s\\S]*?({literal}[\\s\\S]*)".encode("utf-8", "replace")


def _grammar_bytes(text: str) -> bytes:
    if not text.strip():
        raise InvalidRequestError("the grammar is empty", param="grammar")
    if len(text) > _MAX_GRAMMAR_CHARACTERS:
        message = f"the grammar is longer than {_MAX_GRAMMAR_CHARACTERS} characters"
        raise InvalidRequestError(message, param="grammar")
    depth = deepest = 0
    for character in text:
        # Brackets in literals count too: this bounds the depth from above, which is all it is for.
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    if deepest > _MAX_GRAMMAR_DEPTH:
        message = f"the grammar is nested deeper than {_MAX_GRAMMAR_DEPTH} groups"
        raise InvalidRequestError(message, param="grammar")
    if "\0" in text:
        raise InvalidRequestError("the grammar must not contain NUL", param="grammar")
    return text.encode("utf-8", "replace")
