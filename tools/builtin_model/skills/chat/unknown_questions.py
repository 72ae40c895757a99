"""Questions beyond what a tiny model knows, and how it says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import Final

from tools.builtin_model.example import Conversation, Split
from tools.builtin_model.places import CITIES
from tools.builtin_model.skills.chat.turns import Turn, conversation, normalized, of_split
from tools.builtin_model.words import invented_word, name, phrases

_COUNTRIES: Final = phrases("""
    France | Italy | Spain | Germany | Poland | Norway | Japan | China | India | Brazil | Egypt | Kenya | Canada | Mexico
    | Russia | Greece | Turkey | Sweden | Peru | Chile | Cuba | Iran | Nepal | Ghana | Ireland | Austria | Hungary
""")
_SLOTS: Final = {
    "work": phrases("""Hamlet | Don Quixote | Moby Dick | Faust | the Iliad | War and Peace | Dracula | Peter Pan
        | Robinson Crusoe | Jane Eyre | Ulysses | Frankenstein | Macbeth | The Magic Flute | Imagine | Oliver Twist
        | The Trial | Carmen | The Jungle Book | the Odyssey | Treasure Island | Heidi | Pinocchio | Momo"""),
    "dish": phrases("""pasta | rice | pizza | soup | an omelette | pancakes | bread | a cake | fish | chicken | lasagne
        | potatoes | a curry | noodles | dumplings | beans | an apple pie | tomato soup | risotto | a steak | jam
        | lentils | goulash | a stew | carrots | mushrooms | cabbage | fried eggs | vegetables | meatballs"""),
    "subject": phrases("""quantum physics | gravity | democracy | photosynthesis | the economy | inflation | relativity
        | electricity | magnetism | evolution | DNA | climate change | philosophy | chemistry | the stock market
        | blockchain | bitcoin | the immune system | the brain | nuclear power | algebra | trigonometry | calculus
        | music theory | capitalism | psychology | the ozone layer | biology | geometry | astronomy | logic | energy"""),
    "plural": phrases("""black holes | neural networks | vaccines | volcanoes | earthquakes | the tides | lasers | atoms
        | radio waves | jet engines | batteries | steam engines | rainbows | glaciers | satellites | taxes | magnets"""),
    "era": phrases("""the Roman Empire | the French Revolution | the Cold War | the Renaissance | the Stone Age
        | the Industrial Revolution | the First World War | the Bronze Age | the Ice Age | the Ottoman Empire"""),
    "person": phrases("""Napoleon | Albert Einstein | Mozart | Cleopatra | Shakespeare | Marie Curie | Isaac Newton | Picasso
        | Beethoven | Julius Caesar | Charles Darwin | Leonardo da Vinci | Galileo | Gandhi | Plato | Aristotle | Bach
        | Vincent van Gogh | Marco Polo | Columbus | Goethe | Alan Turing | Ada Lovelace | Nikola Tesla | Chopin"""),
    "product": phrases("""phone | laptop | car | camera | bike | washing machine | TV | tablet | printer | watch | fridge
        | vacuum cleaner | keyboard | guitar | tent | mattress | coffee machine | headset | monitor"""),
    "invention": phrases("""the telephone | the light bulb | the car | the radio | the printing press | the wheel | paper
        | the computer | the steam engine | the aeroplane | the bicycle | television | the camera | the microscope
        | the piano | chess | football | the zip | the telescope | the battery | glass | the compass"""),
    "idea": phrases("""life | love | happiness | friendship | freedom | time | truth | beauty | art | justice | luck
        | hope | wisdom | success | dreams | peace | courage | honour"""),
    "skill": phrases("""play the piano | fix a bike | learn to swim | build a house | plant a tree | tie a tie | dance
        | paint a wall | knit a sock | train a dog | lose weight | make money | find a job | start a company | fix my sink
        | change a tyre | invest money | sell my car | sleep better | run faster | write a novel | learn the guitar
        | grow tomatoes | clean a carpet | sew a dress | build a boat | repair a watch | fly a plane | play chess well"""),
    "language": phrases(
        "French | German | Spanish | Italian | Latin | Greek | Polish | Chinese | Russian | Dutch"
    ),
    "phrase": phrases("""good morning | I love you | thank you | where is the station | the house is red | I am hungry
        | good night | the cat sleeps | see you tomorrow | one coffee, please | my name is Anna | the weather is nice"""),
    "country": _COUNTRIES,
    "city": CITIES,
    "thing": phrases("""the Moon | the Sun | Mars | Mount Everest | the Nile | the Eiffel Tower | the Pacific Ocean
        | the Great Wall | the Amazon | the Sahara | the Titanic | the Rhine | Big Ben | Lake Baikal | the Danube | Jupiter
        | Saturn | the Atlantic Ocean | the Grand Canyon | the Colosseum"""),
    "sport": phrases(
        "football | tennis | chess | hockey | golf | baseball | rugby | cricket | boxing | volleyball | handball"
    ),
}
_ASKED: Final = """
    Who wrote {work}? | Who is the author of {work}? | What is {work} about? | What happens at the end of {work}?
    | When was {work} written? | Explain {subject}. | Explain {subject} to me. | What is {subject}? | How does {subject} work?
    | Can you explain {subject}? | Tell me about {subject}. | Tell me everything about {subject}. | What do you know about {subject}?
    | Why is {subject} important? | What are {plural}? | How do {plural} work? | Explain {plural}. | Tell me about {plural}.
    | When was {era}? | What happened in {era}? | Why did {era} end? | Tell me about {era}.
    | Who was {person}? | When was {person} born? | What did {person} do? | Tell me about {person}.
    | Where did {person} live? | When did {person} die? | Who is {name}? | Who is {name} {name}? | Do you know {name}?
    | Where is {name} now? | What does {name} think? | Why is {name} famous? | How old is {name}?
    | What is the best {product}? | Which {product} should I buy? | How much does a good {product} cost?
    | Which {product} is better for me? | How does a {product} work? | Who invented {invention}? | When was {invention} invented?
    | How was {invention} invented? | What is the meaning of {idea}? | What is {idea}? | Why do people need {idea}?
    | What do you think about {idea}? | How many people live in {country}? | What is the population of {country}?
    | Who is the president of {country}? | What is the currency of {country}? | Tell me about the history of {country}.
    | What do people eat in {country}? | How large is {country}? | What can I see in {city}? | Tell me about {city}.
    | How many people live in {city}? | Which is the best hotel in {city}? | How do I get to {city}?
    | How far is it from {city} to {city}? | Who is the mayor of {city}? | When was {city} founded? | How big is {thing}?
    | How old is {thing}? | How far away is {thing}? | What happened in {year}? | Who won the war of {year}?
    | Who was king in {year}? | Who won the {sport} world cup in {year}? | Who is the best {sport} player?
    | What are the rules of {sport}? | Who invented {sport}?
