"""Gathers what an answer says, and hands it on in increments."""

from __future__ import annotations

from collections.abc import Callable

from pyllama.chat.reply import CallDelta, ReplyDelta


class ReplyWriter:
    """What an answer says, since it was last taken.

    White space at the ends of thoughts is dropped, and so is that of content beside a call.

    Args:
        new_id: makes the id of a call.
        has_calls: whether there may be calls; without them, content stays as it is.
    """

    def __init__(self, new_id: Callable[[], str], *, has_calls: bool) -> None:
        self._new_id = new_id
        self._has_calls = has_calls
        self._content: list[str] = []
        self._reasoning: list[str] = []
        self._calls: list[CallDelta] = []
        self._arguments: list[str] = []
        self._n_calls = 0
        self._has_reasoning = False
        self._ids: set[str] = set()
        self._content_end = _HeldSpace()
        self._reasoning_end = _HeldSpace()

    def content(self, text: str) -> None:
        """Add text for the user."""
        self._content.append(self._content_end.feed(text) if self._has_calls else text)

    def reasoning(self, text: str) -> None:
        """Add thoughts."""
        shown = self._reasoning_end.feed(text)
        self._reasoning.append(shown if self._has_reasoning else shown.lstrip())
        self._has_reasoning |= bool(shown)

    def begin_call(self, name: str, call_id: str | None = None) -> None:
        """Begin a call; ``call_id`` is the one that the model gave it, which counts if it is a new one."""
        self._finish_arguments()
        self._content_end.drop()
        if not call_id or call_id in self._ids:
            call_id = self._new_id()
        self._ids.add(call_id)
        self._calls.append(CallDelta(index=self._n_calls, id=call_id, name=name))
        self._n_calls += 1

    def arguments(self, text: str) -> None:
        """Add text to the arguments of the last call."""
        self._arguments.append(text)

    def end(self) -> None:
        """Say that nothing follows."""
        if self._n_calls == 0:
            self._content.append(self._content_end.release())

    def take(self) -> ReplyDelta:
        """Return what is new."""
        self._finish_arguments()
        delta = ReplyDelta(
            content="".join(self._content), reasoning="".join(self._reasoning), calls=tuple(self._calls)
        )
        self._content.clear()
        self._reasoning.clear()
        self._calls.clear()
        return delta

    def _finish_arguments(self) -> None:
        """Put the arguments that came into the increment of their call."""
        if not self._arguments:
            return
        arguments = "".join(self._arguments)
        self._arguments.clear()
        index = self._n_calls - 1
        if self._calls and self._calls[-1].index == index:
            last = self._calls.pop()
            self._calls.append(CallDelta(index=index, id=last.id, name=last.name, arguments=arguments))
        else:
            self._calls.append(CallDelta(index=index, arguments=arguments))


class _HeldSpace:
    """Holds white space back until something follows it; what is first of all is not held."""

    def __init__(self) -> None:
        self._held: list[str] = []

    def feed(self, text: str) -> str:
        """Take text, and return what was held and the text, but for the white space at the end."""
        shown = text.rstrip()
        if shown:
            shown = self.release() + shown
        self._held.append(text[len(text.rstrip()) :])
        return shown

    def release(self) -> str:
        """Return what was held."""
        held = "".join(self._held)
        self._held.clear()
        return held

    def drop(self) -> None:
        """Forget what was held."""
        self._held.clear()
