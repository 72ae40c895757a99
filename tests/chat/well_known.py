"""Templates of well-known models, out of the archive that the native libraries are built from."""

from __future__ import annotations

import tarfile
from functools import cache
from pathlib import Path, PurePosixPath

from native.builder.download import fetch_sdist
from native.builder.store import open_store
from native.builder.upstream import read_upstream

_PIN = Path(__file__).parents[2] / "native" / "upstream.toml"


@cache
def well_known_templates() -> dict[str, str]:
    """The text of each template by its name; the archive is downloaded if it is not there."""
    sdist = read_upstream(_PIN).sdist
    store = open_store()
    archive = fetch_sdist(sdist, store.sources, store.builds / "download.log", print)
    folder = PurePosixPath(sdist.subtree) / "models" / "templates"
    templates: dict[str, str] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            path = PurePosixPath(member.name)
            if path.parent == folder and path.suffix == ".jinja":
                file = tar.extractfile(member)
                assert file is not None
                templates[path.stem] = file.read().decode()
            elif templates and folder not in path.parents:
                break  # the rest of the archive need not be unpacked
    return templates
