"""The prompt cache against one that does the same without any thought of speed."""

from __future__ import annotations

import tracemalloc
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyllama.engine.cache.prompt_cache import ENTRY_BYTES, PromptCache

Tokens = tuple[int, ...]


def size_of(tokens: Tokens, n_bytes: int) -> int:
    return ENTRY_BYTES + 4 * len(tokens) + n_bytes


def n_common(a: Tokens, b: Tokens) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


@dataclass
class Reference:
    """Entries as (key, tokens, all their bytes), the least recently used first."""

    limit_bytes: int
    can_cut: bool
    entries: list[tuple[int, Tokens, int]] = field(default_factory=list)

    @property
    def n_bytes(self) -> int:
        return sum(size for _, _, size in self.entries)

    def find(self, tokens: Tokens) -> tuple[int, int] | None:
        found = [(n_common(ours, tokens), i, key) for i, (key, ours, _) in enumerate(self.entries)]
        if not self.can_cut:
            found = [(n, i, key) for n, i, key in found if n == len(self.entries[i][1])]
        n, _, key = max(found, default=(0, 0, 0))
        return (key, n) if n else None

    def replaces(self, tokens: Tokens, other: Tokens) -> bool:
        return n_common(tokens, other) == len(other) if self.can_cut else tokens == other

    def covers(self, tokens: Tokens) -> bool:
        return any(self.replaces(ours, tokens) for _, ours, _ in self.entries)

    def superseded(self, tokens: Tokens) -> list[int]:
        return [key for key, ours, _ in self.entries if self.replaces(tokens, ours)]

    def room_for(self, tokens: Tokens, n_bytes: int) -> list[int] | None:
        leaving = self.superseded(tokens)
        for key in [None, *(key for key, _, _ in self.entries if key not in leaving)]:
            leaving += [] if key is None else [key]
            n_left = sum(size for key, _, size in self.entries if key not in leaving)
            if n_left + size_of(tokens, n_bytes) <= self.limit_bytes:
                return leaving
        return None

    def drop(self, keys: list[int]) -> None:
        self.entries = [entry for entry in self.entries if entry[0] not in keys]

    def touch(self, key: int) -> None:
        self.entries.sort(key=lambda entry: entry[0] == key)


prompts = st.lists(st.integers(1, 2), min_size=1, max_size=5).map(tuple)
actions = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["store", "store", "put"]), prompts, st.integers(0, 3000)),
        st.tuples(st.just("find"), prompts, st.booleans()),
        st.tuples(st.just("drop"), st.integers(0, 20)),
    ),
    max_size=40,
)


@given(actions=actions, limit_bytes=st.integers(0, 12_000), can_cut=st.booleans())
def test_it_does_what_the_reference_does_and_keeps_the_limit(
    actions: list[tuple[str, Tokens, int] | tuple[str, int]],
    limit_bytes: int,
    can_cut: bool,
) -> None:
    cache, reference = PromptCache(limit_bytes, can_cut=can_cut), Reference(limit_bytes, can_cut)
    for key, action in enumerate(actions):
        match action:
            case ("find", tuple(tokens), use):
                found = cache.find(tokens)
                assert found == reference.find(tokens)
                if found and use:
                    cache.touch(found[0])
                    reference.touch(found[0])
            case ("drop", int(number)):
                for dropped, _, _ in reference.entries[number : number + 1]:
                    cache.drop(dropped)
                    reference.drop([dropped])
            case (how, tuple(tokens), int(n_bytes)):
                store(cache, reference, key, tokens, n_bytes, make_room=how == "store")
        cache.check_integrity()
        assert cache.n_bytes == reference.n_bytes <= limit_bytes
        assert len(cache) == len(reference.entries)
        assert all(old in cache and cache.n_tokens(old) == len(ours) for old, ours, _ in reference.entries)


