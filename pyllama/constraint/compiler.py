"""Makes matchers from constraints, and remembers those that were asked for lately."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from llguidance import LLMatcher, LLParserLimits, LLTokenizer, regex_to_lark

from pyllama.constraint.constraint import Constraint
from pyllama.constraint.gbnf_to_lark import gbnf_to_lark
from pyllama.constraint.json_schema import supported_schema
from pyllama.constraint.large_stack import call_on_large_stack
from pyllama.constraint.lark import checked_lark
from pyllama.constraint.matcher import Matcher
from pyllama.constraint.tokenizer import make_tokenizer
from pyllama.errors import GrammarError
from pyllama.vocab import Vocab

if TYPE_CHECKING:
    from llguidance._lib import JsonCompileOptions  # the package has it in its stubs only

_LIMITS: Final = LLParserLimits(
    # A right-recursive rule has an item for each repetition where the text ends.
    max_items_in_row=20_000,
    step_max_items=1_000_000,
    max_lexer_states=50_000,
    verbose_errors=False,
)
_JSON: Final[JsonCompileOptions] = {
    "lenient": False,
    # One way to write a value, that of Python's json: what is forced need not be computed token by token, and
    # no model gets lost in white space.
    "whitespace_flexible": False,
    "item_separator": ", ",
    "key_separator": ": ",
}

_N_REMEMBERED: Final = 32


@dataclass(frozen=True, slots=True)
class CompiledConstraint:
    """A constraint that was made ready for a model; any number of texts may use it at the same time.

    Attributes:
        constraint: what it was made from.
        vocab: the vocabulary that it was made for.
    """

    constraint: Constraint
    vocab: Vocab
    _native: LLMatcher

    def matcher(self) -> Matcher:
        """Return a matcher for the beginning of a text; takes microseconds."""
        return Matcher(self._native.deep_copy(), self.constraint, self.vocab)


class ConstraintCompiler:
    """Compiles constraints for a vocabulary; thread-safe.

    Args:
        vocab: the vocabulary. Its model must stay open while a call runs.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._compiling = Lock()
        self._remembering = Lock()
        self._tokenizer: LLTokenizer | None = None
        self._compiled: OrderedDict[Constraint, CompiledConstraint] = OrderedDict()

    def compile(self, constraint: Constraint) -> CompiledConstraint:
        """Make a constraint ready; blocks, at most for seconds, and once more for the first one.

        Raises:
            GrammarError: it is wrong, not supported, can never be met, or is too complex.
            ClosedError: the model is closed.
        """
        # One at a time: whoever sends many large grammars must not take all cores and all memory.
        with self._compiling:
            compiled = self.find(constraint)
            if compiled is None:
                compiled = call_on_large_stack(lambda: self._compile(constraint))
                self._remember(compiled)
        return compiled

    def find(self, constraint: Constraint) -> CompiledConstraint | None:
        """Return a constraint that was compiled lately, if it is remembered. Does not wait."""
        with self._remembering:
            compiled = self._compiled.get(constraint)
            if compiled is not None:
                self._compiled.move_to_end(constraint)
            return compiled

    def _remember(self, compiled: CompiledConstraint) -> None:
        with self._remembering:
            self._compiled[compiled.constraint] = compiled
            if len(self._compiled) > _N_REMEMBERED:
                self._compiled.popitem(last=False)

    def _compile(self, constraint: Constraint) -> CompiledConstraint:
        grammars = [{"name": "text", **self._definition(constraint)}]
        if constraint.content is not None:
            # Once alone, so that an error tells whose it is.
            if self.find(constraint.content) is None:
                self._remember(self._compile(constraint.content))
            grammars.append({"name": "content", **self._definition(constraint.content)})
        if self._tokenizer is None:
            self._tokenizer = make_tokenizer(self._vocab)
        native = LLMatcher(self._tokenizer, json.dumps({"grammars": grammars}), log_level=0, limits=_LIMITS)
        if native.is_error():
            raise constraint.error(_reason(native.get_error()))
        compiled = CompiledConstraint(constraint, self._vocab, native)
        # What is too complex mostly shows at the first token; so does what nothing can begin.
        first = compiled.matcher()
        first.mask()
        first.forced(1)
        return compiled

    def _definition(self, constraint: Constraint) -> dict[str, Any]:
        """Return a grammar in the form that llguidance takes several in."""
        text = constraint.text
        try:
            match constraint.kind:
                case "grammar":
                    return {"lark_grammar": gbnf_to_lark(text, self._token_id)}
                case "json_schema":
                    return {"json_schema": {**json.loads(supported_schema(text)), "x-guidance": _JSON}}
                case "regex":
                    # \d and \w are those of JSON Schema's patterns: without digits of other scripts.
                    return {"lark_grammar": f"start: /{regex_to_lark(text, 'dw')}/"}
                case "lark":
                    return {"lark_grammar": checked_lark(text)}
        except GrammarError as error:
            raise constraint.error(error.reason, error.line) from None

    def _token_id(self, token: int | str) -> int | None:
        if isinstance(token, int):
            return token if token < self._vocab.n_tokens else None
        ids = self._vocab.tokenize(token, add_special=False, parse_special=True)
        return ids[0] if len(ids) == 1 else None


def _reason(message: str) -> str:
    """Return what llguidance says is wrong, in one line."""
    if message.startswith("panic"):
        return "it is too complex"
    return " ".join(message.split())[:300]
