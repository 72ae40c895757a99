"""Which prompts' states lie in host memory. Pure: the states themselves are somebody else's.

States come here when their cells in the context's memory are needed for something else, and go back into
a slot when a prompt begins like theirs. Entries are thrown away in the order of their last use.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyllama.engine.cache.common_prefix import n_common
from pyllama.engine.lora_scales import LoraScales

ENTRY_BYTES: Final = 512
"""What an entry takes besides its state and its tokens, rounded up: the Python objects around them."""

_TOKEN_BYTES: Final = array("i").itemsize


@dataclass(frozen=True, slots=True)
class _Entry:
    """One prompt; ``n_bytes`` is all that counts against the limit."""

    tokens: array[int]
    lora: LoraScales
    n_bytes: int


class PromptCache:
    """Knows the tokens and the size of each state, by a key that the owner of the states chooses.

    To store a state: ask ``covers``, then ``room_for``; ``drop`` the keys that it returns and free their
    states; make the state; ``put`` it. So states never take more than the limit.

    Where states can be cut, no entry is the beginning of another: whoever can use the shorter one can use
    the longer one, too, and forget the rest. Elsewhere a state fits only as a whole, and both have a use.
    What was computed with other LoRA adapters is never of use.

    Args:
        limit_bytes: most bytes of states, tokens (4 bytes each) and entries (``ENTRY_BYTES`` each)
            together; 0 stores nothing.
        can_cut: whether the end of a state can be forgotten after it was loaded.

    Raises:
        ValueError: the limit is negative.
    """

    def __init__(self, limit_bytes: int, *, can_cut: bool = True) -> None:
        if limit_bytes < 0:
            raise ValueError(f"limit_bytes must be 0 or more, not {limit_bytes}")
        self._limit_bytes = limit_bytes
        self._can_cut = can_cut
        self._entries: dict[int, _Entry] = {}  # the least recently used first
        self._n_bytes = 0

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: int) -> bool:
        return key in self._entries

    @property
    def n_bytes(self) -> int:
        """What all entries take together, at most the limit."""
        return self._n_bytes

    # ----------------------------------------------------------------- looking

    def n_tokens(self, key: int) -> int:
        """Return how many tokens an entry has.

        Raises:
            KeyError: there is none of this key.
        """
        return len(self._entries[key].tokens)

    def find(self, tokens: Sequence[int], lora: LoraScales = ()) -> tuple[int, int] | None:
        """Return the entry with the longest beginning in common with a prompt, and its length in tokens.

        Where states cannot be cut, that is the whole entry. Among equals it is the one used last; ``None``
        if no entry has even one token to offer. Being found is not a use.
        """
        wanted = array("i", tokens)
        best: tuple[int, int] | None = None
        n_best = 0
        for key, entry in reversed(self._entries.items()):
            ours = entry.tokens
            if entry.lora != lora:
                continue
            # A better one has the token at which the best one differs: most others end here.
            if n_best < min(len(ours), len(wanted)) and ours[n_best] == wanted[n_best]:
                n = n_common(ours, wanted)
                if n > n_best and (self._can_cut or n == len(ours)):
                    best, n_best = (key, n), n
        return best

    def covers(self, tokens: Sequence[int], lora: LoraScales = ()) -> bool:
        """Return whether there is an entry that is as good as one of these tokens, or better."""
        wanted = _Entry(array("i", tokens), lora, 0)
        return any(self._replaces(entry, wanted) for entry in self._entries.values())

    def room_for(self, tokens: Sequence[int], n_bytes: int, lora: LoraScales = ()) -> list[int] | None:
        """Return the keys that have to go before an entry can come, or ``None`` if it can never fit.

        First those that it supersedes, then the least recently used.

        Args:
            tokens: the entry's tokens.
            n_bytes: size of its state in bytes.
            lora: the adapters that it was computed with.
        """
        if _size_bytes(tokens, n_bytes) > self._limit_bytes:
            return None
        leaving = self._superseded(_Entry(array("i", tokens), lora, n_bytes))
        n_excess = self._n_bytes + _size_bytes(tokens, n_bytes) - self._limit_bytes
        n_excess -= sum(self._entries[key].n_bytes for key in leaving)
        superseded = frozenset(leaving)
        for key, entry in self._entries.items():
            if n_excess <= 0:
                break
            if key not in superseded:
                leaving.append(key)
                n_excess -= entry.n_bytes
        return leaving

    # ----------------------------------------------------------------- changing

    def put(self, key: int, tokens: Sequence[int], n_bytes: int, lora: LoraScales = ()) -> list[int]:
        """Add an entry, as the one used last, and return the keys of those that it supersedes: they are gone.

        Args:
            key: a name that no entry has.
            tokens: the tokens whose cells the state holds, each an int32.
            n_bytes: size of the state in bytes.
            lora: the adapters that it was computed with.

        Raises:
            ValueError: the key is taken, the tokens are covered already, or the limit leaves no room.
        """
        if key in self._entries:
            raise ValueError(f"key {key} is taken")
        entry = _Entry(array("i", tokens), lora, _size_bytes(tokens, n_bytes))
        superseded = self._superseded(entry)
        if not superseded and self.covers(tokens, lora):
            raise ValueError(f"the tokens of key {key} are covered by another entry")
        n_left = self._n_bytes - sum(self._entries[old].n_bytes for old in superseded)
        if n_left + entry.n_bytes > self._limit_bytes:
            raise ValueError(f"key {key} takes {entry.n_bytes} bytes, which do not fit")
        for old in superseded:
            self.drop(old)
        self._entries[key] = entry
        self._n_bytes += entry.n_bytes
        return superseded

    def drop(self, key: int) -> None:
        """Remove an entry.

        Raises:
            KeyError: there is none of this key.
        """
        self._n_bytes -= self._entries.pop(key).n_bytes

    def touch(self, key: int) -> None:
        """Make an entry the one used last.

        Raises:
            KeyError: there is none of this key.
        """
        self._entries[key] = self._entries.pop(key)

    def check_integrity(self) -> None:
        """Check that the books are right.

        Raises:
            RuntimeError: they are not, which is a bug.
        """
        entries = list(self._entries.values())
        if self._n_bytes != sum(entry.n_bytes for entry in entries):
            raise RuntimeError("the sizes do not add up")
        if self._n_bytes > self._limit_bytes:
            raise RuntimeError(f"{self._n_bytes} bytes are more than the limit of {self._limit_bytes}")
        for i, entry in enumerate(entries):
            if any(self._replaces(other, entry) for other in entries[:i] + entries[i + 1 :]):
                raise RuntimeError("an entry has no use beside another")

    def _superseded(self, new: _Entry) -> list[int]:
        return [key for key, entry in self._entries.items() if self._replaces(new, entry)]

    def _replaces(self, entry: _Entry, other: _Entry) -> bool:
        """Return whether the state of an entry can do all that the other's can."""
        tokens = entry.tokens[: len(other.tokens)] if self._can_cut else entry.tokens
        return entry.lora == other.lora and tokens == other.tokens


def _size_bytes(tokens: Sequence[int], n_bytes: int) -> int:
    return ENTRY_BYTES + _TOKEN_BYTES * len(tokens) + n_bytes
