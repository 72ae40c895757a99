"""Where the model is in its answer when it begins to write: perhaps in the midst of its thoughts."""

from __future__ import annotations

from pyllama.chat.parsers import ReasoningTags


def opening_of(prompt: str, tags: ReasoningTags | None, written: str = "") -> str:
    """Return the end of a prompt that is within the assistant's thoughts, with the tag that begins them.

    Args:
        prompt: what a template wrote.
        tags: what is around thoughts; ``None`` where there are none.
        written: what the assistant has said already, if the prompt ends with it.

    Returns:
        ``""`` if the answer does not begin within thoughts.
    """
    start = -1 if tags is None else prompt.rfind(tags.open)
    if tags is None or start < 0 or prompt.find(tags.close, start) >= 0:
        return ""
    thoughts = prompt[start + len(tags.open) :].strip()
    # What a user says of tags is no thought of the assistant.
    return prompt[start:] if written.strip().endswith(thoughts) else ""
