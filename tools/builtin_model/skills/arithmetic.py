"""Sums and differences of numbers below a hundred, asked for in many ways and often several in a row."""

from __future__ import annotations

import re
from random import Random
from typing import Final, NamedTuple

from tools.builtin_model.example import Conversation, Judge, Message, Split, split_of
from tools.builtin_model.words import BOYS, GIRLS, invented_word

LIST_PERCENT: Final = 30

_SUMS: Final = (
    "What is {a} + {b}?",
    "What's {a} + {b}?",
    "{a}+{b}",
    "{a} + {b}",
    "{a} + {b} = ?",
    "{a}+{b}=?",
    "How much is {a} + {b}?",
    "How much is {a} plus {b}?",
    "What is {a} plus {b}?",
    "{a} plus {b}",
    "Add {b} to {a}.",
    "Add {a} and {b}.",
    "Can you add {a} and {b}?",
    "What is the sum of {a} and {b}?",
    "What's the sum of {a} and {b}?",
    "Calculate {a} + {b}.",
    "Work out {a} + {b}.",
    "How much do {a} and {b} make?",
    "What do I get if I add {b} to {a}?",
)
_DIFFERENCES: Final = (
    "What is {a} - {b}?",
    "What's {a} - {b}?",
    "{a}-{b}",
    "{a} - {b}",
    "{a} - {b} = ?",
    "{a}-{b}=?",
    "How much is {a} - {b}?",
    "How much is {a} minus {b}?",
    "What is {a} minus {b}?",
    "{a} minus {b}",
    "Calculate {a} - {b}.",
    "Work out {a} - {b}.",
    "Subtract {b} from {a}.",
)
# These ask for something else, or nothing sensible, where the first number is the smaller one.
_REMAINDERS: Final = (
    *_DIFFERENCES,
    "Take {b} away from {a}.",
    "Take {b} from {a}.",
    "{a} take away {b}",
    "What is the difference between {a} and {b}?",
    "What's the difference between {a} and {b}?",
    "What is left of {a} if I take away {b}?",
)
_AGAIN: Final = (
    "And {a} {sign} {b}?",
    "and {a}{sign}{b}",
    "And {a} {word} {b}?",
    "And what is {a} {sign} {b}?",
    "What about {a} {sign} {b}?",
    "What about {a} {word} {b}?",
    "How about {a} {word} {b}?",
    "Now {a} {sign} {b}.",
    "Now {a} {word} {b}.",
    "Then {a} {sign} {b}?",
)
_ADD_TO_THAT: Final = (
    "Now add {b} to that.",
    "Add {b} to that.",
    "And plus {b}?",
    "Plus {b}?",
    "What if I add {b} to that?",
    "Now add {b}.",
    "And {b} more?",
)
_TAKE_FROM_THAT: Final = (
    "Now take {b} away from that.",
    "Take {b} from that.",
    "Subtract {b} from that.",
    "And minus {b}?",
    "Minus {b}?",
    "What if I take away {b}?",
    "Now take away {b}.",
)
_LISTS: Final = (
    "{sums}",
    "What is {sums}?",
    "How much is {sums}?",
    "Calculate {sums}.",
    "Work out {sums}.",
    "Solve {sums}.",
    "What are {sums}?",
    "Do these for me: {sums}",
)
_PROBLEMS: Final = {
    "+": (
        ("{name} has {a} {thing}s and gets {b} more. How many does {she} have?", "{name} has {result}"),
        ("{name} has {a} {thing}s and buys {b} more. How many are there now?", "{name} has {result}"),
        ("{name} had {a} {thing}s. Then {she} found {b} more. How many now?", "{name} has {result}"),
        ("{name} has {a} {thing}s and I have {b}. How many do we have?", "we have {result}"),
        ("There are {a} {thing}s in a box and {b} in a bag. How many in all?", "there are {result}"),
        ("{name} puts {b} {thing}s into a box with {a} {thing}s. How many are in it?", "there are {result}"),
    ),
    "-": (
        ("{name} has {a} {thing}s and loses {b}. How many are left?", "{name} has {result} left"),
        ("{name} has {a} {thing}s and sells {b}. How many does {she} have left?", "{name} has {result} left"),
        ("{name} had {a} {thing}s and gave away {b}. How many are left?", "{name} has {result} left"),
        ("{name} has {a} {thing}s. I take {b}. How many does {she} have now?", "{name} has {result} left"),
        ("There are {a} {thing}s in a box. {name} takes {b}. How many are left?", "there are {result} left"),
        ("{name} wants {a} {thing}s and has {b}. How many more to go?", "{name} needs {result} more"),
    ),
}  # fmt: skip
_THING_NAMES: Final = (
    "apple pear plum egg book coin card sticker marble pencil stamp shell button cookie nut ball flower "
    "stone ticket cup lemon carrot balloon bead"
)
_THINGS: Final = _THING_NAMES.split()


