from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.file_server import FileServer, file_server


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    """A server of files that is also where repositories are, and a cache of the test's own."""
    for name in ("MODEL_ENDPOINT", "HF_TOKEN", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LLAMA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("no_proxy", "*")
    with file_server() as served:
        monkeypatch.setenv("HF_ENDPOINT", f"{served.url}/")
        yield served
