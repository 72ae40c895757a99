"""Benchmarks: this project's server beside others, on the same load."""
