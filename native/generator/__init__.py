"""Turns upstream's public C headers into the modules of ``pyllama.ctypes_api``."""
