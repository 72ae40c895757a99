"""Questions that take a function of those offered, and the calls and results that follow them."""

from __future__ import annotations

import json
from random import Random
from typing import Any, NamedTuple

from tools.builtin_model.example import Message, Split, Tool, split_of
from tools.builtin_model.skills.function_calls.arguments import Arguments, Drawn
from tools.builtin_model.skills.function_calls.catalogue import FUNCTIONS
from tools.builtin_model.skills.function_calls.function import Function
from tools.builtin_model.skills.function_calls.results import Response
from tools.builtin_model.words import listed


class Offer(NamedTuple):
    """A function under the names that it is offered with.

    Attributes:
        function: the function.
        name: its name.
        description: what it does.
        names: the names of its parameters.
    """

    function: Function
    name: str
    description: str
    names: dict[str, str]

    @property
    def tool(self) -> Tool:
        """The function as in the body of a chat completion."""
        function = self.function
        parameters = {
            "type": "object",
            "properties": {self.names[name]: schema for name, schema in function.parameters.items()},
            "required": [self.names[name] for name in function.parameters if name != function.optional],
        }
        described = {"name": self.name, "description": self.description, "parameters": parameters}
        return {"type": "function", "function": described}

    def call(self, arguments: Arguments) -> dict[str, Any]:
        """Return a call's name and arguments, these in the order of the parameters."""
        ordered = {
            self.names[name]: arguments[name] for name in self.function.parameters if name in arguments
        }
        return {"name": self.name, "arguments": ordered}


class Request(NamedTuple):
    """A question and the calls that it takes.

    Attributes:
        question: what the user says.
        offer: the function to call.
        calls: the arguments of each call.
    """

    question: str
    offer: Offer
    calls: tuple[Arguments, ...]

    def of_split(self, split: Split) -> bool:
        """Return whether all calls are of a split and make sense."""
        function = self.offer.function
        return all(
            len({*call.values()}) == len(call)
            and split_of(function.name, *map(_as_key, call.values())) == split
            for call in self.calls
        )

    def expected(self) -> list[dict[str, Any]]:
        """Return the names and arguments of the calls."""
        return [self.offer.call(arguments) for arguments in self.calls]

    def asked(self) -> tuple[Message, Message]:
        """Return the question and the calls."""
        about = listed([self.offer.function.about.format_map(arguments) for arguments in self.calls])
        calls: Message = {
            "role": "assistant",
            "content": "",
            "reasoning_content": f"I need {self.offer.name} for {about}.",
            "tool_calls": [{"type": "function", "function": call} for call in self.expected()],
        }
        return {"role": "user", "content": self.question}, calls

    def respond(self, random: Random) -> list[Response]:
        """Draw what the calls return."""
        return [self.offer.function.respond(random, arguments) for arguments in self.calls]

    def results(self, random: Random, responses: list[Response]) -> list[Message]:
        """Return the messages of the function, in the manners of different programs."""
        repeats, shuffles, spaces = (random.randrange(10) < share for share in (3, 3, 2))
        messages: list[Message] = []
        for arguments, response in zip(self.calls, responses, strict=True):
            result = (
                {**self.offer.call(arguments)["arguments"], **response.result} if repeats else response.result
            )
            items = list(result.items())
            if shuffles:
                random.shuffle(items)
            content = json.dumps(
                dict(items), ensure_ascii=False, separators=(", ", ": ") if spaces else (",", ":")
            )
            messages.append({"role": "tool", "content": content})
        return messages

    def answered(self, random: Random) -> list[Message]:
        """Return everything from the question to the answer."""
        responses = self.respond(random)
        return [*self.asked(), *self.results(random, responses), answer(responses)]


def answer(responses: list[Response]) -> Message:
    """Return the message that tells what calls returned."""
    told = "; ".join(", ".join(map(str, response.result.values())) for response in responses)
    return {
        "role": "assistant",
        "content": " ".join(response.answer for response in responses),
        "reasoning_content": f"The result says {told}.",
    }


def _as_key(value: object) -> str:
    # The same sum with and without spaces, the same city in small letters.
    return str(value).replace(" ", "").casefold()


def offers(random: Random, split: Split, functions: list[Function]) -> list[Offer]:
    """Offer functions in random order, in some examples to train on under other names."""
    if split == "train" and random.randrange(4) == 0:
        offered = [_renamed(random, function) for function in functions]
    else:
        offered = [
            Offer(each, each.name, each.description, {name: name for name in each.parameters})
            for each in functions
        ]
    random.shuffle(offered)
    return offered


def _renamed(random: Random, function: Function) -> Offer:
    name, description = (
        random.choice(choices.split("|")) for choices in (function.names, function.descriptions)
    )
    names = {key: random.choice([key, *others.split("|")]) for key, others in function.other_names.items()}
    return Offer(function, name, description, names)


def offers_with(random: Random, split: Split, function: Function) -> tuple[list[Offer], Offer]:
    """Offer a function and up to three others; return all, and the one."""
    others = [other for other in FUNCTIONS if other is not function]
    offered = offers(random, split, [function, *random.sample(others, random.randrange(4))])
    return offered, next(offer for offer in offered if offer.function is function)


def _draw(random: Random, function: Function, *, answerable: bool) -> Drawn:
    return ((answerable and function.draw_answerable) or function.draw)(random)


def ask(random: Random, offer: Offer, split: Split, *, answerable: bool) -> Request:
    """Draw a question that takes one call of a function, one whose result is known if it must be answerable."""
    function = offer.function
    while True:
        phrasing = random.choice(function.phrasings.split("|"))
        arguments, shown = _draw(random, function, answerable=answerable)
        if f"{{{function.optional}}}" not in phrasing:
            arguments.pop(function.optional, None)
        request = Request(phrasing.format_map({**arguments, **shown}), offer, (arguments,))
        if request.of_split(split):
            return request


def ask_pair(random: Random, offer: Offer, split: Split, *, answerable: bool) -> Request:
    """Draw a question that takes two calls of a function with ``pairs``."""
    function, paired = offer.function, offer.function.paired
    while True:
        phrasing = random.choice(function.pairs.split("|"))
        first, shown = _draw(random, function, answerable=answerable)
        other, other_shown = _draw(random, function, answerable=answerable)
        first.pop(function.optional, None)
        second = {**first, paired: other[paired]}
        both = {"first": {**first, **shown}[paired], "second": {**other, **other_shown}[paired]}
        request = Request(phrasing.format_map({**first, **shown, **both}), offer, (first, second))
        if first != second and request.of_split(split):
            return request


def ask_again(random: Random, offer: Offer, split: Split, *, answerable: bool) -> tuple[Request, Request]:
    """Draw a question to train on and a second one that depends on it."""
    function = offer.function
    while True:
        first = ask(random, offer, "train", answerable=answerable)
        phrasing = random.choice(function.again.split("|"))
        drawn, shown = _draw(random, function, answerable=answerable)
        before = {
            key: value for key, value in first.calls[0].items() if function.kept or key != function.optional
        }
        changed = {key: value for key, value in drawn.items() if f"{{{key}}}" in phrasing}
        arguments = {**before, **changed}
        second = Request(phrasing.format_map({**arguments, **shown}), offer, (arguments,))
        if all(first.calls[0].get(key) != value for key, value in changed.items()) and second.of_split(split):
            return first, second
