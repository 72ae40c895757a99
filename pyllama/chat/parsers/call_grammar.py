"""Writes the grammar of answers with calls, in the Lark of llguidance.

The grammar speaks of text. A special token of the vocabulary, which is no text there, is named by its id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

_ANY: Final = r"/(.|\n)*/"
_SPACE: Final = r"[ \t]{1,4}|[ \t]{0,4}\n{1,3}[ \t]{0,20}"
"""Without a bound, models get lost in white space."""

_GUIDANCE: Final = {"lenient": True, "whitespace_pattern": r"(?: |\n{1,2}[ \t]{0,20})?"}


class CallGrammar:
    """A grammar that is being written; methods return expressions, and add the rules that these use.

    Args:
        special_tokens: the texts and ids of special tokens.
        not_content: regular expressions of the beginnings of what is no content.
        is_content_given: what content has to be says another grammar, called ``content``.

    Attributes:
        weaker: what the grammar does not enforce of the schemas, in words.
    """

    def __init__(
        self,
        special_tokens: Mapping[str, int],
        *,
        not_content: tuple[str, ...] = (),
        is_content_given: bool = False,
    ) -> None:
        self._special_tokens = special_tokens
        texts = sorted(special_tokens, key=len, reverse=True)
        self._parts = re.compile("|".join([*map(re.escape, texts), r"\n"]))
        beginnings = [begin.replace("/", r"\/") for begin in not_content]
        self._content = " & ".join([_ANY, *(rf"~/\s*{begin}(.|\n)*/" for begin in beginnings)])
        self.is_content_given = is_content_given
        self._rules = {f": /{_SPACE}/": "WS"}
        self._shared: dict[object, tuple[str, str]] = {}
        self.weaker: list[str] = []

    def text(self, start: str) -> str:
        """Return the whole grammar of texts that conform to an expression."""
        rules = [f"{name}{definition}" for definition, name in self._rules.items()]
        shared = [f"{name}: {expression}" for name, expression in self._shared.values()]
        return "\n".join([f"start: {start}", *rules, *shared, ""])

    def rule(self, expression: str, *, lazy: bool = False) -> str:
        """Add a rule if there is none that is the same, and return its name."""
        return self._define(f"r{len(self._rules)}", f"{'[lazy]' if lazy else ''}: {expression}")

    def shared_rule(self, key: object, write: Callable[[], str]) -> str:
        """Return the name of the rule for a key.

        Args:
            key: the same for the same rule.
            write: returns the expression, the first time; in it, the rule may be asked for as well.
        """
        if key not in self._shared:
            name = f"s{len(self._shared)}"
            self._shared[key] = name, ""
            self._shared[key] = name, write()
        return self._shared[key][0]

    def literal(self, text: str) -> str:
        """Return the expression of just this text."""
        return " ".join(self._split(text, line_break=r'"\n"'))

    def layout(self, text: str) -> str:
        """Return the expression of a text where a line break stands for any white space."""
        return " ".join(self._split(text, line_break="WS?"))

    def schema(self, schema: Mapping[str, Any]) -> str:
        """Return the expression of JSON that conforms to a schema, all of which can be enforced."""
        return self.rule(f"%json {json.dumps({**schema, 'x-guidance': _GUIDANCE}, ensure_ascii=False)}")

    def members(self, members: Sequence[tuple[str, bool]]) -> str:
        """Return the expression of members in order, with commas between them.

        Args:
            members: the expression of each, and whether it has to be there.
        """
        # From the last member to the first: what may come from there on, at first and behind others.
        first = behind = ""
        for member, is_required in reversed(members):
            alone, added = f"{member} {behind}", f'WS? "," WS? {member} {behind}'
            if is_required:
                first, behind = self.rule(alone), self.rule(added)
            else:
                first = self.rule(f"{alone} | {first}" if first else f"({alone})?")
                behind = self.rule(f"{added} | {behind}" if behind else f"({added})?")
        return first

    def until(self, end: str, text: str = _ANY) -> str:
        """Return the expression of text up to its first ``end``, and that end.

        Args:
            end: a layout.
            text: the expression of a terminal.
        """
        parts = self._split(end.lstrip("\n"), line_break="WS?")
        special = next((i for i, part in enumerate(parts) if part.startswith("<")), None)
        if special is None:
            head = self.rule(f"{self._terminal(text)} {parts[0]}", lazy=True)
            return " ".join([head, *parts[1:]])
        # No text goes over a special token, so that is the first one; what is before it is text as well.
        return " ".join([self._terminal(text), *parts[special:]])

    def limited_until(self, end: str, text: str) -> str:
        """Return the expression of text without ``end`` in it, and that end.

        Args:
            end: a text.
            text: the expression of a terminal, all of which the text has to conform to.
        """
        if end not in self._special_tokens:
            escaped = re.escape(end).replace("/", r"\/")
            text = rf"({text}) & ~/(.|\n)*{escaped}(.|\n)*/"
        return self.until(end, text)

    def begin(self, expression: str) -> str:
        """Return the expression of what an answer begins with, so that it is no other text from there on."""
        return expression if expression.startswith("<") else self.rule(expression, lazy=True)

    def anything(self) -> str:
        """Return the expression of any text."""
        return self._terminal(_ANY)

    def content(self) -> str:
        """Return the expression of a whole answer without calls."""
        return "@content" if self.is_content_given else self._terminal(self._content)

    def content_until(self, end: str) -> str:
        """Return the expression of content up to its first ``end``, and that end.

        Where content has to be something, there is none before calls.
        """
        if self.is_content_given:
            return f"WS? {self.layout(end)}"
        return self.until(end, self._content)

    def _terminal(self, expression: str) -> str:
        return self._define(f"T{len(self._rules)}", f": {expression}")

    def _define(self, name: str, definition: str) -> str:
        return self._rules.setdefault(definition, name)

    def _split(self, text: str, line_break: str) -> list[str]:
        """Return the expressions of the special tokens, of the line breaks, and of what is between them."""
        found: list[str] = []
        position = 0
        for match in self._parts.finditer(text):
            found += [_quoted(text[position : match.start()])] if match.start() > position else []
            found.append(line_break if match[0] == "\n" else f"<[{self._special_tokens[match[0]]}]>")
            position = match.end()
        return [*found, _quoted(text[position:])] if position < len(text) else found


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
