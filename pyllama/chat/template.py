"""Makes a prompt of a conversation, as a model was trained to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, Self

from pyllama.chat.continuation import Template, check_final, write_continued
from pyllama.chat.jinja_template import JinjaTemplate
from pyllama.chat.known_template import KnownTemplate
from pyllama.chat.messages import Conversation
from pyllama.chat.parsers import ChatFormat, format_of
from pyllama.chat.polyfill import polyfill
from pyllama.chat.renderer import Renderer
from pyllama.chat.text_ends import TextEnds
from pyllama.model import Model
from pyllama.native_template import native_template_names

DEFAULT_TEMPLATE: Final = "chatml"
"""The template of a model that has none."""


class ChatTemplate:
    """The templates of a model: one for conversations, and perhaps one for those with tools. Close it.

    Blocks while it renders; thread-safe.

    Args:
        default: writes conversations.
        tool_use: writes those with tools; ``None`` where that is the same.
        ends: what the tokenizer adds to a prompt.
        renderer: closed with this object.
    """

    def __init__(
        self,
        default: Template,
        *,
        tool_use: Template | None = None,
        ends: TextEnds | None = None,
        renderer: Renderer | None = None,
    ) -> None:
        self.default = default
        self.tool_use = tool_use or default
        self._ends = ends or TextEnds()
        self._renderer = renderer

    @classmethod
    def of_model(cls, model: Model, *, source: str | None = None, use_jinja: bool = True) -> Self:
        """Return the template of a model.

        Args:
            model: the model; not needed any more afterwards.
            source: the name of a native template, or the text of a Jinja template; ``None`` takes the
                model's own ones, and ``DEFAULT_TEMPLATE`` where it has none.
            use_jinja: render texts as Jinja; otherwise native code must recognize them.

        Raises:
            InvalidRequestError: native code does not recognize it.
            ClosedError: the model is closed.
        """
        ends = TextEnds.of_vocab(model.vocab)
        tool_use = model.chat_template("tool_use") if source is None else None
        source = source or model.chat_template() or tool_use or DEFAULT_TEMPLATE
        if not use_jinja or source in native_template_names():
            return cls(KnownTemplate(source), ends=ends)
        renderer = Renderer()
        return cls(
            JinjaTemplate(source, ends, renderer),
            tool_use=JinjaTemplate(tool_use, ends, renderer) if tool_use else None,
            ends=ends,
            renderer=renderer,
        )

    def close(self) -> None:
        """Stop what is being rendered. Idempotent."""
        if self._renderer is not None:
            self._renderer.close()

    def check(self) -> None:
        """Find out now what the templates can write, which the first conversation would take longer for.

        Raises:
            ChatTemplateError: one is not a template, or needs too much time or memory.
            ClosedError: the template is closed.
        """
        for template in (self.default, self.tool_use):
            _ = template.capabilities

    def reply_format(self, conversation: Conversation) -> ChatFormat:
        """Return how the model writes thoughts and calls when it answers to a conversation.

        Raises:
            ChatTemplateError: the template is not one, or needs too much time or memory.
            ClosedError: the template is closed.
        """
        template = self._template_of(conversation)
        own = format_of(template.source)
        if not conversation.tools or template.capabilities.tools:
            return own
        # The model is told of tools in words that do not come from its template.
        return replace(format_of(None), reasoning=own.reasoning)

    def writes_parallel_calls(self, conversation: Conversation) -> bool:
        """Whether an answer with several calls can be written into a later prompt as one.

        Raises: as ``reply_format``.
        """
        capabilities = self._template_of(conversation).capabilities
        # Where the template cannot write any, calls become text.
        return capabilities.parallel_tool_calls or not (capabilities.tools and capabilities.tool_calls)

    def render(
        self,
        conversation: Conversation,
        *,
        add_generation_prompt: bool = True,
        continue_final_message: bool = False,
        variables: Mapping[str, Any] | None = None,
    ) -> str:
        """Return the prompt of a conversation, without the BOS and EOS that the tokenizer adds.

        Args:
            conversation: what was said.
            add_generation_prompt: end where the assistant's answer begins.
            continue_final_message: end where the text of the final message ends, for the assistant to go on
                with it; ``add_generation_prompt`` does not count then.
            variables: more variables for a Jinja template; values that JSON has.

        Raises:
            ChatTemplateError: the template refuses the conversation, fails, or needs too much time or memory.
            InvalidRequestError: there is no final message to continue.
            UnsupportedFeatureError: the template cannot use variables or documents.
            ClosedError: the template is closed.
        """
        template = self._template_of(conversation)
        if continue_final_message:
            # Before calls become texts.
            check_final(conversation)
        conversation = polyfill(conversation, template.capabilities)
        variables = variables or {}
        if continue_final_message:
            prompt = write_continued(template, conversation, variables)
        else:
            prompt = template.write(
                conversation, add_generation_prompt=add_generation_prompt, variables=variables
            )
        return self._ends.strip(prompt)

    def _template_of(self, conversation: Conversation) -> Template:
        return self.tool_use if conversation.tools else self.default
