"""Who gets the next slot: classes, ageing, fairness between tenants, and nothing that is lost."""

from __future__ import annotations

from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyllama.engine.request import GenerationRequest, Priority
from pyllama.engine.sequence import Sequence
from pyllama.engine.token_table import TokenTable
from pyllama.engine.waiting_queue import BATCH_PATIENCE_S, N_IDLE_TENANTS_MAX, WaitingQueue

TABLE = TokenTable(piece=lambda token: b"%d " % token, end_of_generation=frozenset())
IDS = count()


def sequence(
    tenant: str = "", n_prompt: int = 10, priority: Priority = "interactive", t_submitted: float = 0.0
) -> Sequence:
    request = GenerationRequest(prompt=(1,) * n_prompt, priority=priority, tenant=tenant)
    return Sequence(next(IDS), request, TABLE, n_ctx=4096, t_submitted=t_submitted)


def queue_of(*sequences: Sequence) -> WaitingQueue:
    queue = WaitingQueue()
    for waiting in sequences:
        queue.put(waiting)
    return queue


def tenants(queue: WaitingQueue, now: float = 0.0) -> str:
    return "".join(waiting.request.tenant for waiting in queue.in_order(now))


def take_first(queue: WaitingQueue, now: float = 0.0) -> Sequence:
    first = next(queue.in_order(now))
    queue.take(first)
    return first


def test_an_empty_queue() -> None:
    queue = WaitingQueue()
    assert (len(queue), list(queue), list(queue.in_order(0.0)), queue.n_prompt_tokens) == (0, [], [], 0)


def test_one_tenant_is_first_come_first_served() -> None:
    sequences = [sequence(n_prompt=n) for n in (50, 1, 20)]
    assert list(queue_of(*sequences).in_order(0.0)) == sequences


def test_interactive_goes_before_batch() -> None:
    batch, interactive = sequence(priority="batch"), sequence()
    assert list(queue_of(batch, interactive).in_order(1.0)) == [interactive, batch]


def test_a_batch_request_that_waited_for_long_is_as_an_interactive_one() -> None:
    batch, interactive = sequence(priority="batch"), sequence(t_submitted=20.0)
    queue = queue_of(batch, interactive)
    assert list(queue.in_order(BATCH_PATIENCE_S)) == [interactive, batch]
    assert list(queue.in_order(BATCH_PATIENCE_S + 0.1)) == [batch, interactive]


def test_parked_sequences_go_first_the_oldest_before_the_others() -> None:
    old, young, new = sequence(), sequence(priority="batch"), sequence()
    queue = queue_of(new)
    queue.put_back(young)
    queue.put_back(old)
    assert list(queue.in_order(0.0)) == [old, young, new]


def test_tenants_take_turns_however_many_requests_each_has() -> None:
    assert tenants(queue_of(*[sequence(t) for t in "aaaaabb"])) == "ababaaa"


def test_turns_are_counted_in_tokens() -> None:
    queue = queue_of(*[sequence("a", 30) for _ in range(2)], *[sequence("b", 10) for _ in range(6)])
    assert tenants(queue) == "abbbabbb"


def test_turns_go_on_from_one_class_to_the_next() -> None:
    queue = queue_of(sequence("a"), sequence("a", priority="batch"), sequence("b", priority="batch"))
    assert tenants(queue) == "aba"


def test_decoded_tokens_count() -> None:
    queue = queue_of(*[sequence(t) for t in "aabb"])
    queue.charge("a", 15)
    assert tenants(queue) == "bbaa"


def test_what_was_served_before_counts() -> None:
    queue = queue_of(sequence("a", 100), sequence("a"), sequence("b"))
    assert take_first(queue).request.tenant == "a"
    queue.put(sequence("b"))
    assert tenants(queue) == "bba"


def test_who_was_away_has_saved_nothing() -> None:
    queue = queue_of(*[sequence("a", 100) for _ in range(20)])
    for _ in range(10):
        take_first(queue)
    for _ in range(5):
        queue.put(sequence("b", 100))
    assert tenants(queue)[:10] == "ababababab"


def test_who_was_away_does_not_profit_from_decoded_tokens_of_others() -> None:
    queue = queue_of(*[sequence("a") for _ in range(3)])
    queue.charge("a", 1000)
    for _ in range(3):
        queue.put(sequence("b"))
    assert tenants(queue) == "ababab"


def test_who_is_charged_for_the_first_time_begins_where_the_present_ones_are() -> None:
    older = sequence("b")
    queue = queue_of(*[sequence("a", 100) for _ in range(20)])
    for _ in range(10):
        take_first(queue)
    queue.charge("b", 150)
    queue.put(older)
    assert tenants(queue)[:3] == "aba"


def test_a_batch_request_that_waits_does_not_hold_the_clock_back() -> None:
    queue = queue_of(sequence("z", priority="batch"), *[sequence("a", 100) for _ in range(20)])
    for _ in range(10):
        assert take_first(queue).request.tenant == "a"
    for _ in range(3):
        queue.put(sequence("b", 100))
    assert tenants(queue)[:6] == "bababa"


def test_a_tenant_owes_what_it_got_when_it_comes_back() -> None:
    queue = queue_of(sequence("a", 100))
    take_first(queue)
    older = sequence("a")
    queue.put(sequence("b"))
    queue.put(older)
    assert tenants(queue) == "ba"


