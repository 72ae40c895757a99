from __future__ import annotations

from pathlib import Path
from typing import Any

import h11
import pytest

from pyllama import DecodeError
from server.errors import error_body
from tests.server.client import Connection
from tests.server.serving import Served, ServerProcess, serving


async def test_a_prompt_that_does_not_fit(decoder_path: Path) -> None:
    async with serving(decoder_path, "-c", "512", "-np", "2") as server:
        response = await server.post("/completion", {"prompt": [5] * 256})
    assert response.status == 400
    assert response.json == {
        "error": {
            "code": 400,
            "message": "the prompt has 256 tokens, but the context of a slot holds 256",
            "type": "exceed_context_size_error",
            "param": "prompt",
            "n_prompt_tokens": 256,
            "n_ctx": 256,
        }
    }


@pytest.mark.parametrize(
    ("body", "param", "message"),
    [
        (b"", None, "the body is not valid JSON"),
        (b'{"prompt": ', None, "the body is not valid JSON"),
        (b'{"prompt": "a"} x', None, "the body is not valid JSON"),
        (b'{"prompt": "a", "temperature": NaN}', None, "the body is not valid JSON"),
        (b'{"prompt": "a", "temperature": Infinity}', None, "the body is not valid JSON"),
        (b'{"prompt": "\xff"}', None, "the body is not UTF-8"),
        (b'{"prompt": "\\ud800"}', None, "the body is not valid JSON"),
        (b'{"prompt": "a", "x": ' + b"[" * 100_000, None, "the body is nested too deeply"),
        (b"[]", None, "the body: Expected object, got array"),
        ({}, "prompt", "prompt is required"),
        ({"prompt": None}, "prompt", "prompt: Expected str | object | array, got null"),
        ({"prompt": 5}, "prompt", "prompt: Expected str | object | array, got int"),
        ({"prompt": []}, "prompt", "prompt must not be empty"),
        ({"prompt": [[5], []]}, "prompt[1]", "prompt[1] must not be empty"),
        ({"prompt": [5, [6]]}, "prompt[1]", "prompt[1]: a list of tokens cannot stand"),
        ({"prompt": [5, 1.5]}, "prompt[1]", "prompt[1]: Expected int | str | object | array, got float"),
        ({"prompt": [5, 512]}, "prompt[1]", "prompt[1]: token 512 is not in the vocabulary"),
        ({"prompt": ["a", [5, -1]]}, "prompt[1][1]", "prompt[1][1]: token -1 is not in the vocabulary"),
        ({"prompt": ["a"] * 1100}, "prompt", "1100 prompts are more than can wait"),
        ({"prompt": ["a"] * 20, "n": 100}, "n", "100 choices for 20 prompts are more than can wait"),
        ({"prompt": "a", "n": 129}, "n", "n: Expected int <= 128"),
        ({"prompt": "a", "n": 0}, "n", "n: Expected int >= 1"),
        ({"prompt": "a", "stop": ["x"] * 1025}, "stop", "stop has 1025 strings"),
        ({"prompt": [2**70]}, "prompt[0]", "prompt[0]: token 1180591620717411303424 is not"),
        ({"prompt": "a", "n_predict": "x"}, "n_predict", "n_predict: Expected int, got str"),
        ({"prompt": "a", "n_predict": -2}, "n_predict", "n_predict: Expected int >= -1"),
        ({"prompt": "a", "n_predict": 2**31}, "n_predict", "n_predict: Expected int <= 2147483647"),
        ({"prompt": "a", "seed": 2**70}, "seed", "seed must lie between"),
        ({"prompt": "a", "top_k": True}, "top_k", "top_k: Expected int, got bool"),
        ({"prompt": "a", "top_p": 1.5}, "top_p", "top_p must lie between 0.0 and 1.0"),
        (b'{"prompt": "a", "top_p": 1e999}', "top_p", "top_p: Number out of range"),
        ({"prompt": "a", "stop": ["x", 5]}, "stop[1]", "stop[1]: Expected str, got int"),
        ({"prompt": "a", "samplers": ["top_k", "x"]}, "samplers[1]", "samplers[1]: unknown sampler 'x'"),
        ({"prompt": "a", "samplers": "kq"}, "samplers", "samplers: 'q' is not one of"),
        ({"prompt": "a", "logit_bias": [[5]]}, "logit_bias[0]", "logit_bias[0]: Expected array of length 2"),
        ({"prompt": "a", "logit_bias": [[5, True]]}, "logit_bias[0]", "logit_bias[0]: the bias must be"),
        ({"prompt": "a", "logit_bias": {"5": True}}, "logit_bias.5", "logit_bias.5: the bias must be"),
        ({"prompt": "a", "logit_bias": [[512, 1]]}, "logit_bias[0][0]", "logit_bias[0]"),
        ({"prompt": "a", "image_data": [1]}, "image_data", "image_data is not supported yet"),
        ({"prompt": "a", "id_slot": 2}, "id_slot", "there is no slot 2, only 0 to 1"),
        ({"prompt": "a", "id_slot": -2}, "id_slot", "id_slot: Expected int >= -1"),
        ({"prompt": ["a", "b"], "id_slot": 2**31 - 1}, "id_slot", "there is no slot 2147483647"),
        ({"prompt": "a", "n_keep": -2}, "n_keep", "n_keep: Expected int >= -1"),
        ({"prompt": "a", "n_keep": 2**31}, "n_keep", "n_keep: Expected int <= 2147483647"),
        ({"prompt": "a", "n_discard": -1}, "n_discard", "n_discard: Expected int >= 0"),
        ({"prompt": "a", "n_cache_reuse": -1}, "n_cache_reuse", "n_cache_reuse: Expected int >= 0"),
        ({"prompt": "a", "t_max_predict_ms": -2}, "t_max_predict_ms", "t_max_predict_ms: Expected int >= -1"),
        ({"prompt": "a", "timeout_ms": 0}, "timeout_ms", "timeout_ms: Expected int >= 1"),
        ({"prompt": "a", "timeout_ms": 1.5}, "timeout_ms", "timeout_ms: Expected int, got float"),
        ({"prompt": "a", "priority": "high"}, "priority", "priority: Invalid enum value 'high'"),
        ({"prompt": "a", "image_data": [{}]}, "image_data", "image_data is not supported yet"),
        ({"prompt": "a", "nothing": 1}, "nothing", "unknown field 'nothing'"),
    ],
)
async def test_a_wrong_completion(running: ServerProcess, body: Any, param: str | None, message: str) -> None:
    async with await Connection.open(running.port) as connection:
        response = await connection.request("POST", "/completion", body)
    assert response.status == 400
    error = response.json["error"]
    assert (error["code"], error["type"]) == (400, "invalid_request_error")
    assert error["message"].startswith(message)
    assert error.get("param") == param


