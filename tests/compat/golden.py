"""Reads and writes upstream's answers: a file for each set-up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests.compat.ask import Answer
from tests.compat.setups import Setup

GOLDEN: Final = Path(__file__).with_name("golden")


def read_golden(setup: Setup) -> dict[str, Answer]:
    """Return the answers by the names of the requests; those to requests that have changed are left out."""
    content = json.loads(_path(setup).read_text())
    asked = {question.name: question.as_json() for question in setup.asks}
    return {
        name: item["answer"] for name, item in content["answers"].items() if item["ask"] == asked.get(name)
    }


def read_commit(setup: Setup) -> str:
    """Return which commit of upstream gave the answers."""
    return str(json.loads(_path(setup).read_text())["upstream"])


def write_golden(setup: Setup, given: Mapping[str, Answer], commit: str) -> None:
    """Write answers, one on a line."""
    items = {q.name: {"ask": q.as_json(), "answer": _rounded(given[q.name])} for q in setup.asks}
    lines = [f"{json.dumps(name)}: {json.dumps(item, separators=(',', ':'))}" for name, item in items.items()]
    text = f'{{"upstream": "{commit}", "answers": {{\n' + ",\n".join(lines) + "\n}}\n"
    _path(setup).write_text(text)


def _path(setup: Setup) -> Path:
    return GOLDEN / f"{setup.name}.json"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, dict):
        return {name: _rounded(item) for name, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list) else value
