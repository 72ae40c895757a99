"""The body of ``POST /infill``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from server.config import ServerConfig
from server.schemas.body import decode_body
from server.schemas.completion import GenerationParams, NativeBody, native_params
from server.schemas.fields import check_fields
from server.schemas.prompt import PromptItem

TextOrTokens = str | list[PromptItem]


class ExtraChunk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of another file.

    Attributes:
        text: the part.
        filename: name of the file.
    """

    text: str
    filename: str = "tmp"


class InfillBody(NativeBody, kw_only=True):
    """The fields as they are sent.

    Attributes:
        input_prefix: what is before the gap.
        input_suffix: what is behind it.
        input_extra: parts of other files, the most important one last.
        prompt: how the text in the gap begins.
    """

    input_prefix: TextOrTokens
    input_suffix: TextOrTokens
    input_extra: list[ExtraChunk] | None = None
    prompt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap in a text, and what is around it.

    Attributes:
        prefix: what is before it.
        suffix: what is behind it.
        extra: parts of other files, the most important one last.
        prompt: how the text in the gap begins.
    """

    prefix: TextOrTokens
    suffix: TextOrTokens
    extra: tuple[ExtraChunk, ...]
    prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InfillParams:
    """What a client asks ``POST /infill`` for.

    Attributes:
        gap: what to fill in.
        generation: how.
        response_fields: paths of the fields that it wants of the result; none are all.
    """

    gap: Gap
    generation: GenerationParams
    response_fields: tuple[str, ...]


_DECODER: Final = msgspec.json.Decoder(InfillBody)
_KNOWN: Final = frozenset(InfillBody.__struct_fields__)


def parse_infill(data: bytes, config: ServerConfig) -> InfillParams:
    """Read a body.

    Raises:
        InvalidRequestError: not JSON, an unknown field, a wrong type, a value out of its range.
        UnsupportedFeatureError: it uses a field that is not supported yet.
    """
    check_fields(data, _KNOWN)
    body = decode_body(data, _DECODER)
    return InfillParams(
        gap=Gap(
            prefix=body.input_prefix,
            suffix=body.input_suffix,
            extra=tuple(body.input_extra or ()),
            prompt=body.prompt or "",
        ),
        generation=native_params(body, config),
        response_fields=tuple(body.response_fields or ()),
    )
