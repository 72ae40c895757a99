"""The formats of models that put tags around each argument of a call, and no attributes into the tags."""

from __future__ import annotations

from typing import Final

from pyllama.chat.parsers.reasoning import ReasoningTags
from pyllama.chat.parsers.tagged_calls import TaggedCalls

QWEN_CODER: Final = TaggedCalls(
    name="qwen3-coder",
    markers=("<tool_call>", "<function="),
    begin="<tool_call>\n<function=",
    between="</tool_call>\n<tool_call>\n<function=",
    end="</tool_call>",
    call_open="<function=",
    name_end=">",
    call_close="</function>",
    key_open="<parameter=",
    key_ends=(">",),
    value_close="</parameter>",
    is_padded=True,
    closers=("</tool_call>",),
    call_tokens=("<tool_call>", "</tool_call>"),
)

SEED_OSS: Final = TaggedCalls(
    name="seed-oss",
    markers=("<seed:tool_call>",),
    begin="<seed:tool_call>\n<function=",
    between="</seed:tool_call>\n<seed:tool_call>\n<function=",
    end="</seed:tool_call>",
    call_open="<function=",
    name_end=">",
    call_close="</function>",
    key_open="<parameter=",
    key_ends=(">",),
    value_close="</parameter>",
    closers=("</seed:tool_call>",),
    call_tokens=("<seed:tool_call>", "</seed:tool_call>"),
)

MINIMAX_M2: Final = TaggedCalls(
    name="minimax-m2",
    markers=("<minimax:tool_call>",),
    begin='<minimax:tool_call>\n<invoke name="',
    between='<invoke name="',
    end="</minimax:tool_call>",
    call_open='<invoke name="',
    name_end='">',
    call_close="</invoke>",
    key_open='<parameter name="',
    key_ends=('">',),
    value_close="</parameter>",
    closers=("</minimax:tool_call>",),
    call_tokens=("<minimax:tool_call>", "</minimax:tool_call>"),
)

MINICPM: Final = TaggedCalls(
    name="minicpm-5",
    markers=('<function name="',),
    begin='<function name="',
    between='<function name="',
    call_open='<function name="',
    name_end='">',
    call_close="</function>",
    key_open='<param name="',
    key_ends=('">',),
    value_close="</param>",
)

GLM: Final = TaggedCalls(
    name="glm-4",
    markers=("<tool_call>",),
    begin="<tool_call>",
    between="\n<tool_call>",
    call_open="",
    name_end="",
    call_close="</tool_call>",
    key_open="<arg_key>",
    key_ends=("</arg_key>\n<arg_value>",),
    value_close="</arg_value>",
    call_tokens=("<tool_call>", "</tool_call>", "<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>"),
)

HUNYUAN: Final = TaggedCalls(
    name="hunyuan-3",
    markers=("<tool_calls:opensource>",),
    begin="<tool_calls:opensource>\n<tool_call:opensource>",
    between="<tool_call:opensource>",
    end="</tool_calls:opensource>",
    call_open="<tool_call:opensource>",
    name_end="<tool_sep:opensource>",
    call_close="</tool_call:opensource>",
    key_open="<arg_key:opensource>",
    key_ends=("</arg_key:opensource>\n<arg_value:opensource>",),
    value_close="</arg_value:opensource>",
    closers=("</tool_calls:opensource>",),
    call_tokens=tuple(
        f"<{slash}{name}:opensource>"
        for name in ("tool_calls", "tool_call", "tool_sep", "arg_key", "arg_value")
        for slash in ("", "/")
    ),
    reasoning=ReasoningTags("<think:opensource>", "</think:opensource>"),
)
