"""What parsers return does not depend on how a text comes, and nothing of a text is lost."""

from __future__ import annotations

import json
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyllama.chat.parsers import ChatFormat, ParseOptions, new_call_id
from pyllama.chat.parsers.functionary import FUNCTIONARY_32
from pyllama.chat.parsers.harmony import HARMONY
from pyllama.chat.parsers.json_calls import COMMAND_R, GIGACHAT_ROLE, HERMES
from pyllama.chat.parsers.kimi_k3 import KIMI_K3
from tests.chat.parsers.example import Example
from tests.chat.parsers.examples import EXAMPLES, all_examples
from tests.chat.parsers.reading import TOOLS, read

ALL = [pytest.param(chat_format, example, id=name) for name, chat_format, example in all_examples()]
FORMATS = [pytest.param(chat_format, examples, id=chat_format.name) for chat_format, examples in EXAMPLES]

FRAMED = {COMMAND_R.name, FUNCTIONARY_32.name, GIGACHAT_ROLE.name, HARMONY.name, KIMI_K3.name}
"""Formats that also have texts around content, which are never shown."""


def cut(text: str, places: list[int]) -> list[str]:
    """Cut a text at some places."""
    bounds = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return [text[start:end] for start, end in pairwise(bounds)]


@pytest.mark.parametrize(("chat_format", "example"), ALL)
def test_an_answer_says_what_its_model_means(chat_format: ChatFormat, example: Example) -> None:
    reply = read(chat_format, [example.text], starts_in_reasoning=example.starts_in_reasoning)
    assert (reply.content, reply.reasoning) == (example.content, example.reasoning)
    assert tuple(reply.calls) == example.calls
    assert len(set(reply.ids)) == len(reply.ids)


@pytest.mark.parametrize(("chat_format", "example"), ALL)
@pytest.mark.parametrize("n_chars", [1, 2, 3, 5])
def test_pieces_of_an_answer_say_the_same(chat_format: ChatFormat, example: Example, n_chars: int) -> None:
    text, starts_in_reasoning = example.text, example.starts_in_reasoning
    pieces = [text[i : i + n_chars] for i in range(0, len(text), n_chars)]
    whole = read(chat_format, [text], starts_in_reasoning=starts_in_reasoning)
    assert read(chat_format, pieces, starts_in_reasoning=starts_in_reasoning) == whole


@pytest.mark.parametrize(("chat_format", "example"), ALL)
def test_without_parsing_all_is_content(chat_format: ChatFormat, example: Example) -> None:
    reply = read(
        chat_format,
        example.text,
        parse_tool_calls=False,
        reasoning=False,
        starts_in_reasoning=example.starts_in_reasoning,
    )
    assert (reply.reasoning, reply.calls) == ("", [])
    if chat_format.name in FRAMED:
        assert example.content in reply.content
    else:
        assert reply.content == example.text


@pytest.mark.parametrize(("chat_format", "examples"), FORMATS)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_any_text_in_any_pieces_says_the_same(
    chat_format: ChatFormat, examples: list[Example], data: st.DataObject
) -> None:
    texts = [example.text for example in examples]
    words = [*texts, *chat_format.markers, *chat_format.kept_tokens, *'{}[]":,\\ \n<a', "<think>", "</think>"]
    words += [text[: len(text) // 2] for text in texts] + [text[len(text) // 2 :] for text in texts]
    text = "".join(data.draw(st.lists(st.sampled_from(words), max_size=8)))
    pieces = cut(text, data.draw(st.lists(st.integers(0, 1000), max_size=8)))
    starts_in_reasoning = data.draw(st.booleans())
    whole = read(chat_format, [text], starts_in_reasoning=starts_in_reasoning)
    assert read(chat_format, pieces, starts_in_reasoning=starts_in_reasoning) == whole
    assert read(chat_format, text, starts_in_reasoning=starts_in_reasoning) == whole


HOSTILE = ["<", " ", '{"a":[', '"', "\\", "<think>", "\n", "all\n", "python\nx>>>"]


@pytest.mark.parametrize(("chat_format", "examples"), FORMATS)
def test_hostile_texts_are_read_in_time(chat_format: ChatFormat, examples: list[Example]) -> None:
    """What is read more than once shows: each of these texts takes a few milliseconds."""
    begins = ["", chat_format.markers[0], examples[0].text[: len(examples[0].text) // 2]]
    started = time.process_time()
    for begin in begins:
        for part in (*HOSTILE, *chat_format.markers):
            read(chat_format, [begin + part * (5000 // len(part))])
    assert time.process_time() - started < 5


@pytest.mark.parametrize("part", HOSTILE)
def test_long_texts_are_read_in_time(part: str) -> None:
    started = time.process_time()
    for begin in ("", "<tool_call>", '<tool_call>{"name": "weather", "arguments": {"city": "'):
        read(HERMES, [begin + part * (300_000 // len(part))])
    assert time.process_time() - started < 20


def test_single_characters_are_read_in_time() -> None:
    started = time.process_time()
    reply = read(HERMES, "<" * 50_000)
    assert len(reply.content) == 50_000
    assert time.process_time() - started < 10


def test_arguments_come_while_they_are_written() -> None:
    parser = HERMES.parser(options=_options())
    begin = parser.decode('<tool_call>\n{"name": "weather", "arguments": {"city": "Kö')
    assert [(call.name, call.arguments) for call in begin.calls] == [("weather", '{"city": "Kö')]
    assert [call.arguments for call in parser.decode('ln"}').calls] == ['ln"}']
    assert parser.decode("}\n</tool_call>").calls == ()


def _options() -> ParseOptions:
    return ParseOptions(tools=TOOLS, parse_tool_calls=True)


def test_ids_are_like_those_of_openai() -> None:
    ids = {new_call_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(len(call_id) == 29 and call_id.startswith("call_") for call_id in ids)


def test_arguments_of_complete_calls_are_json() -> None:
    for _, chat_format, example in all_examples():
        for _, arguments in read(chat_format, [example.text]).calls:
            if arguments.endswith("}"):
                assert isinstance(json.loads(arguments), dict)
