"""Fixtures for constraints: compilers for the tiny models."""

from __future__ import annotations

import pytest

from pyllama import Model
from pyllama.constraint import ConstraintCompiler


@pytest.fixture(scope="session")
def compiler(bpe_decoder: Model) -> ConstraintCompiler:
    """A compiler for the byte-level vocabulary."""
    return ConstraintCompiler(bpe_decoder.vocab)


@pytest.fixture(scope="session")
def spm_compiler(decoder: Model) -> ConstraintCompiler:
    """A compiler for the SentencePiece vocabulary."""
    return ConstraintCompiler(decoder.vocab)
