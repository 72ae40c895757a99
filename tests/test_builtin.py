"""The models that come with the package: where they are, and that an installed package has them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pyllama import Model, ModelLoadError, builtin, builtin_draft_model, builtin_model

ROOT = Path(__file__).parent.parent
SOURCES = ("pyllama", "server", "public", "tools", "tests", "pyproject.toml", "README.md", "LICENSE")
FIND = """
import sys
sys.path.insert(0, sys.argv[1])
import pyllama
for path in (pyllama.builtin_model(), pyllama.builtin_draft_model()):
    assert path.is_relative_to(sys.argv[1]), path
    assert path.read_bytes()[:4] == b"GGUF"
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built without a network, in a folder that takes what the build leaves behind."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        (folder / name).symlink_to(ROOT / name)
    command = [sys.executable, "-m", "pip", "wheel", "--verbose", "--no-deps", "--no-build-isolation"]
    result = subprocess.run(
        [*command, "--no-index", "--wheel-dir", "dist", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    # Setuptools warns of data that it would leave out in the future.
    assert "Package would be ignored" not in result.stdout + result.stderr
    (path,) = (folder / "dist").iterdir()
    return path


@pytest.mark.parametrize("path_of", [builtin_model, builtin_draft_model])
def test_they_are_models(path_of: Callable[[], Path]) -> None:
    path = path_of()
    assert path.is_absolute()
    with Model.load(path) as model:
        assert model.n_ctx_train == 2048


def test_they_share_a_vocabulary() -> None:
    with Model.load(builtin_model()) as model, Model.load(builtin_draft_model()) as draft:
        assert model.vocab.n_tokens == draft.vocab.n_tokens
        tokens = range(model.vocab.n_tokens)
        assert all(model.vocab.piece(t, special=True) == draft.vocab.piece(t, special=True) for t in tokens)


def test_they_are_the_files_that_were_judged() -> None:
    folder = builtin_model().parent
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split() for line in lines)}
    assert sums == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (builtin_model(), builtin_draft_model())
    }


@pytest.mark.parametrize(
    ("path_of", "name"), [(builtin_model, "builtin.gguf"), (builtin_draft_model, "builtin-draft.gguf")]
)
def test_an_installation_without_them(
    path_of: Callable[[], Path], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builtin, "_FOLDER", tmp_path)
    with pytest.raises(ModelLoadError, match="this installation lacks") as caught:
        path_of()
    assert caught.value.path == tmp_path / name


def test_the_wheel_has_them_and_not_what_makes_them(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {"pyllama/models/builtin.gguf", "pyllama/models/builtin-draft.gguf", "pyllama/py.typed"} < set(
        names
    )
    folders = {name.partition("/")[0] for name in names}
    assert {folder for folder in folders if not folder.startswith("pyllama_server-")} == {"pyllama", "server"}


def test_they_are_found_in_an_unpacked_wheel(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    result = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", FIND, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
