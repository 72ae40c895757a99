"""What may wait: limits, counts that cannot drift, and the advice when to come again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyllama.engine.admission import Admission, AdmissionLimits
from pyllama.errors import InvalidRequestError, QueueFullError


def admission(*, n_requests: int = 1024, n_prompt_tokens: int = 0, n_slots: int = 0) -> Admission:
    return Admission(AdmissionLimits(n_requests=n_requests, n_prompt_tokens=n_prompt_tokens), n_slots)


def refusal(admission: Admission, n_prompt: int = 10, now: float = 0.0) -> QueueFullError:
    with pytest.raises(QueueFullError) as caught:
        admission.admit(-1, n_prompt, now)
    return caught.value


@pytest.mark.parametrize(("param", "value"), [("n_requests", 0), ("n_prompt_tokens", -1)])
def test_limits_out_of_range_name_the_field(param: str, value: int) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        AdmissionLimits(**{param: value})
    assert caught.value.param == param


def test_too_many_requests_are_refused_and_not_counted() -> None:
    queue = admission(n_requests=2)
    queue.admit(0, 10, 0.0)
    queue.admit(1, 20, 0.0)
    error = refusal(queue)
    assert (error.n_waiting, error.n_prompt_tokens) == (2, 30)
    assert (queue.n_waiting, queue.n_prompt_tokens) == (2, 30)


def test_too_many_prompt_tokens_are_refused() -> None:
    queue = admission(n_prompt_tokens=100)
    queue.admit(0, 60, 0.0)
    refusal(queue, 41)
    queue.admit(1, 40, 0.0)


def test_a_prompt_beyond_the_limit_is_admitted_where_none_waits() -> None:
    queue = admission(n_prompt_tokens=100)
    queue.admit(0, 1000, 0.0)
    refusal(queue, 1)


def test_no_limit_of_tokens() -> None:
    queue = admission()
    for id_request in range(10):
        queue.admit(id_request, 10**9, 0.0)
    assert queue.n_prompt_tokens == 10**10


def test_a_request_that_began_or_left_makes_room_once() -> None:
    queue = admission(n_requests=2)
    queue.admit(0, 10, 0.0)
    queue.admit(1, 20, 0.0)
    queue.began(0, 0.0)
    queue.left(0)
    queue.began(7, 0.0)
    assert (queue.n_waiting, queue.n_prompt_tokens) == (1, 20)
    queue.admit(2, 30, 0.0)
    queue.left(1)
    queue.began(1, 0.0)
    assert (queue.n_waiting, queue.n_prompt_tokens) == (1, 30)


def full_with_interval(interval_s: float, *, n_begun: int = 40, **limits: int) -> tuple[Admission, float]:
    """Return a queue of 10 requests of 10 tokens, one of which began each interval, and the present time."""
    queue = admission(**limits)
    for id_request in range(10):
        queue.admit(id_request, 10, 0.0)
    for n in range(1, n_begun + 1):
        queue.began(n - 1, n * interval_s)
        queue.admit(n + 9, 10, n * interval_s)
    return queue, n_begun * interval_s


@pytest.mark.parametrize(("interval_s", "advice"), [(0.01, 1), (3.5, 4), (20.5, 21), (500.0, 60)])
def test_the_advice_is_the_time_in_which_one_begins(interval_s: float, advice: int) -> None:
    queue, now = full_with_interval(interval_s, n_requests=10)
    error = refusal(queue, now=now)
    assert error.retry_after_s == advice
    assert isinstance(error.retry_after_s, int)


def test_the_advice_is_at_least_a_second_where_nothing_is_known() -> None:
    queue = admission(n_requests=1)
    queue.admit(0, 10, 0.0)
    assert refusal(queue).retry_after_s == 1


def test_a_long_prompt_has_to_wait_until_enough_have_begun() -> None:
    queue, now = full_with_interval(3.5, n_prompt_tokens=100)
    assert refusal(queue, 10, now).retry_after_s == 4
    assert refusal(queue, 41, now).retry_after_s == 18  # five of them
    assert refusal(queue, 10**6, now).retry_after_s == 35  # all


def test_the_advice_grows_while_nothing_begins() -> None:
    queue, now = full_with_interval(3.5, n_requests=10)
    assert refusal(queue, now=now + 8.2).retry_after_s == 9


def test_a_time_in_which_none_waited_does_not_count() -> None:
    queue = admission(n_requests=1)
    queue.admit(0, 10, 0.0)
    queue.began(0, 0.5)
    queue.admit(1, 10, 1000.0)
    assert refusal(queue, now=1000.0).retry_after_s == 1
    queue.began(1, 1000.5)
    queue.admit(2, 10, 1000.5)
    assert refusal(queue, now=1000.5).retry_after_s == 1


def test_the_advice_follows_a_new_pace() -> None:
    queue, now = full_with_interval(2.0, n_requests=10)
    for n in range(20):
        now += 10.0
        queue.began(40 + n, now)
        queue.admit(50 + n, 10, now)
    assert 9 <= refusal(queue, now=now).retry_after_s <= 10


events = st.lists(
    st.tuples(st.sampled_from(["admit", "began", "left"]), st.integers(0, 12), st.floats(0.0, 100.0)),
    max_size=80,
)


@given(events=events, n_requests=st.integers(1, 4), n_prompt_tokens=st.integers(0, 40))
def test_counts_and_limits_hold_whatever_happens(
    events: list[tuple[str, int, float]], n_requests: int, n_prompt_tokens: int
) -> None:
    queue = admission(n_requests=n_requests, n_prompt_tokens=n_prompt_tokens)
    waiting: dict[int, int] = {}
    now = 0.0
    for id_request, (kind, number, seconds) in enumerate(events):
        now += seconds
        if kind == "admit":
            n_tokens = sum(waiting.values()) + number + 1
            fits = len(waiting) < n_requests and (n_prompt_tokens == 0 or n_tokens <= n_prompt_tokens)
            if fits or not waiting:
                queue.admit(id_request, number + 1, now)
                waiting[id_request] = number + 1
            else:
                assert 1 <= refusal(queue, number + 1, now).retry_after_s <= 60
        else:
            old = id_request - number  # often one that waits, or did
            waiting.pop(old, None)
            if kind == "began":
                queue.began(old, now)
            else:
                queue.left(old)
        assert (queue.n_waiting, queue.n_prompt_tokens) == (len(waiting), sum(waiting.values()))


def test_free_slots_take_requests_beside_those_that_may_wait() -> None:
    queue = admission(n_requests=1, n_slots=2)
    for id_request in range(3):
        queue.admit(id_request, 10, 0.0)
    assert refusal(queue).n_waiting == 3
    queue.began(0, 1.0)
    queue.began(1, 1.0)
    assert refusal(queue).n_waiting == 1
    queue.left(0)
    queue.admit(3, 10, 2.0)
    queue.left(3)
    queue.began(2, 2.0)
    queue.admit(4, 10, 2.0)
    assert refusal(queue).n_waiting == 1
