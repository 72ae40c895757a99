"""Things that a sentence can say and a JSON object can hold: persons, pets, books and the like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from tools.builtin_model.places import CITIES
from tools.builtin_model.words import invented_word, listed, name, phrases


def _between_commas(text: str) -> tuple[str, ...]:
    return phrases(text, ",")


_ANIMALS: Final = _between_commas(
    "dog, cat, rabbit, horse, parrot, hamster, pony, turtle, goat, duck, mouse, hen, pig"
)
_PETS: Final = _between_commas(
    "Rex, Bello, Daisy, Fluffy, Coco, Simba, Lucky, Misty, Rocky, Tiger, Poppy, Pepper, Buddy"
)
_ADJECTIVES: Final = _between_commas(
    "Silver, Red, Lost, Last, Quiet, Golden, Little, Long, Secret, Broken, Blue, Hidden"
)
_NOUNS: Final = _between_commas(
    "Garden, River, Door, Island, Letter, Winter, Bridge, Key, Forest, House, Clock, Ship"
)
_SURNAMES: Final = _between_commas(
    "Hill, Brook, Stone, Field, Baker, Miller, Wood, Young, King, Fox, Carter, Lake"
)
_CAPITALS: Final = _between_commas(
    """Norway: Oslo, France: Paris, Spain: Madrid, Italy: Rome, Portugal: Lisbon, Austria: Vienna,
    Poland: Warsaw, Hungary: Budapest, Greece: Athens, Ireland: Dublin, Sweden: Stockholm,
    Finland: Helsinki, Latvia: Riga, Croatia: Zagreb, Serbia: Belgrade, Egypt: Cairo, Kenya: Nairobi,
    Ghana: Accra, Peru: Lima, Cuba: Havana, Chile: Santiago, Canada: Ottawa, Japan: Tokyo,
    China: Beijing, Nepal: Kathmandu, Germany: Berlin"""
)
_ITEMS: Final = _between_commas(
    """apples, pears, eggs, pens, books, cups, chairs, lamps, tickets, candles, balls, plates, lemons, cakes,
    stamps, towels, spoons, flowers"""
)
_EVENTS: Final = _between_commas(
    """concert, party, meeting, football match, piano lesson, yoga class, chess club, book club, dinner,
    picnic, math test, dance class, flower show, school play"""
)
_DAYS: Final = _between_commas("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday")
_COLORS: Final = _between_commas(
    "red, green, blue, yellow, black, white, orange, purple, pink, brown, gray, gold, silver"
)
_STREETS: Final = _between_commas(
    "Mill, Park, Church, Station, Rose, Lake, School, Garden, King, Bridge, Oak, River"
)
_DEVICES: Final = _between_commas(
    "lamp, heater, radio, fan, TV, speaker, clock, camera, printer, kettle, computer"
)
_ROOMS: Final = _between_commas(
    "kitchen, bedroom, bathroom, office, garage, hall, cellar, living room, library, attic"
)
_BOXES: Final = _between_commas(
    "box, table, door, poster, mirror, shelf, window, bed, picture, carpet, desk, chest"
)


@dataclass(frozen=True)
class Said:
    """What one sentence says.

    Attributes:
        values: the object, its keys in their usual order.
        identity: what tells it from the others of its shape when they are split.
        words: words for the sentence that are not among the values as they are.
    """

    values: dict[str, Any]
    identity: tuple[object, ...]
    words: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Shape:
    """One kind of object.

    Attributes:
        name: what it describes.
        draw: makes up one.
        sentences: ways to say it, with the values in braces.
        inner: what the keys alone do not tell, to be said after them.
    """

    name: str
    draw: Callable[[Random], Said]
    sentences: tuple[str, ...]
    inner: str = ""


def _person(random: Random) -> Said:
    who, city = name(random, invented_percent=25), random.choice(CITIES)
    return Said({"name": who, "age": random.randrange(5, 95), "city": city}, (who, city))


def _pet(random: Random) -> Said:
    who = random.choice(_PETS) if random.randrange(100) < 40 else name(random, invented_percent=50)
    animal = random.choice(_ANIMALS)
    return Said({"name": who, "animal": animal, "age": random.randrange(2, 16)}, (who, animal))


def _book(random: Random) -> Said:
    title = f"The {random.choice(_ADJECTIVES)} {random.choice(_NOUNS)}"
    author = f"{name(random)} {random.choice(_SURNAMES)}"
    return Said({"title": title, "author": author, "pages": random.randrange(60, 700)}, (title, author))


def _capital(random: Random) -> Said:
    country, capital = random.choice(_CAPITALS).split(": ")
    if random.randrange(100) < 50:
        country, capital = invented_word(random).capitalize(), invented_word(random).capitalize()
    return Said({"country": country, "capital": capital}, (country, capital))


def _names(random: Random) -> Said:
    count = random.choice((2, 3, 3, 4))
    names: list[str] = []
    while len(names) < count:
        another = name(random)
        if another not in names:
            names.append(another)
    return Said({"names": names}, tuple(sorted(names)), {"list": listed(names)})


def _purchase(random: Random) -> Said:
    item, quantity = random.choice(_ITEMS), random.randrange(2, 60)
    price = random.randrange(2, 90) if random.randrange(2) else random.randrange(2, 40) + 0.5
    return Said({"item": item, "quantity": quantity, "price": price}, (item, quantity, price))


def _event(random: Random) -> Said:
    title, day = random.choice(_EVENTS), random.choice(_DAYS)
    time = f"{random.randrange(8, 22):02}:{random.choice(('00', '15', '30', '45'))}"
    return Said({"title": title, "day": day, "time": time}, (title, day, time))


def _colors(random: Random) -> Said:
    colors = random.sample(_COLORS, random.choice((2, 3, 3, 4)))
    return Said({"colors": colors}, tuple(sorted(colors)), {"list": listed(colors)})


def _address(random: Random) -> Said:
    street = f"{random.choice(_STREETS)} {random.choice(('Street', 'Road', 'Lane'))}"
    city = random.choice(CITIES)
    values = {"street": street, "number": random.randrange(1, 100), "city": city}
    return Said(values, (street, city), {"who": name(random)})


def _device(random: Random) -> Said:
    device, room, on = random.choice(_DEVICES), random.choice(_ROOMS), random.random() < 0.5
    return Said({"device": device, "room": room, "on": on}, (device, room), {"state": "on" if on else "off"})


def _contact(random: Random) -> Said:
    who, member = name(random), random.random() < 0.5
    phone = None if random.randrange(100) < 40 else f"555-{random.randrange(10000):04}"
    words: dict[str, object] = {
        "is": "is a member" if member else "is not a member",
        "has": "has no phone" if phone is None else f"has the phone number {phone}",
    }
    return Said({"name": who, "phone": phone, "member": member}, (who, phone), words)


def _size(random: Random) -> Said:
    item, width, height = random.choice(_BOXES), random.randrange(10, 300), random.randrange(10, 300)
    size = {"width": width, "height": height}
    return Said({"item": item, "size": size}, (item, width, height), dict(size))


def _people(random: Random) -> Said:
    first, second = name(random), name(random)
    while second == first:
        second = name(random)
    people = [{"name": who, "age": random.randrange(3, 95)} for who in (first, second)]
    words = {"a": first, "b": second, "age_a": people[0]["age"], "age_b": people[1]["age"]}
    return Said({"people": people}, tuple(sorted((first, second))), words)


SHAPES: Final = (
    Shape("person", _person, (
        "{name} is {age} and lives in {city}.",
        "{name} is {age} years old and lives in {city}.",
        "{name} lives in {city} and is {age}.",
        "{name} from {city} is {age} years old.",
        "My friend {name} is {age} and lives in {city}.",
        "I am {name}, I am {age} and I live in {city}.",
    )),
    Shape("pet", _pet, (
        "{name} is a {animal} and is {age} years old.",
        "Our {animal} {name} is {age} years old.",
        "My {animal} is called {name} and is {age}.",
        "I have a {animal}. Its name is {name} and it is {age}.",
        "The {animal} {name} is {age}.",
    )),
    Shape("book", _book, (
        "{title} by {author} has {pages} pages.",
        "{author} wrote {title}. It has {pages} pages.",
        "I am reading {title} by {author}, {pages} pages.",
        "The book {title} was written by {author} and has {pages} pages.",
    )),
    Shape("capital", _capital, (
        "{capital} is the capital of {country}.",
        "The capital of {country} is {capital}.",
        "The capital city of {country} is called {capital}.",
        "{country} has the capital {capital}.",
    )),
    Shape("names", _names, (
        "The team is {list}.",
        "{list} are coming to the party.",
        "I met {list} today.",
        "My friends are {list}.",
        "The winners are {list}.",
    )),
    Shape("purchase", _purchase, (
        "I bought {quantity} {item} for {price} euros.",
        "We need {quantity} {item} for {price} dollars.",
        "{quantity} {item} cost {price} euros.",
        "Buy {quantity} {item}. The price is {price} euros.",
        "The price of {quantity} {item} is {price} dollars.",
    )),
    Shape("event", _event, (
        "The {title} is on {day} at {time}.",
        "We have a {title} on {day} at {time}.",
        "On {day} at {time} there is a {title}.",
        "The {title} starts at {time} on {day}.",
        "Come to the {title} on {day} at {time}.",
    )),
    Shape("colors", _colors, (
        "The flag is {list}.",
        "I like {list}.",
        "My favorite colors are {list}.",
        "We have {list} paint.",
        "The colors are {list}.",
    )),
    Shape("address", _address, (
        "{who} lives at {number} {street} in {city}.",
        "The address is {number} {street}, {city}.",
        "Send it to {number} {street}, {city}.",
        "We live in {city}, at {number} {street}.",
        "My house is in {city}, {number} {street}.",
    )),
    Shape("device", _device, (
        "The {device} in the {room} is {state}.",
        "In the {room} the {device} is {state}.",
        "The {room} has a {device}, and it is {state}.",
        "I see that the {device} in the {room} is {state}.",
    )),
    Shape("contact", _contact, (
        "{name} {is} and {has}.",
        "{name} {has} and {is}.",
        "My friend {name} {has} and {is}.",
    )),
    Shape("size", _size, (
        "The {item} is {width} cm wide and {height} cm high.",
        "The {item} has a width of {width} and a height of {height}.",
        "We have a {item}, {width} wide and {height} high.",
        "The {item} is {height} cm high and {width} cm wide.",
    ), ", where size has width and height"),
    Shape("people", _people, (
        "{a} is {age_a} and {b} is {age_b}.",
        "{a} is {age_a} years old and {b} is {age_b}.",
        "My friends are {a}, {age_a}, and {b}, {age_b}.",
        "I know {a}, who is {age_a}, and {b}, who is {age_b}.",
    ), ", a list of objects with name and age"),
)  # fmt: skip
"""The kinds of objects, each in a few sentences."""
