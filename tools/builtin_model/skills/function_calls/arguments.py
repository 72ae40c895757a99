"""Random arguments of the functions in the built-in model's corpus, and how people write them in a question."""

from __future__ import annotations

from random import Random
from typing import Any, Final

from tools.builtin_model import words
from tools.builtin_model.places import CITIES

Arguments = dict[str, Any]
# The arguments, and the ones among them that a question writes in another way: EUR as "euros".
Drawn = tuple[Arguments, dict[str, str]]

RATES: Final = {
    "USD": 1.0, "EUR": 0.92, "GBP": 0.79, "JPY": 150.0, "CHF": 0.88, "INR": 83.0, "CNY": 7.2, "KRW": 1340.0,
    "PLN": 4.0, "THB": 35.0, "ZAR": 18.6, "CAD": 1.36, "AUD": 1.52, "SEK": 10.4, "NOK": 10.6, "DKK": 6.9, "CZK": 23.2,
    "MXN": 17.1, "NZD": 1.64, "SGD": 1.34, "HUF": 360.0, "BRL": 5.0,
}  # fmt: skip
_CURRENCY_WORDS: Final = {
    "USD": "dollars", "EUR": "euros", "GBP": "pounds", "JPY": "yen", "CHF": "francs", "INR": "rupees", "CNY": "yuan",
    "KRW": "won", "PLN": "zloty", "THB": "baht", "ZAR": "rand",
}  # fmt: skip
_CURRENCIES: Final = tuple(RATES)
_OPERATOR_WORDS: Final = {"+": ("plus",), "-": ("minus",), "*": ("times", "x"), "/": ("divided by",)}
TRANSLATIONS: Final = {
    "French": "bonjour|bonne nuit|merci|s'il te plaît|le pain|l'eau|le chat|le chien|la maison|un ami|le soleil|la lune",
    "German": "guten Morgen|gute Nacht|danke|bitte|das Brot|das Wasser|die Katze|der Hund|das Haus|ein Freund"
    "|die Sonne|der Mond",
    "Spanish": "buenos días|buenas noches|gracias|por favor|el pan|el agua|el gato|el perro|la casa|un amigo"
    "|el sol|la luna",
    "Italian": "buongiorno|buonanotte|grazie|per favore|il pane|l'acqua|il gatto|il cane|la casa|un amico|il sole"
    "|la luna",
    "Dutch": "goedemorgen|goedenacht|dank je|alsjeblieft|het brood|het water|de kat|de hond|het huis|een vriend"
    "|de zon|de maan",
    "Portuguese": "bom dia|boa noite|obrigado|por favor|o pão|a água|o gato|o cão|a casa|um amigo|o sol|a lua",
}
TRANSLATED: Final = (
    "good morning|good night|thank you|please|the bread|the water|the cat|the dog|the house|a friend|the sun|the moon"
).split("|")
_LANGUAGES: Final = (
    *TRANSLATIONS,
    *"Swedish Danish Polish Greek Turkish Czech Finnish Japanese Korean Chinese Hindi Arabic Russian Welsh".split(),
)
_SUBJECTS: Final = (
    "the train|the bus|the taxi|dinner|lunch|the cake|the package|the doctor|the car|the team".split("|")
)
_STATES: Final = "late|ready|here|not ready|not here|on the way|almost here".split("|")
_PERSON_STATES: Final = (
    "late|ready|at home|on the way|tired|in the park|at the station|not at home|happy|in the office".split(
        "|"
    )
)
_ACTS: Final = (
    "like the book|need more milk|have the keys|lost my hat|found the cat|want to go home|will call later|bought bread|"
    "cannot come|will come soon|miss you|sold the old car|fixed the bike|have good news"
).split("|")
_POLITE: Final = (
    "where is the station|how much is this|I am hungry|see you tomorrow|I like your hat|what is your name|the soup is hot|"
    "I love music|where is the milk|I am from here|happy birthday|good luck|how are you|I do not know|it is cold today|"
    "we need a doctor|one ticket, please|the bill, please|nice to meet you|have a good day"
).split("|")
_KINDS: Final = "cheap old new good small best modern green simple".split()
_FOODS: Final = "bread soup cake coffee salad tea pizza apple cheese rice honey pasta".split()
_FOOD_TOPICS: Final = "recipe recipes shop history ideas market prices festival".split()
_THINGS: Final = (
    "bike camera piano boat shoe guitar tent hat kite lamp desk phone train clock violin rocket toy car chair"
).split()
_TOPICS: Final = "shop repair history tips prices design museum books pictures tools market news".split()
_ROOMS: Final = (
    "kitchen|bathroom|bedroom|living room|hall|garage|cellar|attic|office|garden|guest room|dining room|library|workshop|"
    "laundry|studio|gym|shed|lobby|pantry"
).split("|")
_ROOM_KINDS: Final = "small big old new main".split()
_LABELS: Final = (
    "pasta rice tea pizza bread cake soup laundry nap workout game coffee break homework chicken egg".split()
)
_DATES: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
_MEETINGS: Final = "lunch|dinner|meeting|call|coffee|breakfast|tennis|chess|training".split("|")
_EVENTS: Final = "dentist visit|piano lesson|yoga class|team meeting|haircut|football game|book club|movie night|car wash|doctor visit|swim class".split(
    "|"
)
_BAND_KINDS: Final = "Red Blue Green Silver Golden Quiet Wild Lazy Happy Silent Little Electric".split()
_BAND_THINGS: Final = (
    "Foxes Rivers Tigers Stars Lamps Owls Wolves Clouds Trains Apples Bears Birds Kites Stones".split()
)
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _name(random: Random) -> str:
    return words.name(random, invented_percent=25)


