from __future__ import annotations

import tomllib
from pathlib import Path

from pyllama.ctypes_api import UPSTREAM_COMMIT

ROOT = Path(__file__).resolve().parents[2]


def test_the_declarations_are_of_the_pinned_commit() -> None:
    pin = tomllib.loads((ROOT / "native" / "upstream.toml").read_text("utf-8"))
    assert pin["commit"] == UPSTREAM_COMMIT


def test_the_probe_is_of_the_pinned_commit() -> None:
    first_line = (ROOT / "native" / "abi_probe.c").read_text("utf-8").partition("\n")[0]
    assert f"llama.cpp {UPSTREAM_COMMIT} by" in first_line
