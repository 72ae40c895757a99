"""Options that say what all texts have to conform to, unless a request says otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pyllama.constraint import Constraint, ConstraintKind
from pyllama.errors import GrammarError
from server.options.option import Convert, Option


def _text(kind: ConstraintKind, flag: str) -> Convert:
    """Return a converter from the text of a constraint."""

    def convert(text: str) -> Constraint:
        try:
            return Constraint(kind, text, param=flag)
        except GrammarError as error:
            raise ValueError(f"{text[:40]!r}: {error.reason}") from None

    return convert


def _file(kind: ConstraintKind, flag: str) -> Convert:
    """Return a converter from the path of a file with the text of a constraint."""

    def convert(path: str) -> Constraint:
        try:
            return Constraint(kind, Path(path).read_text("utf-8"), param=flag)
        except OSError as error:
            raise ValueError(f"{path!r} cannot be read: {error.strerror}") from None
        except UnicodeDecodeError:
            raise ValueError(f"{path!r} is not UTF-8") from None
        except GrammarError as error:
            raise ValueError(f"{path!r}: {error.reason}") from None

    return convert


CONSTRAINTS: Final = (
    Option(
        flags=("--grammar",),
        name="constraint",
        group="Sampling",
        help="GBNF grammar that all texts conform to",
        metavar="GRAMMAR",
        convert=_text("grammar", "--grammar"),
        shown_default="none",
    ),
    Option(
        flags=("--grammar-file",),
        name="constraint",
        group="Sampling",
        help="file with such a grammar",
        metavar="FNAME",
        convert=_file("grammar", "--grammar-file"),
        shown_default="none",
    ),
    Option(
        flags=("-j", "--json-schema"),
        name="constraint",
        group="Sampling",
        help="JSON schema that all texts conform to; {} is any JSON",
        metavar="SCHEMA",
        convert=_text("json_schema", "--json-schema"),
        shown_default="none",
    ),
    Option(
        flags=("-jf", "--json-schema-file"),
        name="constraint",
        group="Sampling",
        help="file with such a schema",
        metavar="FILE",
        convert=_file("json_schema", "--json-schema-file"),
        shown_default="none",
    ),
)
"""The options, in the order of the help."""
