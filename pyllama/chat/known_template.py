"""A template that native code has by heart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pyllama.chat.capabilities import Capabilities
from pyllama.chat.messages import Conversation
from pyllama.chat.polyfill import developer_as_system
from pyllama.errors import ChatTemplateError, InvalidRequestError, UnsupportedFeatureError
from pyllama.native_template import apply_native_template


class KnownTemplate:
    """A template that native code knows, by its name or by what is in it.

    Args:
        source: a name, or the text of a Jinja template.

    Raises:
        InvalidRequestError: native code does not know it.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        if apply_native_template(source, [("user", "")], add_generation_prompt=True) is None:
            raise InvalidRequestError("this chat template is not one of those that are known without Jinja")

    @cached_property
    def capabilities(self) -> Capabilities:
        """What it can write: texts, and with most templates those of the system."""
        messages = [("system", "Kestrel"), ("user", "Plover")]
        prompt = apply_native_template(self.source, messages, add_generation_prompt=True) or ""
        return Capabilities(system_role="Kestrel" in prompt)

    def write(
        self, conversation: Conversation, *, add_generation_prompt: bool, variables: Mapping[str, Any]
    ) -> str:
        """Write a conversation.

        Raises:
            UnsupportedFeatureError: there are variables or documents, which it cannot use.
            InvalidRequestError: a text has a NUL character.
        """
        if variables:
            message = "the chat template in use is not a Jinja template, so it has no variables"
            raise UnsupportedFeatureError(message, param="chat_template_kwargs")
        if conversation.documents:
            message = "the chat template in use is not a Jinja template, so it takes no documents"
            raise UnsupportedFeatureError(message, param="documents")
        messages = [(m.role, m.text) for m in developer_as_system(conversation).messages]
        prompt = apply_native_template(self.source, messages, add_generation_prompt=add_generation_prompt)
        if prompt is None:
            raise ChatTemplateError("it is not known", kind="error")
        return prompt