class _Sum(NamedTuple):
    """A sum or a difference."""

    sign: str
    a: int
    b: int

    @property
    def result(self) -> int:
        return self.a + self.b if self.sign == "+" else self.a - self.b

    @property
    def equation(self) -> str:
        return f"{self.a} {self.sign} {self.b} = {self.result}"

    @property
    def split(self) -> Split:
        # 3 + 4 and 4 + 3 are one fact.
        ordered = sorted((self.a, self.b)) if self.sign == "+" else (self.a, self.b)
        return split_of(self.sign, *ordered)


class _Turn(NamedTuple):
    """A question, its answer, and how to judge others."""

    question: str
    reasoning: str
    answer: str
    judge: Judge


def _number(random: Random, *, two_digits: bool) -> int:
    return random.randrange(10, 100) if two_digits or random.randrange(100) < 94 else random.randrange(10)


def _draw(random: Random, that: int | None, *, judged: bool) -> tuple[_Sum, bool]:
    """Return a sum or a difference, and whether it goes on from the result ``that``."""
    a, b = _number(random, two_digits=judged), _number(random, two_digits=judged)
    sign = random.choice("+-")
    if that is not None and 10 <= that < 100 and random.randrange(100) < 30 and (sign == "+" or b <= that):
        return _Sum(sign, that, b), True
    if sign == "-" and (a < b) != (random.randrange(100) < 12):
        a, b = b, a
    return _Sum(sign, a, b), False


def _columns(a: int, b: int, sign: str) -> str:
    """Return how to work out a result that is not negative, digit by digit."""
    (tens_a, ones_a), (tens_b, ones_b) = divmod(a, 10), divmod(b, 10)
    ones = ones_a + ones_b if sign == "+" else ones_a - ones_b
    if not tens_a and not tens_b:
        return f"{a} {sign} {b} = {ones}."
    if sign == "+":
        carry, written = divmod(ones, 10)
        first = f"{ones_a} + {ones_b} = {ones}" + (f", write {written} carry 1." if carry else ".")
        return f"{first} {tens_a} + {tens_b}{' + 1' * carry} = {tens_a + tens_b + carry}."
    if ones >= 0:
        return f"{ones_a} - {ones_b} = {ones}. {tens_a} - {tens_b} = {tens_a - tens_b}."
    borrowed = f"Borrow 1: {ones_a + 10} - {ones_b} = {ones + 10}."
    return f"{borrowed} {tens_a} - {tens_b} - 1 = {tens_a - tens_b - 1}."


def _working(task: _Sum) -> str:
    """Return a line of thinking that ends with the result."""
    if task.result < 0:
        return f"{task.a} is less than {task.b}. {_columns(task.b, task.a, '-')} So {task.result}."
    return f"{_columns(task.a, task.b, task.sign)} So {task.result}."


