"""The page in a browser, with the real server, and whether it is what its source makes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.serving import server_process

ROOT = Path(__file__).parents[2]
WEBUI = ROOT / "webui"


def command(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"{names[0]} is not installed")
    return found


@pytest.fixture
def node() -> str:
    node = command("node")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if tuple(int(part) for part in version.strip("v\n").split(".")[:2]) < (20, 19):
        pytest.skip(f"node {version.strip()} is older than 20.19")
    if not (WEBUI / "node_modules" / ".package-lock.json").is_file():
        pytest.skip("the page's packages are not installed: run npm ci in webui")
    return node


def run(*arguments: str, **environment: str) -> None:
    result = subprocess.run(
        arguments,
        cwd=WEBUI,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
    )
    assert result.returncode == 0, result.stdout


def test_in_a_browser(node: str) -> None:
    chromium = command("chromium", "chromium-browser", "google-chrome")
    tests = sorted(str(path) for path in (WEBUI / "tests").glob("*.test.mjs"))
    assert tests
    # Long enough that an answer can be stopped; beyond its training length the model writes nonsense.
    with server_process("--parallel", "4", "--ctx-size", "65536", "--metrics") as server:
        run(
            node,
            "--test",
            "--test-concurrency=2",
            *tests,
            PYLLAMA_URL=f"http://127.0.0.1:{server.port}/",
            PYLLAMA_PYTHON=sys.executable,
            PYLLAMA_CHROMIUM=chromium,
        )


def test_it_is_what_its_source_makes(node: str, tmp_path: Path) -> None:
    run(node, "node_modules/vue-tsc/bin/vue-tsc.js", "--noEmit")
    run(node, "node_modules/vite/bin/vite.js", "build", "--outDir", str(tmp_path), "--logLevel", "warn")
    made = (tmp_path / "index.html").read_bytes()
    assert made == (ROOT / "public" / "index.html").read_bytes(), "run npm run build in webui"


def test_packages_are_named_without_an_address() -> None:
    lock = json.loads((WEBUI / "package-lock.json").read_text())
    assert all("resolved" not in package for package in lock["packages"].values())
    assert all("integrity" in package for name, package in lock["packages"].items() if name)
