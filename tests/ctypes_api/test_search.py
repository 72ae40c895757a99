from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pyllama.ctypes_api import UPSTREAM_COMMIT, search
from pyllama.errors import LibraryLoadError


@pytest.fixture(autouse=True)
def nothing_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(search.LIBRARY_VARIABLE, raising=False)
    monkeypatch.setenv("PYLLAMA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(search, "PACKAGE_FOLDER", tmp_path / "package" / "lib")


def make_libraries(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / search.file_name("llama")).touch()
    return folder


def make_build(tmp_path: Path, name: str, *, commit: str = UPSTREAM_COMMIT, age_s: int = 0) -> Path:
    folder = make_libraries(tmp_path / "cache" / "native" / name)
    record = {
        "commit": commit,
        "backend": "cpu",
        "options": {},
        "compiler": "cc",
        "has_llama_server": False,
        "finished_at": "",
        "abi": {},
    }
    (folder / "build.json").write_text(json.dumps(record))
    os.utime(folder / "build.json", (1e9 - age_s, 1e9 - age_s))
    return folder


def test_nothing_is_found() -> None:
    assert search.find_folder() is None


def test_the_newest_build_of_the_pinned_commit_is_taken(tmp_path: Path) -> None:
    make_build(tmp_path, "old", age_s=100)
    newest = make_build(tmp_path, "new")
    make_build(tmp_path, "older", age_s=200)
    make_build(tmp_path, "other-commit", commit="fffffffff", age_s=-100)
    assert search.find_folder() == newest


def test_what_is_no_finished_build_is_passed_over(tmp_path: Path) -> None:
    make_libraries(tmp_path / "cache" / "native" / "no-record")
    broken = make_build(tmp_path, "broken")
    (broken / "build.json").write_text('{"commit": ')
    make_build(tmp_path, ".building-1")
    assert search.find_folder() is None


def test_the_package_goes_before_the_cache(tmp_path: Path) -> None:
    make_build(tmp_path, "build")
    packaged = make_libraries(tmp_path / "package" / "lib")
    assert search.find_folder() == packaged


def test_the_variable_goes_before_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_build(tmp_path, "build")
    make_libraries(tmp_path / "package" / "lib")
    chosen = make_libraries(tmp_path / "chosen")
    monkeypatch.setenv(search.LIBRARY_VARIABLE, str(chosen))
    assert search.find_folder() == chosen


def test_a_variable_that_names_a_folder_without_libraries_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_libraries(tmp_path / "package" / "lib")
    monkeypatch.setenv(search.LIBRARY_VARIABLE, str(tmp_path))
    with pytest.raises(LibraryLoadError, match=search.LIBRARY_VARIABLE) as caught:
        search.find_folder()
    assert caught.value.searched == (tmp_path,)


def test_a_library_with_a_versioned_name_only_is_found(tmp_path: Path) -> None:
    (tmp_path / f"{search.file_name('llama')}.0").touch()
    assert search.library_path(tmp_path, "llama") == tmp_path / f"{search.file_name('llama')}.0"
    (tmp_path / search.file_name("llama")).touch()
    assert search.library_path(tmp_path, "llama") == tmp_path / search.file_name("llama")


def test_the_error_says_where_was_looked_and_what_to_do(tmp_path: Path) -> None:
    error = search.not_found("llama", "no such file")
    message = str(error)
    for part in (
        search.LIBRARY_VARIABLE,
        str(tmp_path / "package" / "lib"),
        str(tmp_path / "cache" / "native"),
        UPSTREAM_COMMIT,
        "system: no such file",
        "python build_native.py",
    ):
        assert part in message
    assert tmp_path / "package" / "lib" in error.searched
