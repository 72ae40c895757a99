"""A grammar of small Python functions and classes with all kinds of names.

A body is written as a line ``> names | arguments | result | what it does`` and the code below it; a star
marks those that users ask for in words. For a class the line leaves out the result. In the code ``$f`` is the
name, ``$`` and another letter a variable whose names are in ``_POOLS``, and ``$`` and a digit a constant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, NamedTuple

from tools.builtin_model.example import Split, split_of
from tools.builtin_model.skills.python_code.container_bodies import CLASSES, CONTAINERS
from tools.builtin_model.skills.python_code.number_bodies import NUMBERS
from tools.builtin_model.words import NAMES

_NUMBERS: Final = (
    "a b c,x y z,first second third,left right middle,m n k,p q r,u v w,one two three,num1 num2 num3,n1 n2 n3"
)
# The letters of the variables that are named together, and their names.
_POOLS: Final = tuple(
    (letters, tuple(tuple(names.split()) for names in pool.split(",")))
    for letters, pool in (
        ("abc", _NUMBERS),
        ("n", "n,number,num,value,x,k,amount,size"),
        ("LH", "low high,lower upper,start end,smallest largest,bottom top"),
        ("xy", "width height,w h,length width,long short,side1 side2"),
        ("e", "degrees,temperature,temp,t,value,d"),
        ("g", "radius,r,size,rad"),
        ("li", "numbers number,values value,items item,nums num,xs x,data x,scores score,points p,row n"),
        ("wu", "words word,names name,lines line,texts text,strings string,parts part,labels label"),
        ("s", "text,s,string,word,line,message,sentence,t"),
        ("T", "text,s,string,digits,line"),
        ("h", "letter,char,c,ch"),
        ("j", "name,person,user,friend,who"),
        ("z", "path,filename,file_name,source"),
        ("d", "data,table,d,mapping,prices,ages,stock,points"),
        ("k", "key,k,name,word,label"),
        ("v", "value,v,number,amount"),
        ("t", "total,result,answer,acc"),
        ("o", "count,found,hits,matches"),
        ("r", "result,out,kept,output,new"),
        ("q", "counts,result,table,seen"),
        ("m", "best,result,found,current"),
        ("p", "i,index,j,pos"),
    )
)
_TYPES: Final = {
    **dict.fromkeys("abcnLHxy", "int"),
    **dict.fromkeys("eg", "float"),
    **dict.fromkeys("sThjzk", "str"),
    "l": "list[int]",
    "w": "list[str]",
    "d": "dict[str, int]",
}
_GREETINGS: Final = ("Hello", "Hi", "Welcome", "Hey")
_WORD_LIST: Final = "red green blue apple pear plum cat dog bird sun moon star tea milk"
_WORDS: Final = _WORD_LIST.split()
_HINTS: Final = re.compile(r": (?:int|float|str|bool|list\[\w+\]|dict\[str, int\])(?=[,)])")
_RESULT: Final = re.compile(r" -> [^:\n]+(?=:$)", re.MULTILINE)
_SLOT: Final = re.compile(r"\$([A-Za-z0-9])")


@dataclass(frozen=True)
class Body:
    """What a function does, whatever it is called.

    Attributes:
        kind: tells bodies apart.
        names: names of the function.
        arguments: a letter for each argument.
        result: the type of what it returns; empty for a class.
        does: says it in words, as in "adds two numbers".
        asked: whether users ask for it.
        hinted: the code with type hints; ``plain`` is that without.
        pools: the names of the variables in the code.
        usual: the first of these for each letter.
    """

    kind: str
    names: tuple[str, ...]
    arguments: str
    result: str
    does: str
    asked: bool
    hinted: str
    plain: str
    pools: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    usual: dict[str, str]


class Style(NamedTuple):
    """How a file is written."""

    hints: bool
    docstring: bool
    comment: bool


@dataclass(frozen=True)
class Code:
    """A function or class with its names."""

    body: Body
    name: str
    words: dict[str, str]

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of its arguments."""
        return tuple(self.words[letter] for letter in self.body.arguments)

    @property
    def split(self) -> Split:
        """The split of its body, name and arguments together."""
        if self.body.asked and all(
            self.words[letter] == self.body.usual[letter] for letter in self.body.arguments
        ):
            # Answers to users are written with these names.
            return "train"
        return split_of("code", self.body.kind, self.name, *self.arguments)

    @property
    def does(self) -> str:
        """What it does, in words, as in "adds 5 to a number"."""
        return self._filled(self.body.does)

    def source(self, style: Style) -> str:
        """Return the code, without the last line end."""
        text = self._filled(self.body.hinted if style.hints else self.body.plain)
        if style.docstring:
            head, _, rest = text.partition("\n")
            blank = "" if self.body.result else "\n"
            text = f'{head}\n    """{self._order()}"""\n{blank}{rest}'
        return f"# {self._order()}\n{text}" if style.comment else text

    def _filled(self, text: str) -> str:
        return _SLOT.sub(lambda slot: self.words[slot[1]], text)

    def _order(self) -> str:
        """Say what to do, as in "Add two numbers."."""
        if not self.body.result:
            return self.body.does
        verb, _, rest = self.does.replace(" and returns ", " and return ").partition(" ")
        verb = f"{verb[:-3]}y" if verb.endswith("ies") else verb[:-1]
        return f"{verb.capitalize()} {rest}."


