"""What users tell about themselves, and how they ask for it later."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from tools.builtin_model.example import Judge
from tools.builtin_model.places import CITIES
from tools.builtin_model.skills.chat.turns import Turn
from tools.builtin_model.words import BOYS, GIRLS, has_phrase, invented_word, name, phrases

_INVENTED_PERCENT: Final = 20


@dataclass(frozen=True)
class Kind:
    """A kind of thing that users tell; ``{v}`` is the value, ``{x}`` what it is the value of.

    Attributes:
        told: how it is told.
        noted: what the assistant says then.
        asked: how it is asked for.
        answer: what the assistant says then.
        unknown: what it says if nobody has told it.
        subject: what it is called in a thought.
    """

    told: tuple[str, ...]
    noted: tuple[str, ...]
    asked: tuple[str, ...]
    answer: str
    unknown: str
    subject: str


NAME: Final = Kind(
    phrases("""
        Hi, I am {v}. | My name is {v}. | Hello, my name is {v}. | I'm {v}. | I am {v}. | Hi, my name is {v}. | Hello, I am {v}.
        | I am called {v}. | You can call me {v}. | Call me {v}, please. | Hey, I'm {v}. | Hello! I'm {v}, nice to meet you.
        | Hi, this is {v}. | Hello, {v} here. | They call me {v}. | My name's {v}. | Please remember that my name is {v}.
    """),
    phrases("""
        Hello {v}! Nice to meet you. | Hello {v}! How can I help you? | Hello {v}! What can I do for you?
        | Hello {v}! It is nice to meet you.
    """),
    phrases("""
        What is my name? | What's my name? | Do you remember my name? | Who am I? | Tell me my name. | What am I called?
        | Can you tell me my name? | Do you know my name? | Say my name. | My name? | And what is my name?
        | What was my name again? | Do you still know my name? | Which name did I tell you?
    """),
    "Your name is {v}.",
    "You have not told me your name yet.",
    "The user's name",
)
CITY: Final = Kind(
    phrases("""
        I live in {v}. | I am from {v}. | My home is in {v}. | I come from {v}. | I live in {v} with my family.
        | My house is in {v}. | By the way, I live in {v}. | I'm from {v}. | Hi, I live in {v}. | I have moved to {v}.
    """),
    phrases("{v} sounds nice! | Greetings to {v}! | {v} must be a nice place to live."),
    phrases("""
        Where do I live? | Which city do I live in? | What city do I live in? | Do you remember where I live?
        | Where is my home? | Tell me where I live. | In which city do I live? | My city? | Do you know where I live?
        | Which city did I name?
    """),
    "You live in {v}.",
    "You have not told me yet where you live.",
    "The user's city",
)
AGE: Final = Kind(
    phrases("""
        I am {v} years old. | I'm {v} years old. | My age is {v}. | I turned {v} today.
        | Today I am {v} years old. | I am now {v} years old. | Hi, I am {v} years old. | I have just turned {v}.
    """),
    phrases("{v} is a fine age! | {v} years, that is a good age! | {v} is a good age!"),
    phrases("""
        How old am I? | What is my age? | Do you remember how old I am? | Tell me my age. | My age? | What's my age?
        | Do you know my age? | How old did I say I am? | Can you tell me how old I am? | How many years old am I?
    """),
    "You are {v} years old.",
    "You have not told me your age yet.",
    "The user's age",
)
RELATION: Final = Kind(
    phrases("""
        My {x} is called {v}. | My {x}'s name is {v}. | The name of my {x} is {v}. | I have a {x} called {v}. | I have a {x}, {v}.
        | {v} is my {x}. | I have a {x}. The name is {v}. | My {x} has the name {v}. | I have a {x} named {v}.
    """),
    phrases("{v} is a nice name! | Greetings to {v}! | {v} sounds lovely."),
    phrases("""
        What is my {x} called? | What is the name of my {x}? | What is my {x}'s name? | What's my {x}'s name?
        | Do you remember the name of my {x}? | Tell me the name of my {x}. | How is my {x} called? | The name of my {x}?
        | Do you know what my {x} is called? | And what is my {x} called?
    """),
    "Your {x} is called {v}.",
    "You have not told me the name of your {x}.",
    "The name of the {x}",
)
FAVOURITE: Final = Kind(
    phrases("""
        My favourite {x} is {v}. | {v} is my favourite {x}. | My favorite {x} is {v}.
        | The {x} that I like best is {v}. | By the way, my favourite {x} is {v}. | Remember that my favourite {x} is {v}.
        | You should know that my favourite {x} is {v}. | Hi! My favourite {x} is {v}.
    """),
    phrases("{v} is a good choice! | {v}, how nice! | {v} is a fine {x}."),
    phrases("""
        What is my favourite {x}? | What's my favourite {x}? | Which {x} do I like best? | What is my favorite {x}?
        | Do you remember my favourite {x}? | Tell me my favourite {x}. | My favourite {x}? | Which is my favourite {x}?
        | Do you know my favourite {x}? | Which {x} is my favourite? | And what is my favourite {x}?
    """),
    "Your favourite {x} is {v}.",
    "You have not told me your favourite {x} yet.",
    "The user's favourite {x}",
)

_RELATIONS: Final = (
    "dog cat rabbit horse parrot hamster dog cat sister brother friend teacher neighbour doctor son daughter cousin"
).split()
_GIVEN: Final = {"brother": BOYS, "son": BOYS, "sister": GIRLS, "daughter": GIRLS}
_FAVOURITES: Final = {
    thing: phrases(values)
    for thing, values in {
        "colour": """red | blue | green | yellow | orange | purple | pink | brown | black | white | grey | gold | silver
            | turquoise | dark blue | light green""",
        "animal": """the cat | the dog | the horse | the lion | the tiger | the bear | the fox | the owl | the rabbit
            | the dolphin | the penguin | the elephant | the frog | the bee | the wolf | the hedgehog | the goat""",
        "food": """pizza | soup | bread | rice | cheese | pasta | chocolate | salad | cake | fried rice | corn | honey
            | curry | apple pie | ice cream | tomato soup""",
        "drink": "water | milk | tea | coffee | orange juice | lemonade | cocoa | apple juice | green tea | mint tea",
        "fruit": """the apple | the pear | the banana | the orange | the cherry | the plum | the grape | the lemon
            | the peach | the mango | the melon""",
        "sport": """football | tennis | chess | swimming | running | skiing | rowing | hockey | golf | climbing
            | basketball | dancing | cycling""",
    }.items()
}


def _city(random: Random) -> str:
    return (
        invented_word(random).capitalize()
        if random.randrange(100) < _INVENTED_PERCENT
        else random.choice(CITIES)
    )


def _name_of(random: Random, relation: str) -> str:
    if relation not in _GIVEN:
        return name(random, invented_percent=_INVENTED_PERCENT)
    if random.randrange(100) < _INVENTED_PERCENT:
        return invented_word(random).capitalize()
    return random.choice(_GIVEN[relation])


def _favourite(random: Random, thing: str) -> str:
    if thing == "number":
        return str(random.randrange(1000))
    if thing == "word":
        return invented_word(random)
    return random.choice(_FAVOURITES[thing])


@dataclass(frozen=True)
class Memory:
    """One thing that a user has told.

    Attributes:
        kind: what kind of thing.
        thing: what it is the value of, or an empty string.
        value: what the user has told.
    """

    kind: Kind
    thing: str
    value: str

    def write(self, template: str) -> str:
        """Return a template with its slots filled, with a capital first letter."""
        text = template.format(v=self.value, x=self.thing)
        return (
            text if text.startswith(self.value) and self.kind is not FAVOURITE else text[0].upper() + text[1:]
        )

    def tell(self, random: Random) -> Turn:
        """Return the turn in which the user tells it; the key is its kind and value."""
        kind = self.kind
        thought = f"{self.write(kind.subject)}: {self.value}."
        noted = self.write(random.choice(kind.noted))
        return Turn(self.key, self.write(random.choice(kind.told)), noted, thought, self.judge(()))

    def ask(self, random: Random, others: tuple[Memory, ...] = ()) -> Turn:
        """Return the turn in which the user asks for it; others are what an answer must not hold."""
        kind = self.kind
        thought = f"{self.write(kind.subject)}: {self.value}."
        question = self.write(random.choice(kind.asked))
        return Turn(self.key, question, self.write(kind.answer), thought, self.judge(others))

    @property
    def key(self) -> tuple[str, ...]:
        """The kind and the value."""
        return ("memory", self.kind.subject, self.thing, self.value)

    def judge(self, others: tuple[Memory, ...]) -> Judge:
        """Return a judge that wants the value, and not that of others."""
        wrong = [other.value for other in others if other.value != self.value]
        return lambda text: (
            has_phrase(text, self.value) and not any(has_phrase(text, value) for value in wrong)
        )

    def untold(self, random: Random) -> Turn:
        """Return the turn in which the user asks for it without having told it; the key is the question."""
        question = random.choice(self.kind.asked)
        key = ("untold", self.kind.subject, self.thing, question)
        thought = "The user has not told me that."
        answer = self.write(self.kind.unknown)
        return Turn(
            key, self.write(question), answer, thought, _says_untold, common=question in self.kind.asked[:3]
        )


def _says_untold(text: str) -> bool:
    return "have not told me" in text.casefold()


def memory(random: Random) -> Memory:
    """Draw something that a user may tell."""
    kind = random.choice((NAME, NAME, NAME, CITY, AGE, RELATION, RELATION, FAVOURITE, FAVOURITE))
    if kind is CITY:
        return Memory(kind, "", _city(random))
    if kind is AGE:
        return Memory(kind, "", str(random.randint(5, 99)))
    if kind is FAVOURITE:
        thing = random.choice(("number", "word", *_FAVOURITES))
        return Memory(kind, thing, _favourite(random, thing))
    if kind is RELATION:
        thing = random.choice(_RELATIONS)
        return Memory(kind, thing, _name_of(random, thing))
    return Memory(kind, "", name(random, invented_percent=_INVENTED_PERCENT))
