"""Which files of a repository make up the model that is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pyllama.hub.split_name import SplitName, parts_of

_DEFAULT_QUANTS: Final = ("Q4_K_M", "Q8_0")

# Files that go with a model: projectors of images, statistics of weights, drafting heads.
_NOT_MODELS: Final = ("mmproj", "imatrix", "mtp-", "eagle3-", "dflash-", "dspark-")


def choose_file(paths: Iterable[str], quant: str | None = None) -> str | None:
    """Return the model of a repository.

    Args:
        paths: all of its files, in the order of the repository.
        quant: what stands in the path, before a dot or a hyphen; case does not matter. Without it: Q4_K_M, or
            Q8_0, or the first model.

    Returns:
        Its path, of a split model that of the first part; ``None`` where there is none.

    Source: common_download_get_hf_plan.
    """
    models = [path for path in paths if _is_model(path)]
    for tag in (quant,) if quant else _DEFAULT_QUANTS:
        pattern = re.compile(rf"(?<![a-z0-9]){re.escape(tag)}[.-]", re.IGNORECASE)
        for path in models:
            if pattern.search(path):
                return path
    return None if quant or not models else models[0]


def missing_parts(paths: Iterable[str], first: str) -> list[str]:
    """Return what a repository lacks of the parts of a model."""
    there = set(paths)
    return [part for part in parts_of(first) if part not in there]


def _is_model(path: str) -> bool:
    name = path.rpartition("/")[2]
    if not name.endswith(".gguf") or any(word in name for word in _NOT_MODELS):
        return False
    split = SplitName.parse(name)
    return split is None or split.part == 1
