"""Makes prompts of conversations, with the templates that models bring along."""

from pyllama.chat.messages import Content, Conversation, Message, Role, TextPart, ToolCall
from pyllama.chat.template import ChatTemplate

__all__ = [
    "ChatTemplate",
    "Content",
    "Conversation",
    "Message",
    "Role",
    "TextPart",
    "ToolCall",
]