def test_iterating_charges_nobody_and_survives_taking() -> None:
    queue = queue_of(*[sequence(t) for t in "aaabbb"])
    before = list(queue.in_order(0.0))
    seen = []
    for waiting in queue.in_order(0.0):
        seen.append(waiting)
        if len(seen) % 2:
            queue.take(waiting)
    assert seen == before
    assert list(queue.in_order(0.0)) == before[1::2]


def test_removing_charges_nobody() -> None:
    dropped = sequence("a", 100)
    queue = queue_of(dropped, sequence("a"), sequence("b"))
    queue.remove(dropped)
    assert tenants(queue) == "ab"


def test_a_parked_sequence_is_not_charged_again() -> None:
    queue = queue_of(sequence("a", 100), sequence("a"), sequence("b", 100), sequence("b"))
    parked = take_first(queue)
    take_first(queue)
    assert tenants(queue) == "ab"
    queue.put_back(parked)
    assert take_first(queue) is parked
    assert tenants(queue) == "ab"


def test_what_does_not_wait_cannot_leave() -> None:
    taken, other = sequence("a"), sequence("a")
    queue = queue_of(taken, sequence("a"))
    queue.take(taken)
    for stranger in (taken, other, sequence("b")):
        with pytest.raises(ValueError, match="does not wait"):
            queue.remove(stranger)
        with pytest.raises(ValueError, match="does not wait"):
            queue.take(stranger)
    assert (len(queue), queue.n_prompt_tokens) == (1, 10)


def test_tenants_do_not_accumulate_and_who_owes_most_is_remembered() -> None:
    queue = WaitingQueue()
    for i in range(3 * N_IDLE_TENANTS_MAX):
        waiting = sequence(str(i))
        queue.put(waiting)
        if i % 2:
            queue.take(waiting)
        else:
            queue.remove(waiting)
        if i == 0:
            queue.charge("hog", 10**6)
        assert len(queue._virtual) <= N_IDLE_TENANTS_MAX + 1
    older = sequence("hog")
    queue.put(sequence("x"))
    queue.put(older)
    assert [s.request.tenant for s in queue.in_order(0.0)] == ["x", "hog"]


waiting_sequences = st.lists(
    st.builds(
        sequence,
        tenant=st.sampled_from("abc"),
        n_prompt=st.integers(1, 40),
        priority=st.sampled_from(["interactive", "batch"]),
        t_submitted=st.floats(0.0, 60.0),
    ),
    max_size=30,
)
charges = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 100))


@given(waiting=waiting_sequences, charged=charges)
def test_the_order_is_that_of_taking_the_first_again_and_again(
    waiting: list[Sequence], charged: dict[str, int]
) -> None:
    queue = queue_of(*waiting)
    for tenant, n_tokens in charged.items():
        queue.charge(tenant, n_tokens)
    order = list(queue.in_order(60.0))
    assert [take_first(queue, 60.0) for _ in waiting] == order
    assert {s.id_request for s in order} == {s.id_request for s in waiting}


@given(waiting=waiting_sequences)
def test_classes_and_the_order_within_a_tenant_are_kept(waiting: list[Sequence]) -> None:
    def is_late(s: Sequence) -> bool:
        return s.request.priority == "batch" and 60.0 - s.t_submitted <= BATCH_PATIENCE_S

    order = list(queue_of(*waiting).in_order(60.0))
    assert [is_late(s) for s in order] == sorted(is_late(s) for s in order)
    for tenant in "abc":
        mine = [s for s in order if s.request.tenant == tenant]
        assert mine == sorted(mine, key=lambda s: (is_late(s), s.id_request))


@given(
    sizes=st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 40)), min_size=1, max_size=40),
    n_before=st.integers(0, 20),
)
def test_tenants_that_wait_are_served_alike(sizes: list[tuple[str, int]], n_before: int) -> None:
    """While both wait, what they are served differs by at most the longest prompt of each."""
    queue = queue_of(*[sequence("a", 40) for _ in range(n_before)])
    for _ in range(n_before):
        take_first(queue)
    queue.put(sequence("a", 40))
    for tenant, n_prompt in sizes:
        queue.put(sequence(tenant, n_prompt))
    served = {"a": 0, "b": 0}
    left = {tenant: sum(s.request.tenant == tenant for s in queue) for tenant in served}
    for waiting in islice(queue.in_order(0.0), len(queue)):
        if not all(left.values()):
            break
        served[waiting.request.tenant] += waiting.n_prompt
        left[waiting.request.tenant] -= 1
        assert abs(served["a"] - served["b"]) <= 80


@given(
    actions=st.lists(st.tuples(st.sampled_from(["put", "put_back", "take", "remove"]), st.integers(0, 40)))
)
def test_nothing_is_lost_or_counted_twice(actions: list[tuple[str, int]]) -> None:
    queue = WaitingQueue()
    present: list[Sequence] = []
    for action, number in actions:
        if action in {"put", "put_back"}:
            new = sequence("abc"[number % 3], number + 1)
            present.append(new)
            (queue.put if action == "put" else queue.put_back)(new)
        elif present:
            old = present.pop(number % len(present))
            (queue.take if action == "take" else queue.remove)(old)
        ids = sorted(s.id_request for s in present)
        assert sorted(s.id_request for s in queue) == ids
        assert sorted(s.id_request for s in queue.in_order(0.0)) == ids
        assert (len(queue), queue.n_prompt_tokens) == (len(ids), sum(s.n_prompt for s in present))
