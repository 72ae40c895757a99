"""Finds thoughts and calls of tools in what models write, each family in its own format."""

from pyllama.chat.parsers.arguments_schema import arguments_schema
from pyllama.chat.parsers.chat_format import ChatFormat
from pyllama.chat.parsers.parse_options import ParseOptions, Tools, new_call_id
from pyllama.chat.parsers.reasoning import ReasoningTags
from pyllama.chat.parsers.registry import format_of
from pyllama.chat.parsers.special_tokens import find_special_tokens

__all__ = [
    "ChatFormat",
    "ParseOptions",
    "ReasoningTags",
    "Tools",
    "arguments_schema",
    "find_special_tokens",
    "format_of",
    "new_call_id",
]
