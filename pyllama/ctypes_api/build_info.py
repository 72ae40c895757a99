"""What a native build says about itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BUILD_FILE = "build.json"


@dataclass(frozen=True, slots=True)
class Layout:
    """How C lays a struct out.

    Attributes:
        size: in bytes.
        fields: offset of each field, in bytes.
    """

    size: int
    fields: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """The contents of a build's ``build.json``.

    Attributes:
        folder: where the build is.
        commit: upstream's commit that it was made from.
        backend: for example ``"cpu"`` or ``"cuda"``.
        options: the options it was made with.
        compiler: name and version.
        has_llama_server: whether upstream's own server lies beside the libraries.
        finished_at: when it was made; ISO 8601, UTC.
        abi: the layout of every public struct.
    """

    folder: Path
    commit: str
    backend: str
    options: Mapping[str, object]
    compiler: str
    has_llama_server: bool
    finished_at: str
    abi: Mapping[str, Layout]


def read_build_info(folder: Path) -> BuildInfo | None:
    """Read a folder's ``build.json``; ``None`` when there is none.

    Raises:
        ValueError: the file is not what the builder writes.
    """
    path = folder / BUILD_FILE
    try:
        text = path.read_text("utf-8")
    except OSError:
        return None
    try:
        contents = json.loads(text)
        return BuildInfo(
            folder=folder,
            commit=str(contents["commit"]),
            backend=str(contents["backend"]),
            options=dict(contents["options"]),
            compiler=str(contents["compiler"]),
            has_llama_server=bool(contents["has_llama_server"]),
            finished_at=str(contents["finished_at"]),
            abi={
                name: Layout(int(layout["size"]), {field: int(at) for field, at in layout["fields"].items()})
                for name, layout in contents["abi"].items()
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} is not what build_native.py writes: {error!r}") from error
