"""Finds out which upstream source a build uses, and puts it on the disk when it is needed."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from native.builder.archive import unpack_subtree
from native.builder.download import fetch_sdist
from native.builder.errors import MissingToolError, RequestError, SourceError
from native.builder.process import output_of
from native.builder.upstream import Upstream

BUILD_INPUTS = (
    "CMakeLists.txt",
    "LICENSE",
    "cmake",
    "common",
    "ggml",
    "include",
    "licenses",
    "scripts",
    "src",
    "tools",
    "vendor",
)
"""What of upstream's tree a build reads."""

_N_COMMIT_DIGITS = 9


@dataclass(frozen=True)
class Source:
    """One version of upstream's source.

    Attributes:
        commit: llama.cpp's commit, abbreviated; ``local`` where a folder does not tell.
        description: what build.json says about it; equal for equal sources.
        provide: puts the source on the disk if it is not there, and returns its folder.
    """

    commit: str
    description: dict[str, str]
    provide: Callable[[], Path]


def pinned_source(upstream: Upstream, folder: Path, log: Path, tell: Callable[[str], None]) -> Source:
    """Return the source that ``native/upstream.toml`` pins.

    Args:
        upstream: the pin.
        folder: where archives and unpacked sources are kept.
        log: gets pip's output if the archive has to be downloaded.
        tell: called with a line for the user before a slow step.
    """
    sdist = upstream.sdist

    def provide() -> Path:
        tree = folder / f"llama.cpp-{upstream.commit}"
        if not tree.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            archive = fetch_sdist(sdist, folder, log, tell)
            with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=folder) as temporary:
                unpack_subtree(archive, sdist.subtree, BUILD_INPUTS, Path(temporary)).rename(tree)
        return tree

    description = {"name": sdist.name, "version": sdist.version, "sha256": sdist.sha256}
    return Source(upstream.commit, description, provide)


def local_source(tree: Path) -> Source:
    """Return the source in a folder of the user's.

    Raises:
        RequestError: it does not look like llama.cpp.
    """
    tree = tree.resolve()
    for required in ("CMakeLists.txt", "include/llama.h"):
        if not (tree / required).exists():
            raise RequestError(f"--source {tree} is no llama.cpp checkout: it has no {required}")
    description = {"path": str(tree), "sha256": _tree_hash(tree)}
    return Source(_commit_of(tree), description, lambda: tree)


def git_source(upstream: Upstream, ref: str, folder: Path) -> Source:
    """Return a version of upstream's repository.

    Args:
        upstream: where the repository is.
        ref: a branch, a tag, or a full commit hash.
        folder: where sources are kept.

    Raises:
        MissingToolError: git is missing.
        RequestError: there is no such branch or tag.
        SourceError: the repository cannot be reached.
    """
    if shutil.which("git") is None:
        raise MissingToolError("no git: install it, or give --source DIR")
    commit = ref if re.fullmatch(r"[0-9a-f]{40}", ref) else _resolve_ref(upstream.git, ref)
    short = commit[:_N_COMMIT_DIGITS]

    def provide() -> Path:
        tree = folder / f"llama.cpp-git-{short}"
        if not tree.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".cloning-", dir=folder) as temporary:
                clone = Path(temporary) / "clone"
                _fetch_commit(upstream.git, commit, clone)
                clone.rename(tree)
        return tree

    return Source(short, {"git": upstream.git, "commit": commit}, provide)


def _resolve_ref(url: str, ref: str) -> str:
    if ref.startswith("-"):
        raise RequestError(f"--git {ref} is no branch, tag or full commit hash")
    listing = output_of(["git", "ls-remote", url, ref, f"refs/tags/{ref}^{{}}"])
    if listing is None:
        raise SourceError(f"cannot reach {url}: check the network, or give --source DIR")
    commits = {
        name: commit for commit, name in (line.split("\t") for line in listing.splitlines() if "\t" in line)
    }
    # An annotated tag is an object of its own; the entry with ^{} is the commit that it names.
    for name in (f"refs/tags/{ref}^{{}}", f"refs/tags/{ref}", f"refs/heads/{ref}", ref):
        if name in commits:
            return commits[name]
    raise RequestError(f"--git {ref} is no branch, tag or full commit hash of {url}")


def _fetch_commit(url: str, commit: str, clone: Path) -> None:
    steps: Iterable[list[str]] = (
        ["init", "--quiet"],
        ["fetch", "--quiet", "--depth", "1", url, commit],
        ["checkout", "--quiet", "FETCH_HEAD"],
    )
    clone.mkdir()
    for step in steps:
        if output_of(["git", *step], cwd=clone) is None:
            raise SourceError(f"cannot fetch {commit} from {url}: check the network, or give --source DIR")


def _commit_of(tree: Path) -> str:
    if not (tree / ".git").exists():
        return "local"
    commit = output_of(["git", "rev-parse", f"--short={_N_COMMIT_DIGITS}", "HEAD"], cwd=tree)
    changes = output_of(["git", "status", "--porcelain", "--untracked-files=no"], cwd=tree)
    if commit is None or changes is None:
        return "local"
    return commit.strip() + ("-dirty" if changes else "")


def _tree_hash(tree: Path) -> str:
    """Return a hash of the names and contents of everything that a build reads."""
    total = hashlib.sha256()
    for name in BUILD_INPUTS:
        entry = tree / name
        files = sorted(path for path in entry.rglob("*") if path.is_file()) if entry.is_dir() else [entry]
        for path in files:
            if path.is_file():
                total.update(f"{path.relative_to(tree).as_posix()}\0{path.stat().st_size}\0".encode())
                total.update(path.read_bytes())
    return total.hexdigest()
