"""What the benchmark of structured output asks of a server, and what it makes of the answers."""

from __future__ import annotations

import http.client
import json
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from benchmarks.errors import BenchmarkError
from benchmarks.measure import Measurement
from benchmarks.process import HOST, ServerProcess
from benchmarks.servers import N_PARALLEL
from benchmarks.words import Writer

N_TOKENS_MAX: Final = 1024
"""More than any document has."""

N_STEPS: Final = 64
N_PROMPT_WORDS: Final = 60

SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "customer_name": {"type": "string", "maxLength": 32},
        "customer_number": {"type": "integer", "minimum": 1, "maximum": 999999},
        "order_status": {"enum": ["received", "in preparation", "on its way", "delivered"]},
        "delivery_address": {"type": "string", "maxLength": 48},
        "number_of_parcels": {"type": "integer", "minimum": 1, "maximum": 20},
        "shipping_method": {"enum": ["standard", "express", "collection in person"]},
        "payment_method": {"enum": ["invoice", "credit card", "bank transfer"]},
        "total_in_cents": {"type": "integer", "minimum": 0, "maximum": 10000000},
        "contact_person": {"type": "string", "maxLength": 32},
        "priority_level": {"enum": ["low", "normal", "high"]},
        "delivery_day": {"type": "integer", "minimum": 1, "maximum": 31},
        "additional_remarks": {"type": "string", "maxLength": 64},
    },
    "required": [
        "customer_name",
        "customer_number",
        "order_status",
        "delivery_address",
        "number_of_parcels",
        "shipping_method",
        "payment_method",
        "total_in_cents",
        "contact_person",
        "priority_level",
        "delivery_day",
        "additional_remarks",
    ],
    "additionalProperties": False,
}
"""An order, whose fields are to be found in a text."""

ANY_TEXT: Final = r"root ::= [^\x00]*"
"""A grammar that leaves nothing out: what a step costs more with it is the price of having one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, and after which time."""

    body: dict[str, Any]
    seconds: float


def measure_documents(server: ServerProcess, seed: str, timeout_s: float) -> dict[str, Measurement]:
    """Let a server extract documents, one and then eight at a time; return sections of the table.

    Raises:
        BenchmarkError: a request failed, or an answer is no document.
    """
    ask = _asker(server, timeout_s)
    ask_all(ask, [_text(f"warm-up {seed} {i}", 0) | {"n_predict": 8} for i in range(N_PARALLEL)])
    n_before = _n_decode(server)
    alone = ask(_extraction(f"alone {seed}"))
    n_steps = _n_decode(server) - n_before
    _check(alone)
    by_grammar = {"json_schema": None, "grammar": order_grammar()}
    return {
        "document": {"document_s": alone.seconds, "calls_per_token": n_steps / _n_tokens(alone)},
        "documents": _together(ask, f"schema {seed}", {}),
        "same grammar": _together(ask, f"grammar {seed}", by_grammar),
    }


def _together(ask: Callable[[dict[str, Any]], Answer], seed: str, fields: dict[str, Any]) -> Measurement:
    bodies = [_extraction(f"{seed} {i}") | fields for i in range(N_PARALLEL)]
    began_s = time.perf_counter()
    answers = ask_all(ask, bodies)
    total_s = time.perf_counter() - began_s
    for answer in answers:
        _check(answer)
    return {
        "document_s": total_s / len(answers),
        "document_tokens": sum(map(_n_tokens, answers)) / len(answers),
    }


def measure_steps(server: ServerProcess, seed: str, timeout_s: float) -> dict[str, Measurement]:
    """Compare steps of eight texts that conform to a grammar with steps of eight free ones.

    Raises:
        BenchmarkError: a request failed.
    """
    ask = _asker(server, timeout_s)
    sections = {}
    for name, temperature in (("greedy step", 0.0), ("sampled step", 0.8)):
        bodies = [_text(f"{name} {seed} {i}", temperature) for i in range(N_PARALLEL)]
        free = _step_ms(ask_all(ask, bodies))
        constrained = _step_ms(ask_all(ask, [body | {"grammar": ANY_TEXT} for body in bodies]))
        sections[name] = {
            "free_ms": free,
            "constrained_ms": constrained,
            "constrained_to_free": constrained / free,
        }
    return sections


