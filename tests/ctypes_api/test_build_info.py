from __future__ import annotations

from pathlib import Path

import pytest

from pyllama.ctypes_api import UPSTREAM_COMMIT, loader
from pyllama.ctypes_api.build_info import read_build_info


def test_the_build_in_use_tells_about_itself() -> None:
    folder = loader.library_dir()
    assert folder is not None
    info = read_build_info(folder)
    assert info == loader.build_info()
    assert info is not None
    assert (info.folder, info.commit) == (folder, UPSTREAM_COMMIT)


def test_a_folder_without_a_record_is_no_build(tmp_path: Path) -> None:
    assert read_build_info(tmp_path) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"commit": "x", "abi": []}', "{"])
def test_a_broken_record_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "build.json").write_text(text)
    with pytest.raises(ValueError, match=r"build\.json is not what build_native\.py writes"):
        read_build_info(tmp_path)
