"""Fixtures around the stand-in for upstream."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from native.builder import backends
from tests.native.mini_upstream import Builder, Gate, make_builder


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    """A command line with an empty cache."""
    return make_builder(tmp_path)


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Builder, Path]:
    """A command line and its finished build, shared by tests that change neither."""
    made = make_builder(tmp_path_factory.mktemp("finished"))
    return made, made.build()


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    """A gate that no build has reached yet."""
    folder = tmp_path / "gate"
    folder.mkdir()
    return Gate(folder)


@pytest.fixture
def fake_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Makes small programs in a folder that is the whole PATH."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for variable in ("CC", "CXX", "CUDA_HOME", "CUDA_PATH", "VULKAN_SDK"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(backends, "USUAL_CUDA_TOOLKIT", str(tmp_path / "no-cuda"))

    def make(name: str, output: str) -> Path:
        program = folder / name
        program.write_text(f"#!/bin/sh\necho '{output}'\n")
        program.chmod(0o755)
        return program

    return make
