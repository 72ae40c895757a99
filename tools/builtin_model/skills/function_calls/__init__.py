"""Calls of functions: what can be called, with which arguments, and what comes back."""
