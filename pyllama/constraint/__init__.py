"""Constrains texts to a grammar, a JSON schema or a regular expression.

A ``Constraint`` says what a text has to conform to, ``ConstraintCompiler`` makes it ready for a vocabulary,
and a ``Matcher`` follows one text through it, token by token.
"""

from pyllama.constraint.compiler import CompiledConstraint, ConstraintCompiler
from pyllama.constraint.constraint import Constraint, ConstraintKind
from pyllama.constraint.mask_executor import MaskExecutor
from pyllama.constraint.matcher import Matcher

__all__ = [
    "CompiledConstraint",
    "Constraint",
    "ConstraintCompiler",
    "ConstraintKind",
    "MaskExecutor",
    "Matcher",
]
