"""Sentences as JSON, and the shapes of the objects."""
