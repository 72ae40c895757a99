"""What a repository of Hugging Face has: asked for over HTTP, or read from the cache.

The cache is laid out as other programs for Hugging Face do: ``blobs/`` holds contents under their hashes, and
``snapshots/COMMIT/`` has a link to one for each file; ``refs/main`` says which commit that is.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self, TypeVar
from urllib.parse import quote

import msgspec

from pyllama.errors import ModelDownloadError
from pyllama.hub.file_identity import record_of
from pyllama.hub.http_file import open_url
from pyllama.hub.places import endpoint, hub_cache
from pyllama.hub.remote_model import is_inner_path

T = TypeVar("T")

_MAX_ANSWER: Final = 32 << 20
_COMMIT: Final = re.compile("[0-9a-f]{40}")
_HASH: Final = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_N_SHA256: Final = 64


class _Branch(msgspec.Struct):
    name: str
    target_commit: str = msgspec.field(name="targetCommit")


class _Refs(msgspec.Struct):
    branches: list[_Branch]


class _Stored(msgspec.Struct):
    oid: str


class _Entry(msgspec.Struct):
    type: str
    path: str
    oid: str = ""
    lfs: _Stored | None = None


@dataclass(frozen=True, slots=True)
class RepoFile:
    """One file of a repository.

    Attributes:
        path: its path in the repository.
        url: where it is.
        hash: what its content is called in the cache; ``None`` where the repository does not say it.
    """

    path: str
    url: str
    hash: str | None

    @property
    def sha256(self) -> str | None:
        """Hash of its content, where that is what it is called by."""
        return self.hash if self.hash is not None and len(self.hash) == _N_SHA256 else None


@dataclass(frozen=True, slots=True)
class Repository:
    """What a repository has.

    Attributes:
        repo_id: ``user/name``.
        commit: which state of it this is.
        files: its files, in its order.
    """

    repo_id: str
    commit: str
    files: tuple[RepoFile, ...]

    @classmethod
    def ask(cls, repo_id: str, token: str | None) -> Self:
        """Ask the endpoint for the newest state.

        Raises:
            ModelDownloadError: it does not answer, does not have it, or answers nonsense.

        Source: ``/api/models/ID/refs`` and ``/api/models/ID/tree/COMMIT``.
        """
        api = f"{endpoint()}/api/models/{repo_id}"
        branches = _ask(f"{api}/refs", token, _Refs).branches
        main = next(
            (branch for branch in branches if branch.name == "main"), branches[0] if branches else None
        )
        if main is None or not _COMMIT.fullmatch(main.target_commit):
            raise ModelDownloadError(f"{endpoint()}/{repo_id}", "the repository has no branch")
        commit = main.target_commit
        entries = _ask(f"{api}/tree/{commit}?recursive=true", token, list[_Entry])
        base = f"{endpoint()}/{repo_id}/resolve/{commit}/"
        files = tuple(
            RepoFile(entry.path, base + quote(entry.path), _hash_of(entry))
            for entry in entries
            if entry.type == "file" and is_inner_path(entry.path)
        )
        return cls(repo_id, commit, files)

    @classmethod
    def cached(cls, repo_id: str) -> Self | None:
        """Return what the cache has of its newest state, or ``None`` where it has none."""
        folder = _folder(repo_id)
        try:
            commit = (folder / "refs" / "main").read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        snapshot = folder / "snapshots" / commit
        if not _COMMIT.fullmatch(commit) or not snapshot.is_dir():
            return None
        paths = sorted(
            path.relative_to(snapshot).as_posix() for path in snapshot.rglob("*") if path.is_file()
        )
        return cls(repo_id, commit, tuple(RepoFile(path, "", None) for path in paths))

    @property
    def paths(self) -> list[str]:
        """The paths of all files."""
        return [file.path for file in self.files]

    def file(self, path: str) -> RepoFile:
        """Return the file with a path that it has."""
        return next(file for file in self.files if file.path == path)

    def place_of(self, path: str) -> Path:
        """Return where the cache has a file, or will have it."""
        return _folder(self.repo_id) / "snapshots" / self.commit / path

    def blob_of(self, file: RepoFile) -> Path:
        """Return where the cache keeps the content of a file."""
        if file.hash is None:
            return self.place_of(file.path)
        return _folder(self.repo_id) / "blobs" / file.hash

    def link(self, file: RepoFile) -> None:
        """Let the place of a file show its content, which is there.

        Raises:
            OSError: it cannot.
        """
        place, blob = self.place_of(file.path), self.blob_of(file)
        if file.hash is not None:
            # Its name says what it is, for ever.
            record_of(blob).unlink(missing_ok=True)
        if place.exists():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)  # a link to what is no longer there
        try:
            place.symlink_to(os.path.relpath(blob, place.parent))
        except OSError:
            # Not every system and every user may make links.
            blob.replace(place)

    def note_newest(self) -> None:
        """Make this the state that the cache gives without asking, where the cache can be written to."""
        ref = _folder(self.repo_id) / "refs" / "main"
        with suppress(OSError):
            if not ref.exists() or ref.read_text("ascii") != self.commit:
                ref.parent.mkdir(parents=True, exist_ok=True)
                ref.write_text(self.commit, "ascii")


def _ask(url: str, token: str | None, kind: type[T]) -> T:
    with open_url(url, token=token) as answer:
        body = answer.read(_MAX_ANSWER)
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError:
        raise ModelDownloadError(url, "the answer is not that of a repository") from None


def _hash_of(entry: _Entry) -> str | None:
    name = entry.oid if entry.lfs is None else entry.lfs.oid
    return name if _HASH.fullmatch(name) else None


def _folder(repo_id: str) -> Path:
    return hub_cache() / f"models--{repo_id.replace('/', '--')}"
