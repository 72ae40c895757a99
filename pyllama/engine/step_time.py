"""How long a step takes, learnt from those before it: sizes the prompt chunks. Pure: no clock of its own."""

from __future__ import annotations

from typing import Final

MIN_CHUNK: Final = 16
"""Prompt tokens that fit into any step: a prompt goes on, however slow the machine is."""

FIRST_CHUNK: Final = 64
"""Prompt tokens of a step while nothing is known."""

TILE: Final = 64
"""Rows that kernels compute together where there are so many: 64 rows can take less time than 48."""

_GROWTH = 2  # a chunk is at most this many times as long as the longest that was seen
_ROOM_SHARE = 0.9  # of the time left beside base: the next tokens may be dearer, and times vary
_BASE_WEIGHT = 0.2
_SLOWER_WEIGHT = 0.5  # everybody feels a step that is too long
_FASTER_WEIGHT = 0.2
_LARGEST_JUMP = 8  # times what was expected: a longer step was held up by something else
_LEAST_REST = 24  # fewer rows beyond the last full tile are not worth looking at all cells once more
_NEARLY_FULL = 16  # rows that a tile may lack to be filled
_TOLERANCE = 1.4  # a little more time for the first tile: fewer rows hardly take less
_TILED_SHARE = 0.7  # of the time of a token in a step without a full tile, while no other is known


class StepTime:
    """A model of the time of a step: ``base(n_decode) + n_prompt * token_s``.

    ``base`` is learnt from steps that only decode, apart for 1, 2 to 3, 4 to 7, … rows; what other steps take
    beyond it is due to their prompt tokens. An error in ``base`` does no lasting harm: it goes into
    ``token_s``, and the sum is right for chunks of about the length that is in use. Steps with a full tile of
    rows have another ``token_s`` than those without.
    """

    def __init__(self) -> None:
        self._base_s: dict[int, float] = {}  # by the bit length of n_decode
        self._token_s: dict[bool, float] = {}  # by whether a tile is full
        self._n_rows_seen = FIRST_CHUNK // _GROWTH  # the most in one step

    def observe(self, n_decode: int, n_prompt: int, seconds: float) -> None:
        """Learn from a step.

        Args:
            n_decode: rows of decoding sequences, 0 or more.
            n_prompt: rows of prompts, 0 or more.
            seconds: how long it took.
        """
        base_s = self.base(n_decode)
        key = n_decode.bit_length()
        if n_prompt == 0:
            old = self._base_s.get(key, seconds)
            self._base_s[key] = old + _BASE_WEIGHT * (seconds - old)
            return
        if seconds < base_s:
            # With less to do it would not have taken longer.
            self._base_s[key] = base_s = seconds
        if n_prompt >= MIN_CHUNK:  # fewer say nothing
            n_rows = n_decode + n_prompt
            self._observe_token((seconds - base_s) / n_prompt, is_tiled=n_rows >= TILE)
            self._n_rows_seen = max(self._n_rows_seen, n_rows)

    def prompt_room(self, n_decode: int, target_s: float) -> int:
        """Return how many prompt tokens a step may have so that it stays under a target.

        Args:
            n_decode: rows of decoding sequences in that step.
            target_s: how long it may take, in seconds.

        Returns:
            At least 16, at most so many that the step has twice as many rows as any had.
        """
        n_most = max(_GROWTH * self._n_rows_seen - n_decode, MIN_CHUNK)
        room_s = _ROOM_SHARE * (target_s - self.base(n_decode))
        if room_s <= 0:
            return MIN_CHUNK
        tiled_s = self._known(is_tiled=True)
        if n_most * tiled_s <= room_s:
            return n_most
        n_rows = n_decode + int(room_s / tiled_s)
        if n_rows >= TILE:
            rest = n_rows % TILE
            n_rows += TILE - rest if rest >= TILE - _NEARLY_FULL else -rest if rest < _LEAST_REST else 0
            return min(n_rows - n_decode, n_most)
        n_first = max(TILE - n_decode, MIN_CHUNK)
        if n_first * tiled_s <= _TOLERANCE * room_s:
            return min(n_first, n_most)
        n = int(room_s / self._known(is_tiled=False))
        return min(max(n, MIN_CHUNK), n_first)

    def prompt_s(self, n_prompt: int) -> float:
        """Return how long so many prompt tokens take, in seconds; 0 while nothing is known."""
        return n_prompt * self._known(is_tiled=n_prompt >= TILE)

    def _observe_token(self, seconds: float, *, is_tiled: bool) -> None:
        old = self._token_s.get(is_tiled, seconds)
        if old > 0:
            seconds = min(seconds, _LARGEST_JUMP * old)
        weight = _SLOWER_WEIGHT if seconds > old else _FASTER_WEIGHT
        new = self._token_s[is_tiled] = old + weight * (seconds - old)
        if old > 0 and (not is_tiled) in self._token_s:
            # What makes one kind dearer mostly does so with the other, which may not be seen for long.
            self._token_s[not is_tiled] *= max(new / old, 0.0) ** 0.5
        tiled = self._token_s.get(True, 0.0)
        if not is_tiled and tiled > new:
            # Tiles are there because they are cheaper: what was learnt of them while other programs were busy
            # is not believed for ever.
            self._token_s[True] = max(new, (1 - _FASTER_WEIGHT) * tiled)

    def _known(self, *, is_tiled: bool) -> float:
        """Return the time of a prompt token with or without a full tile; 0 while nothing is known."""
        if is_tiled in self._token_s or not self._token_s:
            return self._token_s.get(is_tiled, 0.0)
        other = self._token_s[not is_tiled]
        return other * _TILED_SHARE if is_tiled else other / _TILED_SHARE

    def base(self, n_decode: int) -> float:
        """Return the time of a step without prompt tokens, from those with about as many rows."""
        if not self._base_s:
            return 0.0
        key = n_decode.bit_length()
        return self._base_s[min(self._base_s, key=lambda known: abs(known - key))]
