"""What the prefix tree knows, what it refuses, how damage is found, and what calls cost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count
from types import FrameType
from typing import Any

import pytest

from pyllama.engine.cache.prefix_tree import Adoption, Match, PrefixTree


def grow(**sequences: str) -> PrefixTree:
    """Return a tree with sequences s1, s2, …; each shares what it can and computes the rest."""
    tree = PrefixTree()
    for name, text in sequences.items():
        seq_id = int(name.removeprefix("s"))
        n = tree.match(ids(text)).n
        tree.attach(seq_id, ids(text[:n]))
        tree.extend(seq_id, ids(text[n:]))
    tree.check_integrity()
    return tree


def ids(text: str) -> list[int]:
    return [ord(c) for c in text]


def runs(tree: PrefixTree) -> dict[str, set[int]]:
    """Return every node's tokens from position 0 on, the node after a bar, with its holders."""
    result = {}
    stack = [("", node) for root in tree._roots.values() for node in root.children.values()]
    while stack:
        above, node = stack.pop()
        text = "".join(map(chr, node.tokens))
        result[f"{above}|{text}"] = node.holders
        stack += [(above + text, child) for child in node.children.values()]
    return result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Match(0, None)),
        ("x", Match(0, None)),
        ("abcd", Match(4, 1)),  # as far as a node
        ("abcz", Match(3, 1)),  # ends inside a node
        ("ab", Match(2, 1)),
        ("abcdefghij", Match(9, 1)),  # longer than the tree
        ("abcdxyq", Match(6, 3)),  # on a branch
    ],
)
def test_match_finds_the_longest_prefix_and_a_holder(text: str, expected: Match) -> None:
    tree = grow(s1="abcdefghi", s2="abcdef", s3="abcdxyz")
    assert tree.match(ids(text)) == expected
    assert tree.match(tuple(ids(text))) == expected


def test_nodes_are_runs_of_cells_with_the_same_holders() -> None:
    tree = grow(s1="abcdefghi", s2="abcdef", s3="abcdxyz")
    assert runs(tree) == {"|abcd": {1, 2, 3}, "abcd|ef": {1, 2}, "abcdef|ghi": {1}, "abcd|xyz": {3}}
    assert tree.n_cells == 12


@pytest.mark.parametrize(
    ("seq_id", "n_held", "exclusive_from", "is_covered"),
    [(1, 9, 6, False), (2, 6, 6, True), (3, 7, 4, False), (4, 2, 0, False), (5, 0, 0, True)],
)
def test_what_a_sequence_holds(seq_id: int, n_held: int, exclusive_from: int, is_covered: bool) -> None:
    tree = grow(s1="abcdefghi", s2="abcdef", s3="abcdxyz", s4="qr", s5="")
    assert tree.n_held(seq_id) == n_held
    assert tree.exclusive_from(seq_id) == exclusive_from
    assert tree.is_covered(seq_id) is is_covered
    assert tree.remove(seq_id) == n_held - exclusive_from
    assert seq_id not in tree


@pytest.mark.parametrize("n", [0, 2, 4, 6])
def test_a_new_sequence_shares_cells_with_its_holder(n: int) -> None:
    tree = grow(s1="abcdef", s2="abcd")
    tree.attach(3, ids("abcdef")[:n])
    tree.check_integrity()
    assert 3 in tree
    assert tree.tokens(3) == ids("abcdef")[:n]
    assert tree.n_cells == 6


