"""The formats of DeepSeek's models, whose tags have bars and blanks of their own."""
# ruff: noqa: RUF001  # they are meant

from __future__ import annotations

import re
from typing import Final

from pyllama.chat.parsers.named_calls import NamedCalls
from pyllama.chat.parsers.tagged_calls import TaggedCalls

DEEPSEEK_V3: Final = NamedCalls(
    name="deepseek-v3",
    markers=("<｜tool▁calls▁begin｜>", "<｜tool▁call▁begin｜>"),
    section="<｜tool▁calls▁begin｜>",
    call="<｜tool▁call▁begin｜>",
    begin="<｜tool▁calls▁begin｜>\n<｜tool▁call▁begin｜>",
    between="<｜tool▁call▁begin｜>",
    end="<｜tool▁calls▁end｜>",
    header=re.compile(r"(?:function)?<｜tool▁sep｜>(?P<name>[^\n`]+)\s*```json"),
    header_end="```json",
    written_header="function<｜tool▁sep｜>{name}\n```json\n",
    arguments_end="\n```\n<｜tool▁call▁end｜>",
    closers=("```", "<｜tool▁call▁end｜>", "<｜tool▁calls▁end｜>"),
    call_tokens=(
        "<｜tool▁calls▁begin｜>",
        "<｜tool▁call▁begin｜>",
        "<｜tool▁sep｜>",
        "<｜tool▁call▁end｜>",
        "<｜tool▁calls▁end｜>",
    ),
)

DEEPSEEK_V31: Final = NamedCalls(
    name="deepseek-v3.1",
    markers=DEEPSEEK_V3.markers,
    section=DEEPSEEK_V3.section,
    call=DEEPSEEK_V3.call,
    begin=DEEPSEEK_V3.begin,
    between=DEEPSEEK_V3.between,
    end=DEEPSEEK_V3.end,
    header=re.compile(r"(?P<name>[^<\n]+)<｜tool▁sep｜>"),
    header_end="<｜tool▁sep｜>",
    written_header="{name}<｜tool▁sep｜>",
    arguments_end="<｜tool▁call▁end｜>",
    closers=("<｜tool▁call▁end｜>", "<｜tool▁calls▁end｜>"),
    call_tokens=DEEPSEEK_V3.call_tokens,
)


def _dsml(name: str, section: str) -> TaggedCalls:
    """Return the format of DeepSeek V3.2 or V4, which say of each value whether it is a string."""
    return TaggedCalls(
        name=name,
        markers=(f"<｜DSML｜{section}>",),
        begin=f'<｜DSML｜{section}>\n<｜DSML｜invoke name="',
        between='<｜DSML｜invoke name="',
        end=f"</｜DSML｜{section}>",
        call_open='<｜DSML｜invoke name="',
        name_end='">',
        call_close="</｜DSML｜invoke>",
        key_open='<｜DSML｜parameter name="',
        key_ends=('">', '" string="true">', '" string="false">'),
        value_close="</｜DSML｜parameter>",
        closers=(f"</｜DSML｜{section}>",),
        call_tokens=("｜DSML｜",),
    )


DEEPSEEK_V32: Final = _dsml("deepseek-v3.2", "function_calls")
DEEPSEEK_V4: Final = _dsml("deepseek-v4", "tool_calls")
