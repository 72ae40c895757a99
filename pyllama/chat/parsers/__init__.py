"""Finds thoughts and calls of tools in what models write, each family in its own format."""

from pyllama.chat.parsers.chat_format import ChatFormat, ParseOptions, Tools, new_call_id
from pyllama.chat.parsers.reasoning import ReasoningTags
from pyllama.chat.parsers.registry import format_of

__all__ = ["ChatFormat", "ParseOptions", "ReasoningTags", "Tools", "format_of", "new_call_id"]
