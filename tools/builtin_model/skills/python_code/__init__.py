"""Small Python functions: their grammar, written when asked for, or completed where something is missing."""
