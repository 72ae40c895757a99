from __future__ import annotations

import pytest

from pyllama.chat.opening import opening_of
from pyllama.chat.parsers import ReasoningTags

TAGS = ReasoningTags("<think>", "</think>")
TURN = "<user>What does <think> mean?<assistant>"


@pytest.mark.parametrize(
    ("prompt", "written", "opening"),
    [
        (TURN, "", ""),
        (f"{TURN}<think>\n", "", "<think>\n"),
        (f"{TURN}<think>\n\n</think>\n\n", "", ""),
        (f"{TURN}<think>\nIt is", "It is", "<think>\nIt is"),
        (f"{TURN}<think>\nIt is", "<think>\nIt is ", "<think>\nIt is"),
        (f"{TURN}It is", "It is", ""),
        (f"{TURN}<think>\nHm.</think>It is", "Hm.It is", ""),
    ],
)
def test_what_of_the_thoughts_the_prompt_has_begun(prompt: str, written: str, opening: str) -> None:
    assert opening_of(prompt, TAGS, written) == opening


def test_a_model_without_thoughts() -> None:
    assert opening_of(f"{TURN}<think>\n", None) == ""
