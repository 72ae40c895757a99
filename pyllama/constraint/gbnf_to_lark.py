"""Writes a GBNF grammar in the dialect of Lark that llguidance reads, without changing its language.

llguidance splits a text into lexemes, each the longest that matches; GBNF knows characters only. The two
agree in two cases, and one of them always applies: a grammar without recursion is one lexeme as a whole,
unless too many of its rules are within each other, and in any other each character is a lexeme of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from pyllama.constraint.endings import Needs, ending_parts
from pyllama.constraint.gbnf import (
    Characters,
    Choice,
    Concatenation,
    Literal,
    Node,
    Reference,
    Repetition,
    Token,
    grammar_error,
    parse_gbnf,
)
from pyllama.errors import GrammarError

_ROOT: Final = "root"

_MAX_REGULAR_DEPTH: Final = 100
"""Most rules within each other in one lexeme; llguidance writes them out, however often each is used."""


def gbnf_to_lark(text: str, token_id: Callable[[int | str], int | None]) -> str:
    """Translate a grammar.

    Args:
        text: the grammar in GBNF.
        token_id: gives the id of a token by its id or its text; ``None`` where there is none.

    Raises:
        GrammarError: it is not GBNF, has no rule ``root``, uses a rule or a token that does not exist, or
            derives no text that ends.
    """
    rules = parse_gbnf(text)
    if _ROOT not in rules:
        raise GrammarError(f"there is no rule {_ROOT!r}", param="grammar")
    for node in rules.values():
        for reference in _references(node):
            if reference.name not in rules:
                raise grammar_error(f"rule {reference.name!r} is not defined", text, reference.position)
    uses = {name: {reference.name for reference in _references(node)} for name, node in rules.items()}
    if _ROOT not in _ending_rules(rules):
        raise GrammarError(f"rule {_ROOT!r} derives no text that ends", param="grammar")
    reachable = _reachable(uses)
    is_regular = not any(
        isinstance(part, Token) for name in reachable for part in _parts(rules[name])
    ) and _is_shallow({name: uses[name] for name in reachable})
    writer = _Writer(text, list(rules), token_id, is_regular=is_regular)
    for name in rules:
        if name in reachable:
            writer.define(writer.name(name), rules[name])
    return f"start: {writer.name(_ROOT)}\n" + "".join(writer.lines)


class _Writer:
    """Writes rules, whose characters are parts of one lexeme or lexemes of their own.

    Attributes:
        lines: the definitions so far.
    """

    def __init__(
        self,
        text: str,
        names: list[str],
        token_id: Callable[[int | str], int | None],
        *,
        is_regular: bool,
    ) -> None:
        self.lines: list[str] = []
        self._text = text
        self._token_id = token_id
        self._is_regular = is_regular
        # Lark knows by its first letter whether a name is that of a lexeme.
        self._letter = "R" if is_regular else "r"
        self._names = {name: f"{self._letter}{i}" for i, name in enumerate(names)}
        self._n_groups = 0

    def name(self, name: str) -> str:
        """Return what a rule is called in Lark."""
        return self._names[name]

    def define(self, name: str, node: Node) -> None:
        """Add a rule, and those of its groups."""
        options = node.options if isinstance(node, Choice) else (node,)
        self.lines.append(f"{name}: {' | '.join(self._sequence(option) for option in options)}\n")

    def _sequence(self, node: Node) -> str:
        items = node.items if isinstance(node, Concatenation) else (node,)
        return " ".join(self._item(item) for item in items) or '""'

    def _item(self, node: Node) -> str:
        match node:
            case Repetition(_, _, 0):
                return '""'
            case Repetition(item, low, high):
                return f"{self._unit(item)}{_times(low, high)}"
            case Literal(text):
                return self._literal(text)
            case _:
                return self._unit(node)

    def _unit(self, node: Node) -> str:
        """Return what stands for one item, however often it is repeated."""
        match node:
            case Characters():
                return _characters(node)
            case Token():
                return self._token(node)
            case Reference(name):
                return self._names[name]
            case _:
                return self._group(node)

    def _group(self, node: Node) -> str:
        """Define a rule for a group, as llguidance's parser takes only a few groups within each other."""
        self._n_groups += 1
        name = f"{self._letter}_{self._n_groups}"
        self.define(name, node)
        return name

    def _literal(self, text: str) -> str:
        codes = [f"\\x{{{ord(character):X}}}" for character in text]
        if self._is_regular:
            return f"/{''.join(codes)}/" if codes else '""'
        return " ".join(f"/{code}/" for code in codes) or '""'

    def _token(self, token: Token) -> str:
        id_ = self._token_id(token.token)
        if id_ is None:
            raise grammar_error(f"{token.token!r} is not a token", self._text, token.position)
        return f"<[^{id_}]>" if token.negated else f"<[{id_}]>"


def _characters(node: Characters) -> str:
    # No token of a model begins with NUL, as far as llama.cpp's grammars go.
    ranges = [*node.ranges, (0, 0)] if node.negated else node.ranges
    written = "".join(f"\\x{{{low:X}}}-\\x{{{high:X}}}" for low, high in ranges)
    return f"/[{'^' if node.negated else ''}{written}]/"


def _times(low: int, high: int | None) -> str:
    match low, high:
        case 0, None:
            return "*"
        case 1, None:
            return "+"
        case 0, 1:
            return "?"
        case _:
            return f"{{{low},{'' if high is None else high}}}"


def _parts(node: Node) -> Iterator[Node]:
    """Yield a part of a rule, and all parts of it."""
    yield node
    match node:
        case Repetition(item):
            yield from _parts(item)
        case Concatenation(nodes) | Choice(nodes):
            for child in nodes:
                yield from _parts(child)


def _references(node: Node) -> Iterator[Reference]:
    return (part for part in _parts(node) if isinstance(part, Reference))


def _reachable(uses: Mapping[str, set[str]]) -> set[str]:
    """Return the rules that the root uses, and itself."""
    found = {_ROOT}
    todo = [_ROOT]
    while todo:
        new = uses[todo.pop()] - found
        found |= new
        todo += new
    return found


def _is_shallow(uses: Mapping[str, set[str]]) -> bool:
    """Whether no rule uses itself, directly or by others, and no long chain of rules use each other."""
    users: dict[str, list[str]] = {name: [] for name in uses}
    for name, used in uses.items():
        for other in used:
            users[other].append(name)
    n_left = {name: len(used) for name, used in uses.items()}
    depths = {name: 1 for name, n in n_left.items() if n == 0}
    done = list(depths)
    for name in done:  # grows while it is read
        for user in users[name]:
            depths[user] = max(depths.get(user, 0), depths[name] + 1)
            n_left[user] -= 1
            if n_left[user] == 0:
                done.append(user)
    return len(done) == len(uses) and max(depths.values()) <= _MAX_REGULAR_DEPTH


def _ending_rules(rules: Mapping[str, Node]) -> set[str]:
    """Return the rules that derive a text that ends."""
    needs: dict[str | int, Needs] = {}

    def add(node: Node) -> int:
        part = len(needs)
        needs[part] = ((), 0)
        match node:
            case Reference(name):
                needs[part] = ((name,), 1)
            case Repetition(item, low) if low > 0:
                needs[part] = ((add(item),), 1)
            case Concatenation(nodes):
                needs[part] = (tuple(add(child) for child in nodes), len(nodes))
            case Choice(nodes):
                needs[part] = (tuple(add(child) for child in nodes), 1)
        return part

    for name, node in rules.items():
        needs[name] = ((add(node),), 1)
    ending = ending_parts(needs)
    return {name for name in rules if name in ending}
