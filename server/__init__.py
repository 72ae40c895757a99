"""Answers HTTP requests with a pyllama engine."""
