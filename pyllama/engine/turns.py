"""Whose turn a step is, where sequences use different LoRA adapters: a batch has one set of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyllama.engine.lora_scales import LoraScales


@dataclass(slots=True)
class Turn:
    """What is noted of one set of adapters from step to step.

    Attributes:
        is_held_back: whether its last step left out a part of a long prompt so that others end.
        is_prompts_turn: whether its last step was for prompts alone, while others waited to decode.
        owed_s: seconds of steps that those who decode may have without prompts, to make up for that.
    """

    is_held_back: bool = False
    is_prompts_turn: bool = False
    owed_s: float = 0.0

    def took(self, seconds: float, *, has_prompts: bool) -> None:
        """Note how long a step of this set took.

        Prompts and those who decode get the same time. With less, those who decode would be there longer, and
        all the while their cells make the prompts' steps longer.
        """
        if self.is_prompts_turn:
            self.owed_s = seconds
        else:
            self.owed_s = 0.0 if has_prompts else max(0.0, self.owed_s - seconds)


class Turns:
    """Sets of adapters in use, the one first that has waited longest."""

    def __init__(self) -> None:
        self._turns: dict[LoraScales, Turn] = {}

    def among(self, present: Iterable[LoraScales]) -> list[tuple[LoraScales, Turn]]:
        """Return the sets that somebody uses now, in the order of their turns; others are forgotten."""
        wanted = dict.fromkeys(present)
        known = {lora: turn for lora, turn in self._turns.items() if lora in wanted}
        self._turns = known | {lora: Turn() for lora in wanted if lora not in known}
        return list(self._turns.items())

    def began(self, lora: LoraScales) -> None:
        """Note that a set has its turn."""
        self._turns[lora] = self._turns.pop(lora)

    def ended(self, lora: LoraScales, seconds: float, *, has_prompts: bool) -> None:
        """Note how long that took."""
        self._turns[lora].took(seconds, has_prompts=has_prompts)