def city(random: Random) -> Drawn:
    """Draw a city that there is or, now and then, one that nobody has heard of."""
    invented = random.randrange(5) == 0
    place = words.invented_word(random).capitalize() if invented else random.choice(CITIES)
    return {"city": place}, {"city": place.lower()} if random.randrange(16) == 0 else {}


def city_and_unit(random: Random) -> Drawn:
    """Draw a city and a unit of temperature."""
    arguments, shown = city(random)
    unit = random.choice(("celsius", "fahrenheit"))
    return {**arguments, "unit": unit}, {**shown, "unit": random.choice((unit, unit.capitalize()))}


def expression(random: Random) -> Drawn:
    """Draw something to work out; its value is a whole number."""
    a, b, c = (random.randint(2, random.choice((20, 100, 100, 1000))) for _ in range(3))
    operator = random.choice("+-**/")
    if operator == "/":
        a, b = a * (b % 30 + 2), b % 30 + 2
    form = random.randrange(20)
    if form < 5:
        return {"expression": f"{a} {operator} {b}"}, {
            "expression": f"{a} {random.choice(_OPERATOR_WORDS[operator])} {b}"
        }
    if form < 13:
        return {"expression": f"{a} {operator} {b}"}, {}
    if form < 15:
        return {"expression": f"{a}{operator}{b}"}, {}
    if form < 17:
        return {"expression": f"({a} {random.choice('+-')} {b}) * {c}"}, {}
    return {"expression": f"{a} {operator} {b} {random.choice('+-')} {c}"}, {}


def amount_and_currencies(random: Random) -> Drawn:
    """Draw an amount of money and two currencies."""
    amount = random.choice(
        (random.randint(2, 99), random.randint(2, 40) * 25, random.randint(11, 999) / 10 + 1)
    )
    source, target = random.sample(_CURRENCIES, 2)
    in_words = random.randrange(5) < 2
    shown = (
        {"from": _CURRENCY_WORDS.get(source, source), "to": _CURRENCY_WORDS.get(target, target)}
        if in_words
        else {}
    )
    rounded = int(amount) if amount == int(amount) else round(amount, 1)
    return {"amount": rounded, "from": source, "to": target}, shown


