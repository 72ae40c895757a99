"""Orders that the model follows by copying: repeat, spell, count, pick a word, turn an order around, list."""

from __future__ import annotations

import re
from random import Random
from typing import Final

from tools.builtin_model.example import Conversation, Judge, Split
from tools.builtin_model.skills.chat.turns import Turn, conversation, of_split
from tools.builtin_model.words import invented_word, listed, name, phrases

WORDS: Final = (
    "apple arm baby bag ball bank bath bear bed bell big bike bird blue boat book box boy bread bridge brown bus cake cat "
    "chair child city clean clock cloud coat cold cook corn cow cup dance dark day desk dog door dream duck ear earth east "
    "egg eye face farm fast field fire fish flag floor flower fly food foot forest fox frog fruit game garden girl glass "
    "gold good grass green hair hand happy hat head heart hill home horse house ice island jump key king kitchen lake lamp "
    "leaf letter light lion long lunch map market milk mirror money moon morning mouse music nest new night north nose "
    "ocean old orange paper park pear pen pencil phone picture pig plane plant plate queen quiet rain red river road rock "
    "roof room rose sad salt sand school sea seed sheep ship shoe shop silver sing sister sky sleep small snow sock soft "
    "song soup south spoon spring star stone storm street strong sugar summer sun sweet table tall tea teacher tiger time "
    "tower town train tree uncle village walk wall warm water west wind window winter wood word world yellow young"
).split()

_FEW: Final = "two three four five".split()
_TIMES: Final = ("twice", "three times", "four times")
_PLACES: Final = ("first", "last", "first", "last", "second")

