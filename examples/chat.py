"""Chat with the server in a terminal; needs Python alone.

Usage: python chat.py [URL]. The variable LLAMA_API_KEY gives a key. An empty line or the end of the input
ends it.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator

URL = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
KEY = os.environ.get("LLAMA_API_KEY", "")

Message = dict[str, str]


def answer(messages: list[Message]) -> Iterator[str]:
    """Yield the pieces of the answer to a conversation."""
    request = urllib.request.Request(
        f"{URL}/v1/chat/completions",
        data=json.dumps({"messages": messages, "stream": True}).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {KEY}"},
    )
    with urllib.request.urlopen(request) as response:
        for line in response:
            if not line.startswith(b"data: ") or line.startswith(b"data: [DONE]"):
                continue
            event = json.loads(line.removeprefix(b"data: "))
            if "error" in event:
                raise OSError(event["error"]["message"])
            if event["choices"]:
                yield event["choices"][0]["delta"].get("content") or ""


def main() -> None:
    """Read questions and print answers."""
    messages: list[Message] = []
    while True:
        try:
            question = input("> ")
        except EOFError:
            break
        if not question:
            break
        messages.append({"role": "user", "content": question})
        text = ""
        try:
            for piece in answer(messages):
                print(piece, end="", flush=True)
                text += piece
        except urllib.error.HTTPError as error:
            sys.exit(json.load(error)["error"]["message"])
        except OSError as error:
            sys.exit(f"{URL}: {error}")
        print()
        messages.append({"role": "assistant", "content": text})


main()