def recipient_and_text(random: Random) -> Drawn:
    """Draw a person and a message, one sentence that can follow "that"."""
    form = random.randrange(5)
    if form == 0:
        text = f"{random.choice(_SUBJECTS)} is {random.choice(_STATES)}"
    elif form == 1:
        text = f"{_name(random)} is {random.choice(_PERSON_STATES)}"
    elif form == 2:
        text = f"I am {random.choice(_PERSON_STATES)}"
    elif form == 3:
        text = f"I {random.choice(_ACTS)}"
    else:
        text = f"{random.choice(_MEETINGS[:2])} is at {random.randint(1, 12)}"
    return {"recipient": _name(random), "text": text}, {}


def minutes_and_label(random: Random) -> Drawn:
    """Draw how long a timer runs and what it is for."""
    minutes = random.choice((random.randint(2, 60), random.randint(1, 36) * 5, random.randint(2, 240)))
    return {"minutes": minutes, "label": random.choice(_LABELS)}, {}


def event(random: Random) -> Drawn:
    """Draw an entry of a calendar."""
    with_someone = random.randrange(3) > 0
    title = f"{random.choice(_MEETINGS)} with {_name(random)}" if with_someone else random.choice(_EVENTS)
    by_date = random.randrange(3) == 0
    day = f"{random.choice(_MONTHS)} {random.randint(1, 28)}" if by_date else random.choice(_DATES)
    by_clock = random.randrange(3) > 0
    time = (
        f"{random.randint(8, 21):02}:{random.choice((0, 0, 15, 30, 45)):02}"
        if by_clock
        else f"{random.randint(1, 12)} {random.choice(('am', 'pm', 'pm'))}"
    )
    return {"title": title, "day": day, "time": time}, {}


def query(random: Random) -> Drawn:
    """Draw two to four words to search for."""
    things, topics = random.choice(((_FOODS, _FOOD_TOPICS), (_THINGS, _TOPICS)))
    topic = f"{random.choice(things)} {random.choice(topics)}"
    form = random.randrange(3)
    if form == 0:
        return {"query": topic}, {}
    return {
        "query": f"{random.choice(_KINDS)} {topic}" if form == 1 else f"{topic} in {random.choice(CITIES)}"
    }, {}


def text_and_language(random: Random) -> Drawn:
    """Draw a short text and a language."""
    form = random.randrange(4)
    text = random.choice(TRANSLATED) if form == 0 else random.choice(_POLITE)
    if form == 1:
        text = recipient_and_text(random)[0]["text"]
    return {"text": text, "language": random.choice(_LANGUAGES)}, {}


def known_translation(random: Random) -> Drawn:
    """Draw a text and a language whose translation is in `TRANSLATIONS`."""
    return {"text": random.choice(TRANSLATED), "language": random.choice(tuple(TRANSLATIONS))}, {}


def artist(random: Random) -> Drawn:
    """Draw a singer or a band; none is meant to be real."""
    form = random.randrange(3)
    if form == 0:
        return {"artist": f"The {random.choice(_BAND_KINDS)} {random.choice(_BAND_THINGS)}"}, {}
    if form == 1:
        return {"artist": words.invented_word(random).capitalize()}, {}
    return {"artist": f"{_name(random)} {words.invented_word(random).capitalize()}"}, {}


def symbol(random: Random) -> Drawn:
    """Draw the symbol of a share."""
    return {"symbol": "".join(random.choices(_LETTERS, k=random.choice((3, 4))))}, {}


def room_and_state(random: Random) -> Drawn:
    """Draw a room and whether its light shall be on."""
    kind = f"{random.choice(_ROOM_KINDS)} " if random.randrange(3) == 0 else ""
    return {"room": kind + random.choice(_ROOMS), "state": random.choice(("on", "off"))}, {}