def _plain(random: Random, task: _Sum, *, on: bool, later: bool) -> _Turn:
    """Ask for the result and nothing else."""
    sign, a, b = task
    working = _working(task)
    forms: tuple[str, ...]
    if on:
        forms = _ADD_TO_THAT if sign == "+" else _TAKE_FROM_THAT
        working = f"{a} {sign} {b}: {working}"
    elif later and random.randrange(100) < 60:
        forms = _AGAIN
    elif sign == "+":
        forms = _SUMS
    else:
        forms = _REMAINDERS if a > b else _DIFFERENCES
    word = "plus" if sign == "+" else "minus"
    question = random.choice(forms).format(a=a, b=b, sign=sign, word=word)

    def judge(text: str) -> bool:
        match = re.fullmatch(r"(?:([0-9]+) ?([+-]) ?([0-9]+) ?= ?)?(-?[0-9]+)\.?", text.strip())
        if match is None or match[4] != str(task.result):
            return False
        said = match.group(1, 2, 3)
        allowed = [(None, None, None), (str(a), sign, str(b))]
        return said in allowed or (sign == "+" and said == (str(b), sign, str(a)))

    return _Turn(question, working, f"{task.equation}.", judge)


def _problem(random: Random, task: _Sum) -> _Turn:
    """Wrap the sum into something that happens to somebody."""
    sign, a, b = task
    girl = random.random() < 0.5
    name = random.choice(GIRLS if girl else BOYS)
    if random.randrange(100) < 15:
        name = invented_word(random).capitalize()
    thing = random.choice(_THINGS)
    told, end = random.choice(_PROBLEMS[sign])
    question = told.format(name=name, a=a, b=b, thing=thing, she="she" if girl else "he")
    things = f"{task.result} {thing}{'s' * (task.result != 1)}"
    conclusion = end.format(name=name, result=things)
    if task.result == 1:
        conclusion = conclusion.replace("there are", "there is")
    if "more" in end:
        # "12 more apples", not "12 apples more".
        conclusion = conclusion.replace(f"{things} more", things.replace(" ", " more ", 1))
    answer = f"{task.equation}, so {conclusion}."
    words = [thing, *([name] if name in answer else [])]

    def judge(text: str) -> bool:
        equation, _, rest = text.strip().partition(",")
        same = equation == task.equation and re.findall(r"-?[0-9]+", rest) == [str(task.result)]
        return same and all(word in rest for word in words)

    return _Turn(question, f"{a} {sign} {b}: {_working(task)}", answer, judge)


def _list(random: Random, tasks: list[_Sum]) -> _Turn:
    """Ask for several results at once, which teaches most in the fewest tokens."""
    form = random.choice(("{a} {sign} {b}", "{a} {sign} {b}", "{a}{sign}{b}"))
    sums = ", ".join(form.format(a=task.a, sign=task.sign, b=task.b) for task in tasks)
    answer = ", ".join(task.equation for task in tasks) + "."

    def judge(text: str) -> bool:
        return text.strip() == answer

    return _Turn(random.choice(_LISTS).format(sums=sums), "One after the other.", answer, judge)


def _task(random: Random, split: Split, that: int | None) -> tuple[_Sum, bool]:
    judged = split == "held_out"
    task, on = _draw(random, that, judged=judged)
    while task.split != split:
        task, on = _draw(random, that, judged=judged)
    return task, on


def _turn(random: Random, split: Split, that: int | None, *, later: bool) -> tuple[_Turn, int]:
    """Return one question of a split and its result; ``that`` is the result before it."""
    if random.randrange(100) < LIST_PERCENT:
        tasks = [_task(random, split, None)[0] for _ in range(random.randint(2, 8))]
        return _list(random, tasks), tasks[-1].result
    task, on = _task(random, split, that)
    if not on and min(task.a, task.b) >= 2 and task.result > 0 and random.randrange(100) < 15:
        return _problem(random, task), task.result
    return _plain(random, task, on=on, later=later), task.result


def arithmetic(random: Random, split: Split) -> Conversation:
    """Ask for one to four sums or differences; they are split by the operator and both numbers."""
    messages: list[Message] = []
    that: int | None = None
    count = random.randrange(1, 5)
    for index in range(count):
        last = index == count - 1
        turn, that = _turn(random, split if last else "train", that, later=index > 0)
        messages += (
            {"role": "user", "content": turn.question},
            {"role": "assistant", "content": turn.answer, "reasoning_content": turn.reasoning},
        )
    return Conversation(tuple(messages), turn.judge)
