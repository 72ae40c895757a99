"""Escape sequences in arguments, which a shell would have to be talked into passing."""

from __future__ import annotations

import re
from typing import Final

_MEANINGS: Final = {"n": "\n", "r": "\r", "t": "\t", "'": "'", '"': '"', "\\": "\\"}
_SEQUENCE: Final = re.compile(r"""\\(?:([nrt'"\\])|x([0-9a-fA-F]{2}))""")


def unescape(text: str) -> str:
    r"""Replace ``\n``, ``\r``, ``\t``, ``\'``, ``\"``, ``\\`` and ``\xHH`` by what they mean; others stay."""
    return _SEQUENCE.sub(lambda found: _MEANINGS[found[1]] if found[1] else chr(int(found[2], 16)), text)
