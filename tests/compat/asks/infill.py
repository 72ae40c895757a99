"""``POST /infill``, of a model that has the tokens for it."""

from __future__ import annotations

from typing import Any, Final

from tests.compat.ask import Ask, post

GREEDY: Final[dict[str, Any]] = {
    "input_prefix": "def add(a, b):\n",
    "input_suffix": "\n",
    "temperature": 0,
    "n_predict": 8,
    "cache_prompt": False,
}


def _infill(name: str, **body: Any) -> Ask:
    return post(f"infill/{name}", "/infill", GREEDY | body)


INFILL: Final = (
    _infill("gap"),
    _infill("prompt", prompt="    return"),
    _infill("extra", input_extra=[{"filename": "a.py", "text": "x = 1\n"}]),
    _infill("extra-unnamed", input_extra=[{"text": "x = 1\n"}]),
    _infill(
        "several-extras", input_extra=[{"filename": "a.py", "text": "x"}, {"filename": "b.py", "text": "y"}]
    ),
    _infill("tokens", input_prefix=[5, 6], input_suffix=[7]),
    _infill("empty", input_prefix="", input_suffix=""),
    _infill("stream", stream=True, n_predict=3),
    _infill("fields", response_fields=["content"]),
    _infill("bad-prefix", input_prefix=None),
    _infill("bad-suffix", input_suffix=None),
    _infill("bad-prefix-number", input_prefix=5),
    _infill("bad-extra", input_extra="x"),
    _infill("bad-extra-item", input_extra=[5]),
    _infill("bad-extra-text", input_extra=[{"filename": "a"}]),
    _infill("bad-prompt", prompt=5),
)
