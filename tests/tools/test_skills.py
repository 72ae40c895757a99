from __future__ import annotations

import json
from itertools import pairwise
from random import Random

import pytest

from tools.builtin_model.chat_template import render
from tools.builtin_model.corpus import COURSES, document
from tools.builtin_model.evaluate import expected, prompt_of
from tools.builtin_model.example import Conversation, Message, Skill, Split, split_of
from tools.builtin_model.skills import SKILLS

skills = pytest.mark.parametrize("skill", SKILLS, ids=lambda skill: skill.name)
splits = pytest.mark.parametrize("split", ["train", "held_out"])


@skills
@splits
def test_a_judge_passes_the_text_that_the_corpus_has(skill: Skill, split: Split) -> None:
    random = Random(f"reference of {skill.name}")
    for _ in range(200):
        example = skill.make(random, split)
        assert example.judge(expected(example)), expected(example)


@skills
def test_a_judge_refuses_nothing_and_nonsense(skill: Skill) -> None:
    random = Random(f"nonsense of {skill.name}")
    for _ in range(50):
        judge = skill.make(random, "held_out").judge
        assert not judge("")
        assert skill.name == "greeting" or not judge("lorem ipsum (")


@skills
@splits
def test_examples_come_from_the_seed_alone(skill: Skill, split: Split) -> None:
    first, second = ([_text(skill, Random(seed), split) for seed in range(20)] for _ in range(2))
    assert first == second
    assert len(set(first)) > 10


@skills
def test_held_out_prompts_are_not_in_the_corpus(skill: Skill) -> None:
    held_out = {prompt_of(skill.make(Random(f"held out {n}"), "held_out")) for n in range(200)}
    trained = {prompt_of(skill.make(Random(f"train {n}"), "train")) for n in range(2000)}
    assert not held_out & trained


def _text(skill: Skill, random: Random, split: Split) -> str:
    example = skill.make(random, split)
    return prompt_of(example) + expected(example)


def test_a_tenth_of_contents_is_held_out() -> None:
    held_out = sum(split_of("sum", a, b) == "held_out" for a in range(100) for b in range(100))
    assert 900 < held_out < 1100


def test_documents_depend_on_course_and_index_alone() -> None:
    first, second, _ = COURSES
    assert document(first, 7) == document(first, 7)
    assert document(first, 7) != document(second, 7)


def test_conversations_alternate_and_end_with_the_assistant() -> None:
    for index in range(300):
        for skill in SKILLS:
            example = skill.make(Random(f"{skill.name} {index}"), "train")
            if not isinstance(example, Conversation):
                continue
            roles = [message["role"] for message in example.messages]
            assert roles[-1] == "assistant"
            assert all(
                (role, following)
                in {
                    ("system", "user"),
                    ("user", "assistant"),
                    ("assistant", "user"),
                    ("assistant", "tool"),
                    ("tool", "tool"),
                    ("tool", "assistant"),
                }
                for role, following in pairwise(roles)
            )


def test_the_template_writes_chatml() -> None:
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]
    assert render(messages, add_generation_prompt=True) == (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"
    )
    assert render(messages, add_generation_prompt=True, enable_thinking=True).endswith(
        "<|im_start|>assistant\n<think>\n"
    )


def test_the_template_takes_content_in_parts() -> None:
    parts = [{"type": "text", "text": "Hel"}, {"type": "text", "text": "lo"}]
    assert render([{"role": "user", "content": parts}]) == "<|im_start|>user\nHello<|im_end|>\n"


def test_the_template_forgets_thinking_of_earlier_turns() -> None:
    thought = {"role": "assistant", "content": "2", "reasoning_content": "1 + 1"}
    question = {"role": "user", "content": "1 + 1?"}
    assert "<think>\n1 + 1\n</think>\n\n2<|im_end|>" in render([question, thought])
    assert "<think>" not in render([question, thought, question])


def test_the_template_offers_functions_and_writes_calls() -> None:
    function = {
        "name": "get_time",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    }
    call = {"type": "function", "function": {"name": "get_time", "arguments": {"city": "Zürich"}}}
    messages: list[Message] = [
        {"role": "user", "content": "What time is it in Zürich?"},
        {"role": "assistant", "content": "", "tool_calls": [call, call]},
        {"role": "tool", "content": "12:00"},
    ]
    text = render(messages, [{"type": "function", "function": function}])
    assert f"<tools>\n{json.dumps({'type': 'function', 'function': function})}\n</tools>" in text
    written = '<tool_call>\n{"name": "get_time", "arguments": {"city": "Zürich"}}\n</tool_call>'
    assert f"<|im_start|>assistant\n{written}\n{written}<|im_end|>\n" in text
    assert "<|im_start|>tool\n<tool_response>\n12:00\n</tool_response><|im_end|>\n" in text


def test_arguments_of_a_call_may_be_json_text() -> None:
    call = {"type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}
    text = render(
        [{"role": "user", "content": "x"}, {"role": "assistant", "content": None, "tool_calls": [call]}]
    )
    assert '{"name": "f", "arguments": {"a": 1}}' in text
