"""The official test suite of JSON Schema, out of the source archive of ``jsonschema``."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Final

from native.builder.download import fetch_sdist
from native.builder.store import open_store
from native.builder.upstream import Sdist

_SDIST: Final = Sdist(
    name="jsonschema",
    version="4.26.0",
    file="jsonschema-4.26.0.tar.gz",
    sha256="0c26707e2efad8aa1bfc5b7ce170f3fccc2e4918ff85989ba9ffa9facb2be326",
    subtree="jsonschema-4.26.0/json/tests/draft2020-12",
)
_SCHEMA: Final = frozenset(
    {
        *("additionalProperties", "contains", "contentSchema", "else", "if", "items", "not", "propertyNames"),
        *("then", "unevaluatedItems", "unevaluatedProperties"),
    }
)
_LISTS: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_MAPS: Final = frozenset({"$defs", "definitions", "dependentSchemas", "patternProperties", "properties"})


@dataclass(frozen=True)
class SuiteCase:
    """A schema of the suite.

    Attributes:
        name: the file, and what the case is about.
        schema: the schema.
        instances: values, and whether they conform to it.
    """

    name: str
    schema: Any
    instances: tuple[tuple[Any, bool], ...]

    def keywords(self) -> set[str]:
        """Return the keywords in the schema and in those within it."""
        return set(_keywords(self.schema))


@cache
def suite() -> tuple[SuiteCase, ...]:
    """Return all schemas for draft 2020-12, and those of formats.

    The archive is downloaded if it is not there.
    """
    store = open_store()
    archive = fetch_sdist(_SDIST, store.sources, store.builds / "download.log", print)
    folder = PurePosixPath(_SDIST.subtree)
    cases: list[SuiteCase] = []
    with tarfile.open(archive) as tar:
        for member in tar:
            path = PurePosixPath(member.name)
            if path.parent not in (folder, folder / "optional" / "format") or path.suffix != ".json":
                continue
            file = tar.extractfile(member)
            assert file is not None
            for group in json.load(file):
                instances = tuple((test["data"], test["valid"]) for test in group["tests"])
                cases.append(SuiteCase(f"{path.stem}: {group['description']}", group["schema"], instances))
    return tuple(cases)


def _keywords(schema: Any) -> Iterator[str]:
    if not isinstance(schema, dict):
        return
    yield from schema
    for keyword, value in schema.items():
        children: Any = ()
        if keyword in _SCHEMA:
            children = (value,)
        elif keyword in _LISTS:
            children = value
        elif keyword in _MAPS:
            children = value.values()
        for child in children:
            yield from _keywords(child)
