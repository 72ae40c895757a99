"""What the bodies of OpenAI's endpoints have in common."""

from __future__ import annotations

from typing import Final

import msgspec

from pyllama.errors import InvalidRequestError
from server.schemas.fields import IGNORED, NOT_YET

HARMLESS: Final = IGNORED | {"metadata", "prompt_cache_key", "safety_identifier"}
"""Fields that tell OpenAI who asks and where to keep it; an answer does not depend on them."""

REFUSED: Final[dict[str, tuple[object, ...]]] = NOT_YET | {
    "audio": (),
    "function_call": ("none",),
    "functions": ([],),
    "modalities": (["text"],),
    "moderation": (),
    "prediction": (),
    "prompt_cache_retention": ("in_memory", "in-memory"),
    "response_fields": ([],),
    "service_tier": ("auto", "default"),
    "store": (False,),
    "verbosity": ("medium",),
    "web_search_options": (),
}
"""Fields that ask for what this server does not do, with the values that do not."""


class StreamOptions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a stream has besides the text.

    Attributes:
        include_usage: end the stream with an event that tells how many tokens it took.
        include_obfuscation: hide the lengths of events; only ``False`` is possible.
    """

    include_usage: bool | None = None
    include_obfuscation: bool | None = None


def includes_usage(options: StreamOptions | None, *, stream: bool) -> bool:
    """Return whether a stream ends with its usage.

    Raises:
        InvalidRequestError: options that are impossible, or there is no stream.
    """
    if options is None:
        return False
    if not stream:
        raise InvalidRequestError("stream_options is only allowed with stream", param="stream_options")
    if options.include_obfuscation:
        param = "stream_options.include_obfuscation"
        raise InvalidRequestError(f"{param} must be false: events are not obfuscated", param=param)
    return bool(options.include_usage)
