"""Ids of calls for templates that insist on nine letters and digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Final

from pyllama.chat.messages import Message

_WANTS_SHORT: Final = re.compile(r"length\s*(!=|==)\s*9\b")
_SHORT: Final = re.compile(r"[A-Za-z0-9]{9}")


def wants_short_ids(template_source: str) -> bool:
    """Whether a template refuses ids of another length."""
    return _WANTS_SHORT.search(template_source) is not None


def with_short_ids(messages: Iterable[Message]) -> Iterator[Message]:
    """Give calls and their results ids of nine letters and digits, which follow from the given ones."""
    for message in messages:
        calls = tuple(replace(call, id=_short(call.id)) for call in message.tool_calls)
        yield replace(message, tool_calls=calls, tool_call_id=_short(message.tool_call_id))


def _short(call_id: str | None) -> str | None:
    if call_id is None or _SHORT.fullmatch(call_id):
        return call_id
    return sha256(call_id.encode(errors="surrogatepass")).hexdigest()[:9]
