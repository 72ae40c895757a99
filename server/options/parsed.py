"""What was given of the options, before it becomes a configuration."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from server.options.option import Option, OptionError, Value

TRUE: Final = frozenset({"1", "true", "on", "yes", "enabled"})
FALSE: Final = frozenset({"0", "false", "off", "no", "disabled"})


@dataclass(slots=True)
class Parsed:
    """What was given, and where.

    Attributes:
        values: the value of each option that was given, by ``Option.name``; a list for repeatable ones.
        sources: the flag, the environment variable or the key of a file that it came from.
        options: the option that set it.
    """

    values: dict[str, Value] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    options: dict[str, Option] = field(default_factory=dict)

    def put(self, option: Option, source: str, value: Value) -> None:
        """Note a value; of a repeatable option it is added to those before."""
        before = self.values.get(option.name)
        if option.repeatable:
            value = [*before, value] if isinstance(before, list) else [value]
        self.values[option.name] = value
        self.sources[option.name] = source
        self.options[option.name] = option

    def put_text(self, option: Option, source: str, text: str) -> None:
        """Convert and note a value.

        Raises:
            OptionError: the option does not take it.
        """
        try:
            self.put(option, source, option.convert(text))
        except ValueError as error:
            raise OptionError(f"{source}: {error}") from None

    def under(self, other: Parsed) -> Parsed:
        """Return both together, where what the other says replaces what this one says."""
        return Parsed(self.values | other.values, self.sources | other.sources, self.options | other.options)

    def fields(self, name: str) -> dict[str, Any]:
        """Return what was given for the fields of a field, but not for those of its fields."""
        given = ((*key.rpartition("."), value) for key, value in self.values.items())
        return {field: value for owner, _, field, value in given if owner == name}
