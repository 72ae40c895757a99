"""What a format reads an answer with."""

from __future__ import annotations

from pyllama.chat.parsers.parse_options import ParseOptions
from pyllama.chat.parsers.reply_writer import ReplyWriter
from pyllama.chat.parsers.scanner import Reading, Scanner, UnreadableError


class ReplyReader:
    """What a format reads an answer from, and what it writes to.

    Attributes:
        scanner: the text.
        writer: takes what it says.
        options: what is wanted.
    """

    def __init__(self, options: ParseOptions) -> None:
        self.scanner = Scanner()
        self.writer = ReplyWriter(options.new_id, has_calls=options.parse_tool_calls)
        self.options = options

    def begin_call(self, name: str, call_id: str | None = None) -> None:
        """Begin a call; from now on, what was read belongs to it and does not become content."""
        self.scanner.stop_recording()
        self.writer.begin_call(name, call_id)

    def end_call(self) -> None:
        """End the call; what is read from now on becomes content if it is unreadable."""
        self.scanner.record()

    def attempt(self, reading: Reading[None], marker: str = "") -> Reading[None]:
        """Read calls behind a marker; what turns out to be none becomes content, and is not read again."""
        self.scanner.record(marker)
        try:
            yield from reading
        except UnreadableError:
            self.writer.content(self.scanner.stop_recording())
        self.scanner.stop_recording()
