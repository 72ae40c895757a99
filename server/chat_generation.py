"""From a conversation to the generation of its answers: the way that all dialects go.

A route of a dialect parses its body into ``PromptParams`` and ``GenerationParams``, calls ``begin_chat``, and
turns what the readers give into its own objects::

    chat = await begin_chat(state, request.scope, params.prompt, params.generation)
    for index, deltas in await chat.group.next_deltas():
        for delta in deltas:
            for step in chat.readers[index].read(delta): ...
"""

from __future__ import annotations

from dataclasses import dataclass

from hypercorn.typing import Scope

from pyllama.chat.kept_thoughts import LegacyParser, PrefixedParser
from pyllama.chat.parsers import ParseOptions
from pyllama.chat.reply import ReplyParser
from pyllama.errors import ContextSizeExceededError, UnsupportedFeatureError
from server.chat_prompting import ChatPrompt
from server.formats.chat_answer import AnswerReader
from server.formats.generation_settings import settings_of
from server.generation_group import GenerationGroup, begin_group
from server.prompting import build_requests
from server.reasoning_params import ReasoningFormat, ReasoningParams
from server.schemas.chat import PromptParams
from server.schemas.completion import GenerationParams
from server.schemas.tools import ToolParams
from server.state import ServerState


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatGeneration:
    """Answers that are being generated.

    Attributes:
        group: the generations, one for each answer.
        readers: what reads them, in the same order.
        n_prompt: length of the prompt in tokens.
    """

    group: GenerationGroup
    readers: tuple[AnswerReader, ...]
    n_prompt: int


async def begin_chat(
    state: ServerState, scope: Scope, params: PromptParams, generation: GenerationParams
) -> ChatGeneration:
    """Begin to answer in a conversation, for an HTTP request, however it ends.

    Args:
        state: has the engine and the chat template.
        scope: the scope of the HTTP request.
        params: the conversation, and how the answer is read.
        generation: how to answer.

    Cancelling: takes effect when the template and the tokenizer are done.

    Raises: as ``ChatPrompting.prepare``, ``build_requests`` and ``begin_group``.
    """
    engine = state.engine
    reasoning = params.reasoning or state.config.chat.reasoning
    _refuse(params.tools, reasoning)
    prompt = await state.chat.prepare(params)
    requests = await build_requests(prompt.text, generation, engine)
    settings = settings_of(generation, requests[0].sampling)
    try:
        group = begin_group(state, scope, requests, settings)
    except ContextSizeExceededError as error:
        error.param = "messages"
        raise
    can_parse = state.config.chat.parse
    markers = prompt.format.markers if can_parse and params.tools.parse else ()
    return ChatGeneration(
        group=group,
        readers=tuple(
            AnswerReader(_parser(prompt, params.tools, reasoning, can_parse=can_parse), markers)
            for _ in requests
        ),
        n_prompt=len(requests[0].prompt),
    )


def _refuse(tools: ToolParams, reasoning: ReasoningParams) -> None:
    if tools.required:
        raise UnsupportedFeatureError("tool_choice: calls cannot be required yet", param="tool_choice")
    if tools.parallel is False and tools.schemas:
        param = "parallel_tool_calls"
        raise UnsupportedFeatureError(f"{param}: several calls cannot be prevented yet", param=param)
    if reasoning.budget >= 0 or reasoning.control:
        param = "reasoning_control" if reasoning.control else "reasoning_budget_tokens"
        raise UnsupportedFeatureError(f"{param}: thoughts cannot be ended yet", param=param)


def _parser(
    prompt: ChatPrompt, tools: ToolParams, reasoning: ReasoningParams, *, can_parse: bool
) -> ReplyParser:
    """Return what reads one answer."""
    form: ReasoningFormat = reasoning.format if can_parse else "none"

    def parser(*, finds_thoughts: bool) -> ReplyParser:
        options = ParseOptions(
            tools=tools.schemas,
            parse_tool_calls=tools.parse and can_parse,
            reasoning=finds_thoughts,
            starts_in_reasoning=bool(prompt.opening),
        )
        return prompt.format.parser(options)

    if form in ("auto", "deepseek"):
        return parser(finds_thoughts=True)
    content = parser(finds_thoughts=False)
    if prompt.opening and not prompt.is_continuation:
        # A client that reads the thoughts itself needs to see where they begin.
        content = PrefixedParser(content, prompt.opening)
    return LegacyParser(content, parser(finds_thoughts=True)) if form == "deepseek-legacy" else content
