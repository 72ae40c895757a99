"""Turns conversations into prompts, beside the other work of the server."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import trio

from pyllama.chat import ChatTemplate
from pyllama.errors import ChatTemplateError, ClosedError, EngineClosedError, InvalidRequestError
from pyllama.model import Model
from server.chat_params import ChatParams
from server.schemas.chat import PromptParams

logger: Final = logging.getLogger(__name__)


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

        Cancelling: takes effect when the template is done, which takes 10 seconds at most.

        Raises:
            ChatTemplateError: the template refuses the conversation, fails, or needs too much time or memory.
            InvalidRequestError: there is no final message to continue.
            UnsupportedFeatureError: the template cannot use variables or documents.
            EngineClosedError: the server is shutting down.
        """
        continues = params.continue_final_message
        if continues is None:
            continues = self.params.prefill and _ends_with_answer(params)
        try:
            return await trio.to_thread.run_sync(
                lambda: self.template.render(
                    params.conversation,
                    add_generation_prompt=params.add_generation_prompt is not False,
                    continue_final_message=continues,
                    variables={**self.params.variables, **params.variables},
                ),
                limiter=self._limiter,
            )
        except ClosedError:
            raise EngineClosedError("the server is shutting down") from None


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
