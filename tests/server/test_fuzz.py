"""Whatever a client sends, the server answers, and never with an error of its own."""

from __future__ import annotations

import http.client
import json
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.schemas.chat_completion import ChatCompletionBody
from server.schemas.completion import CompletionBody
from server.schemas.fields import NOT_YET
from server.schemas.infill import InfillBody
from server.schemas.openai import HARMLESS, REFUSED
from server.schemas.text_completion import TextCompletionBody
from tests.server.serving import ServerProcess

PATHS = ["/completion", "/v1/completions", "/v1/chat/completions", "/tokenize", "/detokenize"]
QUIET = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-5, 600)
    | st.integers()
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.text(max_size=20)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
tokens = st.integers(0, 511)
prompts = st.text(max_size=40) | st.lists(tokens | st.text(max_size=8), max_size=4) | values
messages = st.lists(
    st.fixed_dictionaries(
        {"role": st.sampled_from(["system", "user", "assistant", "tool"])},
        optional={
            "content": st.text(max_size=20)
            | st.lists(st.just({"type": "text", "text": "x"}), max_size=2)
            | values,
            "tool_calls": values,
        },
    ),
    max_size=3,
)
plausible = st.integers(-2, 3) | st.floats(-1, 2) | st.booleans() | values


def bodies(body: type[msgspec.Struct], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Bodies of an endpoint that have these fields, and some others that it knows."""
    others = sorted({*body.__struct_fields__, *NOT_YET, *REFUSED, *HARMLESS} - fields.keys())
    some = st.dictionaries(st.sampled_from(others), plausible, max_size=5)
    return st.builds(lambda fixed, rest: fixed | rest, st.fixed_dictionaries(fields), some)


def post(server: ServerProcess, path: str, data: bytes) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("POST", path, data)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        assert json.loads(body)["error"]["code"] == response.status
    return response.status


@QUIET
@given(body=bodies(CompletionBody, prompt=prompts))
def test_completion(running: ServerProcess, body: Any) -> None:
    # A time limit of a few milliseconds is a plausible value, too.
    assert post(running, "/completion", json.dumps(body).encode()) in {200, 400, 408}


@QUIET
@given(body=bodies(TextCompletionBody, prompt=prompts))
def test_text_completion(running: ServerProcess, body: Any) -> None:
    assert post(running, "/v1/completions", json.dumps(body).encode()) in {200, 400, 408}


@QUIET
@given(body=bodies(ChatCompletionBody, messages=messages))
def test_chat_completion(running: ServerProcess, body: Any) -> None:
    assert post(running, "/v1/chat/completions", json.dumps(body).encode()) in {200, 400, 408}


@QUIET
@given(path=st.sampled_from(["/tokenize", "/detokenize"]), content=prompts, rest=values)
def test_tokens(running: ServerProcess, path: str, content: Any, rest: Any) -> None:
    body = {"content": content, "tokens": content, "add_special": rest}
    assert post(running, path, json.dumps(body).encode()) in {200, 400}


@QUIET
@given(path=st.sampled_from(PATHS), data=st.binary(max_size=200))
def test_bytes(running: ServerProcess, path: str, data: bytes) -> None:
    assert post(running, path, data) in {200, 400}


@QUIET
@given(
    body=bodies(
        InfillBody, input_prefix=prompts, input_suffix=prompts, input_extra=values, n_predict=st.just(1)
    )
)
def test_infill(chatting: ServerProcess, body: Any) -> None:
    assert post(chatting, "/infill", json.dumps(body).encode()) in {200, 400, 408}


@QUIET
@given(
    path=st.sampled_from(["/embeddings", "/v1/embeddings"]),
    content=prompts,
    rest=st.dictionaries(
        st.sampled_from(["content", "encoding_format", "dimensions", "embd_normalize", "model", "x"]),
        plausible | st.sampled_from(["float", "base64"]),
        max_size=3,
    ),
)
def test_embeddings(embedding_process: ServerProcess, path: str, content: Any, rest: dict[str, Any]) -> None:
    body = json.dumps({"input": content, **rest}).encode()
    assert post(embedding_process, path, body) in {200, 400}
