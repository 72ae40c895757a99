"""The chat templates that are written in C++: a few dozen well-known ones, for texts without tools."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_char_p, create_string_buffer
from functools import cache

from pyllama.ctypes_api import llama as C
from pyllama.errors import InvalidRequestError


@cache
def native_template_names() -> tuple[str, ...]:
    """Return the names of the templates. Native: llama_chat_builtin_templates."""
    n = C.llama_chat_builtin_templates((c_char_p * 0)(), 0)
    names = (c_char_p * n)()
    C.llama_chat_builtin_templates(names, n)
    return tuple(sorted(name.decode() for name in names if name is not None))


def apply_native_template(
    template: str, messages: Sequence[tuple[str, str]], *, add_generation_prompt: bool
) -> str | None:
    """Write messages as a template does.

    Args:
        template: a name, or a Jinja template that is recognized by what it contains.
        messages: role and text of each.
        add_generation_prompt: end where the assistant's answer begins.

    Returns:
        The prompt; ``None`` if the template is not known.

    Raises:
        InvalidRequestError: a text has a NUL character, which native code takes for its end.

    Native: llama_chat_apply_template.
    """
    chat = (C.llama_chat_message * len(messages))()
    n_max = 256
    for i, (role, text) in enumerate(messages):
        if "\0" in text:
            path = f"messages[{i}].content"
            raise InvalidRequestError(f"{path}: this template cannot write a NUL character", param=path)
        chat[i] = C.llama_chat_message(role.encode(), text.encode())
        n_max += 2 * len(text)
    while True:
        buffer = create_string_buffer(n_max)
        n = C.llama_chat_apply_template(
            template.encode(), chat, len(messages), add_generation_prompt, buffer, n_max
        )
        if n < 0:
            return None
        if n <= n_max:
            return buffer.raw[:n].decode("utf-8", "replace")
        n_max = n
