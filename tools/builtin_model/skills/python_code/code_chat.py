"""Small Python functions that users ask for in words."""

from __future__ import annotations

import ast
import re
from random import Random
from typing import Final

from tools.builtin_model.example import Conversation, Message, Split, split_of
from tools.builtin_model.skills.python_code.grammar import FUNCTIONS, Code, Style, usual
from tools.builtin_model.words import invented_word

_ASKED: Final = tuple(body for body in FUNCTIONS if body.asked)
_PLAIN: Final = Style(hints=False, docstring=False, comment=False)
_FIRST: Final = (
    "Write a Python function that {does}.",
    "Write a function that {does}.",
    "Write me a Python function that {does}.",
    "Can you write a Python function that {does}?",
    "Can you write a function that {does}?",
    "I need a Python function that {does}.",
    "Please write a function in Python that {does}.",
    "Python function that {does}",
    "How do I write a Python function that {does}?",
    "Show me a Python function that {does}.",
    "Give me a function that {does}.",
)
_NAMED: Final = (
    "Write a Python function called {name} that {does}.",
    "Write a function called {name} that {does}.",
    "Write a Python function named {name} that {does}.",
    "Write a Python function {name} that {does}.",
    "I need a function called {name} that {does}.",
    "Can you write a function named {name} that {does}?",
    "Python function {name} that {does}",
)
_NEXT: Final = (
    "And one that {does}?",
    "Now one that {does}.",
    "Now write one that {does}.",
    "And a function that {does}?",
    "What about one that {does}?",
    "Can you also write one that {does}?",
)
_BLOCK: Final = re.compile(r"```python\n(.*?)\n```", re.DOTALL)


def _drawn(random: Random, split: Split, *, later: bool) -> tuple[str, Code, bool]:
    """Return a question of a split, its answer, and whether the function's name is in it."""
    while True:
        body = random.choice(_ASKED)
        named = not later and random.randrange(100) < 40
        name = None
        if named:
            name = random.choice(body.names) if random.randrange(100) < 60 else invented_word(random)
        phrasing = random.choice(_NAMED if named else _NEXT if later else _FIRST)
        code = usual(random, body, name)
        if split_of("code_chat", body.kind, phrasing, name) == split:
            return phrasing.format(does=code.does, name=code.name), code, named


def _shape(source: str) -> tuple[str, str] | None:
    """Return the name of a function and its code with other names, or ``None`` if this is not one function.

    Names that the code binds become numbers in the order in which they occur. Docstrings and type hints are left
    out.
    """
    try:
        tree = ast.parse(source)
        compile(source, "x", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    if len(tree.body) != 1 or not isinstance(function := tree.body[0], ast.FunctionDef):
        return None
    name = function.name
    if len(function.body) > 1 and ast.get_docstring(function) is not None:
        del function.body[0]
    function.returns = None
    _number_names(function)
    return name, ast.dump(function)


def _number_names(function: ast.FunctionDef) -> None:
    """Give the names that a function binds numbers, and leave out type hints."""
    bound = {function.name}
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            node.annotation = None
            bound.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
    renamed: dict[str, str] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.FunctionDef):
            node.name = renamed.setdefault(node.name, str(len(renamed)))
        elif isinstance(node, ast.arg):
            node.arg = renamed.setdefault(node.arg, str(len(renamed)))
        elif isinstance(node, ast.Name) and node.id in bound:
            node.id = renamed.setdefault(node.id, str(len(renamed)))


def code_chat(random: Random, split: Split) -> Conversation:
    """Ask for one or two Python functions; questions are split by function, phrasing and the name asked for.

    The last answer has to be the same program as ours except for the names of variables.
    """
    messages: list[Message] = []
    count = 2 if random.randrange(100) < 20 else 1
    for index in range(count):
        last = index == count - 1
        question, code, named = _drawn(random, split if last else "train", later=index > 0)
        source = code.source(_PLAIN)
        signature = f"{code.name}({', '.join(code.arguments)})"
        messages += (
            {"role": "user", "content": question},
            {
                "role": "assistant",
                "content": f"```python\n{source}\n```",
                "reasoning_content": f"I write {signature}, which {code.does}.",
            },
        )

    def judge(text: str) -> bool:
        block = _BLOCK.search(text)
        shape, expected = _shape(block[1]) if block else None, _shape(source)
        if shape is None or expected is None or shape[1] != expected[1]:
            return False
        return not named or shape[0] == code.name

    return Conversation(tuple(messages), judge)