@pytest.mark.parametrize(
    ("text", "expected", "nodes"),
    [
        ("", None, {"|ab": {1, 2}, "ab|cd": {1}}),
        ("xy", None, {"|ab": {1, 2}, "ab|cd": {1}, "ab|xy": {2}}),
        ("c", Adoption(2, 1, 2, 3), {"|abc": {1, 2}, "abc|d": {1}}),
        ("cd", Adoption(2, 1, 2, 4), {"|abcd": {1, 2}}),
        ("cx", Adoption(2, 1, 2, 3), {"|abc": {1, 2}, "abc|d": {1}, "abc|x": {2}}),
        ("cdx", Adoption(2, 1, 2, 4), {"|abcd": {1, 2}, "abcd|x": {2}}),
    ],
)
def test_computed_tokens_that_the_tree_has_are_adopted(
    text: str,
    expected: Adoption | None,
    nodes: dict[str, set[int]],
) -> None:
    tree = grow(s1="abcd", s2="ab")
    assert tree.extend(2, ids(text)) == expected
    tree.check_integrity()
    assert runs(tree) == nodes
    assert tree.tokens(2) == ids("ab" + text)


def test_two_sequences_that_decode_the_same_tokens_stay_on_one_node() -> None:
    tree = grow(s1="ab", s2="ab")
    for i in range(5):
        assert tree.extend(1, [i]) is None
        assert tree.extend(2, [i]) == Adoption(2, 1, 2 + i, 3 + i)
        tree.check_integrity()
        assert len(runs(tree)) == 1
    assert tree.n_cells == 7


@pytest.mark.parametrize(
    ("seq_id", "n", "n_freed", "nodes"),
    [
        (1, 9, 0, {"|abcd": {1, 2, 3}, "abcd|ef": {1, 2}, "abcdef|ghi": {1}, "abcd|xyz": {3}}),
        (1, 8, 1, {"|abcd": {1, 2, 3}, "abcd|ef": {1, 2}, "abcdef|gh": {1}, "abcd|xyz": {3}}),
        (1, 6, 3, {"|abcd": {1, 2, 3}, "abcd|ef": {1, 2}, "abcd|xyz": {3}}),
        (1, 5, 3, {"|abcd": {1, 2, 3}, "abcd|e": {1, 2}, "abcde|f": {2}, "abcd|xyz": {3}}),
        (1, 0, 3, {"|abcd": {2, 3}, "abcd|ef": {2}, "abcd|xyz": {3}}),
        (2, 5, 0, {"|abcd": {1, 2, 3}, "abcd|e": {1, 2}, "abcde|fghi": {1}, "abcd|xyz": {3}}),
        (2, 0, 0, {"|abcd": {1, 3}, "abcd|efghi": {1}, "abcd|xyz": {3}}),
        (3, 0, 3, {"|abcdef": {1, 2}, "abcdef|ghi": {1}}),
    ],
)
def test_a_cut_frees_what_nobody_else_holds_and_joins_nodes(
    seq_id: int,
    n: int,
    n_freed: int,
    nodes: dict[str, set[int]],
) -> None:
    tree = grow(s1="abcdefghi", s2="abcdef", s3="abcdxyz")
    assert tree.truncate(seq_id, n) == n_freed
    tree.check_integrity()
    assert runs(tree) == nodes
    assert (tree.n_cells, tree.n_held(seq_id)) == (12 - n_freed, n)


def test_the_last_sequence_leaves_an_empty_tree() -> None:
    tree = grow(s1="abcd", s2="abx")
    assert tree.remove(1) == 2
    assert tree.remove(2) == 3
    assert (tree.n_cells, runs(tree)) == (0, {})
    tree.check_integrity()


@pytest.mark.parametrize(
    "use",
    [
        lambda tree: tree.extend(7, [1]),
        lambda tree: tree.truncate(7, 0),
        lambda tree: tree.remove(7),
        lambda tree: tree.n_held(7),
        lambda tree: tree.exclusive_from(7),
        lambda tree: tree.is_covered(7),
        lambda tree: tree.tokens(7),
    ],
)
def test_an_unknown_sequence_is_a_key_error(use: Callable[[PrefixTree], object]) -> None:
    with pytest.raises(KeyError):
        use(grow(s1="ab"))


