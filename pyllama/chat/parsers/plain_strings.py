"""Expressions of strings that are written without quotes and escapes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from llguidance import regex_to_lark

from pyllama.chat.parsers.call_grammar import CallGrammar

_ANY: Final = r"(.|\n)"
_PARTS: Final = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|.", re.DOTALL)


def limited_string(grammar: CallGrammar, schema: Mapping[str, Any]) -> str | None:
    """Return the expression of a terminal for the strings that a schema allows; ``None`` for any.

    Args:
        grammar: is told what it does not enforce.
        schema: the schema of a string.
    """
    parts: list[str] = []
    if "minLength" in schema or "maxLength" in schema:
        parts.append(f"/{_ANY}{{{schema.get('minLength', 0)},{schema.get('maxLength', '')}}}/")
    if "pattern" in schema:
        text = _whole_text(schema["pattern"])
        if text is None:
            grammar.weaker.append("pattern: ^ and $ within it cannot be enforced in this format")
        else:
            parts.append(f"/{regex_to_lark(text, 'dw')}/")
    if "format" in schema:
        grammar.weaker.append("format: it cannot be enforced in this format")
    return " & ".join(parts) or None


def _whole_text(pattern: str) -> str | None:
    """Return an expression of the whole texts in which a pattern of JSON Schema is found.

    That may be anywhere, unless ``^`` and ``$`` say otherwise; ``None`` if these stand within it.
    """
    branches: list[list[str]] = [[]]
    depth = 0
    for part in _PARTS.findall(pattern):
        depth += (part == "(") - (part == ")")
        if part == "|" and depth == 0:
            branches.append([])
        else:
            branches[-1].append(part)
    texts = []
    for branch in branches:
        before = "" if branch[:1] == ["^"] else f"{_ANY}*"
        behind = "" if branch[-1:] == ["$"] else f"{_ANY}*"
        inner = branch[not before : len(branch) - (not behind)]
        if "^" in inner or "$" in inner:
            return None
        texts.append(f"{before}({''.join(inner)}){behind}")
    return "|".join(texts)
