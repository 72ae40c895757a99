"""Where the source comes from: archives that are wrong, damaged or hostile; pip; git."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from native.builder.archive import unpack_subtree
from native.builder.errors import RequestError, SourceError
from native.builder.source import git_source, local_source, pinned_source
from native.builder.upstream import Upstream, read_upstream
from tests.native.mini_upstream import ROOT, Builder, write_mini_upstream

SUBTREE = "mini_upstream-1.0/vendor/llama.cpp"

# A complete build backend: pip asks it for the archive's name before it hands the archive over.
_BACKEND = """\
from pathlib import Path

def prepare_metadata_for_build_wheel(folder, settings=None):
    info = Path(folder, "mini_upstream-1.0.dist-info")
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\\nName: mini-upstream\\nVersion: 1.0\\n")
    return info.name
"""
_PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""


def _write_sdist(folder: Path) -> tuple[Path, str]:
    """Write the stand-in's released archive, and return it with its hash."""
    top = folder / "mini_upstream-1.0"
    write_mini_upstream(top / "vendor" / "llama.cpp")
    (top / "vendor" / "llama.cpp" / "models").mkdir()
    (top / "vendor" / "llama.cpp" / "models" / "large.gguf").write_text("not needed")
    (top / "backend.py").write_text(_BACKEND)
    (top / "pyproject.toml").write_text(_PYPROJECT)
    (top / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: mini-upstream\nVersion: 1.0\n")
    archive = folder / "mini_upstream-1.0.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(top, top.name)
    return archive, hashlib.sha256(archive.read_bytes()).hexdigest()


def _pip_offline(folder: Path) -> dict[str, str]:
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder), "PIP_CONFIG_FILE": "/dev/null"}


