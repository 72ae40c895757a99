"""Folders of the user's machine that pyllama reads and writes."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

CACHE_VARIABLE = "PYLLAMA_CACHE_DIR"


def cache_dir() -> Path:
    """Return the folder for everything that can be made again: sources, native builds, downloads.

    ``PYLLAMA_CACHE_DIR`` overrides the platform's usual place. The folder need not exist.
    """
    override = os.environ.get(CACHE_VARIABLE)
    return Path(override) if override else platformdirs.user_cache_path("pyllama")


def native_builds_dir() -> Path:
    """Return the folder that holds one folder for each finished native build."""
    return cache_dir() / "native"
