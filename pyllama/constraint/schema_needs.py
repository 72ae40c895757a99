"""Finds out whether some finite text conforms to a JSON Schema, which can refer to itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from pyllama.constraint.endings import Needs, ending_parts
from pyllama.constraint.schema_keywords import children, escaped


def can_end(schema: Any) -> bool:
    """Whether some finite text conforms to a checked schema; true where that is not clear."""
    return "#" in ending_parts(_needs(schema))


def _needs(root: Any) -> dict[str, Needs]:
    """Return what each schema, by its path, needs for a finite text; where that is not clear, nothing."""
    needs: dict[str, Needs] = {}

    def add(schema: Any, path: str) -> None:
        if not isinstance(schema, dict):
            needs[path] = ((), 0)
            return
        used: list[str] = []
        for keyword, value in schema.items():
            for child, child_path in children(keyword, value, f"{path}/{keyword}"):
                add(child, child_path)
        for keyword in ("anyOf", "oneOf"):
            if schema.get(keyword):
                used.append(f"{path}/{keyword}")
                options = [f"{path}/{keyword}/{i}" for i in range(len(schema[keyword]))]
                needs[used[-1]] = (options, 1)
        used += [f"{path}/allOf/{i}" for i in range(len(schema.get("allOf", ())))]
        used += _needed_members(schema, path)
        target = schema.get("$ref")
        if isinstance(target, str) and target.startswith("#"):
            used.append(_canonical(target))
        needs[path] = (used, len(used))

    add(root, "#")
    # Whatever is not a part of the schema, such as an anchor, is left to llguidance.
    return {
        path: ([other for other in used if other in needs], n - sum(other not in needs for other in used))
        for path, (used, n) in needs.items()
    }


def _needed_members(schema: dict[str, Any], path: str) -> list[str]:
    """Return the paths of the schemas of members that each object or list of this kind has."""
    match schema.get("type"):
        case "object":
            properties = schema.get("properties", {})
            required = schema.get("required")
            names = required if isinstance(required, list) else []
            return [
                f"{path}/properties/{escaped(n)}" for n in names if isinstance(n, str) and n in properties
            ]
        case "array":
            n_least = schema.get("minItems", 0)
            n_first = len(schema.get("prefixItems", ()))
            first = [f"{path}/prefixItems/{i}" for i in range(min(n_first, n_least))]
            return [*first, f"{path}/items"] if n_least > n_first and "items" in schema else first
        case _:
            return []


def _canonical(reference: str) -> str:
    """Return a reference as paths are written here."""
    return unquote(reference.rstrip("/") if reference == "#/" else reference)
