"""What goes into the engine and what comes out: plain frozen values that both threads may hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pyllama.checks import check_ranges
from pyllama.constraint import CompiledConstraint
from pyllama.engine.lora_scales import LoraScales
from pyllama.engine.reasoning import Reasoning
from pyllama.errors import InvalidRequestError, PyllamaError
from pyllama.sampling_params import SamplingParams
from pyllama.token_probs import N_PROBS_MAX, TokenProbs

_MAX_STOP = 1024  # each is looked for after each token
_MAX_STOP_LENGTH = 4096  # as much text may be held back, and is then looked through
_INT32_MAX = 2**31 - 1
_RANGES = {
    "max_tokens": (-1, _INT32_MAX),
    "n_cache_reuse": (0, _INT32_MAX),
    "n_keep": (-1, _INT32_MAX),
    "n_discard": (0, _INT32_MAX),
    "n_indent": (0, _INT32_MAX),
    "t_max_predict_ms": (0, _INT32_MAX),
    "n_probs": (0, N_PROBS_MAX),
}

Priority = Literal["interactive", "batch"]
"""Who goes first where not all can run: somebody who waits for the answer, or work in the background."""

StopType = Literal["eos", "limit", "word"]
"""Why a generation ended: an end-of-generation token, a limit (of tokens or of context), a stop string."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationRequest:
    """One generation.

    Attributes:
        prompt: token ids, at least one.
        max_tokens: most tokens to generate; 0 only evaluates the prompt, -1 goes on until the context is
            full.
        sampling: how tokens are chosen.
        constraint: what the text has to conform to, made by ``Engine.compile``; ``None`` is anything.
        reasoning: how its thoughts are known, and how long they may be; ``None`` looks for none.
        kept_tokens: special tokens whose text is part of the text.
        stop: strings that end the generation, at most 1024 of 4096 characters; they are not part of the text.
        cache_prompt: reuse what the memory still holds of an equal beginning of the prompt.
        n_cache_reuse: least length of a later part of the prompt that is reused by moving cells of another
            place; what follows from it is then an approximation. 0 reuses equal beginnings only.
        id_slot: the slot to use; ``None`` takes any.
        n_keep: tokens of the prompt that stay when the context is shifted; -1 keeps all of it.
        n_discard: tokens that a shift of the context drops; 0 drops half of those that may go.
        n_indent: white space that a line must begin with; a later line with less ends the text. 0 is off.
        t_max_predict_ms: milliseconds since the first token after which the next line break ends the text; 0
            is no limit.
        n_probs: how many of the most probable tokens to give with each generated one, at most 256; 0 gives no
            probabilities at all.
        post_sampling_probs: give the probabilities that the samplers have left, not those of the logits.
        prompt_probs: how many to give with each token of the prompt but the first, at most 256; 0 gives only
            the token's own probability, ``None`` nothing. All of the prompt is evaluated then, and in small
            parts.
        return_progress: tell how far the prompt is, after each part of it.
        lora: the LoRA adapters to use, each with its scale; ``None`` takes what the engine is set to.
        timeout_ms: milliseconds from submission to the last token, waiting included; ``None`` is no limit.
        priority: whether others may go first.
        tenant: who asks. Tenants share the engine fairly, however many requests each of them has.

    Raises:
        InvalidRequestError: a value is out of its range; ``param`` names it.
    """

    prompt: tuple[int, ...]
    max_tokens: int = -1
    sampling: SamplingParams = field(default_factory=SamplingParams)
    constraint: CompiledConstraint | None = None
    reasoning: Reasoning | None = None
    kept_tokens: frozenset[int] = frozenset()
    stop: tuple[str, ...] = ()
    cache_prompt: bool = True
    n_cache_reuse: int = 0
    id_slot: int | None = None
    n_keep: int = 0
    n_discard: int = 0
    n_indent: int = 0
    t_max_predict_ms: int = 0
    n_probs: int = 0
    post_sampling_probs: bool = False
    prompt_probs: int | None = None
    return_progress: bool = False
    lora: LoraScales | None = None
    timeout_ms: int | None = None
    priority: Priority = "interactive"
    tenant: str = ""

    def __post_init__(self) -> None:
        if not self.prompt:
            raise InvalidRequestError("the prompt must have at least one token", param="prompt")
        check_ranges(self, _RANGES)
        if self.prompt_probs is not None and not 0 <= self.prompt_probs <= N_PROBS_MAX:
            message = f"prompt_probs must lie between 0 and {N_PROBS_MAX}, not {self.prompt_probs}"
            raise InvalidRequestError(message, param="prompt_probs")
        if self.timeout_ms is not None and self.timeout_ms < 1:
            message = f"timeout_ms must be at least 1, not {self.timeout_ms}"
            raise InvalidRequestError(message, param="timeout_ms")
        if len(self.stop) > _MAX_STOP:
            message = f"stop has {len(self.stop)} strings, at most {_MAX_STOP} are allowed"
            raise InvalidRequestError(message, param="stop")
        for i, word in enumerate(self.stop):
            if not word:
                raise InvalidRequestError(f"stop[{i}] must not be empty", param=f"stop[{i}]")
            if len(word) > _MAX_STOP_LENGTH:
                message = f"stop[{i}] has {len(word)} characters, at most {_MAX_STOP_LENGTH} are allowed"
                raise InvalidRequestError(message, param=f"stop[{i}]")