"""
_ORDERED: Final = """
    How do I cook {dish}? | How do I make {dish}? | Give me a recipe for {dish}. | How long do I cook {dish}? | Recipe for {dish}?
    | How can I {skill}? | How do I {skill}? | Teach me how to {skill}. | What is the best way to {skill}?
    | Help me to {skill}. | Can you show me how to {skill}? | Write an essay on {subject}. | Write an essay about {idea}.
    | Write a poem about {idea}. | Write a poem about {city}. | Write a song about {idea}. | Write a report about {subject}.
    | Write an email to my boss about {subject}. | Summarise {work}. | Summarise the life of {person}.
    | Translate "{phrase}" into {language}. | Translate to {language}: {phrase} | How do you say "{phrase}" in {language}?
    | What is "{phrase}" in {language}? | Write a letter to {name} about {idea}. | Plan a trip to {city} for me.
    | Plan a week in {country}. | Write a speech about {idea}. | Compare {country} and {country}. | Compare {person} and {person}.
    | Draw a map of {country}. | Write a film script about {person}.
"""
_LIVE: Final = """
    What is the weather in {city}? | Will it rain in {city} tomorrow? | How is the weather in {city}? | What is the news in {city}?
    | What time is it in {city}? | What is the news from {country}? | How warm is it in {city} now? | Who won the {sport} game today?
    | What does a {product} cost today? | What is on TV in {country} tonight? | When does the next train to {city} leave?
    | How much is a flight to {city}? | What is new in {country}? | Is there much traffic in {city}? | Weather in {city}?
    | Who leads the {sport} league now? | What is the price of a ticket to {city}? | Book a flight to {city}.