@pytest.mark.parametrize(
    "use",
    [
        lambda tree: tree.attach(1, []),
        lambda tree: tree.attach(2, ids("abx")),
        lambda tree: tree.attach(2, ids("abcd")),
        lambda tree: tree.truncate(1, -1),
        lambda tree: tree.truncate(1, 4),
    ],
)
def test_a_wrong_call_is_a_value_error_and_changes_nothing(use: Callable[[PrefixTree], object]) -> None:
    tree = grow(s1="abc")
    with pytest.raises(ValueError, match=r"sequence 1 |in the tree"):
        use(tree)
    tree.check_integrity()
    assert runs(tree) == {"|abc": {1}}
    assert 2 not in tree


def lose_a_holder(tree: PrefixTree) -> None:
    tree._roots[()].children[ord("a")].holders.remove(1)


def add_a_stranger(tree: PrefixTree) -> None:
    tree._roots[()].children[ord("a")].holders.add(7)


def lose_a_sequence(tree: PrefixTree) -> None:
    del tree._last[1]


def invent_a_sequence(tree: PrefixTree) -> None:
    tree._last[7] = tree._last[1]


def end_too_early(tree: PrefixTree) -> None:
    tree._last[1] = tree._last[1].above


def hold_two_branches(tree: PrefixTree) -> None:
    tree._last[2].holders.add(1)


def divide_a_run(tree: PrefixTree) -> None:
    tree._last[1].split(3)


def shift_a_run(tree: PrefixTree) -> None:
    tree._last[1].start += 1


def change_a_first_token(tree: PrefixTree) -> None:
    tree._last[1].tokens[0] += 1


def lose_a_token(tree: PrefixTree) -> None:
    del tree._last[1].tokens[-1]


def keep_an_unheld_run(tree: PrefixTree) -> None:
    tree._last[1].holders.clear()
    tree._last[1] = tree._last[1].above


def keep_an_empty_run(tree: PrefixTree) -> None:
    tree._n_cells -= len(tree._last[1].tokens)
    tree._last[1].tokens.clear()


@pytest.mark.parametrize(
    "damage",
    [
        lose_a_holder,
        add_a_stranger,
        lose_a_sequence,
        invent_a_sequence,
        end_too_early,
        hold_two_branches,
        divide_a_run,
        shift_a_run,
        change_a_first_token,
        lose_a_token,
        keep_an_unheld_run,
        keep_an_empty_run,
    ],
)
def test_a_damaged_tree_is_found_out(damage: Callable[[PrefixTree], None]) -> None:
    tree = grow(s1="abcde", s2="abxyz")
    damage(tree)
    with pytest.raises(AssertionError):
        tree.check_integrity()


def n_operations(call: Callable[[], object]) -> int:
    """Return how many bytecode instructions the interpreter carries out in a call."""
    counter = count()

    def trace(frame: FrameType, event: str, _: Any) -> Callable[..., Any]:
        frame.f_trace_opcodes = True
        if event == "opcode":
            next(counter)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return next(counter)


def long_tree(n: int) -> PrefixTree:
    """Return a tree with ``n`` tokens of one sequence, which others leave at a half and at three quarters."""
    tree = PrefixTree()
    tree.attach(0, [])
    tree.extend(0, range(n))
    for seq_id, n_shared in ((1, n // 2), (2, 3 * n // 4)):
        tree.attach(seq_id, range(n_shared))
        tree.extend(seq_id, [n])
    return tree


@pytest.mark.parametrize("n_same", [20_000, 19_999, 17_500, 9_999, 1])
def test_long_prompts_are_not_compared_token_by_token(n_same: int) -> None:
    tree = long_tree(20_000)
    prompt = [*range(n_same), *[-1] * (20_000 - n_same)]
    assert tree.match(prompt).n == n_same
    assert n_operations(lambda: tree.match(prompt)) < 2_500
    assert n_operations(lambda: tree.attach(3, prompt[:n_same])) < 3_000


def test_decoding_costs_the_same_however_long_the_sequence_is() -> None:
    short, long = long_tree(40), long_tree(20_000)
    assert n_operations(lambda: short.extend(0, [7])) == n_operations(lambda: long.extend(0, [7])) < 100
