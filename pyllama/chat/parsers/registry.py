"""Which format a model has, known by marks in its chat template."""
# ruff: noqa: RUF001  # the bars of DeepSeek's tags are meant

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pyllama.chat.parsers import deepseek, json_calls, named_calls, tagged_formats
from pyllama.chat.parsers.bare_json import GENERIC, LLAMA_3
from pyllama.chat.parsers.chat_format import ChatFormat
from pyllama.chat.parsers.element_calls import MINIMAX_M3
from pyllama.chat.parsers.functionary import FUNCTIONARY_32
from pyllama.chat.parsers.gemma_calls import GEMMA_4
from pyllama.chat.parsers.harmony import HARMONY
from pyllama.chat.parsers.keyed_calls import APERTUS
from pyllama.chat.parsers.kimi_k3 import KIMI_K3
from pyllama.chat.parsers.python_calls import LFM2
from pyllama.chat.parsers.reasoning import reasoning_of

_FORMATS: Final[tuple[tuple[tuple[str, ...], ChatFormat], ...]] = (
    (("<|start|>assistant<|channel|>",), HARMONY),
    ((">>>all",), FUNCTIONARY_32),
    (("<function=", "<|python_tag|>"), named_calls.FUNCTIONARY_31),
    (("<seed:tool_call>",), tagged_formats.SEED_OSS),
    (("<function=", "<parameter="), tagged_formats.QWEN_CODER),
    (("]<]minimax[>[", "<tool_call>"), MINIMAX_M3),
    (("<minimax:tool_call>",), tagged_formats.MINIMAX_M2),
    (('<function name="', "<param name="), tagged_formats.MINICPM),
    (("｜DSML｜", "function_calls>"), deepseek.DEEPSEEK_V32),
    (("｜DSML｜", "tool_calls>"), deepseek.DEEPSEEK_V4),
    (("<arg_key>", "<tool_call>"), tagged_formats.GLM),
    (("<arg_key{}>", "':opensource'"), tagged_formats.HUNYUAN),
    (("<|tool_call_argument_begin|>",), named_calls.KIMI_K2),
    (("<|open|>", "<|close|>", "<|sep|>"), KIMI_K3),
    (("<｜tool▁sep｜>", "```json"), deepseek.DEEPSEEK_V3),
    (("<｜tool▁sep｜>",), deepseek.DEEPSEEK_V31),
    (("<|tool_call:begin|>",), named_calls.SOLAR),
    (("[TOOL_CALLS]", "[ARGS]"), named_calls.MISTRAL),
    (("[TOOL_CALLS]",), json_calls.MISTRAL_LIST),
    (("<|tools_prefix|>",), APERTUS),
    (("<|tool_call_start|>",), LFM2),
    (("<|im_start|>", '"List of tools: '), LFM2),
    (("<|tool_call>call:",), GEMMA_4),
    (("<|START_ACTION|>",), json_calls.COMMAND_R),
    (("followed by a json-formatted list of actions",), json_calls.COMMAND_R_PLUS),
    (("<TOOLCALL>",), json_calls.NEMOTRON),
    ((" functools[",), json_calls.FIREFUNCTION),
    (("<|tool_call|>", "<|start_of_role|>"), json_calls.GRANITE),
    (("<|tool_call|>",), json_calls.PHI_4),
    (("<|/tool|>",), json_calls.PHI_4),
    (("<tool_calls>", "<beginning_of_sentence>"), json_calls.MINIMAX_M1),
    (("<tool_calls>[",), json_calls.APRIEL),
    (("<|function_call|>",), json_calls.GIGACHAT),
    (("'role': 'function call'",), json_calls.GIGACHAT_ROLE),
    (("<|start_header_id|>", '{"name": function name, "parameters":'), LLAMA_3),
    (("<tool_call>", '"arguments"'), json_calls.HERMES),
)
"""By marks that all stand in a template; the first format that fits counts."""


def format_of(template_source: str | None, *, describes_tools: bool = True) -> ChatFormat:
    """Return the format of the models that have a template.

    Args:
        template_source: the text of the template for conversations with tools; ``None`` or a name where
            there is no text.
        describes_tools: whether the template describes the tools to the model (``Capabilities.tools``). If
            not, the model is told to write calls in the generic format.

    Returns:
        The format, with the tags around thoughts. For a template without known marks, and one that does not
        describe tools, the generic one: as Hermes, or JSON without a tag.
    """
    source = template_source or ""
    fitting = (found for marks, found in _FORMATS if all(mark in source for mark in marks))
    native = next(fitting, GENERIC)
    found = native if describes_tools else GENERIC
    return replace(found, reasoning=native.reasoning or reasoning_of(source))
