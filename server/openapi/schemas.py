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
        self.components: dict[str, JsonSchema]
        schemas, self.components = msgspec.json.schema_components(unique.values(), ref_template=_TEMPLATE)
        self._schemas: dict[str, JsonSchema] = dict(zip(unique, schemas, strict=True))
        for component in self.components.values():
            _describe_fields(component)

    def of(self, types: Sequence[Any]) -> JsonSchema:
        """Return the schema of what has one of these types."""
        schemas = [self._schemas[repr(a_type)] for a_type in types]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

    def component(self, a_type: Any) -> JsonSchema:
        """Return the schema of a type that has a name."""
        name: str = self._schemas[repr(a_type)]["$ref"].rpartition("/")[2]
        return self.components[name]

    def add_fields(
        self, a_type: Any, ignored: Iterable[str], refused: Mapping[str, Iterable[object]]
    ) -> None:
        """Name more fields in the schema of an object, and refuse all others.

        Args:
            a_type: the type of the object.
            ignored: fields that may hold anything.
            refused: fields that may only hold these values, or null.
        """
        component = self.component(a_type)
        properties = component["properties"]
        for field in sorted(ignored):
            properties.setdefault(field, {"description": "makes no difference"})
        for field, values in sorted(refused.items()):
            allowed = msgspec.json.decode(encode([*values, None]))
            properties.setdefault(field, {"enum": allowed, "description": "is not supported"})
        component["additionalProperties"] = False


def attributes(docstring: str) -> tuple[str, dict[str, str]]:
    """Return what a docstring says before its attributes, and what it says of each."""
    about, *found = _ATTRIBUTES.split(inspect.cleandoc(docstring))[:2]
    matches = _ATTRIBUTE.finditer(found[0]) if found else ()
    return about, {name: _sentence(m[2]) for m in matches for name in m[1].split(", ")}


def _sentence(text: str) -> str:
    return " ".join(text.split()).replace("``None``", "null").replace("``", "`")


def _describe_fields(component: JsonSchema) -> None:
    """Move what a docstring says of attributes to the fields."""
    if "description" in component:
        about, described = attributes(component["description"])
        component["description"] = about.replace("``", "`")
        for name, schema in component.get("properties", {}).items():
            if name in described:
                schema["description"] = described[name]
