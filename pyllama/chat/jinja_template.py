"""A Jinja template, and what it can write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from pyllama.chat.capabilities import Capabilities, JSONObject, probe
from pyllama.chat.messages import Conversation
from pyllama.chat.polyfill import developer_as_system
from pyllama.chat.renderer import Renderer
from pyllama.chat.short_ids import wants_short_ids, with_short_ids
from pyllama.chat.text_ends import TextEnds
from pyllama.chat.variables import template_variables
from pyllama.errors import ChatTemplateError


class JinjaTemplate:
    """A Jinja template.

    Args:
        source: its text.
        ends: the tokens that it can write.
        renderer: renders it.
    """

    def __init__(self, source: str, ends: TextEnds, renderer: Renderer) -> None:
        self.source = source
        self._tokens = {"bos_token": ends.bos, "eos_token": ends.eos}
        self._renderer = renderer

    @cached_property
    def capabilities(self) -> Capabilities:
        """What it can write, found out by rendering a dozen conversations.

        Raises:
            ChatTemplateError: it is not a template, or needs too much time or memory.
        """
        return probe(self._try)

    def write(
        self, conversation: Conversation, *, add_generation_prompt: bool, variables: Mapping[str, Any]
    ) -> str:
        """Write a conversation.

        Raises:
            ChatTemplateError: the template refuses it, fails, or needs too much time or memory.
        """
        if "developer" not in self.source:
            conversation = developer_as_system(conversation)
        if wants_short_ids(self.source):
            conversation = replace(conversation, messages=tuple(with_short_ids(conversation.messages)))
        given = self._tokens | dict(variables)
        names = template_variables(
            conversation, self.capabilities, add_generation_prompt=add_generation_prompt, given=given
        )
        return self._renderer.render(self.source, names)

    def _try(self, messages: list[JSONObject], tools: list[JSONObject]) -> str | None:
        variables = {
            "messages": messages,
            "tools": tools or None,
            "functions": json.dumps(tools) if tools else "",
            "documents": None,
            "datetime": "",
            "add_generation_prompt": True,
            **self._tokens,
        }
        try:
            return self._renderer.render(self.source, variables)
        except ChatTemplateError as error:
            if error.kind in {"refused", "error"}:
                return None
            raise
