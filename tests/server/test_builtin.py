"""A server for which no model is named."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from pyllama import builtin_model
from tests.server.serving import ServerProcess, server_process


@pytest.fixture(scope="module")
def builtin_server() -> Iterator[ServerProcess]:
    with server_process() as server:
        yield server


def get(server: ServerProcess, path: str) -> Any:
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}") as response:
        return json.load(response)


def test_it_says_so_in_one_line(builtin_server: ServerProcess) -> None:
    (line,) = [line for line in builtin_server.seen if "built-in" in line]
    assert "No model named: serving the built-in demonstration model. For a real one: " in line
    assert re.search(r"python\S* -m server --model path/to/model\.gguf$", line)


def test_nothing_warns(builtin_server: ServerProcess) -> None:
    assert [line for line in builtin_server.seen if " INFO " not in line] == []


def test_its_name_is_no_path(builtin_server: ServerProcess) -> None:
    (data,) = get(builtin_server, "/v1/models")["data"]
    assert data["id"] == "builtin"
    props = get(builtin_server, "/props")
    assert (props["model_alias"], props["model_path"]) == ("builtin", str(builtin_model()))


def test_a_slot_has_the_context_that_it_was_trained_with(builtin_server: ServerProcess) -> None:
    (data,) = get(builtin_server, "/v1/models")["data"]
    assert data["meta"]["n_ctx"] == data["meta"]["n_ctx_train"] == 2048


def test_a_named_model_is_served_without_a_word(running: ServerProcess) -> None:
    assert [line for line in running.seen if "built-in" in line] == []


def post(server: ServerProcess, path: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{path}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


def chat(server: ServerProcess, question: str) -> str:
    prompt = f"<|im_start|>user\n{question}<|im_end|>\n<|im_start|>assistant\n"
    answer = post(server, "/completion", {"prompt": prompt, "temperature": 0, "n_predict": 300})
    assert answer["stop_type"] == "eos"
    content = answer["content"]
    assert isinstance(content, str)
    return content


def test_it_answers_in_chatml(builtin_server: ServerProcess) -> None:
    assert chat(builtin_server, "What is 47 + 38?") == "47 + 38 = 85."
    assert "pyllama" in chat(builtin_server, "Who are you?")
    assert chat(builtin_server, "Tell me a story about a cat named Tom.").count("Tom") > 1
