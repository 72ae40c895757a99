"""What the documentation of llama.cpp's server shows, as a user types it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest

from tests.server.serving import ServerProcess, server_process

SETTINGS = {
    *(
        "n_predict",
        "max_tokens",
        "n_keep",
        "n_discard",
        "ignore_eos",
        "stream",
        "n_probs",
        "timings_per_token",
    ),
    *("samplers", "seed", "min_keep", "temperature", "dynatemp_range", "dynatemp_exponent", "top_k", "top_p"),
    *("min_p", "typical_p", "xtc_probability", "xtc_threshold", "mirostat", "mirostat_tau", "mirostat_eta"),
    *("repeat_last_n", "repeat_penalty", "presence_penalty", "frequency_penalty"),
    *("dry_multiplier", "dry_base", "dry_allowed_length", "dry_penalty_last_n"),
}
"""Settings that ``/props`` and ``/slots`` both show."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """The built-in model, with every endpoint that has to be turned on."""
    folder = str(tmp_path_factory.mktemp("slots"))
    options = ("-c", "1024", "-n", "16", "--metrics", "--slots", "--props", "--slot-save-path", folder)
    with server_process(*options) as server:
        yield server


@pytest.fixture(scope="module")
def embedding(encoder_path: Path) -> Iterator[ServerProcess]:
    with server_process("--model", str(encoder_path), "--embedding") as server:
        yield server


@pytest.fixture(scope="module")
def reranking(reranker_path: Path) -> Iterator[ServerProcess]:
    with server_process("--model", str(reranker_path), "--embedding", "--pooling", "rank") as server:
        yield server


def run(server: ServerProcess, command: str) -> str:
    """Run a command in a shell, with the server's port in the place of the one that is written."""
    here = command.replace(":8080", f":{server.port}").replace(":8012", f":{server.port}")
    done = subprocess.run(["sh", "-c", here], capture_output=True, text=True, check=True, timeout=30)
    return done.stdout


def curl(server: ServerProcess, command: str) -> Any:
    return json.loads(run(server, command))


def test_a_completion(server: ServerProcess) -> None:
    answer = curl(
        server,
        """curl --request POST \\
    --url http://localhost:8080/completion \\
    --header "Content-Type: application/json" \\
    --data '{"prompt": "Once upon a time","n_predict": 128}'
    """,
    )
    assert answer["stop"] is True
    assert answer["content"]
    assert answer["tokens"] == []
    assert answer["stop_type"] in {"eos", "limit"}
    assert answer["tokens_evaluated"] > 0
    assert answer.keys() >= {
        "generation_settings",
        "model",
        "prompt",
        "stopping_word",
        "timings",
        "tokens_cached",
        "truncated",
    }


def test_a_completion_of_a_script_that_names_no_type(server: ServerProcess) -> None:
    answer = curl(
        server,
        """curl http://127.0.0.1:8080/completion -H "Content-Type: text/plain;charset=UTF-8" -d '{
        "prompt": "Once upon a time", "n_predict": 64}'""",
    )
    assert answer["content"]


def test_a_chat(server: ServerProcess) -> None:
    answer = curl(
        server,
        """curl http://localhost:8080/v1/chat/completions \\
-H "Content-Type: application/json" \\
-H "Authorization: Bearer no-key" \\
-d '{
"model": "gpt-3.5-turbo",
"messages": [
{"role": "system", "content": "You are a helpful assistant."},
{"role": "user", "content": "Write a limerick about python exceptions"}
]
}'""",
    )
    (choice,) = answer["choices"]
    assert answer["object"] == "chat.completion"
    assert choice["message"]["role"] == "assistant"
    assert choice["message"]["content"]
    assert answer["usage"]["completion_tokens"] > 0
    assert answer["system_fingerprint"].startswith("b")


def test_a_chat_of_openais_client(server: ServerProcess) -> None:
    with openai.OpenAI(
        base_url=f"http://localhost:{server.port}/v1", api_key="sk-no-key-required", max_retries=0
    ) as client:
        completion = client.chat.completions.create(
            model="gpt-3.5-turbo",
            messages=[
                {"role": "system", "content": "You are a helpful assistant."},
                {"role": "user", "content": "Write a limerick about python exceptions"},
            ],
        )
    assert completion.choices[0].message.role == "assistant"
    assert completion.choices[0].message.content


