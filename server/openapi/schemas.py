"""JSON schemas of types."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from server.formats.json import encode

JsonSchema = dict[str, Any]

_TEMPLATE: Final = "#/components/schemas/{name}"
_ATTRIBUTES: Final = re.compile(r"\s*^Attributes:\n(.*)", re.MULTILINE | re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"^    (\w[\w, ]*): (.*(?:\n     +.*)*)", re.MULTILINE)


class Schemas:
    """The schemas of some types, with those that several share under names.

    Args:
        types: all types, such as msgspec knows.

    Attributes:
        components: the schemas that have names.
    """

    def __init__(self, types: Iterable[Any]) -> None:
        # A type may be no valid key of a dictionary.
        unique = {repr(a_type): a_type for a_type in types}
        schemas, self.components = msgspec.json.schema_components(unique.values(), ref_template=_TEMPLATE)
        self._schemas: dict[str, JsonSchema] = dict(zip(unique, schemas, strict=True))
        for component in self.components.values():
            _describe_fields(component)

    def of(self, types: Sequence[Any]) -> JsonSchema:
        """Return the schema of what has one of these types."""
        schemas = [self._schemas[repr(a_type)] for a_type in types]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

    def add_fields(
        self, a_type: Any, ignored: Iterable[str], refused: Mapping[str, Iterable[object]]
    ) -> None:
        """Name more fields in the schema of an object, and refuse all others.

        Args:
            a_type: the type of the object.
            ignored: fields that may hold anything.
            refused: fields that may only hold these values, or null.
        """
        name = self._schemas[repr(a_type)]["$ref"].rpartition("/")[2]
        properties = self.components[name]["properties"]
        for field in sorted(ignored):
            properties.setdefault(field, {"description": "makes no difference"})
        for field, values in sorted(refused.items()):
            allowed = msgspec.json.decode(encode([*values, None]))
            properties.setdefault(field, {"enum": allowed, "description": "is not supported"})
        self.components[name]["additionalProperties"] = False


def _describe_fields(component: JsonSchema) -> None:
    """Move what a docstring says of attributes to the fields."""
    about, *found = _ATTRIBUTES.split(inspect.cleandoc(component.get("description", "")))[:2]
    if not found:
        return
    component["description"] = about
    for match in _ATTRIBUTE.finditer(found[0]):
        for name in match[1].split(", "):
            field = component["properties"].get(name)
            if field is not None:
                field["description"] = " ".join(match[2].split())
