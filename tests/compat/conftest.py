"""The answers of this server, to everything that upstream's was asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compat.ask import Answer
from tests.compat.setups import all_answers, make_models
from tests.server.serving import server_process


@pytest.fixture(scope="session")
def compat_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all models that are served."""
    folder = tmp_path_factory.mktemp("compat")
    make_models(folder)
    return folder


@pytest.fixture(scope="session")
def ours(compat_models: Path) -> dict[str, Answer]:
    """This server's answers, by the names of the requests."""
    return all_answers(server_process, compat_models)
