"""What a template cannot write is put into what it can."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyllama import Conversation, Message, TextPart, ToolCall
from pyllama.chat.capabilities import Capabilities
from pyllama.chat.polyfill import developer_as_system, polyfill
from tests.chat.conversations import (
    ANSWER,
    ASK,
    ASK_AGAIN,
    CALL,
    CALL_BOTH,
    OTHER_RESULT,
    RESULT,
    SYSTEM,
    TOOL,
)

ALL = Capabilities(typed_content=True, tools=True, tool_calls=True, parallel_tool_calls=True)
NO_SYSTEM = Capabilities(system_role=False)
DESCRIPTION = (
    'You can call functions:\n<tools>\n{"type": "function", "function": {"name": "weather", "description": '
    '"Tells the weather, <now> & then.", "parameters": {"type": "object", "properties": {"city": {"type": '
    '"string", "description": "Größe"}, "days": {"type": "integer"}}, "required": ["city"]}}}\n</tools>\n'
    'To call one, write its name and arguments:\n<tool_call>\n{"name": …, "arguments": {…}}\n</tool_call>'
)
CALL_TEXT = '<tool_call>\n{"name": "weather", "arguments": {"city": "Köln", "days": 2}}\n</tool_call>'
OTHER_CALL_TEXT = CALL_TEXT.replace("Köln", "Bonn")
RESULT_TEXT = '<tool_response>\n{"sky": "blue"}\n</tool_response>'
OTHER_RESULT_TEXT = RESULT_TEXT.replace("blue", "grey")


def filled(*messages: Message, can: Capabilities, tools: bool = False) -> list[tuple[str, str]]:
    conversation = Conversation(messages=messages, tools=(TOOL,) if tools else ())
    result = polyfill(conversation, can)
    assert bool(result.tools) == (tools and can.tools)
    return [(message.role, message.text) for message in result.messages]


def test_a_template_that_can_do_all_gets_all() -> None:
    messages = (SYSTEM, ASK, CALL_BOTH, RESULT, OTHER_RESULT, ANSWER, ASK_AGAIN)
    conversation = Conversation(messages=messages, tools=(TOOL,), documents=({"title": "x"},))
    assert polyfill(conversation, ALL) == conversation


@pytest.mark.parametrize(
    ("messages", "texts"),
    [
        ((SYSTEM, ASK), [("user", "Be <brief>.\nHow is it in Köln?")]),
        ((SYSTEM, ASK, ANSWER), [("user", "Be <brief>.\nHow is it in Köln?"), ("assistant", "Fine.")]),
        ((SYSTEM,), [("user", "Be <brief>.")]),
        ((SYSTEM, ANSWER, ASK), [("assistant", "Fine."), ("user", "Be <brief>.\nHow is it in Köln?")]),
        ((SYSTEM, SYSTEM, ASK), [("user", "Be <brief>.\nBe <brief>.\nHow is it in Köln?")]),
        ((ASK, SYSTEM), [("user", "How is it in Köln?"), ("user", "Be <brief>.")]),
        ((Message(role="developer", content="Do."), ASK), [("user", "Do.\nHow is it in Köln?")]),
        (
            (SYSTEM, Message(role="user", content=(TextPart("a"), TextPart("b")))),
            [("user", "Be <brief>.\na\nb")],
        ),
    ],
)
def test_the_system_speaks_through_the_user(
    messages: tuple[Message, ...], texts: list[tuple[str, str]]
) -> None:
    assert filled(*messages, can=NO_SYSTEM) == texts


def test_neighbours_become_one() -> None:
    can = Capabilities(adjacent_roles=False)
    texts = filled(ASK, ASK_AGAIN, ANSWER, ANSWER, SYSTEM, SYSTEM, can=can)
    assert texts == [
        ("user", "How is it in Köln?\n\nAnd tomorrow?"),
        ("assistant", "Fine.\n\nFine."),
        ("system", "Be <brief>."),
        ("system", "Be <brief>."),
    ]
    parts = Message(role="user", content=(TextPart("a"), TextPart("b")))
    assert polyfill(Conversation(messages=(parts,)), can).messages == (parts,)


def test_tools_are_described_in_words() -> None:
    can = Capabilities()
    assert filled(ASK, can=can, tools=True) == [("system", DESCRIPTION), ("user", "How is it in Köln?")]
    texts = filled(SYSTEM, ASK, can=can, tools=True)
    assert texts[0] == ("system", f"Be <brief>.\n\n{DESCRIPTION}")
    assert filled(ASK, can=NO_SYSTEM, tools=True) == [("user", f"{DESCRIPTION}\nHow is it in Köln?")]
    assert filled(ASK, can=Capabilities(tools=True), tools=True) == [("user", "How is it in Köln?")]


@pytest.mark.parametrize("can", [Capabilities(), Capabilities(tools=True), Capabilities(tool_calls=True)])
def test_calls_and_results_become_text(can: Capabilities) -> None:
    texts = filled(ASK, CALL_BOTH, RESULT, OTHER_RESULT, ASK_AGAIN, can=can)
    assert texts == [
        ("user", "How is it in Köln?"),
        ("assistant", f"{CALL_TEXT}\n{OTHER_CALL_TEXT}"),
        ("user", f"{RESULT_TEXT}\n{OTHER_RESULT_TEXT}"),
        ("user", "And tomorrow?"),
    ]
    saying = Message(role="assistant", content="Let me see.", tool_calls=CALL.tool_calls)
    assert filled(saying, can=can) == [("assistant", f"Let me see.\n{CALL_TEXT}")]


def test_a_name_cannot_break_out_of_the_text_of_a_call() -> None:
    call = Message(role="assistant", tool_calls=(ToolCall(name='a"\n', arguments="{}"),))
    assert filled(call, can=Capabilities()) == [
        ("assistant", '<tool_call>\n{"name": "a\\"\\n", "arguments": {}}\n</tool_call>')
    ]


def test_each_call_is_followed_by_its_result() -> None:
    can = Capabilities(tools=True, tool_calls=True)
    thinking = Message(role="assistant", content="Both.", reasoning="Hm.", tool_calls=CALL_BOTH.tool_calls)
    extra = Message(role="tool", content="extra", tool_call_id="unknown")
    # The results come in another order than the calls.
    conversation = Conversation(messages=(ASK, thinking, OTHER_RESULT, RESULT, extra, ANSWER))
    _, first, blue, second, grey, rest, answer = polyfill(conversation, can).messages
    assert (first.content, first.reasoning, first.tool_calls) == ("Both.", "Hm.", CALL_BOTH.tool_calls[:1])
    assert (second.content, second.reasoning, second.tool_calls) == (None, None, CALL_BOTH.tool_calls[1:])
    assert (blue, grey, rest, answer) == (RESULT, OTHER_RESULT, extra, ANSWER)


def test_calls_without_results() -> None:
    can = Capabilities(tools=True, tool_calls=True)
    messages = polyfill(Conversation(messages=(ASK, CALL_BOTH)), can).messages
    assert [len(message.tool_calls) for message in messages] == [0, 1, 1]


def test_results_learn_the_name_of_their_function() -> None:
    nameless = Message(role="tool", content="1", tool_call_id=CALL.tool_calls[0].id)
    named = Message(role="tool", content="1", tool_call_id=CALL.tool_calls[0].id, name="mine")
    unknown = Message(role="tool", content="1", tool_call_id="unknown")
    messages = polyfill(Conversation(messages=(CALL, nameless, named, unknown)), ALL).messages
    assert [message.name for message in messages] == [None, "weather", "mine", None]


def test_the_developer_is_the_system() -> None:
    developer = Message(role="developer", content="Do.")
    result = developer_as_system(Conversation(messages=(developer, ASK)))
    assert result.messages == (Message(role="system", content="Do."), ASK)


TEXTS = st.text("abc", min_size=1, max_size=5)
CALLS = st.builds(ToolCall, name=TEXTS, arguments=st.just('{"a": 1}'), id=st.sampled_from(["1", "2", None]))
MESSAGES = st.one_of(
    st.builds(Message, role=st.sampled_from(["system", "developer", "user", "assistant"]), content=TEXTS),
    st.builds(
        Message, role=st.just("assistant"), tool_calls=st.lists(CALLS, min_size=1, max_size=3).map(tuple)
    ),
    st.builds(Message, role=st.just("tool"), content=TEXTS, tool_call_id=st.sampled_from(["1", "2", "3"])),
)
CAPABILITIES = st.builds(
    Capabilities,
    system_role=st.booleans(),
    adjacent_roles=st.booleans(),
    tools=st.booleans(),
    tool_calls=st.booleans(),
    parallel_tool_calls=st.booleans(),
)


@given(st.lists(MESSAGES, min_size=1, max_size=8), CAPABILITIES, st.booleans())
def test_nothing_is_lost_and_nothing_asks_too_much(
    messages: list[Message], can: Capabilities, has_tools: bool
) -> None:
    conversation = Conversation(messages=tuple(messages), tools=(TOOL,) if has_tools else ())
    result = polyfill(conversation, can)
    written = "\n".join(message.text for message in result.messages)
    calls = [call for message in result.messages for call in message.tool_calls]
    for message in messages:
        assert message.text in written
        assert all(call in calls or f'"name": "{call.name}"' in written for call in message.tool_calls)
    roles = {message.role for message in result.messages}
    if not can.system_role:
        assert not roles & {"system", "developer"}
    if not (can.tools and can.tool_calls):
        assert not calls
        assert "tool" not in roles
    elif not can.parallel_tool_calls:
        assert all(len(message.tool_calls) <= 1 for message in result.messages)
    if not can.adjacent_roles:
        for one, other in pairwise(result.messages):
            joined = one.role == other.role and one.role in {"user", "assistant"}
            assert not joined or one.tool_calls or other.tool_calls
    assert not result.tools or can.tools
