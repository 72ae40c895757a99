"""Copies of sequences' states in host memory: what is worth storing, and what has to go for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pyllama.engine.cache.memory_ops import Discard, Forget, Load, MemoryOp, Save
from pyllama.engine.cache.prompt_cache import PromptCache
from pyllama.engine.lora_scales import LoraScales

MIN_TOKENS: Final = 32
"""Tokens from which copying a state out and in again is cheaper than computing it again."""


CHEAP_BYTES: Final = 2**25
"""Size of a state that is copied in a time that nobody notices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostParams:
    """What may be stored.

    Attributes:
        limit_bytes: host memory for all states together, with what is noted about them; 0 stores nothing.
        state_bytes: size of the state of a sequence of so many tokens, in bytes.
    """

    limit_bytes: int = 0
    state_bytes: Callable[[int], int] = lambda n_tokens: n_tokens


@dataclass(frozen=True, slots=True)
class StoredState:
    """A state that fits a prompt.

    Attributes:
        key: its name.
        n_tokens: how many tokens it holds.
        n_common: how many of them the prompt begins with.
    """

    key: int
    n_tokens: int
    n_common: int


class HostStates:
    """Stores states under keys from 1 on.

    Args:
        params: what may be stored.
        ops: gets the operations that storing and loading take, in order.
        can_cut: whether the end of a loaded state can be forgotten; else a state fits only as a whole.
    """

    def __init__(self, params: HostParams, ops: list[MemoryOp], *, can_cut: bool = True) -> None:
        self._params = params
        self._ops = ops
        self._prompts = PromptCache(params.limit_bytes, can_cut=can_cut)
        self._last_key = 0

    @property
    def n_bytes(self) -> int:
        """Host memory that is taken, in bytes."""
        return self._prompts.n_bytes

    def new_key(self) -> int:
        """Return a key that was never used."""
        self._last_key += 1
        return self._last_key

    def is_cheap(self, n_tokens: int) -> bool:
        """Whether the state of so many tokens can be stored without holding anybody up."""
        return 0 < self._params.state_bytes(n_tokens) <= min(CHEAP_BYTES, self._params.limit_bytes)

    def find(self, tokens: list[int], lora: LoraScales, n_known: int) -> StoredState | None:
        """Return the state that spares most of a prompt, if it is worth loading.

        Args:
            tokens: the prompt.
            lora: the adapters that it is computed with.
            n_known: how many of its tokens need not be computed anyway.
        """
        found = self._prompts.find(tokens, lora) if tokens else None
        if found is None or found[1] < n_known + MIN_TOKENS:
            return None
        key, n_common = found
        return StoredState(key, self._prompts.n_tokens(key), n_common)

    def __contains__(self, key: int) -> bool:
        return key in self._prompts

    def load(self, stored: StoredState, seq_id: int) -> None:
        """Make a sequence what was stored, as far as it fits."""
        self._prompts.touch(stored.key)
        self._ops.append(Load(seq_id, stored.key))
        if stored.n_tokens > stored.n_common:
            self._ops.append(Forget(seq_id, stored.n_common))

    def store(self, seq_id: int, tokens: Sequence[int], lora: LoraScales) -> None:
        """Store the state of a sequence that holds exactly these tokens, if that is worth it and possible."""
        if len(tokens) < MIN_TOKENS or self._prompts.covers(tokens, lora):
            return
        n_bytes = self._params.state_bytes(len(tokens))
        leaving = self._prompts.room_for(tokens, n_bytes, lora)
        if leaving is None:
            return
        for key in leaving:
            self._prompts.drop(key)
            self._ops.append(Discard(key))
        key = self.new_key()
        self._prompts.put(key, tokens, n_bytes, lora)
        self._ops.append(Save(seq_id, key))