def store(
    cache: PromptCache,
    reference: Reference,
    key: int,
    tokens: Tokens,
    n_bytes: int,
    *,
    make_room: bool,
) -> None:
    leaving = cache.room_for(tokens, n_bytes)
    assert leaving == reference.room_for(tokens, n_bytes)
    assert cache.covers(tokens) == reference.covers(tokens)
    if leaving is not None and make_room:
        for old in leaving:
            cache.drop(old)
        reference.drop(leaving)
    superseded = reference.superseded(tokens)
    n_left = sum(size for old, _, size in reference.entries if old not in superseded)
    idle = reference.covers(tokens) and not superseded
    if idle or n_left + size_of(tokens, n_bytes) > reference.limit_bytes:
        with pytest.raises(ValueError, match=f"key {key}"):
            cache.put(key, tokens, n_bytes)
        return
    assert cache.put(key, tokens, n_bytes) == superseded
    reference.drop(superseded)
    reference.entries.append((key, tokens, size_of(tokens, n_bytes)))


@given(n=st.integers(1, 600), at=st.integers(0, 600), n_wanted=st.integers(1, 600))
def test_the_common_beginning_is_found_wherever_it_ends(n: int, at: int, n_wanted: int) -> None:
    cache = PromptCache(1_000_000)
    stored = tuple(range(n))
    wanted = tuple(-1 if i == at else i for i in range(n_wanted))
    cache.put(3, stored, 0)
    n_expected = min(n, at, n_wanted)
    assert cache.find(wanted) == ((3, n_expected) if n_expected else None)


def test_of_equals_the_one_used_last_is_found() -> None:
    cache = PromptCache(1_000_000)
    cache.put(1, [5, 6, 1], 10)
    cache.put(2, [5, 6, 2], 10)
    assert cache.find([5, 6, 7]) == (2, 2)
    cache.touch(1)
    assert cache.find([5, 6, 7]) == (1, 2)
    assert cache.find([5, 6, 2]) == (2, 3)


def test_what_goes_first_was_not_used_for_longest() -> None:
    cache = PromptCache(3 * size_of((0,), 100))
    for key in range(3):
        cache.put(key, [key], 100)
    cache.touch(0)
    assert cache.room_for([7], 100) == [1]
    assert cache.room_for([7], 101) == [1, 2]


def test_a_longer_prompt_takes_the_place_of_its_beginnings_and_of_no_others() -> None:
    cache = PromptCache(2 * size_of((1, 2, 3), 100))
    cache.put(1, [9], 100)
    cache.put(2, [1, 2], 100)
    assert cache.room_for([1, 2, 3], 100) == [2]
    assert cache.put(3, [1, 2, 3], 100) == [2]
    assert not cache.covers([1, 2, 3, 4])
    assert cache.covers([1, 2])
    with pytest.raises(ValueError, match="key 4 are covered"):
        cache.put(4, [1, 2], 100)


def test_where_states_cannot_be_cut_only_a_whole_one_is_found() -> None:
    cache = PromptCache(1_000_000, can_cut=False)
    cache.put(1, [1, 2], 100)
    assert cache.put(2, [1, 2, 3, 4], 100) == []
    assert cache.find([1, 2, 3, 9]) == (1, 2)
    assert cache.find([1, 2, 3, 4, 5]) == (2, 4)
    assert cache.find([1, 9]) is None
    assert not cache.covers([1])
    assert cache.covers([1, 2])


def test_what_is_larger_than_the_limit_never_fits() -> None:
    cache = PromptCache(size_of((1, 2), 100))
    cache.put(1, [1, 2], 100)
    assert cache.room_for([7, 7, 7], 100) is None
    assert cache.room_for([7, 7], 101) is None
    assert cache.room_for([7, 7], 100) == [1]
    assert PromptCache(0).room_for([], 0) is None


def test_keys_are_unique_and_known() -> None:
    cache = PromptCache(10_000)
    cache.put(1, [1], 0)
    with pytest.raises(ValueError, match="key 1 is taken"):
        cache.put(1, [2], 0)
    assert 1 in cache
    assert 2 not in cache
    with pytest.raises(KeyError):
        cache.n_tokens(2)
    with pytest.raises(KeyError):
        cache.drop(2)
    with pytest.raises(KeyError):
        cache.touch(2)
    with pytest.raises(ValueError, match="-1"):
        PromptCache(-1)


@pytest.mark.parametrize("n_tokens", [1, 10_000])
def test_the_books_count_no_less_than_what_is_really_taken(n_tokens: int) -> None:
    cache = PromptCache(1 << 30)
    tracemalloc.start()
    try:
        for key in range(1000, 1100):
            cache.put(key, [key] * n_tokens, 0)
        n_taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert n_taken <= cache.n_bytes
