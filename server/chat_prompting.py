"""Turns conversations into prompts, beside the other work of the server."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import trio

from pyllama.chat import ChatTemplate
from pyllama.chat.opening import opening_of
from pyllama.chat.parsers import ChatFormat
from pyllama.errors import (
    ChatTemplateError,
    ClosedError,
    EngineClosedError,
    InvalidRequestError,
    UnsupportedFeatureError,
)
from pyllama.model import Model
from server.chat_params import ChatParams
from server.schemas.chat import PromptParams

logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatPrompt:
    """A conversation as a prompt, and how the answer to it is read.

    Attributes:
        text: the prompt.
        format: how the model writes thoughts and calls.
        opening: the end of the prompt that is within the assistant's thoughts, with their tag; mostly ``""``.
        may_think: whether the answer may begin with thoughts, as nobody has forbidden it.
        is_continuation: whether the prompt ends with text of the assistant.
        parallel: whether the template can write an answer with several calls.
    """

    text: str
    format: ChatFormat
    opening: str
    may_think: bool
    is_continuation: bool
    parallel: bool


class ChatPrompting:
    """The model's chat template, on a thread of its own.

    Attributes:
        template: the template.
        params: what holds where requests say nothing.
    """

    def __init__(self, template: ChatTemplate, params: ChatParams) -> None:
        self.template = template
        self.params = params
        # One conversation is written at a time, so the others need no threads to wait in.
        self._limiter = trio.CapacityLimiter(1)

    @classmethod
    @asynccontextmanager
    async def open(cls, model: Model, params: ChatParams) -> AsyncIterator[ChatPrompting]:
        """Take the template of a model, and close it at the end of the block.

        Raises:
            InvalidRequestError: the template that was given cannot be used.
        """
        try:
            template = ChatTemplate.of_model(model, source=params.template, use_jinja=params.jinja)
        except InvalidRequestError as error:
            raise InvalidRequestError(f"--chat-template: {error}") from None
        try:
            await trio.to_thread.run_sync(template.check)
        except ChatTemplateError as error:
            if params.template is not None:
                template.close()
                raise InvalidRequestError(f"--chat-template: {error}") from None
            logger.warning("%s; see --chat-template", error)
        try:
            yield cls(template, params)
        finally:
            template.close()

    async def prompt(self, params: PromptParams) -> str:
        """Return the prompt of a conversation; the tokenizer adds BOS to it where the model wants it.

        Cancelling, raises: as ``prepare``.
        """
        return (await self.prepare(params)).text

    async def prepare(self, params: PromptParams) -> ChatPrompt:
        """Return the prompt of a conversation, and how the answer to it is read.

        Cancelling: takes effect when the template is done, which takes 10 seconds at most.

        Raises:
            ChatTemplateError: the template refuses the conversation, fails, or needs too much time or memory.
            InvalidRequestError: there is no final message to continue.
            UnsupportedFeatureError: the template cannot use variables, documents or tools.
            EngineClosedError: the server is shutting down.
        """
        if params.conversation.tools and not self.params.jinja:
            message = "tools need a Jinja template; the server was started with --no-jinja"
            raise UnsupportedFeatureError(message, param="tools")
        continues = params.continue_final_message
        if continues is None:
            continues = self.params.prefill and _ends_with_answer(params)
        try:
            return await trio.to_thread.run_sync(
                lambda: self._prepare(params, continues=continues), limiter=self._limiter
            )
        except ClosedError:
            raise EngineClosedError("the server is shutting down") from None

    def _prepare(self, params: PromptParams, *, continues: bool) -> ChatPrompt:
        conversation, template = params.conversation, self.template
        variables = {**self.params.all_variables, **params.variables}
        text = template.render(
            conversation,
            add_generation_prompt=params.add_generation_prompt is not False,
            continue_final_message=continues,
            variables=variables,
        )
        chat_format = template.reply_format(conversation)
        final = conversation.messages[-1]
        written = f"{final.reasoning or ''}{final.text}" if continues else ""
        return ChatPrompt(
            text=text,
            format=chat_format,
            opening=opening_of(text, chat_format.reasoning, written),
            may_think=variables.get("enable_thinking") is not False,
            is_continuation=continues,
            parallel=template.writes_parallel_calls(conversation),
        )


def _ends_with_answer(params: PromptParams) -> bool:
    """Whether a conversation ends with the assistant's text, and nothing is said of how to go on.

    Raises:
        InvalidRequestError: it ends with two messages of the assistant.
    """
    *before, final = params.conversation.messages
    if final.role != "assistant" or final.tool_calls or params.add_generation_prompt is not None:
        return False
    if before and before[-1].role == "assistant" and not before[-1].tool_calls:
        raise InvalidRequestError("messages must not end with two of the assistant", param="messages")
    return True
