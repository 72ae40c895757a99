from __future__ import annotations

from contextlib import closing

from pyllama.chat import Conversation, Message, ToolCall
from pyllama.chat.jinja_template import JinjaTemplate
from pyllama.chat.renderer import Renderer
from pyllama.chat.short_ids import with_short_ids
from pyllama.chat.text_ends import TextEnds

INSISTS = """{%- for message in messages %}
{%- for call in message.tool_calls or [] %}
{%- if call.id|length != 9 %}{{ raise_exception('too long') }}{% endif %}[{{ call.id }}]
{%- endfor %}
{%- if message.role == 'tool' %}({{ message.tool_call_id }}){% else %}{{ message.content }}{% endif %}
{%- endfor %}"""
LONG, SHORT = "call_WqWLuW7AoDlryJ1aWPNOJlXk", "abc123XYZ"


def conversation(call_id: str | None) -> tuple[Message, ...]:
    call = ToolCall(name="f", arguments="{}", id=call_id)
    return (
        Message(role="user", content="Hi"),
        Message(role="assistant", tool_calls=(call,)),
        Message(role="tool", content="1", tool_call_id=call_id),
    )


def test_a_call_and_its_result_have_the_same_id() -> None:
    _, calling, result = with_short_ids(conversation(LONG))
    short = calling.tool_calls[0].id
    assert short is not None
    assert len(short) == 9
    assert short.isalnum()
    assert result.tool_call_id == short


def test_what_is_short_already_or_not_there_stays() -> None:
    for call_id in (SHORT, None):
        assert tuple(with_short_ids(conversation(call_id))) == conversation(call_id)


def test_a_template_that_insists_is_content() -> None:
    with closing(Renderer()) as renderer:
        template = JinjaTemplate(INSISTS, TextEnds(), renderer)
        text = template.write(
            Conversation(messages=conversation(LONG)), add_generation_prompt=False, variables={}
        )
    short = text.partition("[")[2].partition("]")[0]
    assert f"({short})" in text
    assert len(short) == 9
