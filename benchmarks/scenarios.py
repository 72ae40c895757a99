"""What is asked of the servers: a scenario is a fixed list of conversations, and how many run at once.

Every function here makes scenarios from a seed. Another seed gives other texts of the same lengths, so that
no server can reuse what it computed for an earlier run. Within a run it may reuse whatever it can.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from benchmarks.words import Writer

N_SHORT_WORDS = 32
SHORT, LONG = "short", "long"


@dataclass(frozen=True, slots=True)
class Conversation:
    """Requests that follow each other; with a single turn just a request.

    Attributes:
        turns: what each request adds to the prompt of the one before it and the server's answer to that.
        n_predict: tokens of each answer; exactly so many, as the end-of-generation tokens are ignored.
        group: sets the conversation apart: each group of a scenario gets rows of its own besides.
    """

    turns: tuple[str, ...]
    n_predict: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Conversations that begin in order, each as soon as fewer than ``n_concurrent`` are unfinished.

    Attributes:
        name: stands before the scenario's rows in the table.
        conversations: in the order in which they begin.
        n_concurrent: how many run at once.
    """

    name: str
    conversations: tuple[Conversation, ...]
    n_concurrent: int


def completion_body(prompt: str, n_predict: int) -> bytes:
    """Return the JSON body for ``POST /completion``: greedy, streamed, with exactly ``n_predict`` tokens."""
    body = {"prompt": prompt, "n_predict": n_predict, "stream": True, "temperature": 0, "ignore_eos": True}
    return json.dumps(body).encode()


def streams(name: str, seed: str, *, n_streams: int, n_predict: int) -> Scenario:
    """Return streams that start together, each with a short prompt of its own."""
    writer = Writer(f"{name} {seed}")
    prompts = (writer.text(N_SHORT_WORDS) for _ in range(n_streams))
    return Scenario(name, tuple(Conversation((prompt,), n_predict) for prompt in prompts), n_streams)


def warm_up(seed: str) -> Scenario:
    """Return what makes a server touch its weights and its slots before anything is measured."""
    return streams("warm-up", seed, n_streams=8, n_predict=8)


def _one(seed: str) -> tuple[Scenario, ...]:
    return (streams("one", seed, n_streams=1, n_predict=64),)


def _many(seed: str) -> tuple[Scenario, ...]:
    return (streams("many", seed, n_streams=8, n_predict=64),)


def _shared(seed: str) -> tuple[Scenario, ...]:
    """A long system prompt that all requests have, and a short question for each."""
    writer = Writer(f"shared {seed}")
    system = writer.text(500)
    prompts = (f"{system}\nquestion: {writer.text(8)}\nanswer:" for _ in range(16))
    return (Scenario("shared", tuple(Conversation((prompt,), 32) for prompt in prompts), 8),)


def _mixed(seed: str) -> tuple[Scenario, ...]:
    """One long prompt before every three short ones."""
    writer = Writer(f"mixed {seed}")
    kinds = [(LONG, 1500) if number % 4 == 0 else (SHORT, N_SHORT_WORDS) for number in range(8)]
    requests = (Conversation((writer.text(n_words),), 32, group) for group, n_words in kinds)
    return (Scenario("mixed", tuple(requests), 4),)


def _chat(seed: str) -> tuple[Scenario, ...]:
    """Conversations side by side, in which every turn sends all that was said before."""
    writer = Writer(f"chat {seed}")
    talks = tuple(tuple(f"\nuser: {writer.text(20)}\nanswer:" for _ in range(6)) for _ in range(4))
    return (Scenario("chat", tuple(Conversation(turns, 32) for turns in talks), 4),)


def _tiny(seed: str) -> tuple[Scenario, ...]:
    return tuple(streams(f"tiny {n}", seed, n_streams=n, n_predict=256) for n in (1, 4, 8))


SCENARIOS: Final[Mapping[str, Callable[[str], tuple[Scenario, ...]]]] = {
    "one": _one,
    "many": _many,
    "shared": _shared,
    "mixed": _mixed,
    "chat": _chat,
    "tiny": _tiny,
}
"""The scenarios by the name that the command line knows, each made from a seed."""
