"""Writes a conversation up to the end of its final text, for the assistant to go on with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, Protocol

from pyllama.chat.capabilities import Capabilities
from pyllama.chat.messages import Content, Conversation, Message, TextPart
from pyllama.errors import ChatTemplateError, InvalidRequestError

# The blank behind it tells whether a template keeps the blanks at the end of a text.
_END: Final = "END_OF_THE_FINAL_MESSAGE "


class Template(Protocol):
    """Writes conversations.

    Attributes:
        source: a name, or the text of a Jinja template.
    """

    source: str

    @property
    def capabilities(self) -> Capabilities:
        """What it can write."""

    def write(
        self, conversation: Conversation, *, add_generation_prompt: bool, variables: Mapping[str, Any]
    ) -> str:
        """Write a conversation that asks for nothing beyond the capabilities.

        Raises:
            RequestError: it cannot be written.
        """


def check_final(conversation: Conversation) -> None:
    """Refuse a conversation whose end cannot be continued.

    Raises:
        InvalidRequestError: there is no final message that could be.
    """
    final = conversation.messages[-1] if conversation.messages else Message(role="user")
    if final.role != "assistant" or final.tool_calls:
        message = "only a final message of the assistant can be continued, and none that calls tools"
        raise InvalidRequestError(message, param="continue_final_message")


def write_continued(template: Template, conversation: Conversation, variables: Mapping[str, Any]) -> str:
    """Write a conversation up to the end of its final text.

    Raises:
        InvalidRequestError: there is no final message that could be continued.
        RequestError: the template cannot write it.
    """
    check_final(conversation)
    *before, final = conversation.messages
    marked = replace(conversation, messages=(*before, _with_end(final)))
    try:
        prompt = template.write(marked, add_generation_prompt=False, variables=variables)
    except ChatTemplateError as error:
        if error.kind not in {"refused", "error"}:
            raise
        prompt = ""
    end = prompt.rfind(_END.rstrip())
    if end >= 0:
        return prompt[:end] if prompt.startswith(_END, end) else prompt[:end].rstrip()
    # A template that does not write it as it is: let the answer begin, and put the text there.
    conversation = replace(conversation, messages=tuple(before))
    return template.write(conversation, add_generation_prompt=True, variables=variables) + final.text


def _with_end(message: Message) -> Message:
    if message.reasoning and not message.text:
        return replace(message, reasoning=message.reasoning + _END)
    content: Content = (message.content or "") + _END if not isinstance(message.content, tuple) else None
    if isinstance(message.content, tuple):
        *parts, last = message.content or (TextPart(""),)
        content = (*parts, TextPart(last.text + _END))
    return replace(message, content=content)