_GREETINGS: Final = {
    "Hello {x}!": phrases("""Say hello to {x}. | Greet {x}. | Please say hello to {x}. | Can you say hello to {x}?
        | Say hi to {x}. | Could you greet {x}? | Please greet {x}. | Say hello to my friend {x}."""),
    "Goodbye {x}!": phrases("""Say goodbye to {x}. | Say bye to {x}. | Please say goodbye to {x}. | Tell {x} goodbye.
        | Can you say goodbye to {x}?"""),
    "Thank you {x}!": phrases("""Say thank you to {x}. | Thank {x}. | Please thank {x}. | Tell {x} thank you.
        | Can you say thank you to {x}?"""),
    "Good night {x}!": phrases("""Say good night to {x}. | Wish {x} a good night. | Please say good night to {x}.
        | Tell {x} good night."""),
    "Good morning {x}!": phrases("""Say good morning to {x}. | Wish {x} a good morning. | Tell {x} good morning.
        | Please say good morning to {x}."""),
    "Happy birthday {x}!": phrases("""Wish {x} a happy birthday. | Say happy birthday to {x}. | It is the birthday of {x}.
        Say something! | Please wish {x} a happy birthday."""),
}
_REPEAT: Final = phrases("""
    Repeat: {x} | Repeat after me: {x} | Say: {x} | Please repeat: {x} | Copy this: {x} | Write exactly this: {x} | Echo: {x}
    | Say these words: {x} | Repeat these words: {x} | Type this: {x} | Repeat exactly: {x} | Say "{x}". | Repeat "{x}".
    | Can you repeat this: {x} | Write "{x}". | Just say "{x}". | Answer only with: {x}
""")
_SPELL: Final = phrases("""
    Spell the word {x}. | Spell {x}. | How do you spell {x}? | Can you spell {x}? | Please spell {x}. | Spelling of {x}?
    | Spell {x} letter by letter. | Spell the word "{x}". | How is {x} spelled? | Write {x} letter by letter.
""")
_COUNT: Final = phrases("""
    Count from {a} to {b}. | Can you count from {a} to {b}? | Please count from {a} to {b}. | Count: {a} to {b}
    | Write the numbers from {a} to {b}. | List the numbers from {a} to {b}. | Numbers from {a} to {b}?
    | Give me the numbers from {a} to {b}. | Say the numbers from {a} to {b}. | Name all numbers from {a} to {b}.
""")
_TIMES_OVER: Final = phrases("""
    Say {x} {n}. | Say the word {x} {n}. | Write {x} {n}. | Please say {x} {n}. | Can you say {x} {n}? | Write the word {x} {n}.
    | Type {x} {n}. | Say "{x}" {n}.
""")
_PICK: Final = phrases("""
    What is the {n} word of: {x} | What is the {n} word in: {x} | Give me the {n} word of: {x} | Which word is {n}: {x}
    | Which word comes {n}: {x} | The {n} word of: {x} | Tell me the {n} word: {x} | Name the {n} word: {x}
    | What's the {n} word here: {x} | Only the {n} word, please: {x}
""")
_REVERSE: Final = phrases("""
    Reverse the order of: {x} | Write these words in reverse order: {x} | Turn the order around: {x} | Reverse: {x}
    | Put these words in reverse order: {x} | Reverse the order of these words: {x} | From last to first: {x}
    | Reverse this list: {x} | Say these words from the last to the first: {x} | The other way round: {x}
""")
_LIST: Final = phrases("""
    List {n} {x}. | Name {n} {x}. | Give me {n} {x}. | Tell me {n} {x}. | Write a list of {n} {x}. | Can you name {n} {x}?
    | I need {n} {x}. | Please list {n} {x}. | Write down {n} {x}. | Do you know {n} {x}? | Can you give me {n} {x}?
    | Can you list {n} {x}?
""")
_GROUPS: Final = {
    "colours": "red blue green yellow orange purple pink brown black white grey",
    "animals": "cat dog horse cow sheep pig lion tiger bear fox mouse rabbit elephant duck",
    "fruits": "apple pear banana orange cherry plum grape lemon peach kiwi melon mango",
    "vegetables": "carrot potato onion tomato pea bean cucumber cabbage pumpkin leek",
    "days": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "months": "January February March April May June July August September October November December",
    "seasons": "spring summer autumn winter",
    "countries": "France Italy Spain Germany Poland Norway Japan China India Brazil Egypt Kenya Canada",
    "cities": "Paris London Berlin Rome Madrid Oslo Vienna Tokyo Cairo Lima Delhi Boston",
    "drinks": "water milk tea coffee juice lemonade cocoa",
    "birds": "owl duck swan eagle robin crow parrot goose hen stork",
    "trees": "oak pine birch maple willow beech fir elm",
    "sports": "football tennis swimming running skiing rowing hockey golf",
    "instruments": "piano guitar violin flute drum trumpet harp organ",
    "names": "Anna Ben Clara David Emma Felix Grace Hugo Ida Jonas",
    "numbers": "1 2 3 4 5 6 7 8 9 10",
    "shapes": "circle square triangle star oval heart",
    "metals": "iron gold silver copper tin lead",
    "planets": "Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune",
    "flowers": "rose tulip daisy lily violet sunflower",
}
_MEMBERS: Final = {group: tuple(members.split()) for group, members in _GROUPS.items()}
_GROUP_NAMES: Final = tuple(_MEMBERS)


def _exactly(wanted: str) -> Judge:
    return lambda text: text.strip() == wanted


def _words(random: Random, low: int, high: int) -> list[str]:
    """Return different words, some of them invented, names or numbers."""
    words: list[str] = []
    count = random.randint(low, high)
    while len(words) < count:
        roll = random.randrange(100)
        if roll < 55:
            word = random.choice(WORDS)
        elif roll < 85:
            word = invented_word(random)
        elif roll < 95:
            word = name(random)
        else:
            word = str(random.randrange(1000))
        if word not in words:
            words.append(word)
    return words


def _greet(random: Random) -> Turn:
    answer = random.choice(("Hello {x}!", *_GREETINGS))
    person = name(random, invented_percent=25)
    question = random.choice(_GREETINGS[answer]).format(x=person)
    return Turn(
        ("repeat", "greet", answer, person),
        question,
        *_told(answer.format(x=person), f"I speak to {person}."),
    )


def _repeat(random: Random) -> Turn:
    words = " ".join(_words(random, 1, 6))
    question = random.choice(_REPEAT).format(x=words)
    return Turn(("repeat", "copy", words), question, *_told(words, "I copy the words."))


def _spell(random: Random) -> Turn:
    roll = random.randrange(100)
    word = random.choice(WORDS) if roll < 65 else invented_word(random) if roll < 90 else name(random)
    question = random.choice(_SPELL).format(x=word)
    return Turn(
        ("repeat", "spell", word.lower()), question, *_told("-".join(word), f"The letters of {word}.")
    )