def test_pinned_source_is_downloaded_once(builder: Builder, tmp_path: Path) -> None:
    archive, sha256 = _write_sdist(tmp_path)
    builder.pin(sha256=sha256)
    done = builder.run("--backend", "cpu", **_pip_offline(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "Downloading mini-upstream 1.0 with pip" in done.stderr
    assert Path(done.stdout.strip()).name.startswith("0123456789-cpu-")
    unpacked = builder.cache / "sources" / "llama.cpp-0123456789"
    assert (unpacked / "include" / "llama.h").exists()
    assert not (unpacked / "models").exists()
    assert {entry.name for entry in (builder.cache / "sources").iterdir()} == {archive.name, unpacked.name}
    shutil.rmtree(unpacked)
    told: list[str] = []
    upstream = read_upstream(builder.native / "upstream.toml")
    source = pinned_source(upstream, unpacked.parent, tmp_path / "log", told.append)
    assert source.provide() == unpacked
    assert (unpacked / "include" / "llama.h").exists()
    assert told == []


def test_archive_that_pip_finds_has_another_hash(builder: Builder, tmp_path: Path) -> None:
    _write_sdist(tmp_path)
    builder.pin(sha256="0" * 64)
    done = builder.run("--backend", "cpu", **_pip_offline(tmp_path))
    assert done.returncode == 1
    assert "wrong hash: " in done.stderr.splitlines()[-1]
    assert list((builder.cache / "sources").iterdir()) == []


def test_pip_finds_nothing(builder: Builder, tmp_path: Path) -> None:
    builder.pin(sha256="0" * 64)
    done = builder.run("--backend", "cpu", **_pip_offline(tmp_path))
    assert done.returncode == 1
    assert "pip cannot download mini-upstream 1.0: check the network" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_kept_archive_with_another_hash(builder: Builder) -> None:
    builder.pin(sha256="0" * 64)
    (builder.cache / "sources").mkdir(parents=True)
    (builder.cache / "sources" / "mini_upstream-1.0.tar.gz").write_bytes(b"something else")
    done = builder.run("--backend", "cpu")
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert "wrong hash: " in last
    assert hashlib.sha256(b"something else").hexdigest() in last


@pytest.mark.parametrize("n_bytes", [0, 10, 400])
def test_truncated_archive(tmp_path: Path, n_bytes: int) -> None:
    archive, _ = _write_sdist(tmp_path)
    archive.write_bytes(archive.read_bytes()[:n_bytes])
    with pytest.raises(SourceError, match=r"cannot unpack|does not contain"):
        unpack_subtree(archive, SUBTREE, ("include",), tmp_path / "into")


def test_archive_with_damaged_bytes(tmp_path: Path) -> None:
    archive, _ = _write_sdist(tmp_path)
    content = bytearray(archive.read_bytes())
    content[200:300] = bytes(100)
    archive.write_bytes(content)
    with pytest.raises(SourceError, match="cannot unpack"):
        unpack_subtree(archive, SUBTREE, ("include",), tmp_path / "into")


def test_archive_that_is_none(tmp_path: Path) -> None:
    archive = tmp_path / "mini_upstream-1.0.tar.gz"
    archive.write_bytes(b"<html>Please log in</html>" * 100)
    with pytest.raises(SourceError, match="cannot unpack"):
        unpack_subtree(archive, SUBTREE, ("include",), tmp_path / "into")


def test_archive_without_the_subtree(tmp_path: Path) -> None:
    archive, _ = _write_sdist(tmp_path)
    with pytest.raises(SourceError, match="does not contain elsewhere"):
        unpack_subtree(archive, "elsewhere", ("include",), tmp_path / "into")


@pytest.mark.parametrize(
    ("name", "target"),
    [
        (f"{SUBTREE}/include/../../../../../evil", None),
        (f"{SUBTREE}/include/link", "/etc"),
        (f"{SUBTREE}/include/link", "../../../../../evil"),
    ],
)
def test_member_that_points_out_of_the_folder(tmp_path: Path, name: str, target: str | None) -> None:
    member = tarfile.TarInfo(name)
    if target is not None:
        member.type, member.linkname = tarfile.SYMTYPE, target
    archive = tmp_path / "mini_upstream-1.0.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.addfile(member, io.BytesIO())
    into = tmp_path / "a" / "b"
    with pytest.raises(SourceError, match="wants to write outside its folder"):
        unpack_subtree(archive, SUBTREE, ("include",), into)
    assert not list(tmp_path.rglob("evil"))


def _git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Upstream's repository in small: one commit, a branch and an annotated tag."""
    tree = tmp_path / "repository"
    write_mini_upstream(tree)
    _git(tree, "init", "--quiet", "--initial-branch", "main")
    _git(tree, "add", ".")
    _git(tree, "commit", "--quiet", "-m", "First")
    _git(tree, "tag", "-a", "v1", "-m", "One")
    return tree


@pytest.mark.parametrize("ref", ["main", "v1", "HEAD"])
def test_git_ref_becomes_a_commit(repository: Path, tmp_path: Path, ref: str) -> None:
    head = _git(repository, "rev-parse", "HEAD")
    upstream = _upstream(repository)
    source = git_source(upstream, ref, tmp_path / "sources")
    assert source.description["commit"] == head
    assert source.commit == head[:9]
    tree = source.provide()
    assert (tree / "include" / "llama.h").exists()
    assert [entry.name for entry in (tmp_path / "sources").iterdir()] == [tree.name]


def test_full_commit_hash_needs_no_look_up(repository: Path, tmp_path: Path) -> None:
    head = _git(repository, "rev-parse", "HEAD")
    source = git_source(_upstream(tmp_path / "nowhere"), head, tmp_path / "sources")
    assert source.commit == head[:9]
    with pytest.raises(SourceError, match="cannot fetch"):
        source.provide()


@pytest.mark.parametrize("ref", ["no-such-branch", "--upload-pack=true"])
def test_git_ref_that_does_not_exist(repository: Path, tmp_path: Path, ref: str) -> None:
    with pytest.raises(RequestError, match="is no branch, tag or full commit hash"):
        git_source(_upstream(repository), ref, tmp_path / "sources")


def test_repository_that_cannot_be_reached(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot reach"):
        git_source(_upstream(tmp_path / "nowhere"), "main", tmp_path / "sources")


def test_local_source_tells_its_commit_and_changes(repository: Path) -> None:
    clean = local_source(repository)
    assert clean.commit == _git(repository, "rev-parse", "--short=9", "HEAD")
    (repository / "src" / "part.c").write_text("int changed;\n")
    dirty = local_source(repository)
    assert dirty.commit == f"{clean.commit}-dirty"
    assert dirty.description != clean.description


def test_project_pin_is_complete() -> None:
    upstream = read_upstream(ROOT / "native" / "upstream.toml")
    assert len(upstream.commit) == 9
    assert len(upstream.sdist.sha256) == 64
    assert upstream.sdist.subtree.startswith(upstream.sdist.file.removesuffix(".tar.gz"))


def _upstream(repository: Path) -> Upstream:
    pin = read_upstream(ROOT / "native" / "upstream.toml")
    return Upstream(commit=pin.commit, git=repository.as_uri(), sdist=pin.sdist)
