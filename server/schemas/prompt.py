"""The prompts of a body."""

from __future__ import annotations

import msgspec

from pyllama.errors import UnsupportedFeatureError

PromptItem = int | str
"""A token, or text to turn into tokens."""

Prompt = str | list[PromptItem | list[PromptItem]]
"""One prompt (text; tokens and text mixed) or a list of prompts."""


class PromptObject(msgspec.Struct, forbid_unknown_fields=True):
    """A text, and what belongs into its places for images and sounds."""

    prompt_string: str
    multimodal_data: list[str] | None = None


SentPrompt = str | PromptObject | list[PromptItem | PromptObject | list[PromptItem]]
"""What clients may send for a ``Prompt``."""


def plain_prompt(prompt: SentPrompt) -> Prompt:
    """Return the prompts without objects, which are texts by another name as long as there are no images.

    Raises:
        UnsupportedFeatureError: there are images or sounds.
    """
    if isinstance(prompt, list):
        return [
            _text_of(item, f"prompt[{i}]") if isinstance(item, PromptObject) else item
            for i, item in enumerate(prompt)
        ]
    return _text_of(prompt, "prompt") if isinstance(prompt, PromptObject) else prompt


def _text_of(prompt: PromptObject, path: str) -> str:
    if prompt.multimodal_data:
        path += ".multimodal_data"
        raise UnsupportedFeatureError(f"{path}: images and sounds are not supported yet", param=path)
    return prompt.prompt_string
