"""One request, and what a server answers, as JSON."""

from __future__ import annotations

import http.client
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

TIMEOUT_S: Final = 20.0

Answer = dict[str, Any]
"""The status and the media type, and the body: as ``body`` if it is JSON, as the ``events`` of a stream with
all of their text, as the values of ``metrics``, or as ``text``."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request.

    Attributes:
        name: unlike all others; a folder, then what is special about it.
        method: of HTTP.
        path: with its query.
        body: a value that becomes JSON, or a text that is sent as it is.
        headers: more of them.
    """

    name: str
    method: str
    path: str
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def data(self) -> bytes:
        """Return the bytes of the body."""
        if self.body is None:
            return b""
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()

    def as_json(self) -> dict[str, Any]:
        """Return what a golden file says of it."""
        shown = {"method": self.method, "path": self.path, "body": self.body, "headers": dict(self.headers)}
        return {name: value for name, value in shown.items() if value}


def get(name: str, path: str, **headers: str) -> Ask:
    return Ask(name, "GET", path, headers=headers)


def post(name: str, path: str, body: Any = None, **headers: str) -> Ask:
    return Ask(name, "POST", path, body, headers)


def ask(port: int, question: Ask) -> Answer:
    """Ask the server at a port of this machine, and return its answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    try:
        headers = {"Content-Type": "application/json", "Connection": "close", **question.headers}
        connection.request(question.method, question.path, question.data(), headers)
        response = connection.getresponse()
        media_type = (response.getheader("Content-Type") or "").partition(";")[0]
        return {"status": response.status, "type": media_type, **_content(media_type, response.read())}
    except (OSError, http.client.HTTPException) as error:
        error.add_note(f"asked {question.name}")
        raise
    finally:
        connection.close()


def _content(media_type: str, data: bytes) -> Answer:
    if not data:
        return {}
    if media_type == "application/json":
        return {"body": json.loads(data)}
    if media_type == "text/event-stream":
        # Events of texts that are made side by side may come in any order.
        events = sorted((_event(block) for block in data.decode().split("\n\n") if block), key=_index)
        return {"events": events, "text": "".join(map(_text, events))}
    text = data.decode()
    if re.search(r"^# TYPE ", text, re.MULTILINE):
        return {"metrics": _metrics(text)}
    return {"text": text}


def _event(block: str) -> Any:
    name, _, content = block.partition(": ")
    assert name == "data", block
    return content if content == "[DONE]" else json.loads(content)


def _index(event: Any) -> float:
    """Return the number of the text that an event belongs to; those of all texts are at the end."""
    if not isinstance(event, dict) or "error" in event:
        return math.inf
    choices = event.get("choices", [event])
    return choices[0].get("index", 0) if choices else math.inf


def _text(event: Any) -> str:
    """Return the text of an event: servers need not cut theirs into the same events."""
    if not isinstance(event, dict):
        return ""
    texts = [event.get("content")]
    for choice in event.get("choices", ()):
        texts += [choice.get("text"), choice.get("delta", {}).get("content")]
    return "".join(text for text in texts if text)


def _metrics(text: str) -> dict[str, float]:
    return {
        name: float(value)
        for name, value in (line.split(" ") for line in text.splitlines() if not line.startswith("#"))
    }