@dataclass(frozen=True, slots=True)
class PromptProgress:
    """How far a prompt is.

    Attributes:
        n_total: its length in tokens.
        n_cached: how many of them did not have to be evaluated.
        n_done: how many are in the memory by now, those included.
        time_ms: time since the first of them was begun.
        probs: where ``prompt_probs`` was asked for, one for each token whose probability is new since the
            last report.
    """

    n_total: int
    n_cached: int
    n_done: int
    time_ms: float = field(compare=False)
    probs: tuple[TokenProbs, ...] = ()


@dataclass(frozen=True, slots=True)
class TextDelta:
    """An increment of a generation.

    Attributes:
        text: the new text; whole characters, and no part of a stop string.
        tokens: the new token ids.
        n_decoded: how many tokens were generated so far.
        id_slot: the slot that works on it.
        n_cached_tokens: how many tokens of the prompt did not have to be evaluated.
        prompt_ms: time from the first evaluated token to the first generated one.
        predicted_ms: time from the first generated token to the newest.
        probs: one for each of ``tokens``, if they were asked for.
        prompt: how far the prompt is, in a delta that has neither text nor tokens.
        n_forced: how many of the generated tokens the constraint left no choice for.
    """

    text: str
    tokens: tuple[int, ...]
    n_decoded: int
    id_slot: int
    n_cached_tokens: int = field(default=0, compare=False)
    prompt_ms: float = field(default=0.0, compare=False)
    predicted_ms: float = field(default=0.0, compare=False)
    probs: tuple[TokenProbs, ...] = ()
    prompt: PromptProgress | None = None
    n_forced: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a generation, and what is left of its text.

    Attributes:
        text: the last increment of the text.
        tokens: the last token ids, also those that ended the generation and are not in the text.
        stop_type: why it ended.
        stopping_word: the stop string that ended it, else ``""``.
        truncated: whether the context was full before another limit was reached, or was shifted.
        has_new_line: whether the text contains a line break.
        n_prompt_tokens: length of the prompt.
        n_cached_tokens: how many of them did not have to be evaluated.
        n_decoded: how many tokens were generated.
        n_past: how many tokens the slot remembers now.
        id_slot: the slot that worked on it.
        prompt_ms: time from the first evaluated token to the first generated one.
        predicted_ms: time from the first generated token to the last.
        probs: one for each of ``tokens``, if they were asked for, except for those at the end of which all
            text belongs to the stop string.
        n_forced: how many of the generated tokens the constraint left no choice for.
    """

    text: str
    tokens: tuple[int, ...]
    stop_type: StopType
    stopping_word: str
    truncated: bool
    has_new_line: bool
    n_prompt_tokens: int
    n_cached_tokens: int
    n_decoded: int
    n_past: int
    id_slot: int
    prompt_ms: float
    predicted_ms: float
    probs: tuple[TokenProbs, ...] = ()
    n_forced: int = 0


@dataclass(frozen=True, slots=True)
class Began:
    """A generation waits no more; its reader does not see this."""


@dataclass(frozen=True, slots=True)
class Left:
    """A generation was dropped as its reader wanted; nobody reads this."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A generation ended by an error.

    Attributes:
        error: what ``Generation`` raises.
    """

    error: PyllamaError


Delta = TextDelta | Finished
"""What a reader of a generation gets; exactly one ``Finished``, at the end."""

Event = TextDelta | Finished | Failed
"""What the decode loop posts for a generation."""

Notice = Began | Left
"""What it posts beside them, for admission."""
