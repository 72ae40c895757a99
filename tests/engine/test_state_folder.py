"""The folder of the saved sequences: no name leads out of it, and only regular files are touched."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from pyllama.engine.state_folder import StateFolder
from pyllama.errors import StateFileError


def write(folder: Path, name: str) -> None:
    with StateFolder(folder) as opened:
        opened.write(name, (b"con", b"tent"))


def read(folder: Path, name: str) -> bytes:
    with StateFolder(folder) as opened, opened.open(name) as file:
        return file.read()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        ".hidden",
        "../x",
        "a/b",
        "/x",
        "x/",
        "a\\b",
        "..\\x",
        "a..b",
        "C:x",
        "x:stream",
        "a*",
        "x\0",
        "x\0.bin",
        "a\nb",
        "a\x7f",
        "a\x85",
        "\ud800",
        "x ",
        " x",
        "x.",
        "x" * 256,
        "é" * 128,
    ],
)
def test_a_name_is_a_visible_file_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(StateFileError) as caught:
        write(folder, name)
    with pytest.raises(StateFileError):
        read(folder, name)
    assert caught.value.name == name
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400
    assert names(tmp_path) == ["folder", "x"]
    assert names(folder) == []


@pytest.mark.parametrize("name", ["x", "chat 1.bin", "ein-Gespräch", "会話", "x" * 255, "é" * 127])
def test_other_names_are_allowed(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    assert names(tmp_path) == [name]
    assert read(tmp_path, name) == b"content"


def make_link(path: Path) -> None:
    path.with_name("target").write_bytes(b"kept")
    path.symlink_to("target")


def make_loop(path: Path) -> None:
    path.symlink_to(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


def make_device(path: Path) -> None:
    try:
        os.mknod(path, 0o020600, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root may make a device")


@pytest.mark.parametrize("make", [make_link, make_loop, Path.mkdir, os.mkfifo, make_socket, make_device])
def test_what_is_not_a_regular_file_is_neither_read_nor_replaced(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "x"
    make(path)
    before = path.lstat()
    with pytest.raises(StateFileError, match="is not a regular file"):
        read(tmp_path, "x")
    with pytest.raises(StateFileError, match="is not a regular file"):
        write(tmp_path, "x")
    assert path.lstat().st_ino == before.st_ino
    target = tmp_path / "target"
    assert not target.exists() or target.read_bytes() == b"kept"
    assert set(names(tmp_path)) <= {"x", "target"}


def test_the_folder_stays_the_same_when_its_path_means_another_one(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with StateFolder(tmp_path / "folder") as opened:
        (tmp_path / "folder").rename(tmp_path / "moved")
        (tmp_path / "folder").mkdir()
        opened.write("x", (b"content",))
    assert names(tmp_path / "folder") == []
    assert names(tmp_path / "moved") == ["x"]
