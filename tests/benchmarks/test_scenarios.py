from __future__ import annotations

from itertools import combinations

import pytest

from benchmarks.scenarios import LONG, SCENARIOS, SHORT, Scenario, warm_up


def first_turns(scenario: Scenario) -> list[list[str]]:
    return [conversation.turns[0].split() for conversation in scenario.conversations]


def n_common(left: list[str], right: list[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), len(left))


@pytest.mark.parametrize("name", ["one", "many", "tiny"])
def test_of_plain_streams_nothing_can_be_reused(name: str) -> None:
    seeds = ("round 1", "round 2")
    scenarios = [scenario for seed in seeds for scenario in (*SCENARIOS[name](seed), warm_up(seed))]
    prompts = [prompt for scenario in scenarios for prompt in first_turns(scenario)]
    assert {len(prompt) for prompt in prompts} == {32}
    assert max(n_common(*pair) for pair in combinations(prompts, 2)) <= 3


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_seed_always_gives_the_same_texts_and_another_gives_others(name: str) -> None:
    assert SCENARIOS[name]("round 1") == SCENARIOS[name]("round 1")
    for one, other in zip(SCENARIOS[name]("round 1"), SCENARIOS[name]("round 2"), strict=True):
        assert n_common(first_turns(one)[0], first_turns(other)[0]) <= 3


def test_shared_prompts_differ_only_after_their_system_prompt() -> None:
    (shared,) = SCENARIOS["shared"]("round 1")
    prompts = first_turns(shared)
    assert len(prompts) == 16
    assert all(500 <= n_common(*pair) < 510 for pair in combinations(prompts, 2))


def test_every_fourth_mixed_prompt_is_long_and_none_begins_as_another() -> None:
    (mixed,) = SCENARIOS["mixed"]("round 1")
    assert [conversation.group for conversation in mixed.conversations] == [LONG, SHORT, SHORT, SHORT] * 2
    assert [len(prompt) for prompt in first_turns(mixed)] == [1500, 32, 32, 32] * 2
    assert max(n_common(*pair) for pair in combinations(first_turns(mixed), 2)) <= 3


def test_chats_are_four_of_six_turns() -> None:
    (chat,) = SCENARIOS["chat"]("round 1")
    assert [len(conversation.turns) for conversation in chat.conversations] == [6] * 4
    assert chat.n_concurrent == 4
    assert len({turn for conversation in chat.conversations for turn in conversation.turns}) == 24
