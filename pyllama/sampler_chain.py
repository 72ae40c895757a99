"""A chain of samplers: it turns logits into one token."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from ctypes import POINTER, cast
from typing import Self

from pyllama import samplers
from pyllama.candidates import Candidates
from pyllama.context import Context
from pyllama.ctypes_api import llama as C
from pyllama.errors import PyllamaError, SamplerError
from pyllama.model import Model
from pyllama.native_object import NativeObject
from pyllama.samplers import Role, Sampler
from pyllama.sampling_params import RANDOM_SEED, SamplingParams
from pyllama.token_mask import TokenMask
from pyllama.token_probs import TokenProbs, certain, of_candidates

_KEEP_THE_BEST = frozenset({"top_n_sigma", "top_k", "top_p", "min_p"})
"""Samplers that never drop the most probable token: where that one is chosen anyway, they change nothing."""


_COLDEST = 1e-6
"""Below this temperature the best token is the only one left, and logits divided by it could overflow."""


class SamplerChain(NativeObject[C.llama_sampler_p]):
    """Samplers that are applied one after the other; the last one selects the token.

    Args:
        model: the model whose tokens are chosen; closing it closes the chain.
        members: the samplers, in order; the chain takes them over.
        history: how many of the last tokens the members look at; see ``prime``.

    Raises:
        SamplerError: the last member does not select a token, another one does, or one is of another model.
        ClosedError: the model, or a member, is closed. All members are closed then too.

    Native: llama_sampler_chain_init.
    """

    def __init__(self, model: Model, members: Iterable[Sampler], *, history: int = 0) -> None:
        members = list(members)
        roles = [member.role for member in members]
        try:
            if roles.count(Role.SELECT) != 1 or roles[-1] is not Role.SELECT:
                raise SamplerError("exactly the last sampler of a chain must select a token")
            if any(member.model not in {None, model} for member in members):
                raise SamplerError("a sampler of the chain uses the vocabulary of another model")
            _ = model.handle, [member.handle for member in members]
        except PyllamaError:
            for member in members:
                member.close()
            raise
        params = C.llama_sampler_chain_default_params()
        handle = C.llama_sampler_chain_init(params)
        super().__init__(handle, C.llama_sampler_free, parent=model)  # type: ignore[arg-type]
        self.history = history
        self._vocab = model.vocab
        self._forbidden: frozenset[int] | None = None
        for member in members:
            C.llama_sampler_chain_add(handle, member.release())
        # The chain owns its members, so these handles are good as long as its own.
        self._remembering = self._members_with(Role.REMEMBER, roles)
        self._constraining = self._members_with(Role.CONSTRAIN, roles)
        remembers = self._remembering or self._constraining
        self.is_memoryless = not remembers and self.names[-1] in {_GREEDY, "dist"}
        """Whether what was chosen before changes nothing."""

    @classmethod
    def from_params(cls, model: Model, params: SamplingParams, *, n_ctx: int) -> Self:
        """Make the chain that the parameters describe.

        Args:
            model: the model whose tokens are chosen.
            params: what to do; samplers that are off are left out.
            n_ctx: size of the context in tokens, for parameters that mean "the whole context".

        Raises:
            InvalidRequestError: a token of ``logit_bias`` is out of range.
            ClosedError: the model is closed.
        """
        builder = _ChainBuilder(model, params, n_ctx)
        chain = cls(model, builder.members(), history=builder.history)
        chain._forbidden = builder.forbidden if builder.is_plain else None
        return chain

    @property
    def names(self) -> list[str]:
        """The native names of the members, in order."""
        handle = self.handle
        count = C.llama_sampler_chain_n(handle)
        return [
            (C.llama_sampler_name(C.llama_sampler_chain_get(handle, i)) or b"").decode() for i in range(count)
        ]

    @property
    def seed(self) -> int:
        """The seed in use, also where a random one was asked for. Native: llama_sampler_get_seed."""
        return C.llama_sampler_get_seed(self.handle)

    @property
    def is_plain(self) -> bool:
        """Whether it takes the best token that no bias forbids, and remembers nothing."""
        return self._forbidden is not None

    def sample(self, context: Context, row: int, allowed: TokenMask | None = None) -> int:
        """Choose a token from the logits of a row of the last batch, and remember it as chosen.

        Args:
            context: where the logits are.
            row: the row of the last batch.
            allowed: the tokens to choose from, at least one; ``None`` is all. The members see no others.

        Raises:
            InvalidRequestError: the row was not marked as an output.
            SamplerError: a grammar in the chain allows no token that the other members leave.
            ClosedError: the chain or the context is closed.

        Native: llama_sampler_sample.
        """
        if self._forbidden is not None and self.handle:
            # Native code would first copy the logits of all tokens.
            token = int(context.logits(row).argmax())
            if token not in self._forbidden and (allowed is None or token in allowed):
                return token
        context.check_output(row)
        if allowed is None and not self._constraining:
            return C.llama_sampler_sample(self.handle, context.handle, row)
        candidates = Candidates(context.logits(row), allowed)
        candidates.apply(self.handle)
        self.accept(candidates.token)
        return candidates.token

    def sample_with_probs(
        self, context: Context, row: int, n_top: int, allowed: TokenMask | None = None
    ) -> tuple[int, TokenProbs]:
        """Choose a token as ``sample`` does; return with it what the chain has made of the probabilities.

        Args:
            context: where the logits are.
            row: the row of the last batch.
            n_top: how many of the tokens that the chain has left to give at most.
            allowed: as for ``sample``.

        Raises: as ``sample``.

        Native: llama_sampler_apply.
        """
        if self.names[-1] == _GREEDY:
            token = self.sample(context, row, allowed)
            return token, certain(token)
        candidates = Candidates(context.logits(row), allowed)
        candidates.apply(self.handle)
        token = candidates.token
        self.accept(token)
        return token, of_candidates(token, candidates.ids, candidates.probs, n_top)

    def accept(self, token: int) -> None:
        """Remember a token as chosen, for penalties and grammars.

        Raises:
            InvalidRequestError: the token is out of range.
            SamplerError: a grammar in the chain does not allow it (native code would end the process).

        Native: llama_sampler_accept.
        """
        handle = self.handle
        self._vocab.check_token(token)
        for member in self._constraining:
            if not _allows(member, token):
                raise SamplerError(f"the grammar does not allow token {token}")
        C.llama_sampler_accept(handle, token)

    def prime(self, prompt: Sequence[int]) -> None:
        """Show the end of the prompt to the members that look back; grammars begin after it.

        Raises:
            InvalidRequestError: a token is out of range.
            ClosedError: the chain is closed.
        """
        _ = self.handle
        if self.history:
            self._vocab.check_tokens(prompt, param="prompt")
            for token in prompt[-self.history :]:
                for member in self._remembering:
                    C.llama_sampler_accept(member, token)

    def reset(self) -> None:
        """Forget all that was chosen. Native: llama_sampler_reset."""
        C.llama_sampler_reset(self.handle)

    def _members_with(self, role: Role, roles: list[Role]) -> list[C.llama_sampler_p]:
        handle = self.handle
        return [C.llama_sampler_chain_get(handle, i) for i, r in enumerate(roles) if r is role]


_GREEDY = "greedy"
"""The sampler that selects without looking at probabilities, and leaves them as they were."""


def _allows(grammar: C.llama_sampler_p, token: int) -> bool:
    candidate = (C.llama_token_data * 1)(C.llama_token_data(id=token, logit=0.0, p=0.0))
    array = C.llama_token_data_array(
        data=cast(candidate, POINTER(C.llama_token_data)), size=1, selected=-1, sorted=False
    )
    C.llama_sampler_apply(grammar, array)
    return math.isfinite(candidate[0].logit)


class _ChainBuilder:
    """Makes the members of a chain from parameters, leaving out what is off."""

    def __init__(self, model: Model, params: SamplingParams, n_ctx: int) -> None:
        self._vocab = model.vocab
        self._params = params
        self._n_ctx = n_ctx
        self._seed = RANDOM_SEED if params.seed < 0 else params.seed
        self.history = 0
        self.is_plain = False
        """Whether the chain takes the best token that is not ``forbidden``, and nothing else."""
        self.forbidden: frozenset[int] = frozenset()
        self._check_logit_bias()

    def members(self) -> list[Sampler]:
        params = self._params
        bias = self._biases()
        members = [samplers.logit_bias(self._vocab.n_tokens, bias)] if bias else []
        if params.mirostat:
            return [*members, samplers.temperature(self._temperature_or_zero()), self._mirostat()]
        greedy = self._temperature_or_zero() == 0 and "temperature" in params.samplers
        for name in params.samplers:
            if not (greedy and name in _KEEP_THE_BEST):
                members.extend(getattr(self, f"_{name}")())
        if "adaptive_p" in params.samplers and params.adaptive_target >= 0:
            last = samplers.adaptive_p(params.adaptive_target, decay=params.adaptive_decay, seed=self._seed)
        elif greedy:
            last = samplers.greedy()
            self.is_plain = len(members) == bool(bias) and all(value == -math.inf for _, value in bias)
            self.forbidden = frozenset(token for token, _ in bias)
        else:
            last = samplers.dist(self._seed)
        return [*members, last]

    def _check_logit_bias(self) -> None:
        self._vocab.check_tokens([token for token, _ in self._params.logit_bias], param="logit_bias")

    def _biases(self) -> list[tuple[int, float]]:
        biases = list(self._params.logit_bias)
        if self._params.ignore_eos:
            biases.extend((token, -math.inf) for token in sorted(self._vocab.end_of_generation))
        return biases

    def _mirostat(self) -> Sampler:
        tau, eta = self._params.mirostat_tau, self._params.mirostat_eta
        if self._params.mirostat == 1:
            return samplers.mirostat(self._vocab.n_tokens, seed=self._seed, tau=tau, eta=eta)
        return samplers.mirostat_v2(seed=self._seed, tau=tau, eta=eta)

    def _temperature_or_zero(self) -> float:
        return self._params.temperature if self._params.temperature >= _COLDEST else 0.0

    def _look_back(self, last_n: int) -> int:
        """Resolve "the whole context" and more, and note how far back the chain looks."""
        # Native code allocates a cell for each, and no sequence is longer than the context.
        last_n = self._n_ctx if last_n < 0 else min(last_n, self._n_ctx)
        self.history = max(self.history, last_n)
        return last_n

    # One method for each name in ``SamplingParams.samplers``; each yields nothing where the sampler is off.

    def _penalties(self) -> Iterator[Sampler]:
        p = self._params
        off = p.repeat_penalty == 1.0 and p.frequency_penalty == 0.0 and p.presence_penalty == 0.0
        if off or p.repeat_last_n == 0:
            return
        yield samplers.penalties(
            self._vocab.n_tokens,
            self._look_back(p.repeat_last_n),
            repeat=p.repeat_penalty,
            frequency=p.frequency_penalty,
            presence=p.presence_penalty,
        )

    def _dry(self) -> Iterator[Sampler]:
        p = self._params
        if p.dry_multiplier == 0.0 or p.dry_penalty_last_n == 0:
            return
        yield samplers.dry(
            self._vocab,
            multiplier=p.dry_multiplier,
            base=p.dry_base,
            allowed_length=p.dry_allowed_length,
            last_n=self._look_back(p.dry_penalty_last_n),
            breakers=p.dry_sequence_breakers,
        )

    def _top_n_sigma(self) -> Iterator[Sampler]:
        if self._params.top_n_sigma > 0:
            yield samplers.top_n_sigma(self._params.top_n_sigma)

    def _top_k(self) -> Iterator[Sampler]:
        if self._params.top_k > 0:
            yield samplers.top_k(max(self._params.top_k, self._params.min_keep))

    def _typ_p(self) -> Iterator[Sampler]:
        if self._params.typical_p < 1:
            yield samplers.typical(self._params.typical_p, min_keep=self._params.min_keep)

    def _top_p(self) -> Iterator[Sampler]:
        if self._params.top_p < 1:
            yield samplers.top_p(self._params.top_p, min_keep=self._params.min_keep)

    def _min_p(self) -> Iterator[Sampler]:
        if self._params.min_p > 0:
            yield samplers.min_p(self._params.min_p, min_keep=self._params.min_keep)

    def _xtc(self) -> Iterator[Sampler]:
        p = self._params
        if p.xtc_probability > 0 and p.xtc_threshold <= 0.5:
            yield samplers.xtc(p.xtc_probability, p.xtc_threshold, min_keep=p.min_keep, seed=self._seed)

    def _temperature(self) -> Iterator[Sampler]:
        p = self._params
        temperature = self._temperature_or_zero()
        if temperature > 0:
            yield samplers.dynamic_temperature(
                temperature, delta=p.dynatemp_range, exponent=p.dynatemp_exponent
            )

    def _infill(self) -> Iterator[Sampler]:
        yield samplers.infill(self._vocab)

    def _adaptive_p(self) -> Iterator[Sampler]:
        yield from ()  # it selects, so it stands at the end of the chain, wherever it is named