@pytest.mark.parametrize(
    ("path", "body", "param"),
    [
        ("/tokenize", {}, "content"),
        ("/tokenize", {"content": 5}, "content"),
        ("/tokenize", {"content": [999]}, "content[0]"),
        ("/tokenize", {"content": "a", "with_pieces": 1}, "with_pieces"),
        ("/detokenize", {}, "tokens"),
        ("/detokenize", {"tokens": "a"}, "tokens"),
        ("/detokenize", {"tokens": [5, -1]}, "tokens[1]"),
    ],
)
async def test_wrong_tokens(running: ServerProcess, path: str, body: Any, param: str | None) -> None:
    async with await Connection.open(running.port) as connection:
        response = await connection.request("POST", path, body)
    assert response.status == 400
    assert response.json["error"].get("param") == param


async def test_off_values_may_be_spelled_otherwise(running: ServerProcess) -> None:
    body = b'{"prompt": "a", "n_predict": 1, "lora": [ ], "sse_ping_interval": -1.0, "grammar" : ""}'
    async with await Connection.open(running.port) as connection:
        response = await connection.request("POST", "/completion", body)
    assert response.status == 200


async def test_a_deep_value_of_an_unsupported_field_is_refused(running: ServerProcess) -> None:
    body = b'{"prompt": "a", "lora": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    async with await Connection.open(running.port) as connection:
        response = await connection.request("POST", "/completion", body)
    assert response.status == 400


async def test_off_values_of_fields_that_are_not_supported(running: ServerProcess) -> None:
    off = {"n_probs": 0, "grammar": "", "id_slot": -1, "image_data": [], "json_schema": None, "lora": []}
    ignored = {"model": "gpt", "user": "me"}
    async with await Connection.open(running.port) as connection:
        response = await connection.request("POST", "/completion", {"prompt": "a", **off, **ignored})
    assert response.status == 200


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/nothing", 404, "not_found_error"),
        ("GET", "/v1//models", 404, "not_found_error"),
        ("POST", "/completion/", 404, "not_found_error"),
        ("GET", "/completion", 405, "invalid_request_error"),
        ("POST", "/health", 405, "invalid_request_error"),
        ("BREW", "/health", 405, "invalid_request_error"),
    ],
)
async def test_wrong_routes(running: ServerProcess, method: str, path: str, status: int, kind: str) -> None:
    async with await Connection.open(running.port) as connection:
        response = await connection.request(method, path)
    assert response.status == status
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    assert (response.json["error"]["code"], response.json["error"]["type"]) == (status, kind)


async def test_a_wrong_method_is_told_the_right_ones(running: ServerProcess) -> None:
    async with await Connection.open(running.port) as connection:
        response = await connection.request("GET", "/completion")
    assert response.headers["allow"] == "OPTIONS, POST"


async def test_a_body_that_is_too_large(running: ServerProcess) -> None:
    async with await Connection.open(running.port) as connection:
        headers = [("Host", "test"), ("Content-Length", "1000000000")]
        head = h11.Request(method="POST", target="/completion", headers=headers)
        await connection.stream.send_all(connection.parser.send(head) or b"")
        response = await connection.response()
    assert response.status == 413
    assert response.json["error"]["type"] == "invalid_request_error"


async def fail(server: Served, error: Exception) -> Any:
    def submit(*_arguments: object) -> None:
        raise error

    server.state.engine.submit = submit  # type: ignore[method-assign, assignment]
    return await server.post("/completion", {"prompt": "a"})


async def test_a_fault_of_the_server_shows_nothing(
    decoder_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(decoder_path) as server:
        response = await fail(server, RuntimeError("secret"))
        assert (await server.get("/health")).status == 200
    assert response.status == 500
    assert response.json == {"error": {"code": 500, "message": "internal error", "type": "server_error"}}
    assert "secret" in caplog.text


def test_an_error_of_native_code_is_one_of_the_server() -> None:
    error = error_body(DecodeError("llama_decode failed", function="llama_decode", code=-3)).error
    assert (error.code, error.type) == (500, "server_error")
