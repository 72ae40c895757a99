"""The prompt that asks a model to fill a gap, within the limits of its context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyllama.vocab import SpecialTokens, Vocab
from server.errors import EndpointUnsupportedError
from server.prompting import tokenize_mixed
from server.schemas.infill import Gap

_REPOSITORY: Final = "myproject\n"
_FILE: Final = "filename\n"
_SNIPPET: Final = "\n\n--- snippet ---\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class InfillLimits:
    """How many tokens a prompt can have.

    Attributes:
        n_around: most tokens around the gap: three quarters before it, one behind it.
        n_extra: most tokens before those.
    """

    n_around: int
    n_extra: int

    @classmethod
    def of_slot(cls, *, n_ctx: int, n_batch: int, max_tokens: int) -> InfillLimits:
        """Return the limits of a slot. They do not depend on the texts, so prompts keep their beginning.

        Args:
            n_ctx: tokens that the slot can have.
            n_batch: most tokens of one step.
            max_tokens: most tokens to generate, -1 for no limit; twice that much is left free.
        """
        n_around = min(n_batch, 3 * n_ctx // 4)
        n_free = n_around // 4 if max_tokens < 0 else 2 * max_tokens
        return cls(n_around=n_around, n_extra=max(0, n_ctx - n_around - n_free))


def infill_prompt(gap: Gap, vocab: Vocab, limits: InfillLimits, *, suffix_first: bool) -> list[int]:
    """Return the tokens that ask for what is in a gap.

    Where texts are too long, what is nearest to the gap is kept, and of other files what comes last.

    Args:
        gap: the gap.
        vocab: the vocabulary.
        limits: how long the parts can be.
        suffix_first: whether the model wants what is behind the gap first.

    Raises:
        EndpointUnsupportedError: the model has no tokens for that.
        InvalidRequestError: a token is out of range, or a text is none; ``param`` is its path.

    Source: format_prompt_infill.
    """
    special = vocab.special
    pre, suf, mid = _marks(special)
    begun = vocab.tokenize(gap.prompt, add_special=False, param="prompt")
    prefix = _plain(gap.prefix, vocab, "input_prefix")
    suffix = _plain(gap.suffix, vocab, "input_suffix")
    extra = list(_extra_tokens(gap, vocab, special))
    quarter = limits.n_around // 4
    before = [pre, *_last(prefix, 3 * quarter), *begun]
    behind = [suf, *suffix[: max(0, quarter - 2 - len(begun))]]
    around = behind + before if suffix_first else before + behind
    bos = [special.bos] if vocab.adds_bos and special.bos is not None else []
    return [*_last(extra, limits.n_extra), *bos, *around, mid]


def _marks(special: SpecialTokens) -> tuple[int, int, int]:
    if special.fim_pre is None or special.fim_suf is None or special.fim_mid is None:
        raise EndpointUnsupportedError("this model has no tokens to fill a gap")
    return special.fim_pre, special.fim_suf, special.fim_mid


def _extra_tokens(gap: Gap, vocab: Vocab, special: SpecialTokens) -> Iterator[int]:
    """Yield the tokens before those around the gap: the repository, and parts of other files."""

    def plain(text: str, path: str = "text") -> list[int]:
        return vocab.tokenize(text, add_special=False, parse_special=False, param=path)

    if special.fim_rep is not None:
        yield special.fim_rep
        yield from plain(_REPOSITORY)
    for i, chunk in enumerate(gap.extra):
        if special.fim_sep is None:
            yield from plain(_SNIPPET)
        else:
            yield special.fim_sep
            yield from plain(chunk.filename + "\n", f"input_extra[{i}].filename")
        yield from plain(chunk.text, f"input_extra[{i}].text")
    if special.fim_sep is not None:
        yield special.fim_sep
        yield from plain(_FILE)


def _plain(text: str | list[int | str], vocab: Vocab, path: str) -> list[int]:
    return tokenize_mixed(text, vocab, path=path, add_special=False, parse_special=False)


def _last(tokens: list[int], n: int) -> list[int]:
    return tokens[max(0, len(tokens) - n) :]
