"""Turns conversations into prompts, beside the other work of the server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import trio

from pyllama.chat import ChatTemplate
from pyllama.errors import ClosedError, EngineClosedError
from pyllama.model import Model
from server.schemas.chat import PromptParams


class ChatPrompting:
    """The model's chat template, on a thread of its own.

    Attributes:
        template: the template.
    """

    def __init__(self, template: ChatTemplate) -> None:
        self.template = template
        # One conversation is written at a time, so the others need no threads to wait in.
        self._limiter = trio.CapacityLimiter(1)

    @classmethod
    @asynccontextmanager
    async def open(cls, model: Model) -> AsyncIterator[ChatPrompting]:
        """Take the template of a model; close it at the end of the block."""
        template = ChatTemplate.of_model(model)
        try:
            yield cls(template)
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
        try:
            return await trio.to_thread.run_sync(
                lambda: self.template.render(
                    params.conversation,
                    add_generation_prompt=params.add_generation_prompt,
                    continue_final_message=params.continue_final_message,
                    variables=params.variables,
                ),
                limiter=self._limiter,
            )
        except ClosedError:
            raise EngineClosedError("the server is shutting down") from None
