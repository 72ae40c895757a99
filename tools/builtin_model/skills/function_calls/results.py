"""What the functions in the built-in model's corpus return, and how the assistant puts it in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from tools.builtin_model import words
from tools.builtin_model.skills.function_calls.arguments import RATES, TRANSLATED, TRANSLATIONS, Arguments

_SKIES: Final = "sunny cloudy foggy windy clear".split()
_TITLES: Final = (
    "All about {}",
    "A short guide: {}",
    "Ten questions: {}",
    "The little book: {}",
    "{}: where to begin",
)
_SONGS: Final = (
    "Rain River Moon Road Summer Winter Window Garden Night Morning Train Letter Song Home".split()
)
_SONG_KINDS: Final = "Blue Long Last First Little Slow Golden Lost Sweet Silent New".split()


@dataclass(frozen=True)
class Response:
    """What a function returned.

    Attributes:
        result: the names and values of the returned object.
        answer: what the assistant makes of it.
        values: what must be in an answer, word for word.
    """

    result: dict[str, Any]
    answer: str
    values: tuple[str, ...]


def _clock(random: Random) -> str:
    return f"{random.randrange(24):02}:{random.randrange(60):02}"


def weather(random: Random, arguments: Arguments) -> Response:
    """Say how warm it is in a city and what the sky does."""
    unit = arguments.get("unit", "celsius")
    celsius = random.randint(-9, 35)
    sky = random.choice([*_SKIES, "rainy" if celsius > 2 else "snowy", "rainy" if celsius > 2 else "snowy"])
    degrees = celsius if unit == "celsius" else round(celsius * 9 / 5 + 32)
    plural = "degree" if abs(degrees) == 1 else "degrees"
    answer = f"It is {degrees} {plural} {unit.capitalize()} and {sky} in {arguments['city']}."
    result = {"temperature": degrees, "unit": unit, "sky": sky}
    return Response(result, answer, (str(degrees), unit, sky, arguments["city"]))


def time(random: Random, arguments: Arguments) -> Response:
    """Say what time it is in a city."""
    now = _clock(random)
    return Response({"time": now}, f"It is {now} in {arguments['city']}.", (now, arguments["city"]))


def evaluate(expression: str) -> int:
    """Return the value of an expression as ``arguments.expression`` draws them.

    A division in it leaves no remainder.
    """
    expression = expression.replace(" ", "")
    if expression.startswith("("):
        total, _, factor = expression[1:].partition(")*")
        return evaluate(total) * int(factor)
    value = 0
    for sign, a, operator, b in re.findall(r"([+-]?)(\d+)(?:([*/])(\d+))?", expression):
        product = int(a) * int(b) if operator == "*" else int(a) // int(b or 1)
        value += -product if sign == "-" else product
    return value


def calculate(_random: Random, arguments: Arguments) -> Response:
    """Say the value of an expression."""
    value = evaluate(arguments["expression"])
    return Response({"result": value}, f"{arguments['expression']} is {value}.", (str(value),))


def convert(random: Random, arguments: Arguments) -> Response:
    """Say how much an amount of money is in another currency."""
    rate = RATES[arguments["to"]] / RATES[arguments["from"]] * random.uniform(0.95, 1.05)
    converted = round(max(arguments["amount"] * rate, 0.02), 2)
    amount, source, target = (str(arguments[key]) for key in ("amount", "from", "to"))
    answer = f"{amount} {source} is {converted} {target}."
    return Response({"result": converted, "currency": target}, answer, (str(converted), target))


def message(random: Random, arguments: Arguments) -> Response:
    """Say that a message has been sent."""
    at = _clock(random)
    answer = f"I sent {arguments['recipient']} the message at {at}."
    return Response({"status": "sent", "sent_at": at}, answer, ("sent", arguments["recipient"], at))


def timer(random: Random, arguments: Arguments) -> Response:
    """Say until when a timer runs."""
    ends = _clock(random)
    minutes, label = str(arguments["minutes"]), arguments.get("label", "")
    answer = f"The {label} timer runs" if label else "The timer runs"
    answer += f" for {minutes} minutes, until {ends}."
    return Response(
        {"status": "started", "ends_at": ends}, answer, (label, minutes, ends) if label else (minutes, ends)
    )


def event(random: Random, arguments: Arguments) -> Response:
    """Say that an entry is in the calendar."""
    title, day, at = arguments["title"], arguments["day"], arguments["time"]
    result = {"status": "created", "event_id": random.randint(100, 9999)}
    return Response(result, f"I added {title} on {day} at {at}.", (title, day, at))


def search(random: Random, arguments: Arguments) -> Response:
    """Say the title and the site of the first page found."""
    query: str = arguments["query"]
    title = random.choice(_TITLES).format(query)
    title = title[0].upper() + title[1:]
    # The top-level domain that no real site can have.
    site = words.invented_word(random) + ".example"
    return Response({"title": title, "site": site}, f'I found "{title}" on {site}.', (title, site))


def translation(_random: Random, arguments: Arguments) -> Response:
    """Say a text in another language."""
    text, language = arguments["text"], arguments["language"]
    translated = TRANSLATIONS[language].split("|")[TRANSLATED.index(text)]
    return Response(
        {"translation": translated},
        f'In {language}, "{text}" is "{translated}".',
        (language, text, translated),
    )


def music(random: Random, arguments: Arguments) -> Response:
    """Say which song is playing."""
    song = f"{random.choice(_SONG_KINDS)} {random.choice(_SONGS)}"
    answer = f'Now playing "{song}" by {arguments["artist"]}.'
    return Response({"status": "playing", "song": song}, answer, (song, arguments["artist"]))


def stock(random: Random, arguments: Arguments) -> Response:
    """Say the price of a share."""
    price, currency = random.randint(101, 99999) / 100, random.choice(("USD", "USD", "EUR"))
    symbol = arguments["symbol"]
    return Response(
        {"price": price, "currency": currency},
        f"{symbol} is at {price} {currency}.",
        (symbol, str(price), currency),
    )


def light(_random: Random, arguments: Arguments) -> Response:
    """Say that a light is on or off."""
    room, state = arguments["room"], arguments["state"]
    return Response({"status": "ok", "light": state}, f"The {room} light is {state}.", (room, state))
