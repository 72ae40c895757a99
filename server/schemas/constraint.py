"""The fields of a body that say what a text has to conform to: at most one of them may be used."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from pyllama.constraint import Constraint
from pyllama.errors import InvalidRequestError

ANY_OBJECT: Final = '{"type": "object"}'
"""The schema of "some JSON object"."""


RawJson = msgspec.Raw | msgspec.UnsetType
"""A part of a body as it was sent."""


class NamedSchema(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A JSON schema as OpenAI's clients send it; it is always followed strictly."""

    name: str | None = None
    description: str | None = None
    schema: RawJson = msgspec.UNSET
    strict: bool | None = None


class ResponseFormat(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The form of the text: any, JSON, or JSON of a schema, which may stand in either place."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: NamedSchema | None = None
    schema: RawJson = msgspec.UNSET


class ConstraintFields(msgspec.Struct, kw_only=True):
    """The fields as they are sent; ``None``, or nothing, is a field that was left out or null.

    Attributes:
        grammar: a grammar in llama.cpp's notation (GBNF); ``""`` is none.
        json_schema: a JSON schema.
        regex: a regular expression for the whole text.
        lark: a grammar in llguidance's notation.
        response_format: JSON, or JSON of a schema, as OpenAI's clients ask for it.
    """

    grammar: str | None = None
    json_schema: RawJson = msgspec.UNSET
    regex: str | None = None
    lark: str | None = None
    response_format: ResponseFormat | None = None


def constraint_of(body: ConstraintFields, default: Constraint | None) -> Constraint | None:
    """Return what the text has to conform to.

    Args:
        body: the fields.
        default: what holds for bodies that say nothing; an empty grammar or the format ``text`` turns it off.

    Raises:
        InvalidRequestError: more than one field is used, or a format lacks its schema.
        GrammarError: a text is empty or too long.
    """
    given: list[Constraint | None] = []
    if body.grammar is not None:
        given.append(Constraint("grammar", body.grammar) if body.grammar else None)
    if schema := _schema(body.json_schema):
        given.append(Constraint("json_schema", schema))
    if body.regex is not None:
        given.append(Constraint("regex", body.regex))
    if body.lark is not None:
        given.append(Constraint("lark", body.lark))
    if body.response_format is not None:
        given.append(_of_format(body.response_format))
    used = [constraint for constraint in given if constraint is not None]
    if len(used) > 1:
        message = "only one of grammar, json_schema, regex, lark and response_format may be used"
        raise InvalidRequestError(message, param=used[1].param or used[1].kind)
    if used:
        return used[0]
    return None if given else default


def _of_format(form: ResponseFormat) -> Constraint | None:
    if form.type == "text":
        return None
    named = _schema(form.json_schema.schema) if form.json_schema is not None else ""
    if named:
        return Constraint("json_schema", named, param="response_format.json_schema.schema")
    if schema := _schema(form.schema):
        return Constraint("json_schema", schema, param="response_format.schema")
    if form.type == "json_schema":
        path = "response_format.json_schema"
        raise InvalidRequestError(f"{path}.schema is required", param=path)
    return Constraint("json_schema", ANY_OBJECT, param="response_format")


def _schema(raw: RawJson) -> str:
    """Return a schema as JSON; ``""`` where there is none."""
    text = "null" if raw is msgspec.UNSET else bytes(raw).decode()
    return "" if text == "null" else text
