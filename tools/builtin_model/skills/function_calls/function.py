"""What there is to know about a function that the built-in model is taught to call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from tools.builtin_model.skills.function_calls.arguments import Arguments, Drawn
from tools.builtin_model.skills.function_calls.results import Response


@dataclass(frozen=True)
class Function:
    """A function, and how people ask for it. Texts of several alternatives are separated by ``|``.

    Attributes:
        name: its name; ``names`` are others that it may be offered under.
        description: what it does; ``descriptions`` are other ways to say so.
        parameters: the JSON Schemas of its parameters; ``other_names`` are other names for them.
        optional: the parameter that need not be given.
        draw: draws arguments, the optional one included.
        phrasings: questions with the arguments in them; the optional one is given where it is in the question.
        pairs: questions that take two calls, which differ in the argument ``paired``: ``{first}`` and ``{second}``.
        again: second questions that change some arguments of the first and keep the others.
        kept: whether a second question keeps the optional argument.
        about: the arguments in short.
        errors: why a call may fail.
        respond: returns what a call returns.
        draw_answerable: draws arguments that ``respond`` has an answer to, if these are not all.
    """

    name: str
    names: str
    description: str
    descriptions: str
    parameters: dict[str, dict[str, Any]]
    other_names: dict[str, str]
    draw: Callable[[Random], Drawn]
    phrasings: str
    again: str
    about: str
    errors: str
    respond: Callable[[Random, Arguments], Response]
    pairs: str = ""
    paired: str = ""
    optional: str = ""
    kept: bool = False
    draw_answerable: Callable[[Random], Drawn] | None = None