"""
_NO_WORD: Final = """
    What is the capital of {Word}? | Capital of {Word}? | Which continent is {Word} in? | What is the opposite of {word}?
    | Opposite of {word}? | What colour is a {word}? | What does {word} mean? | What is a {word}? | What is {word}?
    | Define {word}. | What does the word {word} mean? | How many legs does a {word} have? | What sound does a {word} make?
    | Do you know what a {word} is? | Where is {Word}? | Tell me about {Word}. | Who was {Word} {Word}? | Where can I buy a {word}?
    | How do I {word} a {word}? | Explain {word}. | What is the difference between a {word} and a {word}?
"""
_GIBBERISH: Final = (
    "{word} {word} | {word} {word} {word} | {letters} | {letters} {letters} | {word} {letters}? | {word}?"
)


@dataclass(frozen=True)
class _Group:
    """Questions that are answered alike.

    Attributes:
        templates: the questions, with slots.
        answers: what the assistant says; every one of them says that it does not know.
        thought: a line of thinking that leads there.
    """

    templates: tuple[str, ...]
    answers: tuple[str, ...]
    thought: str


_ASK: Final = _Group(
    phrases(_ASKED),
    phrases("""
        I do not know that, I am only a tiny model. Ask me for a capital, a small sum or a short story.
        | I do not know. I am a tiny model, but I can name capitals, do small sums and tell stories.
        | Sorry, I do not know that. I am a tiny model that knows some capitals, sums, stories and a little Python.
    """),
    "This is more than I have learned.",
)
_DO: Final = _Group(
    phrases(_ORDERED),
    phrases("""
        I do not know how to do that, I am only a tiny model. I can write a short story, JSON or a little Python.
        | Sorry, I do not know how to do that. I am a tiny model for short stories, small sums and JSON.
        | I do not know how. I am a tiny model, but I can tell you a short story or do a small sum.
    """),
    "I have not learned to do this.",
)
_NOW: Final = _Group(
    phrases(_LIVE),
    phrases("""
        I do not know, I have no access to the internet. I can do small sums, name capitals or tell a story.
        | Sorry, I do not know that, because I cannot look it up. Ask me for a capital, a sum or a story.
    """),
    "I cannot see what happens now.",
)
_WORD: Final = _Group(
    phrases(_NO_WORD),
    phrases("""
        I do not know the word {first}. I am a tiny model that knows capitals, small sums and short stories.
        | Sorry, I do not know {first}. I am a tiny model. Ask me for a capital, a small sum or a short story.
    """),
    "I have never seen the word {first}.",
)
_NONSENSE: Final = _Group(
    phrases(_GIBBERISH),
    phrases("""
        I do not know what that means. Can you say it in other words?
        | Sorry, I do not know what that means. Ask me for a capital, a small sum or a short story.
    """),
    "These are no words that I know.",
)
_GROUPS: Final = (*[_ASK] * 8, *[_DO] * 5, *[_NOW] * 3, *[_WORD] * 3, _NONSENSE)
_SLOT: Final = re.compile(r"\{(\w+)\}")


def _filled(random: Random, slot: str) -> str:
    if slot in {"word", "Word"}:
        word = invented_word(random)
        return word if slot == "word" else word.capitalize()
    if slot == "name":
        return name(random, invented_percent=30)
    if slot == "year":
        return str(random.randint(1000, 2030))
    if slot == "letters":
        return "".join(random.choices("asdfghjklqwertzxcvbnm", k=random.randint(3, 8)))
    return random.choice(_SLOTS[slot])


def _does_not_know(text: str) -> bool:
    return "do not know" in text.casefold()


def unknown_turn(random: Random) -> Turn:
    """Draw a question that the model cannot answer; its key is the question."""
    group = random.choice(_GROUPS)
    filled: list[str] = []

    def fill(match: re.Match[str]) -> str:
        value = _filled(random, match[1])
        while value in filled:
            value = _filled(random, match[1])
        filled.append(value)
        return value

    question = _SLOT.sub(fill, random.choice(group.templates))
    answer = random.choice(group.answers).format(first=filled[0])
    thought = group.thought.format(first=filled[0])
    return Turn(("unknown", normalized(question)), question, answer, thought, _does_not_know)


def unknown(random: Random, split: Split) -> Conversation:
    """Make a question that the model cannot answer, now and then two; the key is the question as a whole."""
    turn = of_split(random, split, unknown_turn)
    if random.randrange(100) < 10:
        return conversation(of_split(random, "train", unknown_turn), turn)
    return conversation(turn)
