"""The models that come with the package: tiny, for demonstrations and tests."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pyllama.errors import ModelLoadError

_FOLDER: Final = Path(__file__).parent / "models"


def builtin_model() -> Path:
    """Return the path of the built-in demonstration model, a GGUF that chats in ChatML.

    Raises:
        ModelLoadError: this installation lacks the file; ``path`` says where it was looked for.
    """
    return _installed("builtin.gguf")


def builtin_draft_model() -> Path:
    """Return the path of a smaller model with the same vocabulary, which drafts for speculative decoding.

    Raises:
        ModelLoadError: this installation lacks the file; ``path`` says where it was looked for.
    """
    return _installed("builtin-draft.gguf")


def _installed(name: str) -> Path:
    path = _FOLDER / name
    if not path.is_file():
        raise ModelLoadError(path, "this installation lacks the built-in model")
    return path