def json_of(server: ServerProcess, form: str) -> str:
    answer = curl(
        server,
        f"""curl http://localhost:8080/v1/chat/completions -d '{{"messages": [{{"role": "user", "content":
        "Give me JSON"}}], "temperature": 0, "max_tokens": 100, "response_format": {form}}}'""",
    )
    return str(answer["choices"][0]["message"]["content"])


def test_an_answer_in_json(server: ServerProcess) -> None:
    assert json_of(server, '{"type": "json_object"}').startswith("{")


def test_an_answer_of_a_schema(server: ServerProcess) -> None:
    schema = '{"type": "string", "minLength": 3, "maxLength": 6}'
    assert 3 <= len(json.loads(json_of(server, f'{{"type": "json_object", "schema": {schema}}}'))) <= 6
    schema = """{
    "properties": {
        "day": {"title": "Day", "enum": ["Mon", "Tue"]},
        "names": {"items": {"enum": ["Ann", "Bob"]}, "title": "Names", "type": "array", "maxItems": 2}
    },
    "required": ["day", "names"], "additionalProperties": false}"""
    answer = json.loads(json_of(server, f'{{"type": "json_schema", "schema": {schema}}}'))
    assert answer["day"] in {"Mon", "Tue"}
    assert {"Ann", "Bob"} >= set(answer["names"])


@pytest.mark.parametrize("texts", ['"hello"', '["hello", "world"]'])
def test_embeddings(embedding: ServerProcess, texts: str) -> None:
    answer = curl(
        embedding,
        f"""curl http://localhost:8080/v1/embeddings \\
-H "Content-Type: application/json" \\
-H "Authorization: Bearer no-key" \\
-d '{{
"input": {texts},
"model":"GPT-4",
"encoding_format": "float"
}}'""",
    )
    n_texts = 1 if isinstance(json.loads(texts), str) else 2
    assert (answer["object"], answer["model"]) == ("list", "GPT-4")
    assert [item["index"] for item in answer["data"]] == list(range(n_texts))
    for item in answer["data"]:
        assert sum(x * x for x in item["embedding"]) == pytest.approx(1, abs=1e-3)


def test_embeddings_in_the_servers_own_form(embedding: ServerProcess) -> None:
    answer = curl(embedding, """curl http://localhost:8080/embeddings -d '{"input": ["hello", "world"]}'""")
    assert [item["index"] for item in answer] == [0, 1]
    assert all(isinstance(item["embedding"][0][0], float) for item in answer)


@pytest.mark.parametrize("path", ["/v1/rerank", "/rerank", "/reranking", "/v1/reranking"])
def test_ranking(reranking: ServerProcess, path: str) -> None:
    answer = curl(
        reranking,
        f"""curl http://127.0.0.1:8012{path} \\
-H "Content-Type: application/json" \\
-d '{{
"model": "some-model",
"query": "What is panda?",
"top_n": 3,
"documents": [
"hi",
"it is a bear",
"The giant panda is a bear of China."
]
}}'""",
    )
    assert sorted(item["index"] for item in answer["results"]) == [0, 1, 2]
    scores = [item["relevance_score"] for item in answer["results"]]
    assert scores == sorted(scores, reverse=True)
    assert answer["model"] == "some-model"


def test_health(server: ServerProcess) -> None:
    assert curl(server, "curl http://localhost:8080/health") == {"status": "ok"}


def test_tokens_and_their_pieces(server: ServerProcess) -> None:
    answer = curl(
        server,
        """curl http://localhost:8080/tokenize -d '{"content": "Hello world!", "with_pieces": true}'""",
    )
    tokens = json.dumps([item["id"] for item in answer["tokens"]])
    assert "".join(item["piece"] for item in answer["tokens"]) == "Hello world!"
    back = curl(server, f"""curl http://localhost:8080/detokenize -d '{{"tokens": {tokens}}}'""")
    assert back == {"content": "Hello world!"}


