"""The response objects of endpoints that have little to say."""

from __future__ import annotations

from typing import Literal

import msgspec


class Health(msgspec.Struct, frozen=True):
    """The server can be used."""

    status: Literal["ok"] = "ok"


class Success(msgspec.Struct, frozen=True):
    """What was asked for was done."""

    success: Literal[True] = True


class AppliedTemplate(msgspec.Struct, frozen=True):
    """The prompt that a conversation becomes."""

    prompt: str
