"""The command line: one table of options, its parser, and its documentation."""

from server.options.option import Option, OptionError
from server.options.parsed import Parsed
from server.options.parser import parse
from server.options.refused import REFUSED
from server.options.table import OPTIONS

__all__ = ["OPTIONS", "REFUSED", "Option", "OptionError", "Parsed", "parse"]