def _count(random: Random) -> Turn:
    start = 1 if random.randrange(4) == 0 else random.randrange(90)
    end = start + random.randint(2, 11)
    down = random.randrange(4) == 0
    a, b = (end, start) if down else (start, end)
    question = random.choice(_COUNT).format(a=a, b=b)
    if a == 1 and random.randrange(3) == 0:
        question = f"Count to {b}."
    numbers = map(str, range(a, b - 1, -1) if down else range(a, b + 1))
    thought = f"From {a} {'down' if down else 'up'} to {b}."
    return Turn(("repeat", "count", a, b), question, *_told(", ".join(numbers), thought), common=a == 1)


def _times_over(random: Random) -> Turn:
    (word,) = _words(random, 1, 1)
    n_times = random.choice((2, 2, 3, 4))
    question = random.choice(_TIMES_OVER).format(x=word, n=_TIMES[n_times - 2])
    answer = " ".join([word] * n_times)
    return Turn(("repeat", "times", word, n_times), question, *_told(answer, f"{n_times} times {word}."))


def _pick(random: Random) -> Turn:
    words = _words(random, 2, 6)
    place = random.choice(_PLACES)
    word = words[("last", "first", "second").index(place) - 1]
    question = random.choice(_PICK).format(n=place, x=" ".join(words))
    return Turn(("repeat", "pick", *words), question, *_told(word, f"The {place} word counts."))


def _reverse(random: Random) -> Turn:
    words = _words(random, 2, 5)
    question = random.choice(_REVERSE).format(x=" ".join(words))
    answer = " ".join(reversed(words))
    return Turn(
        ("repeat", "reverse", *words), question, *_told(answer, f"{words[-1]} is last, so it comes first.")
    )


def _list(random: Random) -> Turn:
    group = random.choice(_GROUP_NAMES)
    count = random.choice((2, 3, 3, 3, 4, 5))
    if group == "seasons":
        count = min(count, 4)
    members = random.sample(_MEMBERS[group], count)
    phrasing = random.choice(_LIST)
    question = phrasing.format(n=count if random.randrange(5) == 0 else _FEW[count - 2], x=group)
    answer = listed(members)
    # A capital at the start, the rest as it is.
    answer = f"{answer[0].upper()}{answer[1:]}."
    return Turn(
        ("repeat", "list", group, count, phrasing),
        question,
        answer,
        f"I name {count} {group}.",
        _lists(group, count),
    )


def _lists(group: str, count: int) -> Judge:
    known = {member.casefold() for member in _MEMBERS[group]}

    def right(text: str) -> bool:
        found = [word.casefold() for word in re.split(r", (?:and )?| and ", text.strip().rstrip("."))]
        return len(found) == len(set(found)) == count and known.issuperset(found)

    return right


def _told(answer: str, thought: str) -> tuple[str, str, Judge]:
    return answer, thought, _exactly(answer)


_TASKS: Final = (_repeat, _greet, _spell, _count, _pick, _reverse, _list, _repeat, _greet, _times_over)
_AGAIN: Final = phrases("""
    Again. | Again, please. | Once more. | Say it again. | One more time. | Please repeat that. | Say that again, please.
    | The same again. | Can you say that again? | What did you say? | Repeat that.
""")


def copying_turn(random: Random) -> Turn:
    """Draw an order; its key is the kind of order and its words."""
    return random.choice(_TASKS)(random)


def repeat(random: Random, split: Split) -> Conversation:
    """Make an order that is followed by copying, now and then after another one, or twice.

    The key is the kind of order and its words: the names, numbers or words to copy, and the phrasing too where
    a group's members are asked for.
    """
    roll = random.randrange(100)
    turn = of_split(random, split, copying_turn)
    if roll < 10 and split == "train":
        again = Turn(
            ("repeat", "again"), random.choice(_AGAIN), turn.answer, "I say it again.", _exactly(turn.answer)
        )
        return conversation(turn, again)
    if roll < 25:
        return conversation(of_split(random, "train", copying_turn), turn)
    return conversation(turn)
