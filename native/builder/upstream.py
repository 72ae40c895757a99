"""Reads the pin, ``native/upstream.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sdist:
    """A released source archive that contains upstream's tree.

    Attributes:
        name: the distribution, as pip knows it.
        version: its version.
        file: the archive's file name.
        sha256: the archive's hash, in lower-case hex.
        subtree: upstream's folder inside the archive.
    """

    name: str
    version: str
    file: str
    sha256: str
    subtree: str


@dataclass(frozen=True)
class Upstream:
    """The pinned source.

    Attributes:
        commit: llama.cpp's commit, abbreviated.
        git: where ``--git`` clones from.
        sdist: where the pinned source comes from.
    """

    commit: str
    git: str
    sdist: Sdist


def read_upstream(path: Path) -> Upstream:
    """Return the pin that a file such as ``native/upstream.toml`` describes."""
    pin = tomllib.loads(path.read_text("utf-8"))
    return Upstream(commit=pin["commit"], git=pin["git"], sdist=Sdist(**pin["sdist"]))
