"""Calls of functions that the user's question needs, and answers that tell what the functions returned."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any, Final

from tools.builtin_model import words
from tools.builtin_model.example import Conversation, Judge, Message, Split, split_of
from tools.builtin_model.places import CITIES
from tools.builtin_model.skills.function_calls.catalogue import FUNCTIONS
from tools.builtin_model.skills.function_calls.requests import (
    Offer,
    Request,
    answer,
    ask,
    ask_again,
    ask_pair,
    offers,
    offers_with,
)
from tools.builtin_model.skills.function_calls.results import Response

_CALL: Final = re.compile(r"<tool_call>\n(.*?)\n</tool_call>", re.DOTALL)
_NUMBER: Final = re.compile(r"\d+(?:[.:]\d+)*")
_PAIRED: Final = tuple(function for function in FUNCTIONS if function.pairs)
# What the model can do, or another function could, is no example of what there is no function for.
_NOT_MISSED: Final = {"calculate", "search_web", "translate"}
_HELLOS: Final = "Hello|Hello!|Hi|Hi!|Hi there!|Hey|Hey there!|Good morning!|Good evening!|Good afternoon!|Hello there.".split(
    "|"
)
_THANKS: Final = "Thanks!|Thank you!|Thank you very much.|Great, thanks.|Perfect, thank you.|Thanks a lot!|Nice, thanks.|ok thanks".split(
    "|"
)
_LISTS: Final = (
    "Which functions do you have?|What functions can you call?|Which functions can you use?|Which tools do you have?|"
    "What tools can you use?|List your tools.|List your functions.|Name your functions."
).split("|")
_WISHES: Final = (
    "Book a flight to {city}.|Order a pizza for {name}.|Call {name}.|Close the window, {name} is cold.|Print page {n}.|"
    "Open the door for {name}.|Rent a car in {city}.|Book a table for {n} in {city}.|Buy {n} tickets to {city}.|"
    "Find me a hotel in {city}.|Pay {name} {n} euros.|Feed the cat of {name}.|Take {n} photos of {name}.|"
    "Can you drive me to {city}?|Send {name} flowers.|Make {n} cups of coffee.|Delete the last {n} files.|"
    "Can you order a taxi to {city}?|Turn the volume to {n}.|Please wash my {n} shirts."
).split("|")


def tool_call(random: Random, split: Split) -> Conversation:
    """Make a conversation that ends with calls of an offered function, or with why there is none."""
    kind = random.randrange(100)
    if kind < 12:
        return _no_call(random, split)
    before: list[Message] = []
    if kind < 24:
        offered, offer = offers_with(random, split, random.choice(_PAIRED))
        request = ask_pair(random, offer, split, answerable=False)
    else:
        offered, offer = offers_with(random, split, random.choice(FUNCTIONS))
        if kind < 39:
            first, request = _two_turns(random, offered, offer, split)
            before = first.answered(random)
        else:
            request = ask(random, offer, split, answerable=False)
    tools = tuple(each.tool for each in offered)
    return Conversation((*before, *request.asked()), _calls_judge(request.expected()), tools)


def tool_answer(random: Random, split: Split) -> Conversation:
    """Make a conversation that ends with what a function returned, in a sentence."""
    kind = random.randrange(100)
    before: list[Message] = []
    if kind < 12:
        offered, offer = offers_with(random, split, random.choice(_PAIRED))
        request = ask_pair(random, offer, split, answerable=True)
    else:
        offered, offer = offers_with(random, split, random.choice(FUNCTIONS))
        if kind < 24:
            first, request = _two_turns(random, offered, offer, split)
            before = first.answered(random)
        else:
            request = ask(random, offer, split, answerable=True)
    failed = 24 <= kind < 34
    responses = [_failure(random, offer)] if failed else request.respond(random)
    last = answer(responses)
    messages = (*before, *request.asked(), *request.results(random, responses), last)
    tools = tuple(each.tool for each in offered)
    return Conversation(messages, _values_judge(responses, last["content"]), tools)


def _two_turns(random: Random, offered: list[Offer], offer: Offer, split: Split) -> tuple[Request, Request]:
    if random.randrange(4):
        return ask_again(random, offer, split, answerable=True)
    first = ask(random, random.choice(offered), "train", answerable=True)
    return first, ask(random, offer, split, answerable=True)


def _failure(random: Random, offer: Offer) -> Response:
    error = random.choice(offer.function.errors.split("|"))
    return Response({"error": error}, f"Sorry, that did not work: {error}.", (error,))


def _no_call(random: Random, split: Split) -> Conversation:
    kind = random.randrange(8)
    while True:
        if kind < 4:
            question, reply, thought, offered = _missing(random, split)
            wanted = ["no function"]
        else:
            functions = random.sample(FUNCTIONS, random.randint(1, 4))
            offered = offers(random, split, functions)
            question, reply, thought, wanted = _small_talk(random, kind, offered)
        names = [offer.name for offer in offered]
        if kind < 2 or split_of(question.casefold().rstrip(".!?"), *names) == split:
            break
    before = (
        ask(random, random.choice(offered), "train", answerable=True).answered(random) if kind == 6 else []
    )
    last = {"role": "assistant", "content": reply, "reasoning_content": thought}
    tools = tuple(offer.tool for offer in offered)
    return Conversation((*before, {"role": "user", "content": question}, last), _text_judge(wanted), tools)


def _missing(random: Random, split: Split) -> tuple[str, str, str, list[Offer]]:
    """Draw a wish, its answer, a thought, and functions none of which does what is wished."""
    thought = "None of my functions does this."
    # A search could find something about any wish.
    candidates = [function for function in FUNCTIONS if function.name != "search_web"]
    wanted = random.choice([function for function in candidates if function.name not in _NOT_MISSED])
    if random.randrange(2):
        offer = offers(random, "held_out", [wanted])[0]
        question = ask(random, offer, split, answerable=False).question
        candidates.remove(wanted)
    else:
        name = words.name(random, invented_percent=25)
        question = random.choice(_WISHES).format(
            city=random.choice(CITIES), name=name, n=random.randint(2, 12)
        )
    offered = offers(random, split, random.sample(candidates, random.randint(1, 4)))
    return question, "I have no function for that.", thought, offered


def _small_talk(random: Random, kind: int, offered: list[Offer]) -> tuple[str, str, str, list[str]]:
    """Draw what takes no function, its answer, a thought, and the words that an answer has to have."""
    if kind < 6:
        return random.choice(_HELLOS), "Hello! What can I do for you?", "This is a greeting.", ["hello"]
    if kind == 6:
        return random.choice(_THANKS), "You are welcome!", "The user thanks me.", ["welcome"]
    names = [offer.name for offer in offered]
    return random.choice(_LISTS), f"I can call {words.listed(names)}.", "I name the functions offered.", names


def _calls_judge(expected: list[dict[str, Any]]) -> Judge:
    """Return a judge of calls: exactly these, in this order, and no text beside them."""

    def judge(text: str) -> bool:
        try:
            calls = [json.loads(call) for call in _CALL.findall(text)]
        except json.JSONDecodeError:
            return False
        return calls == expected and not _CALL.sub("", text).strip()

    return judge


def _text_judge(wanted: list[str]) -> Judge:
    """Return a judge of an answer that calls nothing and has words in it."""

    def judge(text: str) -> bool:
        return bool(text.strip()) and "<tool_call>" not in text and all(_has(text, word) for word in wanted)

    return judge


def _values_judge(responses: list[Response], reference: str) -> Judge:
    """Return a judge of an answer: the values of each response in turn, and no other numbers."""
    numbers = set(_NUMBER.findall(reference))

    def judge(text: str) -> bool:
        if "<tool_call>" in text or not numbers.issuperset(_NUMBER.findall(text)):
            return False
        if len(responses) == 1:
            return _has_all(text, responses[0])
        first, second = responses
        ends = [match.end() for match in re.finditer(r"[.!](?=\s)", text)]
        return any(_has_all(text[:end], first) and _has_all(text[end:], second) for end in ends)

    return judge


def _has_all(text: str, response: Response) -> bool:
    return all(_has(text, value) for value in response.values)


def _has(text: str, value: str) -> bool:
    # Neither a part of a word nor of a number: 18 is not in 180, 18.5, -18 or 3:18.
    pattern = rf"(?<![\w-])(?<!\d[.:]){re.escape(value)}(?!\w|[.:]\d)"
    return re.search(pattern, text, re.IGNORECASE) is not None