def test_properties(server: ServerProcess) -> None:
    answer = curl(server, "curl http://localhost:8080/props")
    slot = answer["default_generation_settings"]
    assert answer.keys() >= {"total_slots", "model_path", "chat_template", "build_info"}
    assert slot.keys() == {
        "id",
        "id_task",
        "n_ctx",
        "speculative",
        "is_processing",
        "params",
        "prompt",
        "next_token",
    }
    assert slot["next_token"] == {
        "has_next_token": True,
        "has_new_line": False,
        "n_remain": -1,
        "n_decoded": 0,
        "stopping_word": "",
    }
    assert slot["params"].keys() >= SETTINGS | {"stop", "grammar", "dry_sequence_breakers"}
    assert curl(server, "curl --request POST http://localhost:8080/props") == {"success": True}


def test_slots(server: ServerProcess) -> None:
    (slot,) = curl(server, "curl http://localhost:8080/slots")
    assert (slot["id"], slot["id_task"], slot["n_ctx"]) == (0, -1, 1024)
    assert (slot["is_processing"], slot["speculative"]) == (False, False)
    assert slot["params"].keys() >= SETTINGS
    assert slot["next_token"].keys() >= {"has_next_token", "n_remain", "n_decoded"}


def test_what_a_slot_remembers(server: ServerProcess) -> None:
    curl(server, """curl http://localhost:8080/completion -d '{"prompt": "Once upon", "n_predict": 4}'""")
    command = 'curl --request POST "http://localhost:8080/slots/0?action='
    name = """-d '{"filename": "slot_save_file.bin"}'"""
    saved = curl(server, f'{command}save" {name}')
    erased = curl(server, f'{command}erase"')
    restored = curl(server, f'{command}restore" {name}')
    assert saved.keys() == {"id_slot", "filename", "n_saved", "n_written", "timings"}
    assert restored.keys() == {"id_slot", "filename", "n_restored", "n_read", "timings"}
    assert (saved["timings"].keys(), restored["timings"].keys()) == ({"save_ms"}, {"restore_ms"})
    assert erased == {"id_slot": 0, "n_erased": saved["n_saved"]}
    assert (restored["n_restored"], restored["n_read"]) == (saved["n_saved"], saved["n_written"])


def test_metrics(server: ServerProcess) -> None:
    text = run(server, "curl http://localhost:8080/metrics")
    names = {line.split()[0] for line in text.splitlines() if not line.startswith("#")}
    assert names >= {
        "llamacpp:prompt_tokens_total",
        "llamacpp:tokens_predicted_total",
        "llamacpp:prompt_tokens_seconds",
        "llamacpp:predicted_tokens_seconds",
        "llamacpp:kv_cache_usage_ratio",
        "llamacpp:kv_cache_tokens",
        "llamacpp:requests_processing",
        "llamacpp:requests_deferred",
    }


def test_a_gap_in_code(server: ServerProcess) -> None:
    answer = curl(
        server,
        """curl http://localhost:8080/infill -d '{"input_prefix": "def add(a, b):\\n", "input_suffix": "\\n",
        "input_extra": [{"filename": "a.py", "text": "x = 1\\n"}], "prompt": "    return", "temperature": 0,
        "n_predict": 8}'""",
    )
    assert answer["content"]


def test_a_bad_grammar(server: ServerProcess) -> None:
    answer = curl(
        server, """curl http://localhost:8080/completion -d '{"prompt": "x", "grammar": "root ::= ("}'"""
    )
    assert (answer["error"]["code"], answer["error"]["type"]) == (400, "invalid_request_error")


def test_the_environment_of_a_container(decoder_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {
        "LLAMA_ARG_MODEL": str(decoder_path),
        "LLAMA_ARG_CTX_SIZE": "4096",
        "LLAMA_ARG_N_PARALLEL": "2",
        "LLAMA_ARG_ENDPOINT_METRICS": "1",
        "LLAMA_ARG_PORT": "1",  # the test gives another one as an argument, which goes before
    }
    assert not any(name.startswith("LLAMA_ARG_") for name in os.environ)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with server_process() as server:
        props = curl(server, "curl http://localhost:8080/props")
        metrics = run(server, "curl http://localhost:8080/metrics")
    assert (props["total_slots"], props["default_generation_settings"]["n_ctx"]) == (2, 2048)
    assert props["model_path"] == str(decoder_path)
    assert "llamacpp:requests_processing" in metrics