def _body(entry: str) -> Body:
    header, _, code = entry.strip("\n").partition("\n")
    fields = [field.strip() for field in header.split("|")]
    result = fields[2] if len(fields) == 4 else ""
    names = tuple(fields[0].split())
    letters = fields[1].replace(" ", "")
    if result:
        arguments = ", ".join(f"${letter}: {_TYPES[letter]}" for letter in letters)
        indented = "\n".join(f"    {line}" for line in code.splitlines())
        code = f"def $f({arguments}) -> {result}:\n{indented}"
    used = set(_SLOT.findall(code)) | set(letters)
    pools = tuple((group, pool) for group, pool in _POOLS if used & set(group))
    return Body(
        kind=names[0],
        names=names,
        arguments=letters,
        result=result,
        does=fields[-1].removeprefix("*"),
        asked=fields[-1].startswith("*"),
        hinted=code,
        plain=_RESULT.sub("", _HINTS.sub("", code.replace(": int = ", "="))),
        pools=pools,
        usual={letter: name for group, pool in pools for letter, name in zip(group, pool[0], strict=False)},
    )


def _bodies(text: str) -> tuple[Body, ...]:
    return tuple(_body(entry) for entry in text.split("\n> ")[1:])


FUNCTIONS: Final = _bodies(NUMBERS) + _bodies(CONTAINERS)
_ALL: Final = FUNCTIONS + _bodies(CLASSES)
RETURNING: Final = tuple(body for body in FUNCTIONS if body.result != "None" and "open(" not in body.plain)
"""Functions whose results may be printed."""


def _constants(random: Random) -> dict[str, str]:
    return {
        "1": str(random.randrange(2, 13)),
        "2": str(random.randrange(10, 101)),
        "3": random.choice(_GREETINGS),
    }


def draw(random: Random, split: Split, bodies: Sequence[Body] = _ALL) -> Code:
    """Return code of a split."""
    while True:
        body = random.choice(bodies)
        words = {"f": random.choice(body.names)}
        for group, pool in body.pools:
            words.update(zip(group, random.choice(pool), strict=False))
        letters = [letter for letter in words if letter == "f" or f"${letter}" in body.plain]
        if len({words[letter] for letter in letters}) < len(letters):
            continue
        words.update(_constants(random))
        code = Code(body, words["f"], words)
        if code.split == split:
            return code


def usual(random: Random, body: Body, name: str | None) -> Code:
    """Return a function with the most usual names, or a given one; only constants are random."""
    words = {"f": name or body.names[0], **_constants(random), "3": _GREETINGS[0], **body.usual}
    return Code(body, words["f"], words)


def call(random: Random, code: Code) -> str:
    """Return a call of a function with some values."""
    return f"{code.name}({', '.join(_value(random, letter) for letter in code.body.arguments)})"


def _value(random: Random, letter: str) -> str:
    """Return a value for an argument."""
    if letter == "j":
        return f'"{random.choice(NAMES)}"'
    if letter == "T":
        return f'"{random.randrange(2, 100)}"'
    if letter == "h":
        return f'"{random.choice("aeiost")}"'
    words = [f'"{word}"' for word in random.sample(_WORDS, 2)]
    numbers = [str(random.randrange(1, 10)) for _ in range(3)]
    match _TYPES[letter]:
        case "str":
            value = words[0]
        case "list[str]":
            value = f"[{', '.join(words)}]"
        case "list[int]":
            value = f"[{', '.join(numbers)}]"
        case "dict[str, int]":
            value = f"{{{words[0]}: {numbers[0]}, {words[1]}: {numbers[1]}}}"
        case _:
            value = str(random.randrange(2, 13))
    return value
