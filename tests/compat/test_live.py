"""The golden files beside upstream's own server, where it has been built."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.errors import BenchmarkError
from benchmarks.servers import llama_server
from tests.compat.compare import differences
from tests.compat.differences import BY_TYPE
from tests.compat.golden import read_golden
from tests.compat.record import upstream_process
from tests.compat.setups import SETUPS, all_answers


def test_upstreams_server_answers_what_the_golden_files_say(compat_models: Path) -> None:
    try:
        server = llama_server(None)
    except BenchmarkError as error:
        pytest.skip(str(error))
    theirs = all_answers(upstream_process(server), compat_models)
    found = {
        name: [str(difference) for difference in differences(golden, theirs[name], tuple(BY_TYPE))]
        for setup in SETUPS
        for name, golden in read_golden(setup).items()
    }
    assert {name: lines for name, lines in found.items() if lines} == {}
