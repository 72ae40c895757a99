"""Words that more than one option takes."""

from __future__ import annotations

from typing import Final

ON_OFF_AUTO: Final = {
    "1": "on",
    "true": "on",
    "enabled": "on",
    "0": "off",
    "false": "off",
    "disabled": "off",
    "-1": "auto",
}
"""Synonyms of ``on``, ``off`` and ``auto``."""
