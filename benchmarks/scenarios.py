"""What is asked of the servers: a scenario is a fixed list of requests, and how many of them run at once."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass

WORDS = """
the a of and to in one small old green river house morning winter road letter garden window stone boat
bird child farmer sailor teacher walked found carried opened counted remembered under over near before
after while slowly again never seven many bright quiet broken long gold rain bread story music
"""
N_PROMPT_WORDS = 32


@dataclass(frozen=True, slots=True)
class Request:
    """One completion to ask for.

    Attributes:
        prompt: the text.
        n_predict: how many tokens to generate; exactly so many, as the end-of-generation tokens are ignored.
    """

    prompt: str
    n_predict: int

    def body(self) -> bytes:
        """Return the JSON body for ``POST /completion``."""
        options = {"stream": True, "temperature": 0, "ignore_eos": True, "cache_prompt": False}
        return json.dumps({"prompt": self.prompt, "n_predict": self.n_predict, **options}).encode()


@dataclass(frozen=True, slots=True)
class Scenario:
    """Requests that are sent in order, each as soon as fewer than ``n_concurrent`` are unfinished.

    Attributes:
        name: heads the scenario's rows in the table.
        requests: in the order in which they are sent.
        n_concurrent: how many are in flight at once.
    """

    name: str
    requests: tuple[Request, ...]
    n_concurrent: int

    def warm_up(self) -> Scenario:
        """Return the same prompts with only a few tokens to generate, to run before the clock counts."""
        short = tuple(Request(request.prompt, min(request.n_predict, 8)) for request in self.requests)
        return Scenario(self.name, short, self.n_concurrent)


def streams(n_streams: int, n_predict: int) -> Scenario:
    """Return the scenario of ``n_streams`` streams that start together, each with a prompt of its own."""
    name = "1 stream" if n_streams == 1 else f"{n_streams} streams"
    requests = tuple(Request(prompt, n_predict) for prompt in _unique_prompts(n_streams))
    return Scenario(name, requests, n_streams)


def _unique_prompts(count: int) -> Iterable[str]:
    """Yield prompts of ``N_PROMPT_WORDS`` words: always the same ones, and no two with a common start."""
    generator = random.Random(7)
    words = WORDS.split()
    for number in range(count):
        yield " ".join([str(number), *generator.choices(words, k=N_PROMPT_WORDS - 1)])
