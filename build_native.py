#!/usr/bin/env python3
"""Builds the llama.cpp shared libraries that pyllama loads; ``--help`` lists the options."""

from __future__ import annotations

import sys

from native.builder.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
