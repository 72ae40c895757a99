"""Chooses tokens from logits: by a sampler chain, among those that a constraint allows."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Final

from pyllama.constraint import MaskExecutor, Matcher
from pyllama.context import Context
from pyllama.engine.sequence import Sequence
from pyllama.errors import GrammarError
from pyllama.sampler_chain import SamplerChain
from pyllama.token_mask import TokenMask
from pyllama.token_probs import RawProbs, certain

_NOTHING: Final = nullcontext()


@dataclass(slots=True)
class _Choosing:
    """What the choices of one sequence depend on besides the logits.

    Attributes:
        needs_mask: whether the next choice probably has to know all tokens that may follow.
    """

    chain: SamplerChain
    matcher: Matcher | None
    needs_mask: bool = True


class Chooser:
    """Owns the sampler chains and matchers of all sequences that have begun.

    Args:
        context: where the logits are.
        n_ctx_slot: size of a slot's context in tokens.
        n_forced_max: most tokens after a chosen one that are noted because they have to follow.
    """

    def __init__(self, context: Context, n_ctx_slot: int, n_forced_max: int) -> None:
        self._context = context
        self._n_ctx_slot = n_ctx_slot
        self._n_forced_max = n_forced_max
        self._choosing: dict[int, _Choosing] = {}
        self._masks: MaskExecutor | None = None
        vocab = context.model.vocab
        special, end = vocab.special, vocab.end_of_generation
        self._all_ends = end
        self._end = next((token for token in (special.eot, special.eos) if token in end), None)

    def masks_ahead(self, sequences: Iterable[Sequence]) -> AbstractContextManager[None]:
        """Find out, while the block computes the logits, which tokens may follow in each sequence."""
        constrained = [
            self._of(sequence)
            for sequence in sequences
            if sequence.request.constraint is not None and sequence.is_constrained
        ]
        matchers = [c.matcher for c in constrained if c.matcher is not None and c.needs_mask]
        if not matchers:
            return _NOTHING
        if self._masks is None:
            self._masks = MaskExecutor()
        return self._masks.computing(matchers)

    def choose(self, sequence: Sequence, row: int) -> int:
        """Choose the token of a row, with those that have to follow it; or note why there is none.

        What is noted in the sequence: ``probs``, ``forced`` and ``error``.
        """
        choosing = self._of(sequence)
        matcher = choosing.matcher if sequence.is_constrained else None
        reasoning = sequence.reasoning
        try:
            if reasoning is not None and reasoning.ending:
                token = self._take_forced(sequence, choosing.chain, row, reasoning.ending.pop())
                if matcher is not None:
                    matcher.accept(token)
                return token
            if matcher is None:
                return self._choose_freely(sequence, choosing, row)
            token = self._choose_allowed(sequence, choosing, matcher, row)
            self._note_forced(sequence, choosing.chain, matcher)
        except GrammarError as error:
            sequence.error = error
            return -1
        return token

    def release(self, sequence: Sequence) -> None:
        """Free what was made for a sequence that has ended."""
        choosing = self._choosing.pop(sequence.id_request, None)
        if choosing is not None:
            choosing.chain.close()

    def close(self) -> None:
        """Free everything."""
        for choosing in self._choosing.values():
            choosing.chain.close()
        self._choosing.clear()
        if self._masks is not None:
            self._masks.close()

    def _choose_freely(self, sequence: Sequence, choosing: _Choosing, row: int) -> int:
        token = self._sample(sequence, choosing.chain, row)
        reasoning = sequence.reasoning
        if choosing.matcher is None or reasoning is None or token not in self._all_ends:
            return token
        # What the constraint is for has not begun, so only the thoughts end.
        reasoning.end_now()
        if sequence.request.n_probs:
            sequence.probs.pop()
        return self._take_forced(sequence, choosing.chain, row, reasoning.ending.pop())

    def _choose_allowed(self, sequence: Sequence, choosing: _Choosing, matcher: Matcher, row: int) -> int:
        chain = choosing.chain
        if forced := matcher.forced(1):
            return self._take_forced(sequence, chain, row, forced[0])
        request = sequence.request
        shows_what_is_left = request.n_probs and request.post_sampling_probs
        if not shows_what_is_left and (chain.is_plain or not choosing.needs_mask):
            # What the model wants mostly may follow, and asking for one token takes less time than for all.
            token = self._sample(sequence, chain, row)
            choosing.needs_mask = not matcher.try_accept(token)
            if not choosing.needs_mask:
                return token
            if request.n_probs:
                sequence.probs.pop()
        allowed = matcher.mask()
        token = self._sample(sequence, chain, row, allowed)
        matcher.accept(token)
        # A chain that remembers would remember what was refused, too.
        choosing.needs_mask = not (chain.is_memoryless and allowed.is_dense)
        return token

    def _take_forced(self, sequence: Sequence, chain: SamplerChain, row: int, token: int) -> int:
        chain.accept(token)
        sequence.n_forced += 1
        request = sequence.request
        if request.n_probs:
            logits = self._context.logits(row)
            is_post = request.post_sampling_probs
            sequence.probs.append(certain(token) if is_post else RawProbs(logits, request.n_probs).of(token))
        return token

    def _note_forced(self, sequence: Sequence, chain: SamplerChain, matcher: Matcher) -> None:
        # Where probabilities are wanted, each token needs logits; and a context that is nearly full is to be
        # shifted after the same token as if they came one by one.
        n_max = min(self._n_forced_max, sequence.n_ctx - 2 - len(sequence.tokens))
        if sequence.request.n_probs or n_max <= 0:
            return
        forced = matcher.forced(n_max)
        if matcher.has_ended and len(forced) < n_max and self._end is not None:
            forced.append(self._end)
        for token in forced:
            chain.accept(token)
        sequence.forced = forced

    def _sample(
        self, sequence: Sequence, chain: SamplerChain, row: int, allowed: TokenMask | None = None
    ) -> int:
        """Sample the token of a row; note its probabilities where they are wanted."""
        request = sequence.request
        if not request.n_probs:
            return chain.sample(self._context, row, allowed)
        if request.post_sampling_probs:
            token, probs = chain.sample_with_probs(self._context, row, request.n_probs, allowed)
        else:
            raw = RawProbs(self._context.logits(row), request.n_probs)
            token = chain.sample(self._context, row, allowed)
            probs = raw.of(token)
        sequence.probs.append(probs)
        return token

    def _of(self, sequence: Sequence) -> _Choosing:
        choosing = self._choosing.get(sequence.id_request)
        if choosing is None:
            request = sequence.request
            chain = SamplerChain.from_params(self._context.model, request.sampling, n_ctx=self._n_ctx_slot)
            chain.prime(request.prompt)
            matcher = None if request.constraint is None else request.constraint.matcher()
            choosing = self._choosing[sequence.id_request] = _Choosing(chain, matcher)
        return choosing
