"""Where fetched models are kept, and where repositories are."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from pyllama.paths import cache_dir

_N_NAME: Final = 180

_HUB_CACHES: Final = (
    ("LLAMA_CACHE", ""),
    ("HF_HUB_CACHE", ""),
    ("HUGGINGFACE_HUB_CACHE", ""),
    ("HF_HOME", "hub"),
    ("XDG_CACHE_HOME", "huggingface/hub"),
)
"""Variables that name a folder, and what is appended; the first one that is set decides."""


def endpoint() -> str:
    """Return where repositories are, without a slash at the end.

    ``MODEL_ENDPOINT``, or else ``HF_ENDPOINT``, overrides Hugging Face.
    """
    url = os.environ.get("MODEL_ENDPOINT") or os.environ.get("HF_ENDPOINT") or "https://huggingface.co"
    return url.rstrip("/")


def hub_cache() -> Path:
    """Return the folder of repositories, which other programs for Hugging Face use too."""
    for variable, inner in _HUB_CACHES:
        if folder := os.environ.get(variable):
            return Path(folder, inner)
    return Path.home() / ".cache" / "huggingface" / "hub"


def url_path(url: str) -> Path:
    """Return where the file of a URL is kept: in ``LLAMA_CACHE``, or else in the cache of pyllama.

    Its name is that of the URL, after a hash of what comes before it, so all parts of a split model lie in
    the same way.
    """
    folder = Path(os.environ.get("LLAMA_CACHE") or cache_dir() / "models")
    parts = urlsplit(url)
    before, _, name = parts.path.rpartition("/")
    place = hashlib.sha256(f"{parts.hostname}:{parts.port}{before}?{parts.query}".encode()).hexdigest()
    return folder / f"{place[:12]}-{safe_name(name)}"


def safe_name(name: str) -> str:
    """Return a file name that no system takes for anything else, from the last part of a URL's path."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", unquote(name)).lstrip(".-")[-_N_NAME:] or "model"
