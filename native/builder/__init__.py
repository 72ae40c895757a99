"""Builds llama.cpp's shared libraries into the user's cache folder; ``build_native.py`` is its command."""
