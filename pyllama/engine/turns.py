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
        is_prompts_turn: whether its next step is one for prompts, where those have steps of their own.
    """

    is_held_back: bool = False
    is_prompts_turn: bool = False


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

    def took(self, lora: LoraScales) -> None:
        """Note that a set had its turn."""
        self._turns[lora] = self._turns.pop(lora)