def order_grammar() -> str:
    """Return a grammar of such documents that leaves only the values open, and no white space."""
    members = []
    for name, form in SCHEMA["properties"].items():
        if "enum" in form:
            value = "(" + " | ".join(_quoted(f'"{word}"') for word in form["enum"]) + ")"
        elif form["type"] == "string":
            value = rf'"\"" [^"\\\x00-\x1f]{{0,{form["maxLength"]}}} "\""'
        else:
            value = rf"[1-9] [0-9]{{0,{len(str(form['maximum'])) - 1}}}"
        members.append(f"{_quoted(json.dumps(name) + ': ')} {value}")
    return 'root ::= "{" ' + ' ", " '.join(members) + ' "}"'


def _quoted(text: str) -> str:
    return '"' + text.replace('"', r"\"") + '"'


def ask_all(ask: Callable[[dict[str, Any]], Answer], bodies: Sequence[dict[str, Any]]) -> list[Answer]:
    """Send requests, eight at a time, and return their answers in order."""
    with ThreadPoolExecutor(N_PARALLEL) as threads:
        return list(threads.map(ask, bodies))


def _extraction(seed: str) -> dict[str, Any]:
    prompt = f"The order of a customer:\n{Writer(seed).text(N_PROMPT_WORDS)}\nAs JSON:\n"
    return {"prompt": prompt, "json_schema": SCHEMA, "temperature": 0, "n_predict": N_TOKENS_MAX}


def _text(seed: str, temperature: float) -> dict[str, Any]:
    prompt = Writer(seed).text(N_PROMPT_WORDS)
    return {"prompt": prompt, "temperature": temperature, "seed": 1, "n_predict": N_STEPS, "ignore_eos": True}


def _check(answer: Answer) -> None:
    content = answer.body["content"]
    try:
        document = json.loads(content)
    except ValueError:
        raise BenchmarkError(f"an answer is no document: {content[-200:]!r}") from None
    if list(document) != list(SCHEMA["required"]):
        raise BenchmarkError(f"a document has other fields: {list(document)}")


def _n_tokens(answer: Answer) -> int:
    return int(answer.body["tokens_predicted"])


def _step_ms(answers: Sequence[Answer]) -> float:
    return median(float(answer.body["timings"]["predicted_per_token_ms"]) for answer in answers)


def _asker(server: ServerProcess, timeout_s: float) -> Callable[[dict[str, Any]], Answer]:
    def ask(body: dict[str, Any]) -> Answer:
        began_s = time.perf_counter()
        answered = json.loads(_request(server, "POST", "/completion", timeout_s, json.dumps(body)))
        return Answer(answered, time.perf_counter() - began_s)

    return ask


def _n_decode(server: ServerProcess) -> int:
    """Return how often the server has called ``llama_decode``."""
    text = _request(server, "GET", "/metrics", 10).decode()
    found = re.search(r"^llamacpp:n_decode_total ([0-9.e+]+)$", text, re.MULTILINE)
    if found is None:
        raise BenchmarkError(f"{server.name} does not tell how often it has decoded")
    return int(float(found[1]))


def _request(server: ServerProcess, method: str, path: str, timeout_s: float, body: str = "") -> bytes:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=timeout_s)
    try:
        connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
        response = connection.getresponse()
        content = response.read()
    except (OSError, http.client.HTTPException) as error:
        server.check_alive()
        raise BenchmarkError(f"{server.name}: {path}: {error}{server.last_log_lines()}") from None
    finally:
        connection.close()
    if response.status != http.HTTPStatus.OK:
        raise BenchmarkError(f"{server.name}: {path}: status {response.status}: {content[:300]!r}")
    return content
