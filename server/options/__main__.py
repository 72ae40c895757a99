"""Writes the page ``docs/cli.md`` to standard output."""

import sys

from server.options.docs import markdown

sys.stdout.write(markdown())
