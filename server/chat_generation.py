"""From a conversation to the generation of its answers: the way that all dialects go.

A route of a dialect parses its body into ``PromptParams`` and ``GenerationParams``, calls ``begin_chat``, and
turns what the readers give into its own objects::

    chat = await begin_chat(state, request.scope, params.prompt, params.generation)
    for index, deltas in await chat.group.next_deltas():
        for delta in deltas:
            for step in chat.readers[index].read(delta): ...
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

import trio
from hypercorn.typing import Scope

from pyllama.chat.kept_thoughts import LegacyParser, PrefixedParser
from pyllama.chat.parsers import ParseOptions, arguments_schema, find_special_tokens, format_of
from pyllama.chat.reply import ReplyParser
from pyllama.constraint import Constraint
from pyllama.engine import Engine, Reasoning
from pyllama.errors import ContextSizeExceededError, GrammarError
from pyllama.vocab import Vocab
from server.chat_prompting import ChatPrompt
from server.formats.chat_answer import AnswerReader
from server.formats.generation_settings import settings_of
from server.formats.segments import Segments
from server.generation_group import GenerationGroup, begin_group
from server.prompting import build_requests, run_beside
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
    state: ServerState,
    scope: Scope,
    params: PromptParams,
    generation: GenerationParams,
    *,
    path: str = "messages",
) -> ChatGeneration:
    """Begin to answer in a conversation, for an HTTP request, however it ends.

    Args:
        state: has the engine and the chat template.
        scope: the scope of the HTTP request.
        params: the conversation, and how the answer is read.
        generation: how to answer.
        path: what an error calls a conversation that is too long.

    Cancelling: takes effect when the template and the tokenizer are done.

    Raises: as ``ChatPrompting.prepare``, ``build_requests`` and ``begin_group``.
    """
    engine = state.engine
    reasoning = params.reasoning or state.config.chat.reasoning
    can_parse = state.config.chat.parse
    prompt = await state.chat.prepare(params)
    vocab = engine.model.vocab
    kept_tokens = find_special_tokens(prompt.format.kept_tokens, vocab)
    constraint = generation.constraint
    if params.tools.schemas:
        await _check_strict(engine, params.tools)
        # The grammar of some hundred tools takes a while to write.
        constraint = await trio.to_thread.run_sync(_constraint, prompt, params.tools, generation, kept_tokens)
    requests = await build_requests(prompt.text, replace(generation, constraint=constraint), engine)
    thoughts = _thoughts(prompt, reasoning, vocab, is_constrained=bool(params.tools.schemas))
    settings = settings_of(generation, requests[0].sampling)
    try:
        group = begin_group(
            state,
            scope,
            (
                replace(request, reasoning=thoughts, kept_tokens=frozenset(kept_tokens.values()))
                for request in requests
            ),
            settings,
        )
    except ContextSizeExceededError as error:
        error.param = path
        raise
    markers = prompt.format.markers if can_parse and params.tools.parse else ()
    return ChatGeneration(
        group=group,
        readers=tuple(
            AnswerReader(_parser(prompt, params.tools, reasoning, can_parse=can_parse), markers)
            for _ in requests
        ),
        n_prompt=len(requests[0].prompt),
    )


async def begin_text(
    state: ServerState, scope: Scope, prompt: str, generation: GenerationParams, *, suffix: str
) -> ChatGeneration:
    """Begin to go on from a prompt that no template has written; all that the model writes is content.

    Args:
        state: has the engine.
        scope: the scope of the HTTP request.
        prompt: the prompt.
        generation: how to go on.
        suffix: what follows the gap that is to be filled, if it is one.

    Cancelling, raises: as ``build_requests`` and ``begin_group``.
    """
    requests = await build_requests(prompt, generation, state.engine, suffix=suffix)
    group = begin_group(state, scope, requests, settings_of(generation, requests[0].sampling))
    reader = AnswerReader(format_of(None).parser(ParseOptions()))
    return ChatGeneration(group=group, readers=(reader,), n_prompt=len(requests[0].prompt))


async def read_whole(chat: ChatGeneration) -> Segments:
    """Wait for the end of the one answer, and return its segments.

    Raises: as ``GenerationGroup.all_deltas``.
    """
    (reader,), (deltas,) = chat.readers, await chat.group.all_deltas()
    segments = Segments()
    segments.read_all(step for delta in deltas for step in reader.read(delta))
    return segments


async def count_prompt(state: ServerState, params: PromptParams) -> int:
    """Return the length of a conversation's prompt in tokens.

    Cancelling: takes effect when the template and the tokenizer are done.

    Raises: as ``ChatPrompting.prepare``.
    """
    computing = state.computing
    text = await state.chat.prompt(params)
    vocab = computing.model.vocab
    return len(await run_beside(computing, text, lambda: vocab.tokenize(text)))


def _constraint(
    prompt: ChatPrompt, tools: ToolParams, generation: GenerationParams, kept_tokens: Mapping[str, int]
) -> Constraint | None:
    """Return what an answer with tools has to conform to."""
    chat_format = prompt.format if prompt.may_think else replace(prompt.format, reasoning=None)
    return chat_format.call_grammar(
        tools.schemas,
        choice="required" if tools.required else "auto",
        only=tools.only,
        parallel=prompt.parallel if tools.parallel is None else tools.parallel,
        after_reasoning=bool(prompt.opening),
        special_tokens=kept_tokens,
        content=generation.constraint,
        strict=_strict(tools),
    )


def _strict(tools: ToolParams) -> frozenset[str]:
    """Return the strict tools among those that may be called."""
    return tools.strict if tools.only is None else tools.strict & {tools.only}


async def _check_strict(engine: Engine, tools: ToolParams) -> None:
    """Check that the schemas of strict tools can be enforced where arguments are JSON.

    Cancelling: as ``Engine.compile``.

    Raises:
        GrammarError: one cannot; the message has the path of what is not supported.
        EngineClosedError: the engine is shutting down.
    """
    for name in sorted(_strict(tools)):
        try:
            await engine.compile(Constraint("json_schema", json.dumps(arguments_schema(tools.schemas[name]))))
        except GrammarError as error:
            raise GrammarError(f"the schema of {name!r}: {error.reason}", param="tools") from None


def _thoughts(
    prompt: ChatPrompt, reasoning: ReasoningParams, vocab: Vocab, *, is_constrained: bool
) -> Reasoning | None:
    """Return what the engine has to know of thoughts, where the model has any.

    Args:
        prompt: the prompt.
        reasoning: what is asked for.
        vocab: the vocabulary.
        is_constrained: whether the constraint, if there is one, says what thoughts are.
    """
    tags = prompt.format.reasoning
    if tags is None:
        return None
    message = vocab.tokenize(
        reasoning.message, add_special=False, parse_special=False, param="reasoning_budget_message"
    )
    return Reasoning(
        open=tags.open,
        close=tags.close,
        is_open=bool(prompt.opening),
        is_constrained=is_constrained,
        budget=reasoning.budget,
        ending=(*message, *vocab.tokenize(tags.close, add_special=False)),
    )


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
